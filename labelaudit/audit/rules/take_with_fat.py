"""take-with-fat: the directions bring fat to the K2."""

from labelaudit.audit.case import Case
from labelaudit.audit.doubt import Open, Undecided
from labelaudit.audit.rule import Rule, Verdict, figures, judged, not_applicable
from labelaudit.model.audit import Reason
from labelaudit.model.label import Nutrient

_SAID = {
    "with_fat": "The directions say to take it with fat.",
    "with_food": "The directions say to take it with food.",
    "oil": "The dose holds oil.",
}


def _judge(case: Case) -> Verdict:
    if not case.has_k2():
        return not_applicable("The label declares no vitamin K2.")
    scores = figures(case, RULE.id).scores
    kinds = {statement.kind for statement in case.label.statements}
    for kind, text in _SAID.items():
        if kind in kinds:
            return judged(scores["named"], text)
    if not case.label.seen.directions:
        raise Undecided(Open(Reason.NOT_SHOWN, "the directions are not in the picture"))
    return judged(scores["none"], "The directions do not say to take it with fat or food.")


RULE = Rule(
    id="take-with-fat",
    statements=("G17",),
    title="It is taken with fat",
    failure="The directions do not mention fat or food",
    why="K2 dissolves in fat; without any, less of it is taken up.",
    applies="labels that declare K2",
    needs=frozenset({Nutrient.VITAMIN_K}),
    also_needs="the directions, and whether they were in view",
    looks_at=("with_fat", "with_food", "oil"),
    scores=("named", "none"),
    judge=_judge,
)
