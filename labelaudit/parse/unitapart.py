"""Read numbers and units that stand apart: "Vitamin D3 (µg)" and "20"; "Magnesium", "mg" and "375"."""

import re

from labelaudit.model.amount import Unit
from labelaudit.parse.fold import fold
from labelaudit.parse.units import NUMBER, SURE_UNITS, Quantity, read_number

_UNIT = "|".join(f"(?P<u{i}>{pattern})" for i, (pattern, _) in enumerate(SURE_UNITS))
_LONE = re.compile(rf"[\W_]*(?:{_UNIT})[\W_]*")
_LAST = re.compile(rf"[\s,]*(?:\(\s*(?:in )?|\s(?:in )?)(?:{_UNIT})\s*\)?\s*$")
_BARE = re.compile(rf"(?P<n>{NUMBER})[\s*†‡]*")


def lone_unit(text: str) -> Unit | None:
    """The unit that a text is, nothing else: a column of units."""
    match = _LONE.fullmatch(fold(text))
    return match and _unit(match)


def unit_behind(name: str) -> tuple[str, Unit] | None:
    """A name and the unit behind it: "Vitamin D3 (µg)", "Calcio, mg"."""
    match = _LAST.search(fold(name))
    return (name[: match.start()], _unit(match)) if match and match.start() else None


def bare_number(text: str) -> Quantity | None:
    """A number without a unit, nothing else, as an unsure percentage: what it counts stands elsewhere."""
    match = _BARE.fullmatch(fold(text))
    values = read_number(match["n"]) if match else ()
    if match is None or not values:
        return None
    return Quantity(
        values=values, unit=None, start=0, end=match.end("n"), raw=match["n"], clean=False, plain=False
    )


def is_bare(quantity: Quantity) -> bool:
    """Whether a quantity was a number without unit or sign."""
    return not any(c.isalpha() or c == "%" for c in quantity.raw)


def _unit(match: re.Match[str]) -> Unit:
    return next(unit for i, (_, unit) in enumerate(SURE_UNITS) if match[f"u{i}"] is not None)
