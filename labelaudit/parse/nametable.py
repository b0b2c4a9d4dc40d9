"""Every name of a nutrient that the lexicon lists, in any language; also through letters that look alike."""

import re
from functools import cache

from labelaudit.parse.lexicon import load


@cache
def names() -> dict[str, str]:
    """Every listed name, longest first, with its nutrient."""
    pairs = [(name, entry["id"]) for entry in load("nutrients")["nutrient"] for name in entry["names"]]
    return dict(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def names_of(nutrient: str) -> tuple[str, ...]:
    """What the nutrient is called, folded, in any language."""
    return tuple(name for name, known in names().items() if known == nutrient)


@cache
def name_pattern() -> re.Pattern[str]:
    """Finds a listed name, as group `n`, that stands as a word or before a salt."""
    listed = "|".join(re.escape(n).replace(r"\ ", r"\s?") for n in names())
    salts = "|".join(re.escape(stem) for salt in load("salts")["salt"] for stem in salt["stems"])
    return re.compile(rf"(?<![a-zα-ω])(?P<n>{listed})(?=[^a-zα-ω]|$|s\b|-|{salts})")


_TWINS = str.maketrans("l1|!0", "iiiio")


def mend_twins(folded: str) -> str:
    """The text with names read through look-alike letters as they are: "magneslum" is nothing else."""
    return re.sub(r"[a-z1|!0]{5,}", lambda word: _twins().get(word[0].translate(_TWINS), word[0]), folded)


@cache
def _twins() -> dict[str, str]:
    return {name.translate(_TWINS): name for name in names()}
