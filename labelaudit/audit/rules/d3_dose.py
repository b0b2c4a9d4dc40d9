"""d3-dose: the daily vitamin D lies in the band of the chosen profile."""

from labelaudit.audit.case import IN_IU, Case
from labelaudit.audit.rule import Rule, Verdict, figures, held, judged, not_applicable, place
from labelaudit.audit.wording import figure
from labelaudit.model.label import Nutrient

_WEEK = 7


def _judge(case: Case) -> Verdict:
    if not case.has(Nutrient.VITAMIN_D):
        return not_applicable("The label declares no vitamin D.")
    parts = case.contents[Nutrient.VITAMIN_D].parts
    if all(isinstance(part.forms, tuple) and part.forms and not IN_IU & set(part.forms) for part in parts):
        return not_applicable("The figures are about D3 and D2; the label declares neither.")
    amount = case.vitamin_d()
    if amount is None:
        text = "The label does not state how much vitamin D it holds."
        return judged(figures(case, RULE.id).scores["not_stated"], text)
    daily = case.daily(Nutrient.VITAMIN_D, amount)
    weekly, points = case.profile.weekly, case.profile.points
    if weekly and case.taking.every_days == _WEEK:
        dose = daily * _WEEK
        text = f"Vitamin D: {figure(dose)} IU once a week, {place(weekly, dose)} IU."
        return held(weekly, "IU a week", dose, text)
    text = f"Vitamin D: {case.day(Nutrient.VITAMIN_D, amount, 'IU')}, {place(points, daily)} IU."
    return held(points, figures(case, RULE.id).unit, daily, text)


RULE = Rule(
    id="d3-dose",
    statements=("G5", "G6"),
    title="The vitamin D dose is in the band",
    failure="The vitamin D dose is outside the band",
    why="Too little does not keep the blood level up; the more D, the more K2 and magnesium matter.",
    applies="labels that declare vitamin D: D3, D2 and unstated forms together, by the chosen profile's band",
    needs=frozenset({Nutrient.VITAMIN_D}),
    also_needs="the directions, the profile",
    looks_at=("directions",),
    by_profile=True,
    scores=("not_stated",),
    judge=_judge,
)
