"""A fact settled by hand takes the place of the row that it is about, and of no other."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from labelaudit.audit.guidance import load
from labelaudit.audit.runner import judge
from labelaudit.errors import UsageError
from labelaudit.model.audit import Outcome, Reason
from labelaudit.model.label import Basis, Declared, Evidence, Fact, Label, Settled, Standing
from labelaudit.settling import read_figure, settle, settle_units
from tests.audit.labels import ca, d, doubtful, k, label

GUIDANCE = load()
PER_CAPSULE = Basis(kind="unit", units=Decimal(1))
READ_FROM = (Evidence(text="Vit K2 l00 mcg", page=0, box=(0, 0, 1, 0.1), confidence=0.6, engine="rapidocr"),)


def settled(product: Label, *figures: str) -> Sequence[Fact]:
    return settled_label(product, *figures).facts


def settled_label(product: Label, *figures: str) -> Label:
    read = [read_figure(figure, guidance=GUIDANCE) for figure in figures]
    return settle(product, read, by="hand", when="2026-01-31")


def test_a_doubtful_row_becomes_confirmed_where_it_was_read() -> None:
    row = doubtful(k(100, basis=PER_CAPSULE, evidence=READ_FROM, sources=("natto",)), 100, 700)
    (fact,) = settled(label(row), "k2=700 mcg")
    assert (fact.amount, fact.unit, fact.form, fact.standing) == (700, "mcg", "MK-7", Standing.CONFIRMED)
    assert fact.settled == Settled(by="hand", when="2026-01-31")
    assert fact.candidates == ()
    assert (fact.basis, fact.evidence, fact.sources) == (PER_CAPSULE, READ_FROM, ("natto",))


def test_what_a_doubtful_row_left_open_is_judged_once_it_is_settled() -> None:
    product = label(d(2000), doubtful(k(100), 100, 700))
    settled_by_hand = settled_label(product, "k2=100mcg MK-7")
    outcomes = [
        next(f for f in judge(each, guidance=GUIDANCE).findings if f.rule == "k2-dose")
        for each in (product, settled_by_hand)
    ]
    assert [f.outcome for f in outcomes] == [Outcome.REVIEW, Outcome.PASS]
    assert outcomes[0].reason is Reason.DOUBTFUL


def test_a_conflict_that_the_label_prints_is_settled_with_its_row() -> None:
    row = d(50, unit="mcg", iu=Decimal(200), percent=Decimal(25), conflict="iu")
    (fact,) = settled(label(row), "d3=2000IU")
    assert (fact.amount, fact.unit, fact.iu, fact.percent, fact.conflict) == (2000, "IU", 2000, None, None)


def test_what_the_label_does_not_show_is_added_for_what_its_other_rows_are_for() -> None:
    product = label(d(2000, basis=PER_CAPSULE), view="cut")
    after = settled_label(product, "k2=100mcg MK-7", "calcium=500mg")
    assert [(f.form, f.amount, f.basis) for f in after.facts[1:]] == [
        ("MK-7", 100, PER_CAPSULE),
        (None, 500, PER_CAPSULE),
    ]
    assert {piece.engine for f in after.facts[1:] for piece in f.evidence} == {"typed"}
    assert (after.declares.vitamin_k, after.declares.vitamin_k2, after.declares.calcium) == (
        Declared.YES,
        Declared.YES,
        Declared.YES,
    )
    assert after.declares.magnesium is Declared.UNKNOWN


@pytest.mark.parametrize(
    ("figure", "amounts"),
    [
        ("k2=90mcg MK-7", [50, 90, 500]),
        ("k2=900mcg MK-4", [50, 100, 900]),
        ("k1=60mcg", [60, 100, 500]),
        ("k2=5mcg MK-9", [50, 100, 500, 5]),
    ],
)
def test_the_form_tells_which_row_is_meant(figure: str, amounts: list[int]) -> None:
    product = label(k(50, "K1"), k(100, "MK-7"), k(500, "MK-4"))
    assert [fact.amount for fact in settled(product, figure)] == amounts


def test_of_two_columns_the_doubtful_one_is_meant() -> None:
    product = label(doubtful(ca(500), 500, 800), ca(1000, basis=PER_CAPSULE))
    assert [fact.amount for fact in settled(product, "calcium=500mg")] == [500, 1000]


def test_a_row_that_is_printed_twice_alike_is_settled_twice() -> None:
    row = doubtful(ca(500), 500, 800)
    assert [fact.amount for fact in settled(label(row, row), "calcium=800mg")] == [800, 800]


def test_a_nutrient_that_is_set_twice_gets_two_rows() -> None:
    facts = settled(label(d(2000)), "k2=100mcg MK-7", "k2=500mcg MK-4")
    assert [fact.form for fact in facts] == ["D3", "MK-7", "MK-4"]


@pytest.mark.parametrize("form", ["MK-7", "K2"])
def test_a_form_that_is_not_typed_is_the_rows(form: str) -> None:
    (fact,) = settled(label(k(100, form)), "k2=90mcg")
    assert (fact.form, fact.forms) == (form, (form,))


def test_a_form_in_doubt_must_be_typed() -> None:
    product = label(doubtful(k(100, "MK-7"), forms=("MK-4",)))
    with pytest.raises(UsageError, match="MK-7"):
        settled(product, "k2=100mcg")
    assert [fact.form for fact in settled(product, "k2=100mcg MK-4")] == ["MK-4"]


def test_where_several_rows_could_be_meant_none_is_guessed() -> None:
    with pytest.raises(UsageError, match="2 rows could be meant"):
        settled(label(ca(500), ca(1000, basis=PER_CAPSULE)), "calcium=600mg")


@pytest.mark.parametrize(
    "figure",
    ["", "k2", "k3=5mcg", "k2=", "k2=lots", "k2=MK-7", "calcium=0mg", "calcium=5 IU", "d3=1000 IU daily"],
)
def test_a_figure_that_is_not_understood_names_the_accepted_ones(figure: str) -> None:
    with pytest.raises(UsageError, match='write it as in d3=2000IU, k2="100mcg MK-7"') as error:
        read_figure(figure, guidance=GUIDANCE)
    assert f"--set {figure}:" in str(error.value)


@pytest.mark.parametrize(
    ("units", "times", "a_day", "taken"),
    [
        ((1, 2), (1, 1), 2, (2, 1)),
        ((1, 4), (2, 2), 6, (3, 2)),
        ((2, 2), (1, 3), 4, (2, 2)),
        ((1, 2), (1, 3), 3, (1, 3)),
        ((0, 2), (0, 1), 2, (2, 1)),
    ],
)
def test_units_a_day_are_taken_in_the_intakes_that_the_label_tells(
    units: tuple[int, int], times: tuple[int, int], a_day: int, taken: tuple[int, int]
) -> None:
    product = label(d(1000), units=units, times=times)
    regimen = product.regimen.model_copy(update={"unit": "gummy"})
    after = settle_units(product.model_copy(update={"regimen": regimen}), Decimal(a_day)).regimen
    assert (after.units_per_intake, after.intakes_per_day) == ((taken[0],) * 2, (taken[1],) * 2)
    assert (after.unit, after.source) == ("gummy", "option")
