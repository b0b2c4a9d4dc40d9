"""k2-per-calcium: the K2 fits the calcium beside it."""

from fractions import Fraction

from labelaudit.audit.case import Case
from labelaudit.audit.doubt import Undecided
from labelaudit.audit.rule import (
    NONE,
    Rule,
    Verdict,
    along,
    band,
    figures,
    held,
    judged,
    not_applicable,
    place,
)
from labelaudit.audit.wording import figure, span
from labelaudit.model.label import Nutrient

_K, _CALCIUM = Nutrient.VITAMIN_K, Nutrient.CALCIUM


def _judge(case: Case) -> Verdict:
    if not case.has_k2():
        return not_applicable("The label declares no vitamin K2.")
    if not case.has_calcium():
        return not_applicable("The label declares no calcium, or too little to count.")
    if case.k2_forms() == {"MK-4"}:
        return not_applicable("The ratio is about MK-7; the label's K2 is MK-4 alone.")
    rule = figures(case, RULE.id)
    k2, calcium = case.k2(), case.mineral(_CALCIUM)
    if k2 is None or calcium is None:
        missing = "K2" if k2 is None else "calcium"
        return judged(rule.scores["not_stated"], f"The label does not state how much {missing} it holds.")
    base = Fraction(case.guidance.thresholds.per_calcium_mg.value)
    ratio = case.ratio((_K, k2), (_CALCIUM, calcium)) * base
    text = f"{_sum(case, k2, calcium, ratio, base)}, {place(rule.points, ratio)} mcg."
    if along(rule.points, ratio) == 1:
        return held(rule.points, rule.unit, ratio, text)
    clash = _clash(case)
    floor = Fraction(rule.scores["out_of_reach"]) if clash else NONE
    return held(rule.points, rule.unit, ratio, text + clash, floor=floor)


def _sum(case: Case, k2: Fraction, calcium: Fraction, ratio: Fraction, base: Fraction) -> str:
    """The arithmetic, by the day where the day is known."""
    try:
        k2, calcium, often = case.daily(_K, k2), case.daily(_CALCIUM, calcium), " a day"
    except Undecided:
        often = ""
    return (
        f"{figure(k2)} mcg of K2 ÷ {figure(calcium)} mg of calcium{often} × {figure(base)} mg "
        f"= {figure(ratio)} mcg per {figure(base)} mg"
    )


def _clash(case: Case) -> str:
    """A sentence where no daily dose in the usual K2 range can meet the ratio at this much calcium."""
    calcium = case.mineral(_CALCIUM)
    dose_low, dose_high = band(figures(case, "k2-dose").points)
    ratio_low, ratio_high = band(figures(case, RULE.id).points)
    if calcium is None or dose_high is None or not ratio_low or not ratio_high:
        return ""
    base = Fraction(case.guidance.thresholds.per_calcium_mg.value)
    daily = case.daily(_CALCIUM, calcium)
    least, most = dose_low / ratio_high * base, dose_high / ratio_low * base
    if least <= daily <= most:
        return ""
    asked = span(daily * ratio_low / base, daily * ratio_high / base)
    return (
        f" At {figure(daily)} mg of calcium the ratio asks for {asked} mcg, which the usual"
        f" {span(dose_low, dose_high)} mcg of K2 a day (k2-dose) cannot meet;"
        f" both fit only from {span(least, most)} mg of calcium a day."
    )


RULE = Rule(
    id="k2-per-calcium",
    statements=("G11",),
    title="The K2 fits the calcium",
    failure="The K2 does not fit the calcium",
    why="K2 is there to send calcium to the bones; the ratio says how much K2 goes with how much calcium.",
    applies="labels that declare calcium and K2, unless all of the K2 is MK-4; within one serving",
    needs=frozenset({_K, _CALCIUM}),
    has_points=True,
    scores=("not_stated", "out_of_reach"),
    judge=_judge,
)
