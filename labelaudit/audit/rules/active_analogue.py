"""active-analogue: no vitamin D that is a medicine."""

from labelaudit.audit.case import Case
from labelaudit.audit.doubt import Open, Undecided
from labelaudit.audit.rule import Rule, Verdict, judged, not_applicable
from labelaudit.audit.wording import listed
from labelaudit.model.audit import Reason
from labelaudit.model.label import Nutrient


def _judge(case: Case) -> Verdict:
    parts = case.contents[Nutrient.VITAMIN_D].parts
    if not parts:
        return not_applicable("No vitamin D was read.")
    for part in parts:
        if isinstance(part.forms, Open) and part.forms.reason is Reason.DOUBTFUL:
            raise Undecided(part.forms)
    analogues = set(case.guidance.active_analogues)
    named = {form for part in parts if not isinstance(part.forms, Open) for form in part.forms}
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
