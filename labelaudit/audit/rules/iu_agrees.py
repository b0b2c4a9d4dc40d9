"""iu-agrees: the mcg and the IU of vitamin D say the same."""

from labelaudit.audit.case import Case
from labelaudit.audit.reading import iu_conflict
from labelaudit.audit.rule import Rule, Verdict, judged, not_applicable
from labelaudit.audit.wording import figure
from labelaudit.model.amount import IU_PER_MCG_D, to_mcg
from labelaudit.model.label import Fact, Nutrient, Standing


def _judge(case: Case) -> Verdict:
    facts = [fact for fact in case.label.facts if _is_checked(fact)]
    if not facts:
        return not_applicable("No clearly read row of vitamin D has both mcg and IU.")
    wrong = [fact for fact in facts if iu_conflict(fact)]
    if not wrong:
        return judged(1, f"{_sums(facts)}, as printed.")
    return judged(0, f"{_sums(wrong)}, and that is not the IU printed beside it.")


def _is_checked(fact: Fact) -> bool:
    both = fact.amount is not None and fact.iu is not None and fact.unit not in (None, "IU")
    return fact.nutrient is Nutrient.VITAMIN_D and fact.standing is not Standing.DOUBTFUL and both


def _sums(facts: list[Fact]) -> str:
    """The arithmetic of each row, and what is printed where that differs."""
    found = []
    for fact in facts:
        assert fact.amount is not None and fact.iu is not None and fact.unit is not None  # noqa: PT018
        mcg = to_mcg(fact.amount, fact.unit) or fact.amount
        due = mcg * IU_PER_MCG_D
        printed = "" if due == fact.iu else f" ({figure(fact.iu)} IU printed)"
        found.append(f"{figure(mcg)} mcg × {figure(IU_PER_MCG_D)} = {figure(due)} IU{printed}")
    return "; ".join(dict.fromkeys(found))


RULE = Rule(
    id="iu-agrees",
    statements=(),
    title="mcg and IU agree",
    failure="mcg and IU contradict each other",
    why="A label that gives two doses gives none.",
    applies="rows of vitamin D, read without doubt, that print both",
    also_needs="the rows as printed",
    needs=frozenset({Nutrient.VITAMIN_D}),
    category="quality",
    judge=_judge,
)
