"""A finding that is accepted for a product is marked, stays, and stops no gate."""

import pytest
from pydantic import ValidationError

from labelaudit import audit_facts
from labelaudit.accepting import Acceptance, accept, score_without_accepted
from labelaudit.audit.guidance import load
from labelaudit.model.audit import Audit, Outcome
from labelaudit.model.product import Product

REASON = "sold with a magnesium powder"


@pytest.fixture
def audit() -> Audit:
    """D3 and K2 without magnesium: 75 of 80 points."""
    found = audit_facts(vitamin_d3="2000IU", k2="100mcg MK-7", caution=True, with_fat=True)
    return found.model_copy(update={"product": Product(sku="A_1", gtin="5012345678900")})


def accepted(audit: Audit) -> list[str]:
    return [finding.rule for finding in audit.findings if finding.accepted]


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ({"sku": "A_1"}, True),
        ({"gtin": "5012345678900"}, True),
        ({"gtin": "05012345678900"}, True),
        ({"sku": "A"}, False),
        ({"gtin": "5012345678917"}, False),
    ],
)
def test_a_product_is_known_by_its_sku_or_its_gtin(audit: Audit, entry: dict[str, str], found: bool) -> None:
    entries = [Acceptance(**entry, rule="magnesium-with-d", reason=REASON)]
    assert accepted(accept(audit, entries)) == (["magnesium-with-d"] if found else [])


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("B-7.jpg", True),
        ("in/B-7_front.jpg", True),
        ("B-77.jpg", False),
        ("B-7-2.jpg", False),
        ("C.jpg", False),
    ],
)
def test_a_file_may_be_named_by_the_sku(audit: Audit, name: str, found: bool) -> None:
    named = audit.model_copy(
        update={"product": None, "source": audit.source.model_copy(update={"name": name})}
    )
    entries = [Acceptance(sku="B-7", rule="magnesium-with-d", reason=REASON)]
    assert bool(accepted(accept(named, entries))) is found


def test_an_accepted_finding_keeps_its_outcome_and_the_label_its_score(audit: Audit) -> None:
    after = accept(audit, [Acceptance(sku="A_1", rule="magnesium-with-d", reason=REASON)])
    (finding,) = [f for f in after.findings if f.accepted]
    assert finding.outcome is Outcome.FAIL
    assert finding.accepted
    assert finding.accepted.reason == REASON
    assert after.score == audit.score


def test_what_passes_has_nothing_to_accept(audit: Audit) -> None:
    assert accepted(accept(audit, [Acceptance(sku="A_1", rule="k2-form", reason=REASON)])) == []


def test_a_gates_score_leaves_accepted_findings_out(audit: Audit) -> None:
    after = accept(audit, [Acceptance(sku="A_1", rule="magnesium-with-d", reason=REASON)])
    for each, score in ((audit, 94), (after, 100)):  # 75 of 80 points; 75 of 75
        found = score_without_accepted(each, guidance=load(), only=(), skip=())
        assert found is not None
        assert found.value == score


@pytest.mark.parametrize(
    "entry",
    [
        {"rule": "k2-form", "reason": "x"},
        {"sku": "A", "rule": "k2-form"},
        {"sku": "A", "rule": "k2-form", "reason": ""},
        {"sku": "A", "rule": "k2-forms", "reason": "x"},
        {"gtin": "12", "rule": "k2-form", "reason": "x"},
        {"sku": "A", "rule": "k2-form", "reason": "x", "until": "2027"},
    ],
)
def test_an_acceptance_says_product_rule_and_reason(entry: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Acceptance.model_validate(entry)
