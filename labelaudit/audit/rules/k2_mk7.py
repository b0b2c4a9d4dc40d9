"""k2-mk7: the K2 is MK-7, alone or among others."""

from labelaudit.audit.case import Case
from labelaudit.audit.rule import Rule, Verdict, figures, judged, not_applicable
from labelaudit.audit.wording import listed
from labelaudit.model.label import Nutrient


def _judge(case: Case) -> Verdict:
    if not case.has_k2():
        return not_applicable("The label declares no vitamin K2.")
    named = sorted(case.k2_forms() - {"K2"})
    if not named:
        return not_applicable("The label does not say which form its K2 is.")
    scores = figures(case, RULE.id).scores
    if "MK-7" in named:
        return judged(scores["mk7"], f"The K2 is {listed(named)}.")
    return judged(scores["other"], f"The K2 is {listed(named)}, and none of it MK-7.")


RULE = Rule(
    id="k2-mk7",
    statements=("G2",),
    title="The K2 is MK-7",
    failure="The K2 is not MK-7",
    why="MK-7 stays in the blood longer than MK-4, so that one dose a day gives an even level.",
    applies="labels that declare K2 and name its form",
    needs=frozenset({Nutrient.VITAMIN_K}),
    scores=("mk7", "other"),
    judge=_judge,
)
