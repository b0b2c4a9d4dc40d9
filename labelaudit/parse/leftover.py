"""Part what is glued in a vitamin's name, and notice what of vitamin K's name nobody understood."""

import re
from functools import cache

from labelaudit.parse.forms import K_WORDS, is_nearly_k1, mend_k, parted
from labelaudit.parse.lexicon import load

_AMOUNT = re.compile(r"\d[\d.,]*\s?(?:%|(?:mc|[mμu])?g\b|iu\b|ie\b|ui\b)")
_MAY_BE_K = re.compile(r"^[a-z]{0,2}k[a-z]?$|\d|mena|quin|chin|phyl|phyt|fito")
"""What of a name, with a menaquinone's number already read, may be another form of vitamin K."""

_TORN = re.compile(r"mena(?:q(?:u(?:i(?:n(?:o)?)?)?)?)?")
"""A menaquinone whose end was not read: beside K2 it tells no other form."""


def is_understood(folded: str, forms: tuple[str, ...]) -> bool:
    """Whether every letter and digit of vitamin K's name is known: else it may hold K2, or another form.

    Where a menaquinone's number was read, other words count only if they may be one more form.
    """
    text = _AMOUNT.sub(" ", mend_k(parted(folded)))
    for pattern in (*K_WORDS, _vitamin(), _phrases()):
        text = pattern.sub(" ", text)
    left = set(re.findall(r"[^\W_]+", text)) - _words("plain")
    if forms and forms != ("K1",):
        left -= _words("menaquinone")
        left = {word for word in left if not _TORN.fullmatch(word)}
    if forms == ("K1",):
        left = {word for word in left if not is_nearly_k1(word)}
    if any(form.startswith("MK-") for form in forms):
        return not any(_MAY_BE_K.search(word) for word in left)
    return not left


@cache
def _vitamin() -> re.Pattern[str]:
    words = sorted(load("nutrients")["vitamins"]["words"], key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(words)})\b\.?|(?<![^\W_])[kκ](?![^\W_])")


@cache
def _phrases() -> re.Pattern[str]:
    return re.compile("|".join(load("nutrients")["beside_k"]["phrases"]))


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(load("nutrients")["beside_k"][kind])
