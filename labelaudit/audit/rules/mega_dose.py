"""mega-dose: no single dose of vitamin D that is counted by the year."""

from fractions import Fraction

from labelaudit.audit.case import Case
from labelaudit.audit.doubt import Undecided
from labelaudit.audit.rule import Rule, Verdict, judged, not_applicable
from labelaudit.audit.wording import figure
from labelaudit.model.audit import Outcome
from labelaudit.model.label import Nutrient

_YEAR_DAYS = 365


def _judge(case: Case) -> Verdict:
    if not case.contents[Nutrient.VITAMIN_D].parts:
        return not_applicable("No vitamin D was read.")
    try:
        return _held(case, case.vitamin_d())
    except Undecided as undecided:
        if _may_reach(case):
            raise
        return not_applicable(f"No dose is known: {undecided.left.why}.")


def _may_reach(case: Case) -> bool:
    """Whether the amounts as they were read, doubtful as they are, come to a mega-dose."""
    read = [(part.as_read or part).amount for part in case.contents[Nutrient.VITAMIN_D].parts]
    known = sum((amount for amount in read if isinstance(amount, Fraction)), Fraction(0))
    try:
        return _held(case, known).outcome is Outcome.FAIL
    except Undecided:
        return False


def _held(case: Case, amount: Fraction | None) -> Verdict:
    if not amount:
        return not_applicable("The label does not state how much vitamin D3 or D2 it holds.")
    limits = case.guidance.thresholds
    most = Fraction(limits.mega_dose_iu.value)
    once = case.intake(Nutrient.VITAMIN_D, amount)
    if once >= most:
        return judged(0, f"One dose holds {figure(once)} IU of vitamin D: {figure(most)} IU or more at once.")
    days = case.taking.every_days
    year = case.daily(Nutrient.VITAMIN_D, amount) * _YEAR_DAYS
    if days >= limits.mega_dose_days.value and year >= most:
        text = f"Doses {days} days apart come to {figure(year)} IU a year: {figure(most)} IU or more."
        return judged(0, text)
    return judged(1, f"No single dose of vitamin D reaches {figure(most)} IU, at once or over a year.")


RULE = Rule(
    id="mega-dose",
    statements=("G18",),
    title="No mega-dose of vitamin D",
    failure="A mega-dose of vitamin D",
    why="Very large doses, taken once or a few times a year, went with more falls and fractures, not fewer.",
    applies="labels that declare an amount of vitamin D; daily and weekly doses are never added up; holds "
    "the score at 49",
    needs=frozenset({Nutrient.VITAMIN_D}),
    also_needs="the directions",
    category="cap",
    judge=_judge,
)
