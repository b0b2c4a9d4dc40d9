"""The word for vitamin and the letter behind it: as printed, misread, torn or glued to its neighbours."""

import re
from functools import cache

from rapidfuzz import fuzz

from labelaudit.parse.fold import fold
from labelaudit.parse.lexicon import load
from labelaudit.parse.nametable import name_pattern

CODES = {  # nutrients by what stands behind the word
    "a": "vitamin_a",
    "c": "vitamin_c",
    "d": "vitamin_d",
    "e": "vitamin_e",
    "k": "vitamin_k",
    "b1": "vitamin_b1",
    "b2": "vitamin_b2",
    "b3": "vitamin_b3",
    "b5": "vitamin_b5",
    "b6": "vitamin_b6",
    "b7": "biotin",
    "b9": "folate",
    "b12": "vitamin_b12",
    "pp": "vitamin_b3",
    "h": "biotin",
}
GREEK = str.maketrans({"α": "a", "β": "b", "δ": "d", "ε": "e", "κ": "k"})
CODE = r"(?P<letter>[a-ehk0αβδεκ]|pp)\s?[-.]?\s?(?P<digit>\d{1,2}|[z?])?(?![a-z\d])"

_GLUED_VITAMIN = re.compile(r"(vitamin[ae]?|witamina)(?=[a-ehk]\s?-?\d?\b)(?![ae]\b)")
_MISREAD_VITAMIN = re.compile(
    r"\W*(?<![a-zα-ω])([a-zα-ω|]{4,9})\s?(?=[abcdehk80αβδεκ]\s?-?\d{0,2}(?![^\W_]))"
)
VITAMIN_LIKE = re.compile(
    r"(?<![a-zα-ω])([a-zα-ω|]{4,9})\s?(?=[abcdehk80αβδεκ]\s?-?\d{0,2}(?![^\W_])|\d{1,2}\b|\w{0,2}\s?\()"
)
"""The same in running text, where the letter may be lost: "Vtamin 2 (as menaquinone-7)", "Vitamin Ke ("."""
NEAR_VITAMIN = 75
"""How alike a word must be to "vitamin", of 100, where a vitamin's letter follows it."""


def is_near_vitamin(word: str) -> bool:
    """Whether a folded word is a misread "vitamin"."""
    return any(fuzz.ratio(word, known) >= NEAR_VITAMIN for known in ("vitamin", "βιταμινη"))


@cache
def vitamin_words() -> str:
    """A pattern of the word in every language."""
    return "(?:" + "|".join(sorted(load("nutrients")["vitamins"]["words"], key=len, reverse=True)) + r")\.?"


def is_vitamin_parted(above: str, below: str) -> bool:
    """Whether a line is the word alone and the next one begins with its letter: "Vitamin", "K2 (MK-7)"."""
    word = re.fullmatch(rf"\W*{vitamin_words()}\W*", fold(above))
    return word is not None and re.match(CODE, fold(below)) is not None


@cache
def lettered(before: str = "(?<![a-z])") -> re.Pattern[str]:
    """A pattern of the word with what stands behind it, `CODE`; `before` is what may stand in front."""
    return re.compile(rf"{before}{vitamin_words()}\s?[-.]?\s?{CODE}")


def mend_vitamin(folded: str) -> str:
    """Give a misread "vitamin" its letters back where a vitamin's letter follows; and part glued words."""
    folded = _GLUED_VITAMIN.sub(r"\1 ", folded)
    if folded.strip(" .:*") in TORN:
        return folded
    match = _MISREAD_VITAMIN.match(folded)
    if (
        match
        and name_pattern().match(folded, match.start(1)) is None
        and not re.fullmatch(vitamin_words(), match[1])
        and is_near_vitamin(match[1])
    ):
        return folded[: match.start(1)] + "vitamin " + folded[match.end() :]
    return folded


TORN = {"vita", "vitamina", "vitamine", "witamina"}
"""What is left where a vitamin's letter was not read: no vitamin A and no E."""
