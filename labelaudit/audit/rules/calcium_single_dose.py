"""calcium-single-dose: no intake holds more calcium than is absorbed at once."""

from labelaudit.audit.case import Case
from labelaudit.audit.rule import Rule, Verdict, figures, held, judged, not_applicable
from labelaudit.audit.wording import figure
from labelaudit.model.label import Nutrient

_CALCIUM = Nutrient.CALCIUM


def _judge(case: Case) -> Verdict:
    if not case.has_calcium():
        return not_applicable("The label declares no calcium, or too little to count.")
    rule = figures(case, RULE.id)
    amount = case.mineral(_CALCIUM)
    if amount is None:
        return judged(rule.scores["not_stated"], "The label does not state how much calcium it holds.")
    once, most = case.intake(_CALCIUM, amount), figure(rule.points[0][0])
    kept = "more than" if once > rule.points[0][0] else "within"
    text = f"Calcium: {figure(once)} mg an intake, {kept} the {most} mg that one dose holds at most."
    return held(rule.points, rule.unit, once, text)


RULE = Rule(
    id="calcium-single-dose",
    statements=("G13",),
    title="No dose holds too much calcium",
    failure="One dose holds too much calcium",
    why="The gut takes up a smaller share of a large dose; the same amount in two doses goes further.",
    applies="labels that declare calcium",
    needs=frozenset({_CALCIUM}),
    also_needs="the directions (how much at once)",
    looks_at=("directions",),
    has_points=True,
    scores=("not_stated",),
    judge=_judge,
)
