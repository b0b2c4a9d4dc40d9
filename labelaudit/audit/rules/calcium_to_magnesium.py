"""calcium-to-magnesium: calcium and magnesium stand at about two to one."""

from labelaudit.audit.case import Case
from labelaudit.audit.rule import Rule, Verdict, figures, held, judged, not_applicable, place
from labelaudit.audit.wording import figure
from labelaudit.model.label import Nutrient

_CALCIUM, _MAGNESIUM = Nutrient.CALCIUM, Nutrient.MAGNESIUM


def _judge(case: Case) -> Verdict:
    if not case.has_calcium() or not case.has_magnesium():
        return not_applicable("The label does not declare both calcium and magnesium in amounts that count.")
    rule = figures(case, RULE.id)
    limit = case.guidance.thresholds.ratio_calcium_mg.value
    calcium, magnesium = case.mineral(_CALCIUM), case.mineral(_MAGNESIUM)
    if calcium is None or magnesium is None:
        missing = "calcium" if calcium is None else "magnesium"
        return judged(rule.scores["not_stated"], f"The label does not state how much {missing} it holds.")
    if case.daily(_CALCIUM, calcium) > limit:
        text = f"Above {figure(limit)} mg of calcium a day, 2:1 asks for too much magnesium (US upper level)."
        return not_applicable(text)
    ratio = case.ratio((_CALCIUM, calcium), (_MAGNESIUM, magnesium))
    text = (
        f"{figure(calcium)} mg of calcium ÷ {figure(magnesium)} mg of magnesium = {figure(ratio)}, "
        f"{place(rule.points, ratio)} to one."
    )
    return held(rule.points, rule.unit, ratio, text)


RULE = Rule(
    id="calcium-to-magnesium",
    statements=("G12",),
    title="Calcium and magnesium stand at two to one",
    failure="Calcium and magnesium do not stand at two to one",
    why="Calcium and magnesium compete; one document gives the proportion at which they help each other.",
    applies="labels that declare both, up to 700 mg of calcium a day; within one serving",
    needs=frozenset({_CALCIUM, _MAGNESIUM}),
    also_needs="the directions, for the 700 mg",
    has_points=True,
    scores=("not_stated",),
    judge=_judge,
)
