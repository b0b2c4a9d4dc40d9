"""How much of the element a row of calcium or magnesium holds, and how that is known."""

import re
from decimal import Decimal
from functools import cache

from labelaudit.model.amount import Unit, to_mg
from labelaudit.model.label import Elemental
from labelaudit.parse.fold import fold
from labelaudit.parse.lexicon import load
from labelaudit.parse.named import Named
from labelaudit.parse.nametable import names_of
from labelaudit.parse.references import Fit, fit
from labelaudit.parse.rows import STATED
from labelaudit.parse.units import find_quantities

_STATED = re.compile(STATED)


def read_elemental(
    named: Named,
    *,
    amount: Decimal | None,
    unit: Unit | None,
    percent: Decimal | None,
    table: str | None,
    text: str,
) -> Elemental:
    """Milligrams of the element by the first that holds: named, stated, fitting its percentage, estimated."""
    mg = to_mg(amount, unit) if amount is not None and unit is not None else None
    if mg is None or amount is None or unit is None:
        return Elemental(value=None, how="unknown")

    def fits(weight: Decimal, of: Unit) -> bool:
        if percent is None or table is None:
            return False
        return fit(table, named.nutrient, weight, of, percent) is Fit.AGREES

    if named.compound is None:
        own = told_element(text, named.nutrient)
        if own is not None and own < mg and not fits(amount, unit):  # a salt's weight, the salt's name lost
            return Elemental(value=own, how="stated")
        return Elemental(value=mg, how="named")
    stated = _stated(text, mg)
    if stated is not None:
        return Elemental(value=stated, how="stated")
    factor = _factor(named.compound, named.nutrient)
    if fits(amount, unit):
        return Elemental(value=mg, how="percent")
    if factor is not None and fits(mg * factor, Unit.MG):
        return Elemental(value=_rounded(mg * factor), how="percent")
    if factor is not None:
        return Elemental(value=_rounded(mg * factor), how="estimated")
    return Elemental(value=None, how="unknown")


def _stated(text: str, whole: Decimal) -> Decimal | None:
    """The amount nearest to "providing", "elemental" or their kin, where it is less than the compound's."""
    words = list(_STATED.finditer(fold(text)))
    less: list[tuple[int, Decimal]] = []
    for quantity in find_quantities(text):
        if quantity.unit is None or len(quantity.values) != 1 or not quantity.clean:
            continue
        mg = to_mg(quantity.values[0], quantity.unit)
        if words and mg is not None and mg < whole:
            apart = min(max(w.start() - quantity.end, quantity.start - w.end()) for w in words)
            less.append((apart, mg))
    return min(less)[1] if less else None


def told_element(text: str, nutrient: str) -> Decimal | None:
    """The milligrams of the element that a row tells by its name: "equivalent to magnesium 350 mg"."""
    for quantity in find_quantities(text):
        if quantity.unit and quantity.clean and _named(nutrient).search(fold(text)[: quantity.start]):
            return to_mg(quantity.values[0], quantity.unit)
    return None


@cache
def _named(nutrient: str) -> re.Pattern[str]:
    names = "|".join(map(re.escape, names_of(nutrient)))
    return re.compile(rf"\b(?:{STATED})\W*(?:to\s+)?(?:elemental\s+)?(?:{names})\W*$")


def _factor(compound: str, element: str) -> Decimal | None:
    for salt in load("salts")["salt"]:
        if compound in (salt["name"], f"{element} {salt['name']}"):
            return Decimal(salt[element]) if element in salt else None
    return None


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1")).normalize() if value else value
