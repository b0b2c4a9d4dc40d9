"""k2-dose: the daily K2 lies in the range that is commonly paired with D3."""

from labelaudit.audit.case import Case
from labelaudit.audit.rule import Rule, Verdict, figures, held, judged, not_applicable, place
from labelaudit.model.label import Nutrient


def _judge(case: Case) -> Verdict:
    if not case.has_k2():
        return not_applicable("The label declares no vitamin K2.")
    if case.k2_forms() == {"MK-4"}:
        return not_applicable(
            "The range is about MK-7; the label's K2 is MK-4 alone, which is dosed in milligrams."
        )
    rule = figures(case, RULE.id)
    amount = case.k2()
    if amount is None:
        return judged(rule.scores["not_stated"], "The label does not state how much K2 it holds.")
    daily = case.daily(Nutrient.VITAMIN_K, amount)
    form = "MK-7" if "MK-7" in case.k2_forms() else "K2"
    text = f"{form}: {case.day(Nutrient.VITAMIN_K, amount, 'mcg')}, {place(rule.points, daily)} mcg."
    return held(rule.points, rule.unit, daily, text)


RULE = Rule(
    id="k2-dose",
    statements=("G4",),
    title="The K2 dose is in the usual range",
    failure="The K2 dose is outside the usual range",
    why="A trace of K2 on the front of a pack is not the amount that is commonly paired with D3.",
    applies="labels that declare K2, unless all of it is MK-4; MK-7's amount, else that of the other forms",
    needs=frozenset({Nutrient.VITAMIN_K}),
    also_needs="the directions",
    looks_at=("directions",),
    has_points=True,
    scores=("not_stated",),
    judge=_judge,
)
