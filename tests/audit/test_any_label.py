"""Whatever a label holds, however odd: it is judged, and what is said of it holds together."""

import random
from decimal import Decimal

import pytest

from labelaudit.audit.guidance import load
from labelaudit.audit.registry import RULES
from labelaudit.audit.runner import judge
from labelaudit.model.amount import Unit
from labelaudit.model.audit import Outcome, Status
from labelaudit.model.label import (
    Basis,
    Candidate,
    Claim,
    Elemental,
    Fact,
    Label,
    Nutrient,
    Serving,
    Standing,
    Statement,
)
from tests.audit.labels import label

GUIDANCE = load()
AMOUNTS = [None, *map(Decimal, ["0", "0.025", "1", "25", "100", "500", "1000", "600000"])]
FORMS = {
    Nutrient.VITAMIN_D: [None, "D3", "D2", "calcifediol", "calcitriol", "odd"],
    Nutrient.VITAMIN_K: [None, "K1", "K2", "MK-4", "MK-7", "MK-9", "odd"],
    Nutrient.CALCIUM: [None],
    Nutrient.MAGNESIUM: [None],
}
KINDS = ["serving", "unit", "day", "100g", "100ml", "ml", "drop"]
SAID = ["anticoagulant", "medicines", "with_fat", "with_food", "oil", "directions"]


def odd_label(draw: random.Random) -> Label:
    """A label of anything that the model allows, sense or not."""
    facts = tuple(odd_fact(draw, place) for place in range(draw.randint(0, 6)))
    nutrient = draw.choice(list(Nutrient))
    claim = Claim(
        nutrient=nutrient,
        form=draw.choice(FORMS[nutrient]),
        amount=draw.choice(AMOUNTS),
        unit=draw.choice([None, *Unit]),
    )
    low = draw.choice([0, 0.5, 1, 2])
    return label(
        *facts,
        statements=(
            Statement(kind="claim", text="", claim=claim),
            *(Statement(kind=kind, text="") for kind in SAID if draw.random() < 0.3),  # type: ignore[arg-type]
        ),
        units=(low, low + draw.choice([0, 1, 30])),
        times=(1, draw.choice([1, 3])),
        every_days=draw.choice([1, 1, 7, 30, 365]),
        source=draw.choice(["directions", "panel", "option", "assumed"]),
        panel=draw.choice(["us", "eu", "text", "food", "none"]),
        view=draw.choice(["whole", "cut", "none"]),
        directions=draw.random() < 0.5,
        warnings=draw.random() < 0.5,
        serving=draw.choice([None, Serving(text=""), Serving(text="", units=Decimal(2), unit="capsule")]),
        **{n.value: draw.choice(["yes", "no", "unknown"]) for n in Nutrient if draw.random() < 0.2},
    )


def odd_fact(draw: random.Random, place: int) -> Fact:
    nutrient = draw.choice(list(Nutrient))
    forms = FORMS[nutrient]
    several = tuple(form for form in draw.sample(forms, min(2, len(forms))) if form)
    form = draw.choice(forms)
    amount = draw.choice(AMOUNTS)
    candidates = tuple(
        Candidate(form=draw.choice(forms), amount=draw.choice(AMOUNTS), unit=draw.choice([None, *Unit]))
        for _ in range(draw.randint(0, 3))
    )
    element = Elemental(
        value=draw.choice(AMOUNTS), how=draw.choice(["named", "stated", "percent", "estimated", "unknown"])
    )
    return Fact(
        nutrient=nutrient,
        form=form,
        forms=(form,) if form else several,
        amount=amount,
        unit=draw.choice([None, *Unit]),
        iu=draw.choice([None, Decimal(1000)]),
        percent=draw.choice([None, Decimal(50)]),
        conflict=draw.choice([None, None, "iu", "percent"]),
        qualifier=draw.choice([None, None, None, "<", "up to", "approx", "range", "blend"]),
        bounds=draw.choice([None, None, (Decimal(0), Decimal(100))]),
        part_of=draw.choice([None, None, *range(place)]),
        candidates=candidates,
        basis=Basis(kind=draw.choice(KINDS), units=draw.choice([None, Decimal(1), Decimal(2)])),  # type: ignore[arg-type]
        elemental_mg=draw.choice([None, element]),
        standing=draw.choice(list(Standing)),
    )


@pytest.mark.parametrize("seed", range(8))
def test_any_label_is_judged_and_its_judgement_holds_together(seed: int) -> None:
    draw = random.Random(seed)
    for _ in range(100):
        product = odd_label(draw)
        judgement = judge(product, guidance=GUIDANCE)
        assert {finding.rule for finding in judgement.findings} == set(RULES)
        reasons = {finding.reason for finding in judgement.findings if finding.outcome is Outcome.REVIEW}
        for finding in judgement.findings:
            assert (finding.reason is not None) == (finding.outcome is Outcome.REVIEW)
            assert (finding.score is None) == (
                finding.outcome not in (Outcome.PASS, Outcome.WARN, Outcome.FAIL)
            )
            assert finding.message
        if judgement.status is Status.OUT_OF_SCOPE:
            assert judgement.score is None
            continue
        assert (judgement.status is Status.NEEDS_REVIEW) == bool(reasons & {"doubtful", "ambiguous"})
        if judgement.score is None:
            continue
        assert 0 <= judgement.score.low <= judgement.score.high <= 100
        assert (judgement.score.value is None) == (judgement.score.low != judgement.score.high)
        assert judgement.score.points.decided <= judgement.score.points.applicable
        if judgement.advice:
            after = judgement.advice.low + judgement.advice.high
            assert after > judgement.score.low + judgement.score.high


@pytest.mark.parametrize("seed", range(4))
def test_a_doubtful_fact_never_narrows_the_score_of_any_label(seed: int) -> None:
    draw = random.Random(1000 + seed)
    for _ in range(80):
        product = odd_label(draw)
        plain = [
            place
            for place, fact in enumerate(product.facts)
            if fact.standing is not Standing.DOUBTFUL
            and fact.unit
            and not (fact.qualifier or fact.bounds or fact.conflict or fact.iu)
        ]
        if not plain or product.panel == "food":
            continue
        place = draw.choice(plain)
        fact = product.facts[place]
        others = draw.sample(AMOUNTS[1:], draw.choice([0, 1, 2]))
        readings = [
            Candidate(form=fact.form, amount=amount, unit=fact.unit) for amount in (fact.amount, *others)
        ]
        unsure = {"standing": Standing.DOUBTFUL, "candidates": tuple(readings) if others else ()}
        facts = (*product.facts[:place], fact.model_copy(update=unsure), *product.facts[place + 1 :])
        sure = judge(product, guidance=GUIDANCE, advise=False).score
        doubt = judge(product.model_copy(update={"facts": facts}), guidance=GUIDANCE, advise=False).score
        if sure is not None:
            assert doubt is not None
            assert doubt.low <= sure.low, fact
            assert doubt.high >= sure.high, fact
