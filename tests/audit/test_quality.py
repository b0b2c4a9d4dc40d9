"""The rules without weight: the label held against itself, and what is told for context."""

import pytest

from labelaudit.audit.guidance import load
from labelaudit.audit.runner import judge
from labelaudit.model.amount import Unit
from labelaudit.model.label import Basis, Claim, Label, Nutrient, Serving, Statement
from tests.audit.labels import ca, d, doubtful, k, label, mg

GUIDANCE = load()
_D, _K = Nutrient.VITAMIN_D, Nutrient.VITAMIN_K


def claims(
    nutrient: Nutrient, form: str | None = None, amount: str | None = None, unit: str | None = None
) -> Statement:
    claim = Claim.model_validate({"nutrient": nutrient, "form": form, "amount": amount, "unit": unit})
    return Statement(kind="claim", text="", claim=claim)


def mcg_d(amount: float, iu: str, **more: object) -> Label:
    return label(d(amount, unit=Unit.MCG, iu=iu, **more))


QUALITY: list[tuple[str, Label, str]] = [
    ("iu-agrees", mcg_d(25, "1000"), "pass"),
    ("iu-agrees", mcg_d(0.6, "25"), "pass"),  # 24 ± 2: both are rounded
    ("iu-agrees", mcg_d(25, "400"), "fail"),
    ("iu-agrees", mcg_d(25, "1000", conflict="iu"), "fail"),
    ("iu-agrees", label(doubtful(d(25, unit=Unit.MCG, iu="400"), 10)), "not_applicable"),
    ("iu-agrees", label(d(1000)), "not_applicable"),
    ("percent-agrees", label(d(800, percent="100", reference="fda-2016")), "pass"),
    ("percent-agrees", label(d(800, percent="90", reference="fda-2016", conflict="percent")), "fail"),
    ("percent-agrees", label(d(800, percent="100")), "not_applicable"),
    ("elemental-stated", label(ca(500)), "pass"),
    ("elemental-stated", label(ca(500, "stated"), mg(100, "percent")), "pass"),
    ("elemental-stated", label(ca(1250, "estimated", element=500)), "fail"),
    ("elemental-stated", label(ca(500), mg(500, "unknown", element=None)), "fail"),
    ("elemental-stated", label(d(1000)), "not_applicable"),
    ("unit-plausible", label(d(1000), k(100), ca(500)), "pass"),
    ("unit-plausible", label(k(5, "MK-4", unit=Unit.MG)), "pass"),
    ("unit-plausible", label(k(5, unit=Unit.MG)), "fail"),
    ("unit-plausible", label(k(100, unit=Unit.IU)), "fail"),
    ("unit-plausible", label(k(100, iu="4000")), "fail"),
    ("unit-plausible", label(d(0.025, unit=Unit.MG)), "fail"),
    ("unit-plausible", label(ca(500, unit=Unit.MCG)), "fail"),
    ("unit-plausible", label(doubtful(k(5, unit=Unit.MG), 500)), "not_applicable"),
    ("front-agrees", label(d(2000), statements=(claims(_D, "D3", "50", "mcg"),)), "pass"),
    ("front-agrees", label(d(2000), statements=(claims(_D, "D3", "5000", "IU"),)), "fail"),
    ("front-agrees", label(d(2000, "D2"), statements=(claims(_D, "D3"),)), "fail"),
    ("front-agrees", label(k(100, "K1"), statements=(claims(_K, "K2"),)), "fail"),
    ("front-agrees", label(k(100), statements=(claims(_K, "K2", "100", "mcg"),)), "pass"),
    ("front-agrees", label(k(100, "MK-4"), statements=(claims(_K, "MK-7"),)), "fail"),
    ("front-agrees", label(d(2000), statements=(claims(_K, "K2", "100", "mcg"),)), "fail"),
    ("front-agrees", label(d(2000), statements=(claims(_K, "K2"),), vitamin_k="unknown"), "not_applicable"),
    (
        "front-agrees",
        label(doubtful(d(2000), 200), statements=(claims(_D, "D3", "200", "IU"),)),
        "not_applicable",
    ),
    (
        "front-agrees",  # 1,000 IU a capsule on the front, 2,000 IU a serving of two in the panel
        label(
            d(2000, basis=Basis(kind="serving", units=2)),
            statements=(claims(_D, "D3", "1000", "IU"),),
            serving=Serving(text="2 capsules", units=2, unit="capsule"),
        ),
        "pass",
    ),
    ("upper-level", label(d(4001)), "note"),
    ("upper-level", label(d(4000)), "not_applicable"),
    ("upper-level", label(mg(300), d(1000)), "note"),
    ("upper-level", label(ca(1100), times=(2, 2)), "note"),
    ("more-d-more-k2", label(d(2001)), "note"),
    ("more-d-more-k2", label(d(2000)), "not_applicable"),
    ("calcium-served", label(k(100)), "note"),
    ("calcium-served", label(k(5000, "MK-4")), "not_applicable"),
    ("calcium-served", label(k(None)), "not_applicable"),
]


@pytest.mark.parametrize(("rule", "product", "outcome"), QUALITY)
def test_a_rule_without_weight_finds_what_its_table_says(rule: str, product: Label, outcome: str) -> None:
    (finding,) = judge(product, guidance=GUIDANCE, only=[rule]).findings
    assert (finding.outcome, finding.weight) == (outcome, 0)


def test_quality_and_context_never_change_the_score() -> None:
    product = label(d(8000, percent="1", reference="fda-2016", conflict="percent"), k(100, iu="1"))
    skipped = ["percent-agrees", "unit-plausible", "upper-level", "more-d-more-k2", "calcium-served"]
    without = judge(product, guidance=GUIDANCE, skip=skipped)
    assert judge(product, guidance=GUIDANCE).score == without.score


def test_k2_tells_how_much_calcium_it_fits() -> None:
    (finding,) = judge(label(k(100)), guidance=GUIDANCE, only=["calcium-served"]).findings
    assert "100 mcg of K2 a day fits 278–500 mg of calcium" in finding.message
