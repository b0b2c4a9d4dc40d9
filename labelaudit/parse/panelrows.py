"""Settle what the facts of one panel are to each other: told again, a compound's, a part of a total."""

from labelaudit.model.amount import IU_PER_MCG_D, Unit, to_mcg
from labelaudit.model.label import Fact, Nutrient, Standing
from labelaudit.parse.facts import Found


def without_retold(found: list[Found]) -> list[Found]:
    """Join a row of vitamin D in IU to the row above that gives the same dose by mass."""
    kept: list[Found] = []
    for one in found:
        last = kept[-1] if kept else None
        if last is not None and last.row is not one.row and _same_dose(last.fact, one.fact):
            fact = last.fact.model_copy(
                update={
                    "iu": one.fact.amount,
                    "form": last.fact.form or one.fact.form,
                    "forms": last.fact.forms or one.fact.forms,
                    "percent": last.fact.percent or one.fact.percent,
                    "evidence": (*last.fact.evidence, *one.fact.evidence),
                    "standing": last.fact.standing
                    if last.fact.standing is Standing.DOUBTFUL
                    else Standing.CONFIRMED,
                }
            )
            last.fact = fact
            continue
        kept.append(one)
    return kept


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


def number_parts(found: list[Found]) -> None:
    """Point each part at its total by index, column by column."""
    for one in found:
        parent = one.row.parent
        if parent is None:
            continue
        totals = [i for i, f in enumerate(found) if f.row is parent]
        if not totals:
            continue
        mine = [f for f in found if f.row is one.row].index(one)
        one.fact = one.fact.model_copy(update={"part_of": totals[min(mine, len(totals) - 1)]})
