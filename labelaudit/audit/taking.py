"""How much is taken how often: from a column's amounts to a day's and an intake's."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from labelaudit.audit.doubt import Axis, Open
from labelaudit.model.audit import Reason
from labelaudit.model.label import Basis, Label

ONE = Fraction(1)
_TOLD = ("directions", "option")
_MEASURES = ("serving", "g", "ml", "drop", "teaspoon", "tablespoon", "dropper")
"""What is counted so is no capsule, tablet, sachet ... that a column "per unit" is for."""
_MOST_STEPS = 12
"""Whole numbers tried inside a range such as 1–3 capsules; a wider range is tried at its ends."""


@dataclass(frozen=True)
class Taking:
    """Units an intake, intakes on a day of taking, days from one such day to the next."""

    units: Fraction
    times: Fraction
    every_days: int = 1
    supposed: int = 1
    """Intakes that the unseen directions may ask for, where none is known."""


Share = Callable[[Basis | None, Taking, Label], Fraction | Open]


def takings(label: Label) -> Axis[Taking]:
    """Every way to take it that the directions allow: a range at its ends and the whole numbers between."""
    regimen = label.regimen
    return Axis(
        tuple(
            Taking(units, times, regimen.every_days)
            for units in _steps(regimen.units_per_intake)
            for times in _steps(regimen.intakes_per_day)
        ),
        Reason.AMBIGUOUS,
    )


def supposed(label: Label) -> Axis[int]:
    """Once a day; and twice as well, where the directions are not in the picture."""
    unseen = label.regimen.source == "assumed" and not label.seen.directions
    return Axis((1, 2) if unseen else (1,), Reason.NOT_SHOWN)


def per_day(basis: Basis | None, taking: Taking, label: Label) -> Fraction | Open:
    """What an amount in this column is multiplied by to be a day's."""
    if basis is None:
        return ONE
    if basis.kind != "day":
        once = per_intake(basis, taking, label)
        often = taking.times * taking.supposed
        if isinstance(once, Open) or often == taking.every_days:
            return once
        return once * often / taking.every_days
    if taking.every_days != 1 and not basis.units:
        return Open(Reason.AMBIGUOUS, "a day's amount is told of what is not taken daily")
    if basis.units and label.regimen.source in _TOLD:
        return taking.units * taking.times / Fraction(basis.units) / taking.every_days
    return ONE


def per_intake(basis: Basis | None, taking: Taking, label: Label) -> Fraction | Open:
    """What an amount in this column is multiplied by to be one intake's."""
    if basis is None:
        return ONE
    regimen, serving = label.regimen, label.serving
    size = Fraction(serving.units) if serving and serving.units else None
    counted = regimen.unit or (serving.unit if serving else None)
    units = taking.units
    if counted == "serving" and serving and size:
        units, counted = units * size, serving.unit
    match basis.kind:
        case "day":
            day = per_day(basis, taking, label)
            return (
                day if isinstance(day, Open) else day * taking.every_days / (taking.times * taking.supposed)
            )
        case "serving":
            if basis.text and basis.units and basis.units != size and counted in _MEASURES:
                return _unknown(label)
            size = Fraction(basis.units) if basis.units else size
            if size:
                return ONE if units == size else units / size
            # "Take 1 tablet" is no whole serving where a serving may be two of them.
            return units if counted in ("serving", None) else _unknown(label)
        case "unit":
            return units / Fraction(basis.units or 1) if counted not in _MEASURES else _unknown(label)
        case "drop" | "ml":
            told = counted == basis.kind or (counted is None and regimen.source in _TOLD)
            return units / Fraction(basis.units or 1) if told else _unknown(label)
        case "100g" | "100ml":
            return units / 100 if counted == basis.kind[3:] else _unknown(label)


def _unknown(label: Label) -> Open:
    reason = Reason.AMBIGUOUS if label.seen.directions else Reason.NOT_SHOWN
    return Open(reason, "the label does not say how much of it is taken")


def _steps(ends: tuple[Decimal, Decimal]) -> tuple[Fraction, ...]:
    low, high = Fraction(ends[0]), Fraction(ends[1])
    between = range(math.floor(low) + 1, math.ceil(high)) if high - low <= _MOST_STEPS else ()
    return tuple(dict.fromkeys(step for step in (low, *map(Fraction, between), high) if step > 0)) or (ONE,)
