"""The score: products worked by hand, and what it rests on."""

import pytest

from labelaudit.audit.guidance import load
from labelaudit.audit.runner import judge
from labelaudit.model.audit import Status
from labelaudit.model.label import Fact, Label
from tests.audit.labels import ca, d, k, label, mg, said

GUIDANCE = load()

# d3-form 5, d3-dose 15, k2-with-d3 20, magnesium-with-d 5, k2-form 15, k2-mk7 3, k2-dose 10,
# k2-per-calcium 15, k2-with-calcium 20, calcium-single-dose 5, calcium-to-magnesium 3,
# anticoagulant-caution 5, take-with-fat 2
BY_HAND: list[tuple[str, Label, int, float]] = [
    ("75 of 80: no magnesium", label(d(2000), k(100)), 94, 80),
    ("everything: 140 mcg per 500 mg, 2:1", label(d(2000), k(140), ca(500), mg(250)), 100, 103),
    ("20 of 45: no K2, no magnesium", label(d(1000)), 44, 45),
    ("5 of 25: no K2", label(ca(600)), 20, 25),
    ("35 of 35", label(k(100)), 100, 35),
    (
        "75.58 of 100: dose 0, 238 mcg per 500 mg, no magnesium, no fat",
        label(d(5000), k(100), ca(210), statements=said("anticoagulant")),
        76,
        100,
    ),
]


@pytest.mark.parametrize(("why", "product", "score", "weight"), BY_HAND, ids=[row[0] for row in BY_HAND])
def test_a_product_worked_by_hand_has_its_score(why: str, product: Label, score: int, weight: float) -> None:
    judgement = judge(product, guidance=GUIDANCE)
    assert judgement.status is Status.COMPLETE
    assert judgement.score is not None
    assert (judgement.score.value, judgement.score.points.applicable) == (score, weight), why


@pytest.mark.parametrize("facts", [(mg(300),), (mg(300), ca(100)), (d(0), mg(100))])
def test_what_holds_no_d_no_k_and_no_calcium_has_no_score(facts: tuple[Fact, ...]) -> None:
    judgement = judge(label(*facts), guidance=GUIDANCE)
    assert judgement.status is Status.OUT_OF_SCOPE
    assert judgement.score is None
