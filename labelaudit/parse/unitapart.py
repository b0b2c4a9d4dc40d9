"""Read numbers and units that stand apart: "Vitamin D3 (µg)" and "20"; "Magnesium", "mg" and "375"."""

import re
from dataclasses import dataclass, replace

from labelaudit.model.amount import Unit
from labelaudit.parse.fold import fold
from labelaudit.parse.units import NUMBER, UNITS, Quantity, find_quantities, read_number

_ANY = "|".join(f"(?P<u{i}>{pattern})" for i, (pattern, _, _) in enumerate(UNITS))
_SURE = "|".join(f"(?P<u{i}>{pattern})" for i, (pattern, _, sure) in enumerate(UNITS) if sure)
_LONE = re.compile(rf"[\W_]*(?:{_SURE})[\W_]*")
_SLIP = rf"\s*\(\s*(?:in )?(?:{_ANY}|(?P<mu>μ\w{{1,2}}))\s*\)\s*"
_LONE_SLIP = re.compile(_SLIP)
_LAST = re.compile(rf"[\s,]*(?:\(\s*(?:in )?|\s(?:in )?)(?:{_SURE})\s*\)?\s*$")
_LAST_SLIP = re.compile(rf"{_SLIP}$")
_COUNTED = re.compile(rf"(?<=[^\W_]){_SLIP}(?=\d[\d.,\s%*†‡]*$)")
_BARE = re.compile(rf"(?P<n>{NUMBER})[\s*†‡]*")
_ONE = r"\d+(?:[.,]\d+)*"
_BOTH = re.compile(rf"\s*(?P<n>{_ONE})\s+(?!00)(?=(?P<share>{_ONE})\s*%)")
_TWO = re.compile(rf"{_ONE}[*†‡]*\s+(?={_ONE}[*†‡]*$)")


@dataclass(frozen=True)
class UnitApart:
    """A unit that stands apart from its numbers; `slip` is what was read for it, "" where it is plain."""

    unit: Unit
    slip: str = ""

    def count(self, number: Quantity) -> Quantity:
        """A bare number as an amount, which is bare no more where the unit is a guess."""
        return replace(number, unit=self.unit, raw=f"{number.raw} {self.slip}".strip())


def lone_unit(text: str) -> UnitApart | None:
    """The unit that a text is, nothing else: a column of units, or what a wrapped name ends in."""
    folded = fold(text)
    return _told(_LONE.fullmatch(folded) or _LONE_SLIP.fullmatch(folded))


def unit_behind(name: str) -> tuple[str, UnitApart] | None:
    """A name and the unit behind it: "Vitamin D3 (µg)", "Calcio, mg"."""
    match = _LAST.search(fold(name)) or _LAST_SLIP.search(fold(name))
    told = _told(match)
    if match is None or told is None or not match.start() or any(q.unit for q in find_quantities(name)):
        return None
    return name[: match.start()], told


def bare_number(text: str) -> Quantity | None:
    """A number without a unit, nothing else, as an unsure percentage: what it counts stands elsewhere."""
    match = _BARE.fullmatch(fold(text))
    values = read_number(match["n"]) if match else ()
    if match is None or not values:
        return None
    return Quantity(
        values=values, unit=None, start=0, end=match.end("n"), raw=match["n"], clean=False, plain=False
    )


def two_numbers(text: str) -> int | None:
    """Where the second of two bare numbers begins that cannot be one, though read as one: "250 5,000"."""
    match = _TWO.match(fold(text)) if bare_number(text) is None else None
    return match and match.end()


def number_behind_unit(text: str) -> int | None:
    """Where the figures begin behind a name's unit in brackets: "Vitamin D3 (µg) 5"."""
    match = _COUNTED.search(fold(text))
    return match and match.end()


def number_and_share(text: str) -> list[Quantity]:
    """The number and the percentage of a text whose blank may part columns or thousands: "25 500%"."""
    match = _BOTH.match(fold(text))
    number, shares = (bare_number(match["n"]), find_quantities(text[match.end() :])) if match else (None, ())
    if match is None or number is None or len(shares) != 1:
        return []
    at = match.end()
    return [number, replace(shares[0], start=shares[0].start + at, end=shares[0].end + at)]


def is_bare(quantity: Quantity) -> bool:
    """Whether a quantity was a number without unit or sign."""
    return not any(c.isalpha() or c == "%" for c in quantity.raw)


def _told(match: re.Match[str] | None) -> UnitApart | None:
    if match is None:
        return None
    groups = match.groupdict()
    if groups.get("mu"):
        return UnitApart(Unit.MCG, groups["mu"])
    unit, sure, text = next(
        (unit, sure, text) for i, (_, unit, sure) in enumerate(UNITS) if (text := groups.get(f"u{i}"))
    )
    return UnitApart(unit, "" if sure else text)
