"""k2-with-d3: vitamin D comes with K2."""

from labelaudit.audit.case import Case
from labelaudit.audit.doubt import Undecided
from labelaudit.audit.k2_absent import k2_absent
from labelaudit.audit.rule import Rule, Verdict, figures, judged, not_applicable
from labelaudit.model.label import Nutrient


def _judge(case: Case) -> Verdict:
    if not case.has(Nutrient.VITAMIN_D):
        return not_applicable("The label declares no vitamin D.")
    scores = figures(case, RULE.id).scores
    if case.has_k2():
        return judged(scores["present"], "The vitamin D comes with vitamin K2.")
    return judged(scores["absent"], f"The label declares vitamin D and no K2{k2_absent(case)}")


def _shares(case: Case) -> frozenset[int]:
    """A missing K2 is charged once: by k2-with-calcium wherever there is calcium."""
    try:
        return frozenset({0 if case.has_calcium() else 1})
    except Undecided:
        return frozenset({0, 1})


RULE = Rule(
    id="k2-with-d3",
    statements=("G8", "G3"),
    title="Vitamin D comes with K2",
    failure="Vitamin D comes without K2",
    why="Vitamin D brings more calcium into the blood; K2 is what directs it.",
    applies="labels that declare vitamin D; without weight where k2-with-calcium applies, so that a "
    "missing K2 is charged once",
    needs=frozenset({Nutrient.VITAMIN_D, Nutrient.VITAMIN_K, Nutrient.CALCIUM}),
    scores=("present", "absent"),
    shares=_shares,
    yields_to="k2-with-calcium",
    judge=_judge,
)
