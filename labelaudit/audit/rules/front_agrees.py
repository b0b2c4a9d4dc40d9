"""front-agrees: what is claimed outside the panel stands in the panel."""

from decimal import Decimal

from labelaudit.audit.case import Case, is_k2
from labelaudit.audit.rule import Rule, Verdict, judged, not_applicable
from labelaudit.audit.wording import figure, listed
from labelaudit.model.amount import IU_PER_MCG_D, Unit, to_mg
from labelaudit.model.label import Claim, Declared, Fact, Label, Nutrient, Standing


def _judge(case: Case) -> Verdict:
    label = case.label
    claims = [statement.claim for statement in label.statements if statement.claim is not None]
    checked = [claim for claim in claims if _can_be_checked(claim, label)]
    if not checked:
        return not_applicable("Nothing outside the panel can be held against a clearly read row.")
    wrong = list(dict.fromkeys(_said(claim) for claim in checked if not _stands(claim, label)))
    if not wrong:
        return judged(1, "What is said outside the panel stands in the panel too.")
    return judged(
        0, f"Outside the panel the label says {listed(wrong)}; the panel says {_panel(checked, label)}."
    )


def _facts(claim: Claim, label: Label) -> list[Fact]:
    return [fact for fact in label.facts if fact.nutrient is claim.nutrient]


def _can_be_checked(claim: Claim, label: Label) -> bool:
    facts = _facts(claim, label)
    if any(fact.standing is Standing.DOUBTFUL for fact in facts):
        return False
    absent = getattr(label.declares, claim.nutrient.value) is Declared.NO
    return absent if not facts else label.seen.panel == "whole"


def _stands(claim: Claim, label: Label) -> bool:
    """Whether a row has the claimed form, or none, and a row, or a column together, the claimed amount."""
    facts = _facts(claim, label)
    forms = {form for fact in facts for form in (fact.forms or (fact.form or "",))}
    if claim.form == "K2" and not any(map(is_k2, forms)):
        return False
    unstated = {"", "K2"} if claim.form and is_k2(claim.form) else {""}
    if claim.form not in (None, "K2") and not forms & {claim.form, *unstated}:
        return False
    if claim.amount is None or claim.unit is None:
        return bool(facts)
    claimed = _measure(claim.nutrient, claim.amount, claim.unit)
    return claimed is None or any(abs(claimed - amount) * 100 <= claimed for amount in _amounts(facts, label))


def _amounts(facts: list[Fact], label: Label) -> list[Decimal]:
    """Every amount that the front may mean: a row's or a column's, printed or by unit, serving or day."""
    rows = [(fact.basis, value) for fact in facts for value in _printed(fact)]
    for basis in {fact.basis for fact in facts}:
        column = [
            f for f in facts if f.basis == basis and f.part_of is None and f.amount is not None and f.unit
        ]
        together = [_measure(f.nutrient, f.amount, f.unit) for f in column if f.amount is not None and f.unit]
        rows.append((basis, sum((value for value in together if value is not None), Decimal(0))))
    sizes = [label.serving.units] if label.serving and label.serving.units else []
    sizes += [size for size in label.regimen.units_per_intake if size]
    one = next(iter(sizes), Decimal(1))
    times = (Decimal(1), *label.regimen.intakes_per_day)
    return [
        value * share * often
        for basis, value in rows
        for share in (
            Decimal(1),
            *(size / (basis.units or 1) for size in sizes),
            1 / (basis.units or one),
        )
        for often in times
    ]


def _printed(fact: Fact) -> list[Decimal]:
    pairs = [(fact.amount, fact.unit), (fact.iu, Unit.IU)]
    if fact.elemental_mg is not None:
        pairs.append((fact.elemental_mg.value, Unit.MG))
    found = [_measure(fact.nutrient, amount, unit) for amount, unit in pairs if amount is not None and unit]
    return [value for value in found if value is not None]


def _measure(nutrient: Nutrient, amount: Decimal, unit: Unit) -> Decimal | None:
    """In mg, so that mcg and IU of vitamin D compare; None where the unit is no measure of it."""
    if unit is Unit.IU:
        return amount / IU_PER_MCG_D / 1000 if nutrient is Nutrient.VITAMIN_D else None
    return to_mg(amount, unit)


def _said(claim: Claim) -> str:
    name = claim.form or str(claim.nutrient).replace("_d", " D").replace("_k", " K")
    return name if claim.amount is None else f"{name} {figure(claim.amount)} {claim.unit}"


def _panel(claims: list[Claim], label: Label) -> str:
    nutrients = {claim.nutrient for claim in claims if not _stands(claim, label)}
    rows = [
        _said(Claim(nutrient=f.nutrient, form=" + ".join(f.forms) or f.form, amount=f.amount, unit=f.unit))
        for f in label.facts
        if f.nutrient in nutrients
    ]
    return listed(list(dict.fromkeys(rows))) if rows else "nothing of it"


RULE = Rule(
    id="front-agrees",
    statements=("G3",),
    title="The front agrees with the panel",
    failure="The front and the panel contradict each other",
    why="The panel is what the product answers for; a front that says more than it misleads.",
    applies="claims of a form or an amount outside the panel, where the panel's rows were read without doubt",
    also_needs="the claims and the rows as printed",
    looks_at=("claim",),
    needs=frozenset(Nutrient),
    category="quality",
    judge=_judge,
)
