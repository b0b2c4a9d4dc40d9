"""unit-plausible: each nutrient is printed in a unit that fits it."""

from labelaudit.audit.case import Case
from labelaudit.audit.rule import Rule, Verdict, judged, not_applicable
from labelaudit.audit.wording import figure, listed
from labelaudit.model.amount import Unit
from labelaudit.model.label import Fact, Nutrient, Standing

_NAMES = {
    Nutrient.VITAMIN_D: "vitamin D",
    Nutrient.VITAMIN_K: "vitamin K",
    Nutrient.CALCIUM: "calcium",
    Nutrient.MAGNESIUM: "magnesium",
}


def _judge(case: Case) -> Verdict:
    facts = [f for f in case.label.facts if f.unit is not None and f.standing is not Standing.DOUBTFUL]
    if not facts:
        return not_applicable("No clearly read row has a unit.")
    odd = [fact for fact in facts if _is_odd(fact)]
    if not odd:
        return judged(1, "Each nutrient is printed in a unit that fits it.")
    return judged(0, f"A unit that does not fit: {listed([_printed(fact) for fact in odd])}.")


def _is_odd(fact: Fact) -> bool:
    match fact.nutrient:
        case Nutrient.VITAMIN_D:
            return fact.unit in (Unit.MG, Unit.G)
        case Nutrient.VITAMIN_K:
            mk4 = fact.form == "MK-4" or fact.forms == ("MK-4",)
            return fact.iu is not None or fact.unit in (Unit.IU, Unit.G) or (fact.unit is Unit.MG and not mk4)
        case _:
            return fact.unit in (Unit.MCG, Unit.IU)


def _printed(fact: Fact) -> str:
    if fact.nutrient is Nutrient.VITAMIN_K and fact.iu is not None and fact.unit is not Unit.IU:
        return f"IU beside {_NAMES[fact.nutrient]}"
    amount = "" if fact.amount is None else f"{figure(fact.amount)} "
    return f"{_NAMES[fact.nutrient]} in {fact.unit} ({amount}{fact.unit})"


RULE = Rule(
    id="unit-plausible",
    statements=(),
    title="The units fit",
    failure="A unit does not fit its nutrient",
    why="mg for mcg is wrong a thousandfold, and vitamin K has no IU: a misprint is dangerous to believe.",
    applies="rows, read without doubt, that print a unit",
    also_needs="the rows as printed",
    needs=frozenset(Nutrient),
    category="quality",
    judge=_judge,
)
