"""calcium-daily: the label alone does not exceed the day's calcium."""

from labelaudit.audit.case import Case
from labelaudit.audit.rule import Rule, Verdict, figures, held, judged, not_applicable
from labelaudit.audit.wording import figure
from labelaudit.model.label import Nutrient

_CALCIUM = Nutrient.CALCIUM


def _judge(case: Case) -> Verdict:
    rule = figures(case, RULE.id)
    most = rule.points[0][0]
    within = not_applicable(f"The label alone gives no more than {figure(most)} mg of calcium a day.")
    if not case.reaches(_CALCIUM, most, by_estimate=False):
        return within
    amount = case.mineral(_CALCIUM)
    if amount is None:
        text = f"More than {figure(most)} mg of calcium a day, and more of no stated amount."
        return judged(0, text)
    daily = case.daily(_CALCIUM, amount)
    if daily <= most:
        return within
    text = f"Calcium: {case.day(_CALCIUM, amount, 'mg')}, above {figure(most)} mg, which include food."
    return held(rule.points, rule.unit, daily, text)


RULE = Rule(
    id="calcium-daily",
    statements=("G14",),
    title="The day's calcium is not exceeded",
    failure="The day's calcium is exceeded by this label alone",
    why="Food brings calcium too; a label that exceeds the day's whole amount by itself leaves it no room.",
    applies="labels that declare more than 1,500 mg of calcium a day",
    needs=frozenset({_CALCIUM}),
    also_needs="the directions",
    looks_at=("directions",),
    has_points=True,
    judge=_judge,
)
