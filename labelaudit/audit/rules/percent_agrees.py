"""percent-agrees: the percentages fit the amounts and the panel's daily values."""

from decimal import Decimal

from labelaudit.audit.case import Case
from labelaudit.audit.rule import Rule, Verdict, judged, not_applicable
from labelaudit.audit.wording import figure, listed
from labelaudit.model.label import Fact, Nutrient, Standing


def _judge(case: Case) -> Verdict:
    read = [f for f in case.label.facts if f.percent is not None and f.standing is not Standing.DOUBTFUL]
    wrong = [fact for fact in read if fact.conflict == "percent"]
    if wrong:
        return judged(0, f"The percentage does not fit the amount: {listed([_sum(fact) for fact in wrong])}.")
    fitting = [fact for fact in read if fact.reference]
    if not fitting:
        return not_applicable("No clearly read row has a percentage of a known daily value.")
    tables = listed(sorted({str(fact.reference) for fact in fitting}))
    return judged(1, f"The percentages fit the amounts and the daily values of {tables}.")


def _sum(fact: Fact) -> str:
    name, percent = str(fact.nutrient).replace("_", " "), figure(fact.percent or Decimal(0))
    amount = f"{figure(fact.amount)} {fact.unit}" if fact.amount is not None else "no amount"
    if fact.amount is None or not fact.daily_value:
        return f"{name} {amount} with {percent} %"
    due = figure(100 * fact.amount / fact.daily_value)
    return f"{name} {amount} ÷ {figure(fact.daily_value)} {fact.unit} = {due} %, {percent} % printed"


RULE = Rule(
    id="percent-agrees",
    statements=(),
    title="Amounts and percentages agree",
    failure="Amounts and percentages contradict each other",
    why="A percentage that does not fit its amount is a misprint in one of the two.",
    applies="rows, read without doubt, that print a percentage of a known daily value",
    also_needs="the rows as printed",
    needs=frozenset(Nutrient),
    category="quality",
    judge=_judge,
)
