"""k2-with-calcium: calcium comes with K2."""

from labelaudit.audit.case import Case
from labelaudit.audit.k2_absent import k2_absent
from labelaudit.audit.rule import Rule, Verdict, figures, judged, not_applicable
from labelaudit.model.label import Nutrient


def _judge(case: Case) -> Verdict:
    if not case.has_calcium():
        return not_applicable("The label declares no calcium, or too little to count.")
    scores = figures(case, RULE.id).scores
    if case.has_k2():
        return judged(scores["present"], "The calcium comes with vitamin K2.")
    return judged(scores["absent"], f"The label declares calcium and no K2{k2_absent(case)}")


RULE = Rule(
    id="k2-with-calcium",
    statements=("G15", "G3"),
    title="Calcium comes with K2",
    failure="Calcium comes without K2",
    why="K2 activates the proteins that bind calcium into bone and keep it out of the arteries.",
    applies="labels that declare calcium",
    needs=frozenset({Nutrient.CALCIUM, Nutrient.VITAMIN_K}),
    also_needs="the directions, where the calcium's amount is near the threshold",
    scores=("present", "absent"),
    judge=_judge,
)
