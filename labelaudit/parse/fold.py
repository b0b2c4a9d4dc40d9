"""Fold text for comparing: no case, no accents, plain digits and dashes, one character for each."""

import unicodedata

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
}


def fold(text: str) -> str:
    """Fold every character to exactly one, so that positions stay those of the text."""
    return "".join(_fold_one(c) for c in text)


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
