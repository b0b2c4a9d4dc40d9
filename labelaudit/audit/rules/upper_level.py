"""upper-level: which upper intake levels the day's amounts exceed; context, never in the score."""

from fractions import Fraction

from labelaudit.audit.case import Case
from labelaudit.audit.doubt import Undecided
from labelaudit.audit.rule import Rule, Verdict, not_applicable, note
from labelaudit.audit.wording import figure, listed
from labelaudit.model.label import Nutrient

_NUTRIENTS = (Nutrient.VITAMIN_D, Nutrient.CALCIUM, Nutrient.MAGNESIUM)


def _judge(case: Case) -> Verdict:
    days = {nutrient: _day(case, nutrient) for nutrient in _NUTRIENTS}
    over = [
        f"{figure(level.amount)} {level.unit} of {str(level.nutrient).replace('_d', ' D')} ({level.whose}; "
        f"{figure(day)} {level.unit} a day)"
        for level in case.guidance.upper_levels
        if (day := days.get(level.nutrient)) is not None and day > level.amount
    ]
    if not over:
        return not_applicable("No known daily amount exceeds an upper level.")
    return note(f"Above an upper intake level for adults: {listed(over)}.")


def _day(case: Case, nutrient: Nutrient) -> Fraction | None:
    try:
        amount = case.vitamin_d() if nutrient is Nutrient.VITAMIN_D else case.mineral(nutrient)
        return None if not amount else case.daily(nutrient, amount)
    except Undecided:
        return None


RULE = Rule(
    id="upper-level",
    statements=(),
    title="Upper intake levels",
    failure="Upper intake levels",
    why="Upper levels are no part of the documents; a reader should see where a dose exceeds one.",
    applies="known daily amounts of vitamin D, calcium and magnesium",
    needs=frozenset(_NUTRIENTS),
    also_needs="the directions",
    category="context",
    judge=_judge,
)
