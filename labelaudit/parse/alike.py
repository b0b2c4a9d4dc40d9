"""Tell whether a text may name one of the four nutrients: as it is called anywhere, or misread."""

import re
from functools import cache

from rapidfuzz import fuzz

from labelaudit.parse.fold import fold
from labelaudit.parse.forms import read_d_forms, read_k_forms
from labelaudit.parse.lexicon import load
from labelaudit.parse.named import AS
from labelaudit.parse.names import names_nutrient

_NEAR = 80
"""How like a word of a text is to the name of an element, of 100, that it may be it."""
_CONNECTOR = re.compile(rf"\(|\b{AS}\b")


def head_of(name: str) -> str:
    """What a row is named, folded, without its bracket or its "as ...", which tells only what of."""
    folded = fold(name).strip(" .-*")
    cut = _CONNECTOR.search(folded, 1)
    return folded[: cut.start()] if cut else folded


def may_name(text: str, nutrient: str) -> bool:
    """Whether a text names the nutrient anywhere, or a word of it is nearly its name."""
    folded = fold(text)
    if names_nutrient(text, nutrient):
        return True
    letter = _LETTERS.get(nutrient)
    if letter is None:
        return any(fuzz.ratio(word, nutrient) >= _NEAR for word in re.findall(r"[^\W_]{5,}", folded))
    forms = read_d_forms(folded) if nutrient == "vitamin_d" else read_k_forms(folded)
    return any(forms) or letter.search(folded) is not None


def _among_letters(letter: str) -> re.Pattern[str]:
    """The vitamin's letter behind "vitamin", or among the letters of several: "Vitamins A, D & K"."""
    more = r"(?:[a-k]\d{0,2}(?:\s?(?:[,/&+.-]|and\b|und\b|et\b|[yei]\b)\s?)?)*"
    word = r"\b(?:vit|wit|βιτ)[^\W\d_]{0,6}\.?\s?"
    return re.compile(rf"{word}{more}[{letter}]\d?(?![^\W_]|-\s?[a-zα-ω])")


_LETTERS = {"vitamin_d": _among_letters("dδ"), "vitamin_k": _among_letters("kκ")}


def tells_of(text: str, nutrient: str) -> bool:
    """Whether a text names what is the nutrient under another name: a symbol, a shell, a brand."""
    return _telling(nutrient).search(fold(text)) is not None


@cache
def _telling(nutrient: str) -> re.Pattern[str]:
    told = load("salts")["telling"][nutrient]
    return re.compile("|".join([*map(re.escape, told["stems"]), rf"\b(?:{'|'.join(told['words'])})\b"]))
