"""The digit that decides a form is read or doubted; it is never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelaudit.parse.fold import fold
from labelaudit.parse.forms import read_d_forms, read_k_forms


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Vitamin D3", "D3"),
        ("Vitamin D-3", "D3"),
        ("Vitamin D 3", "D3"),
        ("Vitamin D₃", "D3"),
        ("Vitamin D (as cholecalciferol)", "D3"),
        ("colecalciferol", "D3"),
        ("cholécalciférol", "D3"),
        ("cholekalcyferol", "D3"),
        ("χοληκαλσιφερόλη", "D3"),
        ("Vitamin D2", "D2"),
        ("(as ergocalciferol)", "D2"),
        ("calcifediol", "calcifediol"),
        ("25-hydroxycholecalciferol", "calcifediol"),
        ("calcidiol", "calcifediol"),
        ("calcitriol", "calcitriol"),
        ("alfacalcidol", "alfacalcidol"),
        ("paricalcitol", "paricalcitol"),
        ("doxercalciferol", "doxercalciferol"),
    ],
)
def test_a_form_of_vitamin_d_is_named(text, form):
    assert read_d_forms(fold(text)) == ((form,), None)


def test_bare_vitamin_d_has_no_form():
    assert read_d_forms("vitamin d") == ((), None)


@pytest.mark.parametrize("text", ["vitamin d?", "vitamin dz", "vitamin d8", "vitamin d5"])
def test_an_unreadable_digit_behind_d_is_a_doubt(text):
    forms, doubt = read_d_forms(text)
    assert not {"D2", "D3"} & set(forms)
    assert doubt


def test_two_forms_of_vitamin_d_in_one_row_are_a_doubt():
    forms, doubt = read_d_forms("vitamin d3 (as ergocalciferol)")
    assert set(forms) == {"D2", "D3"}
    assert doubt


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Vitamin K1", ("K1",)),
        ("phylloquinone", ("K1",)),
        ("phytonadione", ("K1",)),
        ("phytomenadione", ("K1",)),
        ("fitomenadiona", ("K1",)),
        ("Vitamin K2", ("K2",)),
        ("Vitamin K₂", ("K2",)),
        ("menaquinones", ("K2",)),
        ("Vitamin K2 (as MK-7)", ("MK-7",)),
        ("MK7", ("MK-7",)),
        ("MK 7", ("MK-7",)),
        ("MK–7", ("MK-7",)),
        ("MK-7™", ("MK-7",)),
        ("as all-trans menaquinone-7 [MK-71)", ("MK-7",)),
        ("menaquinone-7", ("MK-7",)),
        ("memaqusnone-7", ("MK-7",)),
        ("k1 phylloquinone and memaqusnone-7", ("K1", "MK-7")),
        ("phytoradione", ("K1",)),
        ("Menachinon-7", ("MK-7",)),
        ("ménaquinone-7", ("MK-7",)),
        ("menaquinona-7", ("MK-7",)),
        ("menachinone 7", ("MK-7",)),
        ("μενακινόνη-7", ("MK-7",)),
        ("all-trans MK-7", ("MK-7",)),
        ("MenaQ7®", ("MK-7",)),
        ("K2VITAL®", ("MK-7",)),
        ("vitaMK7", ("MK-7",)),
        ("GammaK2", ("MK-7",)),
        ("menaquinone-4", ("MK-4",)),
        ("menatetrenone", ("MK-4",)),
        ("menatetranone", ("MK-4",)),
        ("menatetrenon", ("MK-4",)),
        ("MK-6", ("MK-6",)),
        ("MK-9", ("MK-9",)),
        ("Vitamin K (as K1 and K2)", ("K1", "K2")),
        ("Vitamin K (K1 and MK-7)", ("K1", "MK-7")),
        ("MK-4 and MK-7", ("MK-4", "MK-7")),
        ("Vitamin K", ()),
        ("menadione", ()),
    ],
)
def test_the_forms_of_vitamin_k_are_named(text, forms):
    found, doubt = read_k_forms(fold(text))
    assert (found, doubt) == (forms, None)


@pytest.mark.parametrize("text", ["mk-1", "mk-?", "mkt", "mkz", "mk-l", "mk-77", "menaquinone-1"])
def test_an_unreadable_menaquinone_is_a_doubt(text):
    forms, doubt = read_k_forms(f"vitamin k2 (as {text})")
    assert not any(f.startswith("MK-") for f in forms)
    assert doubt


@pytest.mark.parametrize("text", ["vitamin kz", "vitamin k?", "vitamin k z"])
def test_an_unreadable_digit_behind_k_is_a_doubt(text):
    assert read_k_forms(text) == ((), "the digit behind K")


@pytest.mark.parametrize("text", ["1000 iu", "vitamin k 1000 iu", "vitamin k 120 mcg"])
def test_an_amount_behind_k_makes_no_form(text):
    assert read_k_forms(text) == ((), None)


@given(st.integers(0, 99))
def test_only_menaquinones_that_exist_are_named(n):
    forms, doubt = read_k_forms(f"vitamin k2 mk-{n}")
    assert bool(doubt) != (forms == (f"MK-{n}",))
    assert doubt or 4 <= n <= 13


@given(st.sampled_from("012456789"))
def test_no_digit_but_three_makes_d3(digit):
    assert "D3" not in read_d_forms(f"vitamin d{digit}")[0]


@pytest.mark.parametrize("text", ["vitamin d2 (cholecalcferal)", "vitamin d3 (as ergocalcferol)"])
def test_a_figure_that_contradicts_a_misspelt_form_is_a_doubt(text):
    forms, doubt = read_d_forms(text)
    assert forms == ("D2", "D3")
    assert doubt


def test_a_figure_that_a_misspelt_form_repeats_is_none():
    assert read_d_forms("vitamin d3 (cholecalcferal)") == (("D3",), None)
