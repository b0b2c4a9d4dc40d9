"""What ends a run with 1: outcomes, rules and scores, and never what is accepted or mere context."""

import pytest

from labelaudit.cli.gate import Gate
from labelaudit.model.audit import (
    Accepted,
    Audit,
    Finding,
    GuidanceRef,
    Outcome,
    Points,
    Score,
    Source,
    Status,
    Tool,
)

TOOL = Tool(
    version="0.1.0",
    engine="typed",
    guidance=GuidanceRef(name="g", version="1", sha256="0" * 64),
    profile="default",
)
SCORE = Score(value=None, low=62, high=88, band="mixed", points=Points(decided=5, applicable=10))


def audit(rule: str, outcome: Outcome, **more: object) -> Audit:
    finding = Finding.model_validate(
        {"rule": rule, "category": "guidance", "outcome": outcome, "message": ""} | more
    )
    return Audit(
        tool=TOOL,
        source=Source(name="a.jpg", kind="image"),
        status=Status.COMPLETE,
        findings=(finding,),
        score=SCORE,
    )


def stops(found: Audit, *fail_on: str, strict: bool = False, fail_under: int | None = None) -> bool:
    return Gate(fail_under=fail_under, fail_on=fail_on, strict=strict).stops(found, found.score)


@pytest.mark.parametrize(
    ("named", "stopped"),
    [
        ("fail", {Outcome.FAIL}),
        ("warn", {Outcome.FAIL, Outcome.WARN}),
        ("review", {Outcome.REVIEW}),
        ("k2-form", {Outcome.FAIL, Outcome.WARN}),
        ("k2-dose", set()),
    ],
)
def test_an_outcome_or_a_rule_is_what_stops(named: str, stopped: set[Outcome]) -> None:
    assert {outcome for outcome in Outcome if stops(audit("k2-form", outcome), named)} == stopped


@pytest.mark.parametrize("named", ["fail", "warn", "review", "k2-form"])
def test_strictly_what_is_undecided_may_be_the_worst(named: str) -> None:
    assert stops(audit("k2-form", Outcome.REVIEW), named, strict=True)
    assert not stops(audit("k2-form", Outcome.PASS), named, strict=True)


def test_strictly_another_rules_doubt_stops_nothing() -> None:
    assert not stops(audit("k2-form", Outcome.REVIEW), "k2-dose", strict=True)


@pytest.mark.parametrize("named", ["fail", "review", "upper-level"])
@pytest.mark.parametrize("outcome", [Outcome.NOTE, Outcome.REVIEW])
def test_context_stops_nothing(named: str, outcome: Outcome) -> None:
    assert not stops(audit("upper-level", outcome, category="context"), named, strict=True)


def test_what_is_accepted_stops_nothing() -> None:
    found = audit("k2-form", Outcome.FAIL, accepted=Accepted(reason="agreed"))
    assert not stops(found, "fail", "k2-form", strict=True)


@pytest.mark.parametrize(
    ("bar", "strict", "stopped"), [(88, False, False), (89, False, True), (62, True, False), (63, True, True)]
)
def test_a_score_counts_at_its_best_or_strictly_at_its_worst(bar: int, strict: bool, stopped: bool) -> None:
    assert stops(audit("k2-form", Outcome.PASS), fail_under=bar, strict=strict) is stopped
