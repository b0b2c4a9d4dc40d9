"""Read a serving size: how many of which unit a panel's amounts are for."""

import re
from collections.abc import Iterable
from decimal import Decimal

from labelaudit.model.label import Serving
from labelaudit.parse.doses import SERVING, Quantity, Token, quantities, tokens
from labelaudit.parse.dosewords import Means

PIECES = frozenset(
    {"capsule", "softgel", "tablet", "gummy", "lozenge", "sachet", "stick", "ampoule", "piece"}
)
"""Units that labels use for one another: a softgel is also called a capsule, a chew a piece."""
_VOLUME_ML = {"ml": Decimal(1), "teaspoon": Decimal(5), "tablespoon": Decimal(15)}
_HUNDRED = re.compile(r"\b100\s*(?:gr?|ml|gram\w*|γρ\w*)(?!\w)", re.IGNORECASE)


def parse_serving(text: str) -> Serving | None:
    """The serving that the text tells; None where it tells none ("per 100 g" is none).

    `units` is None where the text gives several counts or a range, `unit` where it gives several
    kinds; a second telling in parentheses ("1 ml (28 drops)") is no second count.
    """
    found = tokens(_HUNDRED.sub(" ", text))
    counts = list(servings_of(found))
    if not counts:
        return None
    first = counts[0]
    count = first.low if all((q.low, q.high) == (first.low, first.low) for q in counts) else None
    unit = first.unit if all(q.unit == first.unit for q in counts) else None
    return Serving(text=" ".join(text.split()), units=count if unit else None, unit=unit)


def servings_of(found: tuple[Token, ...]) -> Iterable[Quantity]:
    """The quantities of a serving text, without those that tell the one before once more."""
    last: Quantity | None = None
    for quantity in sorted((*quantities(found), *_each(found)), key=lambda q: q.start):
        if quantity.unit == SERVING:
            continue
        if last is None or quantity.unit == last.unit or not _retold(found, last, quantity):
            yield quantity
        last = last or quantity


def _retold(found: tuple[Token, ...], first: Quantity, second: Quantity) -> bool:
    between = {token.text for token in found[first.end : second.start]}
    return bool(between & {"(", "=", "/", "[", "~", "approx", "ca"}) or second.unit == "g"


def _each(found: tuple[Token, ...]) -> list[Quantity]:
    """One of the unit where no count is given: "Each softgel contains", "per sachet (5 g)".

    "Servings per pack" and "30 drops per dropper" tell no serving.
    """
    return [
        Quantity(Decimal(1), Decimal(1), token.means[Means.UNIT], place, place + 1)
        for place, token in enumerate(found)
        if place
        and token.means.get(Means.UNIT, SERVING) != SERVING
        and found[place - 1].says(Means.PER)
        and not (place > 1 and found[place - 2].says(Means.UNIT))
    ][:1]


def same_amounts(serving: Serving | None) -> dict[str, Decimal]:
    """How much of each unit one serving holds: {"ml": 1, "drop": 28} for "1 ml (28 drops)"."""
    if serving is None or serving.units is None or serving.unit is None:
        return {}
    amounts = {serving.unit: serving.units}
    for quantity in quantities(tokens(serving.text)):
        if quantity.low == quantity.high and quantity.unit != SERVING:
            amounts.setdefault(quantity.unit, quantity.low)
    volume = next((amounts[unit] * ml for unit, ml in _VOLUME_ML.items() if unit in amounts), None)
    if volume is not None:
        for unit, ml in _VOLUME_ML.items():
            amounts.setdefault(unit, volume / ml)
    if serving.unit in PIECES:
        for unit in PIECES:
            amounts.setdefault(unit, serving.units)
    return amounts
