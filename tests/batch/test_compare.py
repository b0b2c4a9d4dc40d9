"""Worse is what is known against a product and was not; what is only less sure is told and is not worse."""

import pytest

from labelaudit.batch.compare import compare
from labelaudit.model.audit import Accepted, Audit
from labelaudit.model.difference import ProductChange, Verdict
from labelaudit.model.label import Label, Standing
from tests.audit.labels import ca, d, doubtful, k, label, mg, said
from tests.batch.audits import audited, unread

GOOD = label(d(2000), k(100))


def changed(before: Label, after: Label) -> ProductChange:
    found = compare(audited(before), audited(after))
    assert found is not None
    return found


def of(product: ProductChange, kind: str) -> list[tuple[str, str, str | None, str | None]]:
    return [(c.about, c.became, c.before, c.after) for c in product.changes if c.kind == kind]


def test_the_same_label_does_not_differ() -> None:
    assert compare(audited(GOOD), audited(GOOD, name="renamed.jpg")) is None


def test_a_form_that_a_whole_panel_no_longer_names_is_worse() -> None:
    product = changed(GOOD, label(d(2000), k(100, "K2")))
    assert product.verdict is Verdict.WORSE
    assert of(product, "form") == [("vitamin_k", "worse", "MK-7", None)]
    assert ("k2-form", "worse", "pass", "fail") in of(product, "finding")


def test_a_form_that_is_named_at_last_is_better() -> None:
    product = changed(label(d(2000), k(100, "K2")), GOOD)
    assert product.verdict is Verdict.BETTER
    assert of(product, "form") == [("vitamin_k", "better", None, "MK-7")]
    assert ("k2-form", "better", "fail", "pass") in of(product, "finding")


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(label(d(2000), k(100, None), view="cut"), id="the panel was cut"),
        pytest.param(label(d(2000), doubtful(k(100, "K2"), forms=("MK-7",))), id="it may be that form"),
        pytest.param(label(d(2000), k(None, None, standing=Standing.DOUBTFUL)), id="the row was not read"),
        pytest.param(label(d(2000), vitamin_k="unknown", vitamin_k2="unknown"), id="a row was not read"),
    ],
)
def test_a_form_that_may_still_be_named_is_not_called_dropped(after: Label) -> None:
    product = changed(GOOD, after)
    assert of(product, "form") == []
    assert product.verdict is Verdict.CHANGED


def test_a_reading_that_is_less_sure_changes_nothing_that_is_known() -> None:
    product = changed(
        label(d(2000), k(100, standing="confirmed")), label(d(2000), doubtful(k(100), 100, 700))
    )
    assert product.verdict is Verdict.CHANGED
    assert of(product, "standing") == [("vitamin_k", "changed", "confirmed", "doubtful")]
    assert [became for _, became, *_ in of(product, "finding")] == ["changed"]
    assert of(product, "dose") == []  # 100 mcg lies between 100 and 700


def test_a_doubt_that_turns_out_well_is_better_and_one_that_turns_out_ill_is_worse() -> None:
    open_dose = label(d(2000), doubtful(k(100), 100, 10))
    assert changed(open_dose, label(d(2000), k(100))).verdict is Verdict.BETTER
    ill = changed(open_dose, label(d(2000), k(10)))
    assert ill.verdict is Verdict.WORSE
    assert ("k2-dose", "worse", "review", "fail") in of(ill, "finding")


def test_a_dose_is_told_by_the_day_and_judged_by_its_findings() -> None:
    product = changed(GOOD, label(d(1000), k(100)))
    assert of(product, "dose") == [("vitamin_d3_iu", "changed", "2,000 IU", "1,000 IU")]
    assert product.verdict is Verdict.CHANGED
    assert changed(GOOD, label(d(5000), k(100))).verdict is Verdict.WORSE


@pytest.mark.parametrize(("was", "iu"), [("warn", 3500), ("fail", 4000)])
def test_a_rule_that_failed_and_fails_more_is_worse(was: str, iu: int) -> None:
    product = changed(label(d(iu), k(100)), label(d(4500), k(100)))
    assert ("d3-dose", "worse", was, "fail") in of(product, "finding")


def test_findings_that_stay_are_told_as_unchanged() -> None:
    product = changed(label(d(2000)), label(d(1000)))
    assert {"k2-with-d3", "magnesium-with-d"} <= set(product.unchanged)
    assert of(product, "finding") == []


def test_a_rule_that_no_longer_applies_is_not_called_fixed() -> None:
    product = changed(label(d(2000), k(10)), label(d(2000)))
    (dose,) = (c for c in product.changes if c.about == "k2-dose")
    assert (dose.became, dose.message.split(":")[0]) == ("changed", "K2 dose, no longer applies")


def test_what_is_accepted_or_context_is_never_worse() -> None:
    before, after = audited(GOOD), audited(label(d(2000), k(100), statements=said("with_fat")))
    accepted = tuple(
        f.model_copy(update={"accepted": Accepted(reason="on the leaflet")})
        if f.rule == "anticoagulant-caution"
        else f
        for f in after.findings
    )
    product = compare(before, after.model_copy(update={"findings": accepted}))
    assert product is not None
    assert of(product, "finding") == []
    over = changed(label(d(2000), k(100), mg(300)), label(d(2000), k(100), mg(400)))
    assert "upper-level" not in [change.about for change in over.changes]


def test_a_label_that_can_be_read_no_more_is_worse_and_one_that_can_at_last_is_better() -> None:
    lost, found = compare(audited(GOOD), unread()), compare(unread(), audited(GOOD))
    assert lost is not None
    assert found is not None
    assert (lost.verdict, [c.kind for c in lost.changes]) == (Verdict.WORSE, ["reading"])
    assert "front.jpg: is damaged" in lost.changes[0].message
    assert (found.verdict, [c.kind for c in found.changes]) == (Verdict.BETTER, ["reading"])
    assert compare(unread(), unread()) is None


@pytest.mark.parametrize(
    ("before", "after", "became"),
    [
        ((94, 94), (60, 94), "changed"),
        ((60, 94), (94, 94), "better"),
        ((60, 94), (60, 80), "worse"),
        ((60, 94), (70, 80), "changed"),
        ((60, 70), (50, 94), "changed"),
        ((60, 70), (50, 60), "worse"),
        ((60, 60), (60, 94), "changed"),
        ((60, 70), (65, 80), "better"),
    ],
)
def test_a_score_is_worse_where_its_best_fell_and_its_worst_did_not_rise(
    before: tuple[int, int], after: tuple[int, int], became: str
) -> None:
    one, other = (scored(*ends) for ends in (before, after))
    product = compare(one, other)
    assert product is not None
    assert [became for _, became, *_ in of(product, "score")] == [became]


def scored(low: int, high: int) -> Audit:
    audit = audited(GOOD)
    assert audit.score
    ends = {"low": low, "high": high, "value": low if low == high else None}
    return audit.model_copy(update={"score": audit.score.model_copy(update=ends)})


def test_a_sentence_says_what_it_is_and_what_it_was() -> None:
    product = changed(label(d(2000), k(100), ca(300)), label(d(2000), k(100), ca(300), times=(2, 2)))
    told = {change.about: change.message for change in product.changes}
    assert told["calcium_mg"] == "Calcium a day: 600 mg; was 300 mg."
