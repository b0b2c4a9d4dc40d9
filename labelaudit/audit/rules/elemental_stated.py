"""elemental-stated: a mineral's amount is the element's."""

from labelaudit.audit.case import Case
from labelaudit.audit.rule import Rule, Verdict, judged, not_applicable
from labelaudit.audit.wording import listed
from labelaudit.model.label import Nutrient, Standing


def _judge(case: Case) -> Verdict:
    facts = [
        fact
        for fact in case.label.facts
        if fact.nutrient in (Nutrient.CALCIUM, Nutrient.MAGNESIUM)
        and fact.elemental_mg is not None
        and fact.standing is not Standing.DOUBTFUL
    ]
    if not facts:
        return not_applicable("No clearly read row of calcium or magnesium.")
    known = {
        f.nutrient for f in facts if f.elemental_mg and f.elemental_mg.how in ("named", "stated", "percent")
    }
    salts = sorted({str(fact.nutrient) for fact in facts} - {str(nutrient) for nutrient in known})
    if not salts:
        return judged(1, "The amounts of calcium and magnesium are those of the element.")
    return judged(
        0,
        f"The label gives the weight of a salt of {listed(salts)}, and not the {listed(salts)} in it.",
    )


RULE = Rule(
    id="elemental-stated",
    statements=(),
    title="Elemental amounts are stated",
    failure="Only the weight of a salt is stated",
    why="A gram of a calcium salt holds 90 to 400 mg of calcium; only the element's amount compares.",
    applies="rows of calcium and magnesium, read without doubt",
    also_needs="the rows as printed",
    needs=frozenset({Nutrient.CALCIUM, Nutrient.MAGNESIUM}),
    category="quality",
    judge=_judge,
)
