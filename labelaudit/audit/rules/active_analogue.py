"""active-analogue: no vitamin D that is a medicine."""

from labelaudit.audit.case import Case
from labelaudit.audit.doubt import Open, Undecided
from labelaudit.audit.rule import Rule, Verdict, judged, not_applicable
from labelaudit.audit.wording import listed
from labelaudit.model.label import Nutrient


def _judge(case: Case) -> Verdict:
    parts = case.contents[Nutrient.VITAMIN_D].parts
    if not parts:
        return not_applicable("No vitamin D was read.")
    analogues = set(case.guidance.active_analogues)
    for part in parts:
        maybe = part.as_read.forms_named() if part.as_read else ()
        if isinstance(part.forms, Open) and any(form.lower() in analogues for form in maybe):
            raise Undecided(part.forms)
    named = {form for part in parts for form in part.forms_named()}
    flagged = sorted(form for form in named if form.lower() in analogues)
    if flagged:
        text = (
            f"The label declares {listed(flagged)}, an active form of vitamin D: a medicine, not a nutrient."
        )
        return judged(0, text)
    return judged(1, "The label declares no active form of vitamin D.")


RULE = Rule(
    id="active-analogue",
    statements=("G19",),
    title="No active vitamin D analogue",
    failure="An active vitamin D analogue",
    why="Active analogues skip the body's own control of calcium; they are medicines for other conditions.",
    applies="labels that declare vitamin D; holds the score at 49",
    needs=frozenset({Nutrient.VITAMIN_D}),
    category="cap",
    judge=_judge,
)
