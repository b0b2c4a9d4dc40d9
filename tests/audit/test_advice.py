"""The one change that would help most."""

import pytest

from labelaudit.audit.guidance import load
from labelaudit.audit.runner import judge
from labelaudit.model.label import Label
from tests.audit.labels import ca, d, k, label, mg, said

GUIDANCE = load()

# Scores by hand, as in test_scoring: the label as it is, the change, the score that it leads to.
ADVICE: list[tuple[str, Label, str, int]] = [
    ("44 of D3 alone: 75 of 80 with K2", label(d(1000)), "add-k2", 94),
    ("20 of calcium alone: everything with 120 mcg", label(ca(600)), "add-k2", 100),
    ("75 of 80: the rest is magnesium", label(d(2000), k(100)), "add-magnesium", 100),
    ("17 of 32: the form", label(k(100, "K2")), "name-k2-form", 100),
    ("the dose of D, the rest being good", label(d(5000), k(100), mg(100)), "d3-dose", 100),
    ("the dose of K2, the rest being good", label(d(1000), k(20), mg(100)), "k2-dose", 100),
    ("30 of 35: the caution", label(k(100), statements=said("with_fat")), "print-caution", 100),
    ("98.75 of 100 with 600 mg at once", label(d(1000), k(250), ca(1200), mg(600)), "split-calcium", 99),
]


@pytest.mark.parametrize(("why", "product", "change", "score"), ADVICE, ids=[row[0] for row in ADVICE])
def test_the_best_change_is_named_with_the_score_it_leads_to(
    why: str, product: Label, change: str, score: int
) -> None:
    advice = judge(product, guidance=GUIDANCE).advice
    assert advice is not None, why
    assert (advice.change, advice.low, advice.high) == (change, score, score)


def test_a_perfect_label_needs_no_advice() -> None:
    assert judge(label(d(2000), k(140), ca(500), mg(250)), guidance=GUIDANCE).advice is None


def test_what_has_no_score_gets_no_advice() -> None:
    assert judge(label(mg(300)), guidance=GUIDANCE).advice is None
    assert judge(label(d(1000)), guidance=GUIDANCE, advise=False).advice is None
