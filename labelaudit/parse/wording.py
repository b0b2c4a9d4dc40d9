"""Compare a label's wording: text folded, and wordings of the lexicon compiled to patterns on it."""

import re
from collections.abc import Iterable

from labelaudit.parse.fold import fold

_SPELLED = str.maketrans(
    {
        "½": " 1/2",
        "¼": " 1/4",
        "¾": " 3/4",
        "œ": "oe",
        "æ": "ae",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "\u00ad": None,
        "`": "'",
        "´": "'",
    }
)
_GREEK_TWINS = str.maketrans("aovpuikteynxwbmhz", "αονρυικτεγηχωβμηζ")
_SURELY_GREEK = re.compile(r"[α-ωϊϋ]")
_WORD = re.compile(r"[^\W_]+")
_WORD_OR_STEM = re.compile(r"[^\W\d_]+\*?")
_TWINS = {"i": "[il1|!]", "l": "[il1|!]", "o": "[o0]", "s": "[s5]", "m": "(?:m|rn)"}

_BLANK = r"[\W_]{0,3}"
_GAP = r"[^.!?;]{0,45}?"

LONG = 8
"""Letters from which a phrase is so telling that it may stand glued to its neighbours."""


def fold_wording(text: str) -> str:
    """The text folded, ligatures and fractions spelt out, Greek words without Latin look-alikes."""
    folded = fold(text.translate(_SPELLED))
    return _WORD.sub(_greek, folded) if _SURELY_GREEK.search(folded) else folded


def _greek(word: re.Match[str]) -> str:
    letters = word.group()
    return letters.translate(_GREEK_TWINS) if len(_SURELY_GREEK.findall(letters)) > 1 else letters


def phrases(wordings: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the wordings in folded text.

    A wording is words with blanks; `word*` is a stem, ` * ` any word, ` ... ` a gap within the
    sentence. Blanks and punctuation between the words are optional; short wordings stand free, long
    ones may be glued.
    """
    alternatives = sorted({_phrase(wording) for wording in wordings}, key=len, reverse=True)
    return re.compile("|".join(alternatives) or r"(?!)")


def _phrase(wording: str) -> str:
    parts: list[str] = []
    for word in wording.replace("'", " ").replace("’", " ").split():
        if word == "...":
            parts.append(_GAP)
            continue
        if word == "*":
            parts += [r"[^\W_]+", _BLANK]
            continue
        letters = fold_wording(word.removesuffix("*"))
        # Look-alikes only in words that no other word resembles.
        body = (
            "".join(_TWINS.get(c, re.escape(c)) for c in letters) if len(letters) > 4 else re.escape(letters)
        )
        parts += [body, r"[^\W\d_]*" if word.endswith("*") else "", _BLANK]
    whole = "".join(parts).removesuffix(_BLANK)
    if sum(map(str.isalpha, wording)) >= LONG:
        return whole
    first = _FIRST.match(whole)
    if first is None:
        return rf"(?<![^\W\d_]){whole}(?![^\W\d_])"
    # The letter in front of the look behind it: most alternatives fail at their first letter, and soon.
    return rf"{first[0]}(?<![^\W\d_].){whole[first.end() :]}(?![^\W\d_])"


_FIRST = re.compile(r"[^\W_]|\[[^\]]*\]")
"""One letter of a pattern, or what it may have been read as."""


def words_of(wordings: Iterable[str]) -> frozenset[str]:
    """Every word of the wordings, folded; a stem keeps its `*`."""
    words = " ".join(wordings).replace("...", " ")
    return frozenset(word for word in _WORD_OR_STEM.findall(fold_wording(words)) if word[0].isalpha())
