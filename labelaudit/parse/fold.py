"""Fold text for comparing: no case, no accents, plain digits and dashes, one character for each."""

import unicodedata
from functools import lru_cache

KEPT = 4096
"""Texts whose reading is kept: a page's are looked at again and again, a shop's labels say much the same."""
_ONE = {
    "ß": "s",
    "ø": "o",
    "ł": "l",
    "Ł": "l",
    "ς": "σ",
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "–": "-",
    "—": "-",
    "−": "-",
    "®": " ",
    "™": " ",
    "©": " ",
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "，": ",",
    "．": ".",
    "：": ":",
    "；": ";",
    "（": "(",
    "）": ")",
    "％": "%",
    "／": "/",
    "[": "(",
    "]": ")",
    "{": "(",
    "}": ")",
    "µ": "μ",
    "\N{INCREMENT}": "δ",
    **dict.fromkeys("①②③④⑤⑥⑦⑧⑨⑩ⓇⓡⒸⓒ", " "),  # what ® and © are read as
}


@lru_cache(maxsize=KEPT)
def fold(text: str) -> str:
    """Fold every character to exactly one, so that positions stay those of the text."""
    return text.translate(_ASCII) if text.isascii() else "".join(_fold_one(c) for c in text)


@lru_cache(maxsize=4096)
def _fold_one(c: str) -> str:
    if c in _ONE:
        return _ONE[c]
    if c.isspace():
        return " "
    base = unicodedata.normalize("NFKD", c)
    plain = "".join(b for b in base if not unicodedata.combining(b)).casefold()
    if len(plain) == 1:
        return _ONE.get(plain, plain)
    low = c.lower()
    return low if len(low) == 1 else c


_ASCII = {code: _fold_one(chr(code)) for code in range(128)}
_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
_LATIN = "abydeznoiklmveonpotupxww"
_LOOKS_LIKE = str.maketrans(_GREEK, _LATIN)


def look_alike(folded: str) -> str:
    """Folded text with every Greek letter as the Latin one that a reader takes it for.

    A recogniser trained on Latin labels gives Greek words in a mixture of both alphabets.
    """
    return folded.translate(_LOOKS_LIKE)


def is_greek(folded: str) -> bool:
    """Whether the text holds Greek letters besides the µ of micrograms."""
    return any("α" <= c <= "ω" and c != "μ" for c in folded)
