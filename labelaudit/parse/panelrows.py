"""Settle what the facts of one panel are to each other: told again, a compound's, a part of a total."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

from labelaudit.model.amount import IU_PER_MCG_D, Unit, to_mcg
from labelaudit.model.label import Basis, Fact, Nutrient, Standing
from labelaudit.parse.facts import Found
from labelaudit.parse.fold import fold
from labelaudit.parse.joining import Row

_EQUALS = re.compile(r"\W*(?:=|equi|entspr|soit\b|corresp|odpowiad|overeenk|ισοδ)")
"""How a row begins that tells the amount above it again: "equiv. to vitamin D3 500 IU"."""


def without_retold(found: list[Found]) -> list[Found]:
    """Join a vitamin D told by mass and, in the row above or below, the same dose once more in IU."""
    kept: list[Found] = []
    for one in found:
        last = kept[-1] if kept and kept[-1].row is not one.row else None
        mass, iu = (one, last) if last and _same_dose(one.fact, last.fact) else (last, one)
        if mass is None or iu is None or not _same_dose(mass.fact, iu.fact):
            both_d = last and last.fact.nutrient is one.fact.nutrient is Nutrient.VITAMIN_D
            if last and both_d and _EQUALS.match(fold(one.row.name)):
                for each in (last, one):
                    each.doubt("told as equal to another amount, which it is not")
            kept.append(one)
            continue
        told, again = mass.fact, iu.fact
        doubtful = Standing.DOUBTFUL in (told.standing, again.standing)
        update = {
            "iu": again.amount,
            "form": told.form or again.form,
            "forms": told.forms or again.forms,
            "percent": told.percent or again.percent,
            "evidence": (*told.evidence, *again.evidence),
            "standing": Standing.DOUBTFUL if doubtful else Standing.CONFIRMED,
        }
        mass.doubts += iu.doubts
        mass.fact = told.model_copy(update=update)
        kept[-1] = mass
    return kept


_AGAIN = 3
"""So many rows that come again with the same amounts are the panel again, in a second language."""


def without_second_language(found: list[Found], rows: Sequence[Row]) -> list[Found]:
    """Leave out what a panel tells again below itself, where no head was read between the two.

    Of a dose that is in doubt in one language the other's stands.
    """
    if sum(any(_tell_alike(row, other) for other in rows[:at]) for at, row in enumerate(rows)) < _AGAIN:
        return found
    kept: list[Found] = []
    for one in found:
        first = next(
            (k for k in kept if _tell_alike(k.row, one.row) and _column(k, found) == _column(one, found)),
            None,
        )
        if first is None or one.fact.form not in (None, first.fact.form):
            kept.append(one)
        elif first.fact.standing is Standing.DOUBTFUL is not one.fact.standing:
            kept[kept.index(first)] = one
    return kept


def _tell_alike(row: Row, other: Row) -> bool:
    """Whether two rows tell the same amounts of one nutrient, as they may be read."""
    if row is other or row.named is None or other.named is None or row.named.nutrient != other.named.nutrient:
        return False
    pairs = [(a.quantity, b.quantity) for a, b in zip(row.cells, other.cells, strict=False)]
    alike = all(a.unit is b.unit and not set(a.values).isdisjoint(b.values) for a, b in pairs)
    return bool(pairs) and alike and len(row.cells) == len(other.cells)


def _column(one: Found, found: Sequence[Found]) -> int:
    return [f for f in found if f.row is one.row].index(one)


def _same_dose(mass: Fact, iu: Fact) -> bool:
    if (
        mass.nutrient is not Nutrient.VITAMIN_D
        or iu.nutrient is not Nutrient.VITAMIN_D
        or mass.iu is not None
    ):
        return False
    if iu.unit is not Unit.IU or mass.unit in (None, Unit.IU) or mass.amount is None or iu.amount is None:
        return False
    mcg = to_mcg(mass.amount, mass.unit) if mass.unit else None
    return mcg is not None and mcg != 0 and mcg * IU_PER_MCG_D == iu.amount


def without_compounds(found: list[Found]) -> list[Found]:
    """Leave out a compound's row beside a row of its element: it is no content of its own."""
    named = {f.fact.nutrient for f in found if f.row.named and f.row.named.compound is None}
    return [
        f
        for f in found
        if f.row.named is None or f.row.named.compound is None or f.fact.nutrient not in named
    ]


def doubt_what_is_told_twice(found: Sequence[Found]) -> None:
    """Two rows of one form of a vitamin, told as unlike amounts of the same: which one it holds is not plain.

    As "menaquinone-7 powder 4500 mcg, providing menaquinone-7 45 mcg", in two rows.
    """
    vitamins = [f for f in found if f.fact.nutrient in (Nutrient.VITAMIN_D, Nutrient.VITAMIN_K)]
    wholes = [f for f in vitamins if f.fact.part_of is None and _dose(f.fact)]
    for one, other in combinations(wholes, 2):
        alike = _what(one.fact) == _what(other.fact)
        if alike and one.row is not other.row and _dose(one.fact) != _dose(other.fact):
            for each in (one, other):
                each.doubt("another amount of the same form is told")


def _what(fact: Fact) -> tuple[Nutrient, tuple[str, ...], Basis | None]:
    return fact.nutrient, fact.forms, fact.basis


def number_parts(found: list[Found]) -> None:
    """Point each part at its total, column by column; a form that is more than its total is doubtful."""
    for one in found:
        parent = one.row.parent
        if parent is None:
            continue
        totals = [i for i, f in enumerate(found) if f.row is parent]
        if not totals:
            continue
        mine = [f for f in found if f.row is one.row].index(one)
        at = totals[min(mine, len(totals) - 1)]
        one.fact = one.fact.model_copy(update={"part_of": at})
        for each, doubt in _misfits(one, found[at]):
            each.doubt(doubt)


def _misfits(part: Found, total: Found) -> list[tuple[Found, str]]:
    """What of a vitamin's total and its part cannot be so: the amounts of both, or the total's form."""
    if part.fact.nutrient not in (Nutrient.VITAMIN_K, Nutrient.VITAMIN_D):
        return []
    if _weight(part.fact) > _weight(total.fact) > 0:
        return [(each, "the part is more than its total") for each in (part, total)]
    forms = set(total.fact.forms)
    known = forms | (set(part.fact.forms) - {"K1"} if "K2" in forms else set())
    return [(total, "its part is of another form")] if forms and not known.issuperset(part.fact.forms) else []


def _dose(fact: Fact) -> Decimal:
    """Micrograms of an amount, told by mass or in IU; 0 where none is."""
    in_iu = fact.amount is not None and fact.unit is Unit.IU
    return fact.amount / IU_PER_MCG_D if in_iu and fact.amount else _weight(fact)


def _weight(fact: Fact) -> Decimal:
    """Micrograms of an amount; 0 where none is told by mass."""
    mcg = to_mcg(fact.amount, fact.unit) if fact.amount is not None and fact.unit is not None else None
    return mcg or Decimal(0)
