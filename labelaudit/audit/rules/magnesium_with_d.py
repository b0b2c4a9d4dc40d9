"""magnesium-with-d: vitamin D comes with magnesium."""

from labelaudit.audit.case import Case
from labelaudit.audit.doubt import Undecided
from labelaudit.audit.rule import Rule, Verdict, figures, judged, not_applicable
from labelaudit.audit.wording import figure
from labelaudit.model.label import Nutrient

_MAGNESIUM = Nutrient.MAGNESIUM


def _judge(case: Case) -> Verdict:
    if not case.has(Nutrient.VITAMIN_D):
        return not_applicable("The label declares no vitamin D.")
    scores = figures(case, RULE.id).scores
    if not case.has(_MAGNESIUM):
        text = "The label declares vitamin D and no magnesium, which another product would have to bring."
        return judged(scores["absent"], text)
    least = figure(case.guidance.thresholds.magnesium_mg.value)
    if not case.has_magnesium():
        text = f"The vitamin D comes with magnesium, but not with a stated {least} mg a day or more."
        return judged(scores["less"], text)
    return judged(
        scores["present"], f"The vitamin D comes with magnesium: {_amount(case)}, {least} mg or more."
    )


def _amount(case: Case) -> str:
    try:
        amount = case.mineral(_MAGNESIUM)
    except Undecided:
        amount = None
    return "by what is known of its salt" if amount is None else case.day(_MAGNESIUM, amount, "mg")


RULE = Rule(
    id="magnesium-with-d",
    statements=("G9",),
    title="Vitamin D comes with magnesium",
    failure="Vitamin D comes without magnesium",
    why="Every enzyme that activates vitamin D needs magnesium, and large doses of D use it up.",
    applies="labels that declare vitamin D",
    needs=frozenset({Nutrient.VITAMIN_D, _MAGNESIUM}),
    also_needs="the directions, where the magnesium's amount is near the threshold",
    scores=("present", "less", "absent"),
    judge=_judge,
)
