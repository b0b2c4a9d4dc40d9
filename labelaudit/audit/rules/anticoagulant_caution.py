"""anticoagulant-caution: the label warns people who take anticoagulants."""

from labelaudit.audit.case import Case
from labelaudit.audit.doubt import Open, Undecided
from labelaudit.audit.rule import Rule, Verdict, figures, judged, not_applicable
from labelaudit.model.audit import Reason
from labelaudit.model.label import Nutrient


def _judge(case: Case) -> Verdict:
    if not case.has(Nutrient.VITAMIN_K):
        return not_applicable("The label declares no vitamin K.")
    scores = figures(case, RULE.id).scores
    kinds = {statement.kind for statement in case.label.statements}
    if "anticoagulant" in kinds:
        return judged(scores["named"], "The label tells people on anticoagulants to ask first.")
    if not case.label.seen.warnings:
        raise Undecided(Open(Reason.NOT_SHOWN, "the place where a caution would stand is not in the picture"))
    if "medicines" in kinds:
        return judged(scores["general"], "The label speaks of medicines in general, not of anticoagulants.")
    return judged(
        scores["none"], "The label holds vitamin K and has no caution for people on anticoagulants."
    )


RULE = Rule(
    id="anticoagulant-caution",
    statements=("G16",),
    title="Anticoagulants are named",
    failure="No caution for people on anticoagulants",
    why="Vitamin K works against warfarin and its kin; people who take them need to ask a clinician first.",
    applies="labels that declare any vitamin K",
    needs=frozenset({Nutrient.VITAMIN_K}),
    also_needs="the cautions, and whether their place was in view",
    looks_at=("anticoagulant", "medicines"),
    scores=("named", "general", "none"),
    judge=_judge,
)
