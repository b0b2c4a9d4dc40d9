"""Hold an amount against its IU and its percentage; a check confirms only what it could have caught wrong."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from labelaudit.model.amount import IU_PER_MCG_D, Unit, to_mcg
from labelaudit.parse.references import TABLES, Fit, fit, percent_of

_LOOK_ALIKE = {
    "0": "689",
    "1": "74",
    "2": "7",
    "3": "85",
    "4": "19",
    "5": "638",
    "6": "580",
    "7": "12",
    "8": "0369",
    "9": "480",
}


@dataclass(frozen=True)
class Check:
    """What the arithmetic says of one reading of an amount."""

    confirmed: bool = False
    conflict: Literal["iu", "percent"] | None = None
    agrees: bool = False
    """Whether the panel's own percentages are this nutrient's, though a slip of a digit may agree as well."""


def cross_check(
    nutrient: str,
    amount: Decimal,
    unit: Unit,
    *,
    iu: Decimal | None,
    percent: Decimal | None,
    table: str | None,
    exact_percent: bool = True,
) -> Check:
    """Check one reading; `table` is the panel's, None where the panel has not told.

    `exact_percent` is False on food panels, whose percentages are rounded in steps: they confirm nothing, and
    contradict what is more than twice off.
    """
    confirmed, agrees = False, False
    if iu is not None and unit != Unit.IU and nutrient == "vitamin_d":
        if not _iu_agrees(amount, unit, iu):
            return Check(conflict="iu")
        if not any(_iu_agrees(a, u, iu) for a, u in slips(amount, unit)):
            confirmed = True
    if percent and not amount and percent >= 1:
        return Check(conflict="percent")  # under any table
    if percent is not None and exact_percent:
        tables = [table] if table else list(TABLES)
        fits = [fit(t, nutrient, amount, unit, percent) for t in tables]
        if Fit.AGREES in fits:
            others = [fit(t, nutrient, a, u, percent) for a, u in slips(amount, unit) for t in tables]
            confirmed = confirmed or Fit.AGREES not in others
            agrees = table is not None and percent > 0  # nothing is 0 % of anything
        elif {*fits} - {None} == {Fit.CONTRADICTS}:
            return Check(conflict="percent")
    elif percent and all(
        _is_far_off(percent_of(t, nutrient, amount, unit), percent) for t in ([table] if table else TABLES)
    ):
        return Check(conflict="percent")
    return Check(confirmed=confirmed, agrees=agrees)


_STEP = 5
"""Points that a food's percentage may be off by rounding alone."""


def _is_far_off(should: Decimal | None, told: Decimal) -> bool:
    return should is not None and (told > 2 * should + _STEP or should > 2 * told + _STEP)


def fits_with_a_point(
    nutrient: str,
    amount: Decimal,
    unit: Unit,
    *,
    iu: Decimal | None,
    percent: Decimal | None,
    table: str | None,
) -> bool:
    """Whether a contradicted amount fits once it has a point again: "75 mcg" of which 7.5 are the 38 %.

    Both readers lose a point alike. None is printed before a last zero.
    """
    text = format(amount, "f")
    if "." in text or text.endswith("0"):
        return False
    restored = [Decimal(f"{text[:i]}.{text[i:]}") for i in range(1, len(text))]
    return any(
        cross_check(nutrient, value, unit, iu=iu, percent=percent, table=table).conflict is None
        for value in restored
    )


def _iu_agrees(amount: Decimal, unit: Unit, iu: Decimal) -> bool:
    """Within what rounding the printed micrograms can explain."""
    mcg = to_mcg(amount, unit)
    if mcg is None:
        return amount == iu
    step = Decimal(1).scaleb(min(0, int(amount.as_tuple().exponent)))
    slack = (to_mcg(step, unit) or step) / 2 * IU_PER_MCG_D
    if int(amount.as_tuple().exponent) >= 0:
        slack = min(slack, mcg * IU_PER_MCG_D / 100)
    return abs(mcg * IU_PER_MCG_D - iu) <= slack


def slips(amount: Decimal, unit: Unit) -> Iterable[tuple[Decimal, Unit]]:
    """Amounts one slip away: a digit for a look-alike, dropped or doubled; the point moved; mg for mcg."""
    text = format(amount, "f")
    readings: set[str] = set()
    for i, c in enumerate(text):
        if c == ".":
            readings.add(text[:i] + text[i + 1 :])
            continue
        readings.update(text[:i] + other + text[i + 1 :] for other in _LOOK_ALIKE[c])
        readings.add(text[:i] + text[i + 1 :])
        readings.add(text[:i] + c + text[i:])
    plain = text.replace(".", "")
    readings.update(plain[:i] + "." + plain[i:] for i in range(1, len(plain)))
    readings.update({plain, plain + "0", "0." + plain})
    found = {Decimal(r) for r in readings if r and r != "."} - {amount}
    for other in found:
        yield other, unit
    swap = {Unit.MCG: Unit.MG, Unit.MG: Unit.MCG, Unit.G: Unit.MG}.get(unit)
    if swap is not None:
        yield amount, swap


def ratio_confirms(amounts: Sequence[Decimal], units: Sequence[Decimal]) -> bool:
    """Whether two or more columns for different servings stand to each other as the servings do.

    `units` are the servings' sizes; a slip in any one of the amounts would break the proportion.
    """
    if (
        len(amounts) < 2
        or len(set(units)) != len(units)
        or any(a == 0 or u == 0 for a, u in zip(amounts, units, strict=True))
    ):
        return False
    base, size = amounts[0], units[0]
    return all(a * size == base * u for a, u in zip(amounts[1:], units[1:], strict=True))
