"""calcium-served: the range of calcium that the label's K2 fits; context, never in the score."""

from fractions import Fraction

from labelaudit.audit.case import Case
from labelaudit.audit.rule import Rule, Verdict, band, figures, not_applicable, note
from labelaudit.audit.wording import figure, span
from labelaudit.model.label import Nutrient


def _judge(case: Case) -> Verdict:
    if not case.has_k2() or case.k2_forms() == {"MK-4"}:
        return not_applicable("The label declares no K2 that the ratio is about.")
    amount = case.k2()
    low, high = band(figures(case, "k2-per-calcium").points)
    if not amount or not low or not high:
        return not_applicable("The label does not state how much K2 it holds.")
    daily = case.daily(Nutrient.VITAMIN_K, amount)
    base = Fraction(case.guidance.thresholds.per_calcium_mg.value)
    fits = span(_whole(daily / high * base), _whole(daily / low * base))
    return note(f"{figure(daily)} mcg of K2 a day fits {fits} mg of calcium a day, from whatever source.")


def _whole(amount: Fraction) -> Fraction:
    return Fraction((amount + Fraction(1, 2)).__floor__())


RULE = Rule(
    id="calcium-served",
    statements=("G11",),
    title="Calcium that the K2 fits",
    failure="Calcium that the K2 fits",
    why="Most people take calcium from elsewhere too: the range tells how much of it this K2 is meant for.",
    applies="labels that state an amount of K2, unless all of it is MK-4",
    needs=frozenset({Nutrient.VITAMIN_K}),
    also_needs="the directions",
    category="context",
    judge=_judge,
)
