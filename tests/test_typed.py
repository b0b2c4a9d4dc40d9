"""Figures that a person typed in: the same judgement without a picture."""

import pytest

from labelaudit.errors import UsageError
from labelaudit.model.label import Standing
from labelaudit.typed import audit_facts


def test_typed_figures_give_the_score_worked_by_hand() -> None:
    audit = audit_facts(
        vitamin_d3="2000IU", k2="140mcg MK-7", calcium="500mg", magnesium="250mg", caution=True, with_fat=True
    )
    assert audit.score is not None
    assert audit.score.value == 100
    assert audit.source.kind == "typed"
    assert audit.tool.engine == "typed"
    assert audit.label is not None
    assert {fact.standing for fact in audit.label.facts} == {Standing.CONFIRMED}


def test_k2_outside_its_ratio_is_told_with_the_arithmetic_and_what_cannot_be_met() -> None:
    audit = audit_facts(vitamin_d3="5,000 IU", k2="100 mcg MK7", calcium="210")
    (finding,) = [f for f in audit.findings if f.rule == "k2-per-calcium"]
    assert "100 mcg of K2 ÷ 210 mg of calcium a day × 500 mg = 238 mcg per 500 mg" in finding.message
    assert "above 100–180 mcg" in finding.message
    assert "90–200 mcg of K2 a day (k2-dose) cannot meet" in finding.message


@pytest.mark.parametrize(
    ("k2", "forms"),
    [
        ("100mcg", ["K2"]),
        ("100 µg mk 4", ["MK-4"]),
        ("0.1mg MenaQ7", ["MK-7"]),
        ("MK-7", ["MK-7"]),
        (["100mcg MK-7", "500mcg menaquinone-4"], ["MK-7", "MK-4"]),
    ],
)
def test_k2_is_typed_with_its_form(k2: str | list[str], forms: list[str]) -> None:
    audit = audit_facts(k2=k2)
    assert audit.label is not None
    assert [fact.form for fact in audit.label.facts] == forms


def test_the_day_is_divided_into_its_intakes() -> None:
    audit = audit_facts(calcium="1200mg", intakes_per_day=2)
    assert audit.intake is not None
    assert audit.intake.calcium_mg is not None
    assert audit.intake.calcium_mg.low == 600


@pytest.mark.parametrize(
    "typed",
    [
        {"vitamin_d3": "lots"},
        {"vitamin_d3": "9" * 40 + " IU"},
        {"vitamin_d3": ""},
        {"vitamin_d3": "1,00 IU"},
        {"vitamin_d3": "0,025 mg"},
        {"vitamin_d3": "1000 IU daily"},
        {"vitamin_d3": "-5 IU"},
        {"k2": "100 IU MK-7"},
        {"k2": "100mcg K9"},
        {"calcium": "500 kg"},
        {"calcium": "500mg", "intakes_per_day": 0},
        {"calcium": "500mg", "profile": "elves"},
    ],
)
def test_what_cannot_be_understood_is_refused(typed: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        audit_facts(**typed)  # type: ignore[arg-type]
