"""k2-form: the label names the menaquinone that it holds."""

from labelaudit.audit.case import Case
from labelaudit.audit.rule import Rule, Verdict, figures, judged, not_applicable
from labelaudit.audit.wording import listed
from labelaudit.model.label import Nutrient


def _judge(case: Case) -> Verdict:
    if not case.has_k2():
        return not_applicable("The label declares no vitamin K2.")
    scores = figures(case, RULE.id).scores
    named = sorted(case.k2_forms() - {"K2"})
    if not named:
        return judged(
            scores["not_stated"], "The label declares vitamin K2 and does not say which form it is."
        )
    parts = case.contents[Nutrient.VITAMIN_K].parts
    trade = sorted({name for part in parts for name in part.names})
    by = f", by the trade name {listed(trade)}" if trade else ""
    return judged(scores["named"], f"The label names the form of its K2: {listed(named)}{by}.")


RULE = Rule(
    id="k2-form",
    statements=("G1",),
    title="The K2 form is named",
    failure="The K2 form is not named",
    why="Menaquinones differ in how long they stay in the blood; a buyer who is not told the form cannot "
    "tell what the dose is worth.",
    applies="labels that declare K2",
    needs=frozenset({Nutrient.VITAMIN_K}),
    scores=("named", "not_stated"),
    judge=_judge,
)
