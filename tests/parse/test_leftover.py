"""What of a vitamin's name was not understood leaves its form, and K2, open; what is glued is read."""

import pytest
from built import ZINC, label_of, only, us

from labelaudit.model.label import Declared, Standing
from labelaudit.parse.names import read_name

C = "Vitamin C|90 mg|100%"


def label(name):
    return label_of(us(C, f"{name}|100 mcg|83%", ZINC))


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("VitaminK(asMK-7)", ("MK-7",)),
        ("Vitamin K (asK2)", ("K2",)),
        ("VitK2", ("K2",)),
        ("Vitamin K (transMK-7)", ("MK-7",)),
        ("Vitamin K (all-transMK7)", ("MK-7",)),
        ("Vitamin K (phylloquinoneandMK-7)", ("K1", "MK-7")),
        ("Vitamin K(K1andK2)", ("K1", "K2")),
        ("Vitamin K1K2", ("K1", "K2")),
        ("Vitamin K (as MenaQ-7)", ("MK-7",)),
        ("Vitamin K (as mena-quinone-7)", ("MK-7",)),
        ("Vitamin K (as mena- quinone-7)", ("MK-7",)),
        ("Vitamin K2 (asmenaquinone-7)", ("MK-7",)),
        ("Vitamin K2 (fromMK-7)", ("MK-7",)),
        ("VitaminK2(asMenaquinone-7)", ("MK-7",)),
        ("vitaMK7®", ("MK-7",)),
        ("Vitamin K2 (from natto)", ("K2",)),
        ("Vitamin K2 as MK-7 (MenaquinGold®)", ("MK-7",)),
        ("Vitamin K2 (MK-7, pflanzlicher Extrakt)", ("MK-7",)),
        ("Vitamin K2 (as menaquinone-7 from Bacillus subtilis ferment)", ("MK-7",)),
    ],
)
def test_a_form_glued_to_its_neighbours_is_read(name, forms):
    told = label(name)
    fact = only(told, "vitamin_k")
    assert (fact.forms, fact.standing is Standing.DOUBTFUL) == (forms, False)
    assert told.declares.vitamin_k2 is Declared.YES


@pytest.mark.parametrize("name", ["Vitamin D(asD3)", "VITD3", "Vitamin D (chole-calciferol)"])
def test_d3_glued_to_its_neighbours_is_read(name):
    fact = only(label_of(us(C, f"{name}|25 mcg|125%", ZINC)), "vitamin_d")
    assert (fact.form, fact.standing) == ("D3", Standing.CONFIRMED)


@pytest.mark.parametrize(
    "name",
    [
        "Vitamin K (as NK-7)",
        "Vitamin K (as MX-7)",
        "Vitamin K (M K-7)",
        "Vitamin K (as MenaO7)",
        "Vitamin K IMK-7)",
        "Vitamin K (from natto)",
        "Vitamin K (from chickpea)",
        "Vitamin K21",
        "Vitamin K11",
        "Vitamin K1 (phytonadione) NK-7",
        "Vitamin K2 (K-7)",
        "Vitamin K2 (M-7)",
        "Vitamin K2 (MR-7)",
        "Vitamin K2 (as menaquinone-A)",
        "Vitamin K (MK-7 and NK-4)",
        "Vitamin K (xyz)",
    ],
)
def test_what_is_not_understood_of_vitamin_k_leaves_its_form_and_k2_open(name):
    told = label(name)
    assert only(told, "vitamin_k").standing is Standing.DOUBTFUL
    assert told.declares.vitamin_k is Declared.YES
    assert told.declares.vitamin_k2 is Declared.UNKNOWN


@pytest.mark.parametrize(
    "name",
    [
        "Vitamin K",
        "Vitamin K*",
        "Vitamin K1 (phytonadione)",
        "Vitamin K (phylloquinone)",
        "Vitamin K (as phytonadione from alfalfa)",
        "Vitamin K / Vitamine K",
        "Witamina K1",
        "Vitamin K (phytonadione USP)",
        "Βιταμίνη Κ",
        "Vitamin K (en forma de fitomenadiona)",
    ],
)
def test_a_plain_vitamin_k_is_no_k2(name):
    told = label(name)
    assert only(told, "vitamin_k").standing is not Standing.DOUBTFUL
    assert told.declares.vitamin_k2 is Declared.NO


def test_a_footnotes_figure_glued_to_d3_leaves_the_form_open():
    fact = only(label_of(us(C, "Vitamin D31|25 mcg|125%", ZINC)), "vitamin_d")
    assert fact.standing is Standing.DOUBTFUL


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Vitamin K2 (als MenaQ7③ Menachinon-7)", "MK-7"),
        ("Vitamina K2 (como MenaQ78 menaquinona7)", "MK-7"),
        ("Vitamin K2 (as menaquinone-7 [MK-7D", "MK-7"),
        ("Vitamin K1 (als Ptryliochinan)", "K1"),
    ],
)
def test_a_mark_or_bracket_read_as_a_figure_or_letter_leaves_the_form_clear(name: str, form: str) -> None:
    named = read_name(name)
    assert named is not None
    assert (named.form, named.doubt) == (form, None)


@pytest.mark.parametrize(
    "name", ["Vitamin K1 (als Mnachinan)", "Vitamin K1 (nachinon-7)", "Vitamin K (ptryl)"]
)
def test_a_misspelt_word_that_may_be_a_menaquinone_leaves_the_form_unclear(name: str) -> None:
    named = read_name(name)
    assert named is not None
    assert named.doubt is not None
