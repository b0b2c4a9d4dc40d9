"""What must hold of the score over a grid of doses, whatever the figures."""

import random
from functools import cache
from itertools import product

from labelaudit.audit.guidance import load
from labelaudit.audit.registry import RULES
from labelaudit.audit.runner import judge
from labelaudit.model.audit import Score
from labelaudit.model.label import Fact, Label, Standing
from tests.audit.labels import ca, d, doubtful, k, label, mg, said

GUIDANCE = load()
UNWEIGHED = tuple(rule.id for rule in RULES.values() if rule.category in ("quality", "context"))

VITAMIN_D = (0, 300, 1000, 2000, 8000)
K2 = (5, 90, 140, 200, 400)
FORMS = ("MK-7", "K2", "MK-4")
CALCIUM = (0, 100, 150, 500, 1000, 1300)
MAGNESIUM = (0, 20, 56, 300)
SAYS = ((), ("anticoagulant",), ("anticoagulant", "with_fat"))
GRID = list(product(VITAMIN_D, [(0, ""), *product(K2, FORMS)], CALCIUM, MAGNESIUM, SAYS))


def scored(product_: Label) -> Score | None:
    return judge(product_, guidance=GUIDANCE, skip=UNWEIGHED, advise=False).score


def rows(vitamin_d: int, k2: tuple[int, str], calcium: int, magnesium: int) -> list[Fact]:
    found = [d(vitamin_d)] if vitamin_d else []
    found += [k(*k2)] if k2[0] else []
    found += [ca(calcium)] if calcium else []
    return found + ([mg(magnesium)] if magnesium else [])


@cache
def score(vitamin_d: int, k2: tuple[int, str], calcium: int, magnesium: int, says: tuple[str, ...]) -> int:
    """The decided score of one point of the grid; -1 where there is nothing to judge."""
    found = scored(label(*rows(vitamin_d, k2, calcium, magnesium), statements=said(*says)))
    if found is None:
        return -1
    assert found.value is not None
    return found.value


def test_the_grid_has_five_thousand_points() -> None:
    assert len(GRID) >= 5000


def test_adding_k2_inside_its_range_to_a_product_with_d_or_calcium_never_lowers_the_score() -> None:
    for vitamin_d, k2, calcium, magnesium, says in GRID:
        if 90 <= k2[0] <= 200 and k2[1] != "MK-4" and (vitamin_d or calcium >= 120):
            without = score(vitamin_d, (0, ""), calcium, magnesium, says)
            assert score(vitamin_d, k2, calcium, magnesium, says) >= without


def test_naming_the_form_of_the_k2_never_lowers_the_score() -> None:
    for vitamin_d, (amount, form), calcium, magnesium, says in GRID:
        if amount and form != "K2":
            unnamed = score(vitamin_d, (amount, "K2"), calcium, magnesium, says)
            assert score(vitamin_d, (amount, form), calcium, magnesium, says) >= unnamed


def test_printing_the_caution_never_lowers_the_score() -> None:
    for vitamin_d, k2, calcium, magnesium, _ in GRID:
        silent = score(vitamin_d, k2, calcium, magnesium, ())
        assert score(vitamin_d, k2, calcium, magnesium, ("anticoagulant",)) >= silent


def test_adding_magnesium_to_a_product_with_d_and_no_calcium_never_lowers_the_score() -> None:
    for vitamin_d, k2, calcium, magnesium, says in GRID:
        if vitamin_d and not calcium:
            assert score(vitamin_d, k2, 0, magnesium, says) >= score(vitamin_d, k2, 0, 0, says)


def test_a_crumb_of_a_partner_is_not_worth_what_a_dose_is() -> None:
    for vitamin_d, (amount, form), calcium, magnesium, says in GRID:
        if 90 <= amount <= 200 and form != "MK-4" and (vitamin_d or calcium):
            crumb = score(vitamin_d, (5, form), calcium, magnesium, says)
            assert crumb < score(vitamin_d, (amount, form), calcium, magnesium, says)
        if vitamin_d and not calcium and magnesium >= 56:
            crumb = score(vitamin_d, (amount, form), 0, 20, says)
            assert crumb < score(vitamin_d, (amount, form), 0, magnesium, says)


def test_a_doubtful_fact_in_the_place_of_a_decided_one_never_narrows_the_score() -> None:
    draw = random.Random(7)
    for vitamin_d, k2, calcium, magnesium, says in draw.sample(GRID, 400):
        facts = rows(vitamin_d, k2, calcium, magnesium)
        sure = scored(label(*facts, statements=said(*says)))
        if sure is None:
            continue
        place = draw.randrange(len(facts))
        amounts = [draw.choice([0, 10, 100, 1000, 10000, 600000]) for _ in range(draw.randint(0, 2))]
        forms = tuple(
            draw.choice([("D2", "D3"), ("K1", "MK-4", "MK-7", "K2")][k2 != (0, "")]) for _ in amounts[1:]
        )
        facts[place] = doubtful(facts[place], *amounts, forms=forms if facts[place].form else ())
        doubt = scored(label(*facts, statements=said(*says)))
        assert doubt is not None
        assert doubt.low <= sure.low, facts
        assert doubt.high >= sure.high, facts


def test_a_doubtful_fact_without_another_reading_decides_no_rule_that_needs_it() -> None:
    for facts in ([d(1000)], [d(1000), k(100)], [d(1000), k(100), ca(500), mg(250)]):
        for place, fact in enumerate(facts):
            changed = [*facts[:place], doubtful(fact), *facts[place + 1 :]]
            absent = [*facts[:place], *facts[place + 1 :]]
            with_it = judge(label(*facts), guidance=GUIDANCE).findings
            without = {f.rule: f for f in judge(label(*absent), guidance=GUIDANCE).findings}
            found = {f.rule: f for f in judge(label(*changed), guidance=GUIDANCE).findings}
            for finding in with_it:
                if finding.weight and finding.outcome is not without[finding.rule].outcome:
                    assert found[finding.rule].outcome == "review", (finding.rule, changed)


def test_the_order_of_the_facts_does_not_matter() -> None:
    draw = random.Random(11)
    facts = [
        d(1000),
        d(400, "D2"),
        k(100),
        k(500, "MK-4"),
        doubtful(k(50, "K1"), 500),
        ca(300),
        ca(200, sources=("citrate",)),
        mg(250),
    ]
    first = judge(label(*facts), guidance=GUIDANCE)
    for _ in range(20):
        draw.shuffle(facts)
        again = judge(label(*facts), guidance=GUIDANCE)
        assert again.score == first.score
        assert again.daily == first.daily
        assert again.findings == first.findings


def test_an_unknown_amount_is_never_a_pass() -> None:
    for fact, rules in (
        (d(None), ["d3-dose"]),
        (k(None), ["k2-dose", "k2-per-calcium"]),
        (ca(None), ["k2-per-calcium", "calcium-single-dose"]),
    ):
        facts = [fact, *(f for f in (d(1000), k(100), ca(500)) if f.nutrient is not fact.nutrient)]
        for finding in judge(label(*facts), guidance=GUIDANCE, only=rules).findings:
            assert finding.outcome in ("fail", "review"), finding


def test_a_rule_looks_at_no_nutrient_that_it_does_not_name() -> None:
    """Every rule raises where it reaches for a nutrient outside its needs; full labels try them all."""
    fullest = label(d(1000), k(100), k(500, "MK-4"), ca(500), mg(250, "estimated", element=200))
    doubts = label(*(doubtful(fact, 60) for fact in fullest.facts), units=(1, 2))
    for each in (fullest, doubts, label(), label(view="cut"), label(d(None), k(None), ca(None), mg(None))):
        judge(each, guidance=GUIDANCE)


def test_a_doubt_about_what_no_rule_hangs_on_leaves_the_score_decided() -> None:
    facts = [doubtful(d(1000), 1500), k(100)]
    judgement = judge(label(*facts), guidance=GUIDANCE)
    assert facts[0].standing is Standing.DOUBTFUL
    assert (judgement.status, judgement.score and judgement.score.value) == ("complete", 94)
