"""A table's cell that wraps is one cell, in the middle of its row or at its top; two rows are never one."""

import pytest
from built import US_FOOT, US_HEAD, dose, label_of, only, page, page_of, table_of, us, word, words_of

from labelaudit.model.amount import Unit
from labelaudit.model.label import Declared, Standing
from labelaudit.model.page import Page
from labelaudit.parse.cells import join_cells
from labelaudit.parse.geometry import straighten

HEAD = (*US_HEAD[:2], "|Amount Per\nServing|% Daily\nValue", "Vitamin C (as ascorbic acid)|90 mg|100%")
FOOT = ("Copper (as copper\ngluconate)|0.9 mg|100%", *US_FOOT)


def turned(source: Page) -> Page:
    """The page on its side: its lines run down."""
    words = tuple(
        w.model_copy(update={"quad": tuple((source.height - y, x) for x, y in w.quad)}) for w in source.words
    )
    return source.model_copy(update={"width": source.height, "height": source.width, "words": words})


K2 = [
    "Vitamin K2 (as menaquinone-\n7)|100 mcg|83%",
    "Vitamin K2 (as\nmenaquinone-7)|100 mcg|83%",
    "Vitamin K2 (as mena-\nquinone-7)|100 mcg|83%",
    "Vitamin K2 (menaquinone-7,\nMK-7)|100 mcg|83%",
    "Vitamin K2 (as MK-\n7)|100 mcg|83%",
    "Vitamin K2\n(MK-7)|100 mcg|83%",
    "Vitamin\nK2 (MK-7)|100 mcg|83%",
    "Vitamine K2\n(menaquinon-7)|100 mcg|83%",
    "Vitamin K2\nas menaquinone-7\n(MK-7)|100 mcg|83%",
]


@pytest.mark.parametrize("centred", [True, False])
@pytest.mark.parametrize("row", K2)
def test_a_name_that_wraps_keeps_its_form(row, centred):
    source = table_of([*HEAD, row, *FOOT], centred=centred)
    for label in (label_of(source), label_of(turned(source))):
        fact = only(label, "vitamin_k")
        assert (fact.form, *dose(fact), fact.percent) == ("MK-7", 100, Unit.MCG, 83)
        assert fact.standing is Standing.CONFIRMED


@pytest.mark.parametrize(
    "row",
    [
        "Vitamin D3 (as cholecalciferol)|50 mcg (2,000\nIU)|250%",
        "Vitamin D3 (as cholecalciferol)|50 mcg\n(2,000 IU)|250%",
        "Vitamin D3 (as\ncholecalciferol)|50 mcg\n(2,000 IU)|250%",
        "Vitamin D3 (as\ncholecalciferol from\nlanolin)|50 mcg\n(2,000 IU)|250%",
        "Vitamin D3 (as cholecalciferol)|50 mcg /\n2,000 IU|250%",
        "Vitamin D3\n(cholecalciferol)|50\nmcg|250%",
    ],
)
def test_an_amount_that_wraps_is_one_amount(row):
    fact = only(label_of(table_of([*HEAD, row, *FOOT], centred=True)), "vitamin_d")
    assert (fact.form, *dose(fact), fact.percent) == ("D3", 50, Unit.MCG, 250)
    assert fact.standing is Standing.CONFIRMED


@pytest.mark.parametrize("level", [0, 24])
@pytest.mark.parametrize(
    ("first", "rest"),
    [
        ("50 mcg (2,000", "IU)"),
        ("50", "mcg"),
        ("50 mcg / 2,000", "IU"),
        ("50 mcg /", "2,000 IU"),
        ("50 mcg", "(2,000 IU)"),
    ],
)
def test_a_name_level_with_either_line_of_an_amount_has_all_of_it(first, rest, level):
    words = words_of([*US_HEAD, "", "", "Zinc (as zinc citrate)|11 mg|100%", *US_FOOT])
    y = 40 + 30 * len(US_HEAD)
    row = (word("Vitamin D3 (as cholecalciferol)", 60, y + level), word("250%", 860, y + level))
    fact = only(label_of(page([*words, *row, word(first, 600, y), word(rest, 600, y + 24)])), "vitamin_d")
    assert fact.standing is Standing.CONFIRMED
    assert (fact.form, dose(fact)) in {("D3", (50, Unit.MCG)), ("D3", (2000, Unit.IU))}


def test_a_forms_number_on_the_line_of_the_amount_is_the_names():
    words = words_of([*US_HEAD, "Vitamin K2 (as menaquinone-", "7)|100 mcg|83%", "Zinc|11 mg|100%", *US_FOOT])
    fact = only(label_of(page(words)), "vitamin_k")
    assert (fact.form, *dose(fact), fact.standing) == ("MK-7", 100, Unit.MCG, Standing.CONFIRMED)


def test_amounts_of_two_rows_under_each_other_stay_two():
    lines = ("Vitamin K2 (as MK-7)|50 mcg|", "Vitamin D3|2,000 IU|", "Zinc|11 mg|100%")
    label = label_of(page(words_of([*US_HEAD, *lines, *US_FOOT], pitch=24)))
    assert dose(only(label, "vitamin_k")) == (50, Unit.MCG)
    assert dose(only(label, "vitamin_d")) == (2000, Unit.IU)


def texts(*words):
    return [p.text for p in join_cells(straighten(page(words).words))]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Calcium", "Zinc"),
        ("Magnesium", "Vitamin K2 (as MK-7)"),
        ("(cholecalciferol)", "MenaQ7"),
        ("Vitamin", "Magnesium"),
        ("Vitamin K2 (as menaquinone-7", "Calcium"),
        ("Boron (as", "Magnesium"),
        ("Calcium 500 mg", "bisglycinate"),
    ],
)
def test_two_rows_are_not_one_though_figures_stand_between_them(above, below):
    assert texts(word(above, 60, 40), word(below, 60, 64), word("75 mg", 600, 52)) == [above, below, "75 mg"]


def test_lines_that_have_figures_of_their_own_are_left():
    lines = (word("Vitamin K2 (as", 60, 40), word("menaquinone-7)", 60, 64))
    beside = (word("100 mcg", 600, 40), word("83%", 860, 52))
    assert texts(*lines, *beside) == [w.text for w in (*lines, *beside)]
    assert texts(*lines, beside[1]) == ["Vitamin K2 (as menaquinone-7)", "83%"]


@pytest.mark.parametrize("name", ["Vitamin K2 (as", "Vitamin K2 (as menaquinone-", "Vitamin K2 (MK-"])
def test_a_form_whose_end_was_not_read_is_not_a_form_that_is_not_stated(name):
    label = label_of(us(f"{name}|100 mcg|83%", "Zinc (as zinc citrate)|11 mg|100%"))
    assert only(label, "vitamin_k").standing is Standing.DOUBTFUL
    assert label.declares.vitamin_k is Declared.YES


def test_a_form_that_is_not_stated_is_no_doubt():
    label = label_of(page_of([*US_HEAD, "Vitamin K2|100 mcg|83%", "Zinc|11 mg|100%", *US_FOOT]))
    fact = only(label, "vitamin_k")
    assert (fact.form, fact.standing) == ("K2", Standing.CONFIRMED)
