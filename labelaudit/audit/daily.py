"""The day's and the intake's amounts: a range where the label leaves one, null where it is not known."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction

from labelaudit.audit.case import is_k2
from labelaudit.audit.content import Content
from labelaudit.audit.doubt import Axis, Open
from labelaudit.audit.reading import Part
from labelaudit.audit.taking import Share, Taking, per_day, per_intake
from labelaudit.model.amount import plain
from labelaudit.model.audit import Daily, DailyRange, Intake
from labelaudit.model.label import Label, Nutrient, Standing

_PLACES = Decimal("0.0001")
_WORST_LAST = (Standing.CONFIRMED, Standing.READ, Standing.DOUBTFUL)

Readings = Mapping[Nutrient, Axis[Content]]


def decimal(value: Fraction) -> Decimal:
    """A Decimal to four places."""
    exact = (Decimal(value.numerator) / Decimal(value.denominator)).quantize(_PLACES)
    return Decimal(plain(exact))


def daily_amounts(label: Label, readings: Readings, takings: Axis[Taking]) -> Daily:
    """What the label gives a day, if taken as its directions say, or once a day where they do not."""

    def amount(nutrient: Nutrient, chosen: Callable[[Part], bool]) -> DailyRange | None:
        return _range(label, readings[nutrient], takings, chosen, per_day)

    d, k = Nutrient.VITAMIN_D, Nutrient.VITAMIN_K
    return Daily(
        vitamin_d3_iu=amount(d, lambda part: part.forms == ("D3",)),
        vitamin_d2_iu=amount(d, lambda part: part.forms == ("D2",)),
        vitamin_d_unstated_iu=amount(d, lambda part: set(part.forms_named()) in (set(), {"D2", "D3"})),
        mk7_mcg=amount(k, lambda part: part.forms == ("MK-7",)),
        mk4_mcg=amount(k, lambda part: part.forms == ("MK-4",)),
        k2_other_mcg=amount(k, _is_other_k2),
        k2_unstated_mcg=amount(k, _is_unstated_k2),
        calcium_mg=amount(Nutrient.CALCIUM, _any),
        magnesium_mg=amount(Nutrient.MAGNESIUM, _any),
    )


def intake_amounts(label: Label, readings: Readings, takings: Axis[Taking]) -> Intake:
    """What one intake holds."""
    return Intake(calcium_mg=_range(label, readings[Nutrient.CALCIUM], takings, _any, per_intake))


def _any(_: Part) -> bool:
    return True


def _is_other_k2(part: Part) -> bool:
    named = part.forms_named()
    return len(named) == 1 and named[0].startswith("MK-") and named[0] not in ("MK-4", "MK-7")


def _is_unstated_k2(part: Part) -> bool:
    named = part.forms_named()
    return named == ("K2",) or (len(named) > 1 and all(map(is_k2, named)))


def _range(
    label: Label,
    readings: Axis[Content],
    takings: Axis[Taking],
    chosen: Callable[[Part], bool],
    share: Share,
) -> DailyRange | None:
    amounts: list[Fraction] = []
    standings: set[Standing] = set()
    for content in readings.values:
        parts = [part for part in content.parts if chosen(part)]
        known = [part.amount for part in parts if isinstance(part.amount, Fraction)]
        shares = [share(content.basis, taking, label) for taking in takings.values]
        if len(known) < len(parts) or any(isinstance(each, Open) for each in shares):
            return None
        amounts += [sum(known, Fraction(0)) * each for each in shares if isinstance(each, Fraction)]
        standings.update(part.standing for part in parts)
    if not any(amounts):
        return None
    worst = max(standings, key=_WORST_LAST.index)
    return DailyRange(low=decimal(min(amounts)), high=decimal(max(amounts)), standing=worst)
