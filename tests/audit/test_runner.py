"""What a judgement says beside its rules: status, order, sentences, daily amounts."""

import pytest

from labelaudit.audit.guidance import load
from labelaudit.audit.runner import judge
from labelaudit.errors import UsageError
from labelaudit.model.audit import Finding, Outcome, Reason, Status
from labelaudit.model.label import Basis, Label, Standing
from tests.audit.labels import ca, d, doubtful, k, label, mg, said

GUIDANCE = load()


def finding(product: Label, rule: str) -> Finding:
    (found,) = judge(product, guidance=GUIDANCE, only=[rule]).findings
    return found


def test_a_food_is_told_and_not_scored() -> None:
    judgement = judge(label(d(100), ca(300), panel="food"), guidance=GUIDANCE)
    assert judgement.status is Status.OUT_OF_SCOPE
    assert judgement.score is None
    assert judgement.daily.vitamin_d3_iu is not None
    weighed = [f for f in judgement.findings if f.category != "quality"]
    assert {f.outcome for f in weighed} == {Outcome.NOT_APPLICABLE}


@pytest.mark.parametrize(
    ("product", "status"),
    [
        (label(d(1000)), Status.COMPLETE),
        (label(d(1000), view="cut"), Status.COMPLETE),
        (label(doubtful(d(1000), 7000)), Status.NEEDS_REVIEW),
        (label(d(2000), units=(1, 2)), Status.NEEDS_REVIEW),
        (label(k(100), statements=(), warnings=False), Status.COMPLETE),
    ],
)
def test_only_what_a_person_can_settle_needs_review(product: Label, status: Status) -> None:
    assert judge(product, guidance=GUIDANCE).status is status


def test_an_undecided_rule_spans_the_score_from_nothing_to_all_of_its_weight() -> None:
    # 75 of 80 points with the dose's 15, 60 without.
    score = judge(label(doubtful(d(1000), 9000), k(100)), guidance=GUIDANCE).score
    assert score is not None
    assert (score.value, score.low, score.high, score.band) == (None, 75, 94, "mixed–good")
    assert (score.points.decided, score.points.applicable) == (65, 80)


def test_where_calcium_is_undecided_a_missing_k2_is_tried_with_both_weights() -> None:
    # D3 1,000 and calcium 100 or 500, nothing else: 20 points of 25 are had (5 for magnesium are not).
    # Open: k2-with-calcium 20, calcium-single-dose 5. K2 by k2-with-d3: 0 of 20, or no weight.
    score = judge(label(d(1000), doubtful(ca(100), 500)), guidance=GUIDANCE).score
    assert score is not None
    assert (score.low, score.high) == (29, 90)  # 20/70 with the weight; (20+25)/50 without


def test_a_score_that_is_open_within_one_outcome_is_told_as_a_range() -> None:
    found = finding(label(d(4000), units=(1, 2)), "d3-dose")
    assert (found.outcome, found.score) == (Outcome.FAIL, 0)
    assert found.score_high == pytest.approx(1 / 3)
    score = judge(label(d(4000), units=(1, 2)), guidance=GUIDANCE).score
    assert score is not None
    assert (score.low, score.high) == (11, 22)  # 5/45 and 10/45


@pytest.mark.parametrize(
    ("product", "cap"),
    [
        (label(d(2000), d(None, "calcitriol"), k(100), mg(100)), "active-analogue"),
        (label(d(600000), k(100), mg(100), every_days=365), "mega-dose"),
    ],
)
def test_a_cap_holds_the_score_at_49_and_comes_first(product: Label, cap: str) -> None:
    judgement = judge(product, guidance=GUIDANCE)
    assert judgement.score is not None
    assert judgement.score.high <= 49
    assert judgement.findings[0].rule == cap


def test_a_doubtful_cap_holds_the_lower_end_alone() -> None:
    product = label(doubtful(d(2000), 600000), k(100), mg(100), every_days=30)
    score = judge(product, guidance=GUIDANCE).score
    assert score is not None
    assert score.low <= 49 < score.high


@pytest.mark.parametrize(
    ("low", "high", "name"),
    [(90, 90, "good"), (89, 89, "mixed"), (50, 50, "mixed"), (49, 49, "poor"), (49, 90, "poor–good")],
)
def test_a_band_names_both_ends(low: int, high: int, name: str) -> None:
    from labelaudit.audit.scoring import band

    assert band(low, high, GUIDANCE.thresholds) == name


def test_the_findings_say_where_the_documents_differ() -> None:
    text = finding(label(k(100), ca(210)), "k2-per-calcium").message
    assert "238 mcg per 500 mg, above 100–180 mcg" in text
    assert "90–200 mcg of K2 a day (k2-dose) cannot meet" in text
    assert "one document alone" in text
    assert "The documents differ" in finding(label(d(1000)), "d3-dose").message


def test_the_directions_are_shown_as_arithmetic() -> None:
    assert "500 IU × 2 = 1,000 IU a day" in finding(label(d(500), times=(2, 2)), "d3-dose").message
    assert "7,000 IU ÷ 7 = 1,000 IU a day" in finding(label(d(7000), every_days=7), "d3-dose").message
    silent = label(d(1000), source="assumed")
    assert "assumed once a day: the directions do not say" in finding(silent, "d3-dose").message
    unseen = label(d(1000), source="assumed", directions=False)
    assert "if taken once a day (the directions are not in the picture)" in finding(unseen, "d3-dose").message


def test_k1_is_told_as_the_reason_why_there_is_no_k2() -> None:
    assert "K1, which serves clotting" in finding(label(d(1000), k(100, "K1")), "k2-with-d3").message
    assert "unless another product brings" in finding(label(d(1000)), "k2-with-d3").message


def test_d2_once_a_week_is_told_first() -> None:
    text = finding(label(d(50000, "D2"), every_days=7), "d3-form").message
    assert text.startswith("D2 is for daily doses alone, and this one is taken every 7 days")


def test_a_missing_k2_is_charged_once() -> None:
    findings = {f.rule: f for f in judge(label(d(1000), ca(500)), guidance=GUIDANCE).findings}
    assert (findings["k2-with-calcium"].weight, findings["k2-with-d3"].weight) == (20, 0)
    alone = judge(label(d(1000), ca(500)), guidance=GUIDANCE, skip=["k2-with-calcium"]).findings
    assert {f.rule: f.weight for f in alone}["k2-with-d3"] == 20


def test_the_days_amounts_keep_their_range_and_their_standing() -> None:
    sure = d(1000, standing=Standing.CONFIRMED)
    daily = judge(label(sure, k(100), ca(None), units=(1, 2)), guidance=GUIDANCE).daily
    assert daily.vitamin_d3_iu is not None
    assert (daily.vitamin_d3_iu.low, daily.vitamin_d3_iu.high) == (1000, 2000)
    assert daily.vitamin_d3_iu.standing is Standing.CONFIRMED
    assert daily.mk7_mcg is not None
    assert daily.calcium_mg is None
    assert daily.magnesium_mg is None


def test_an_intake_holds_what_is_taken_at_once() -> None:
    judgement = judge(
        label(ca(300, basis=Basis(kind="serving", units=2)), units=(4, 4), times=(2, 2)), guidance=GUIDANCE
    )
    assert judgement.intake.calcium_mg is not None
    assert judgement.daily.calcium_mg is not None
    assert (judgement.intake.calcium_mg.low, judgement.daily.calcium_mg.low) == (600, 1200)


def test_a_doubtful_range_shows_every_reading() -> None:
    found = finding(label(doubtful(d(1000), 7000)), "d3-dose")
    assert found.reason is Reason.DOUBTFUL
    assert "1,000 IU" in found.message
    assert "7,000 IU" in found.message
    assert found.measured is not None
    assert (found.measured.low, found.measured.high) == (1000, 7000)


def test_too_many_doubtful_rows_leave_the_nutrient_open() -> None:
    rows = [doubtful(d(1000 + place), 1, 2, 3, 4) for place in range(4)]
    assert finding(label(*rows), "d3-dose").reason is Reason.DOUBTFUL


@pytest.mark.parametrize(
    "asked",
    [{"profile": "elves"}, {"only": ["k2-from"]}, {"skip": ["k2-from"]}],
    ids=["profile", "only", "skip"],
)
def test_what_does_not_exist_is_refused(asked: dict[str, object]) -> None:
    with pytest.raises(UsageError, match="no such"):
        judge(label(d(1000)), guidance=GUIDANCE, **asked)  # type: ignore[arg-type]


def test_rules_are_chosen_by_id() -> None:
    found = judge(
        label(d(1000), statements=said()), guidance=GUIDANCE, only=["d3-dose", "d3-form"], skip=["d3-form"]
    )
    assert [f.rule for f in found.findings] == ["d3-dose"]
    assert found.score is not None
    assert found.score.value == 100


def test_a_doubtful_row_is_suspected_of_a_cap_only_where_it_reads_like_one() -> None:
    caps = ["active-analogue", "mega-dose"]
    for fact, outcome in (
        (d(1000), "not_applicable"),
        (d(600000), "review"),
        (d(10, "calcitriol"), "review"),
    ):
        findings = judge(label(doubtful(fact), every_days=30), guidance=GUIDANCE, only=caps).findings
        assert outcome in {f.outcome for f in findings}
        assert (outcome == "review") == any(f.outcome == "review" for f in findings)


def test_a_row_told_in_two_languages_counts_once() -> None:
    once = judge(
        label(d(1000, sources=("lanolin",)), d(1000, sources=("lanoline",))), guidance=GUIDANCE
    ).daily
    assert once.vitamin_d3_iu is not None
    assert once.vitamin_d3_iu.high == 1000


def test_more_doubts_than_can_be_tried_leave_a_rule_open() -> None:
    rows = [doubtful(row(100 + place), *range(1, 7)) for row in (d, k, ca) for place in range(2)]
    found = finding(label(*rows), "k2-with-d3")  # 49 readings of each of three nutrients
    assert (found.outcome, found.reason, found.weight) == (Outcome.REVIEW, Reason.DOUBTFUL, 20)


def test_directions_that_allow_none_are_taken_as_some() -> None:
    found = finding(label(d(1000), times=(0, 1)), "d3-dose")
    assert (found.outcome, found.score) == (Outcome.PASS, 1)


def test_what_stands_in_any_column_is_declared() -> None:
    other = Basis(kind="unit", units=1)
    lost = label(d(1000), k(80, "K1"), k(100, basis=other))
    assert finding(lost, "k2-with-d3").outcome is not Outcome.FAIL
    unsure = label(d(1000), k(80, "K1"), doubtful(k(100, basis=other)))
    assert finding(unsure, "k2-with-d3").reason is Reason.DOUBTFUL
