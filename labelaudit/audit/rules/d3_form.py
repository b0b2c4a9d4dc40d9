"""d3-form: the vitamin D is D3, and says so."""

from labelaudit.audit.case import Case
from labelaudit.audit.rule import Rule, Verdict, figures, judged, not_applicable
from labelaudit.audit.wording import listed
from labelaudit.model.label import Nutrient

_NAMES = {"D3": "D3 (cholecalciferol)", "D2": "D2 (ergocalciferol)", "": "vitamin D of a form not stated"}


def _judge(case: Case) -> Verdict:
    if not case.has(Nutrient.VITAMIN_D):
        return not_applicable("The label declares no vitamin D.")
    scores = figures(case, RULE.id).scores
    forms = case.forms(Nutrient.VITAMIN_D)
    worth = {"D3": scores["d3"], "": scores["not_stated"]}
    score = min(worth.get(form, scores["other"]) for form in forms)
    names = listed([_NAMES.get(form, form) for form in sorted(forms)])
    if forms == {""}:
        return judged(score, "The label does not say whether its vitamin D is D3 or D2.")
    if forms == {"D3"}:
        return judged(score, "The vitamin D is D3 (cholecalciferol).")
    if "D2" in forms and case.taking.every_days > 1:
        text = f"D2 is for daily doses alone, and this one is taken every {case.taking.every_days} days"
        return judged(score, f"{text}: the label declares {names}.")
    return judged(score, f"The label declares {names}; D3 is preferred.")


RULE = Rule(
    id="d3-form",
    statements=("G10",),
    title="The vitamin D is D3",
    failure="The vitamin D is not stated to be D3",
    why="D3 raises the blood level better than D2, which is not for weekly or monthly doses at all.",
    applies="labels that declare vitamin D",
    needs=frozenset({Nutrient.VITAMIN_D}),
    also_needs="the directions (daily or not)",
    scores=("d3", "not_stated", "other"),
    judge=_judge,
)
