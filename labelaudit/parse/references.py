"""Which table of reference amounts a panel uses, and whether an amount and its percentage agree under it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from labelaudit.model.amount import IU_PER_MCG_D, Unit, to_mg
from labelaudit.parse.lexicon import load

TABLES = ("fda-2016", "fda-1995", "eu-nrv", "au-rdi")


class Fit(StrEnum):
    """What an amount and a percentage say of each other."""

    AGREES = "agrees"
    OPEN = "open"
    """Between agreeing and contradicting."""
    CONTRADICTS = "contradicts"


@dataclass(frozen=True)
class Vote:
    """A row that may tell the table: nutrient id, amount, unit, percentage."""

    nutrient: str
    amount: Decimal
    unit: Unit
    percent: Decimal


@cache
def reference_amount(table: str, nutrient: str) -> tuple[Decimal, Unit] | None:
    """The reference amount a day of a nutrient in a table, with its unit; None where it has none."""
    text = load("references")[table].get(nutrient)
    if text is None:
        return None
    number, unit = text.split()
    return Decimal(number), Unit(unit)


def percent_of(table: str, nutrient: str, amount: Decimal, unit: Unit) -> Decimal | None:
    """What percentage of the reference amount this is; None where the units cannot be compared."""
    reference = reference_amount(table, nutrient)
    if reference is None:
        return None
    base, base_unit = reference
    if unit == base_unit:
        return amount * 100 / base
    if nutrient == "vitamin_d" and unit == Unit.IU:
        amount, unit = amount / IU_PER_MCG_D, Unit.MCG
    mg, base_mg = to_mg(amount, unit), to_mg(base, base_unit)
    if mg is None or base_mg is None:
        return None
    return mg * 100 / base_mg


def fits_another(table: str, nutrient: str, amount: Decimal, unit: Unit, percent: Decimal) -> bool:
    """Whether an amount and its percentage are plainly another nutrient's than this one's."""
    others = (name for name in load("references")[table] if name != nutrient)
    return any(
        reference_amount(table, name) is not None and fit(table, name, amount, unit, percent) is Fit.AGREES
        for name in others
    )


def fit(table: str, nutrient: str, amount: Decimal, unit: Unit, percent: Decimal) -> Fit | None:
    """Hold a printed percentage against the amount; None where the table says nothing.

    Panels round to a whole per cent: within half a point of the last printed digit they agree,
    beyond a point (and a hundredth of the value) they contradict.
    """
    expected = percent_of(table, nutrient, amount, unit)
    if expected is None:
        return None
    places = max(0, -int(percent.as_tuple().exponent))
    half = Decimal("0.5").scaleb(-places)
    off = abs(expected - percent)
    if off <= half:
        return Fit.AGREES
    return Fit.OPEN if off <= max(Decimal(1), expected / 100) else Fit.CONTRADICTS


def choose_table(votes: Sequence[Vote]) -> tuple[str | None, int]:
    """The table that most rows fit, and how many do; None where no table fits more than its rivals."""
    counts = {
        table: sum(fit(table, v.nutrient, v.amount, v.unit, v.percent) is Fit.AGREES for v in votes)
        for table in TABLES
    }
    best = max(counts.values(), default=0)
    leaders = [table for table, count in counts.items() if count == best]
    if best == 0 or len(leaders) != 1:
        return None, best
    return leaders[0], best
