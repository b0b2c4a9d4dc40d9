"""How much of the element a row holds: named, stated, by its percentage, estimated, or not known."""

from decimal import Decimal

import pytest
from built import label_of, only, page_of

from labelaudit.model.amount import Unit
from labelaudit.model.label import Standing
from labelaudit.parse import parse
from labelaudit.parse.convention import point_parts_thousands
from labelaudit.parse.elemental import read_elemental
from labelaudit.parse.names import read_name


def element(text, amount, *, unit="mg", percent=None, table="fda-2016"):
    found = read_elemental(
        read_name(text),
        amount=None if amount is None else Decimal(amount),
        unit=Unit(unit),
        percent=None if percent is None else Decimal(percent),
        table=table,
        text=text,
    )
    return found.value, found.how


def test_a_row_named_for_the_element_is_the_element():
    assert element("Magnesium (as magnesium citrate)", "100", percent="24") == (100, "named")


def test_grams_of_the_element_are_told_in_milligrams():
    assert element("Calcium", "1.2", unit="g") == (1200, "named")


@pytest.mark.parametrize(
    "text", ["Coral Calcium", "Calcium AlgaeCal", "Magnesium Magtein", "Aquamin Calcium"]
)
def test_a_raw_materials_weight_is_not_the_elements(text):
    assert element(text, "1500") == (None, "unknown")


def test_a_raw_material_in_brackets_is_where_the_element_is_from():
    assert element("Calcium (from AlgaeCal)", "720") == (720, "named")


@pytest.mark.parametrize("word", ["providing", "yielding", "elemental", "provides", "davon", "dont"])
def test_a_stated_element_is_believed_before_any_factor(word):
    assert element(f"Calcium Citrate ({word} 200 mg)", "950", percent="15") == (200, "stated")


def test_a_stated_element_larger_than_its_compound_is_not_believed():
    assert element("Calcium Citrate (providing 2000 mg)", "950")[1] != "stated"


def test_the_element_is_told_by_its_name_though_the_salts_is_lost():
    assert element("Magnesium (equivalent to magnesium 350 mg)", "2160") == (350, "stated")


def test_the_percentage_outweighs_what_is_told_of_the_element():
    assert element("Magnesium (providing magnesium 40 mg)", "400", percent="95") == (400, "named")


@pytest.mark.parametrize(
    ("row", "standing"),
    [
        ("Magnesium 160 mg equivalent to magnesium 350 mg", Standing.DOUBTFUL),
        ("Magnesium oxide 160 mg equiv. magnesium 350 mg", Standing.DOUBTFUL),
        ("Magnesium 2160 mg equivalent to magnesium 350 mg", Standing.DOUBTFUL),
        ("Magnesium 400 mg (providing elemental magnesium 40 mg)", Standing.DOUBTFUL),
        ("Magnesium 400 mg (providing elemental magnesium 400 mg)", Standing.READ),
        ("Magnesium citrate 2160 mg equivalent to magnesium 350 mg", Standing.READ),
        ("Magnesium 100 mg equivalent to magnesium oxide 165 mg", Standing.READ),
        ("Magnesium 100 mg (equivalent to 165 mg magnesium oxide)", Standing.READ),
    ],
)
def test_a_row_that_tells_another_amount_of_the_element_is_a_doubt(row, standing):
    lines = ["Each capsule contains:", "Vitamin B6 2 mg", "Zinc 10 mg", row, "Iodine 150 mcg"]
    (label,) = parse([page_of(lines)]).labels
    assert only(label, "magnesium").standing is standing


def test_a_percentage_tells_whether_a_salts_row_gives_the_element():
    assert element("Calcium Carbonate", "500", percent="38") == (500, "percent")


def test_a_percentage_that_fits_the_salts_share_gives_the_element():
    assert element("Calcium Carbonate", "1250", percent="38") == (500, "percent")


@pytest.mark.parametrize(
    ("text", "amount", "share"),
    [
        ("Calcium Carbonate", "1000", "400"),
        ("Tricalcium Phosphate", "1000", "388"),
        ("Calcium Gluconate", "1000", "93"),
        ("Calcium Lactate", "1000", "130"),
        ("Calcium Bisglycinate", "1000", "213"),
        ("Magnesium Oxide", "1000", "603"),
        ("Magnesium Hydroxide", "1000", "417"),
        ("Magnesium Carbonate", "1000", "288"),
        ("Magnesium Bisglycinate", "1000", "141"),
        ("Magnesium Malate", "1000", "155"),
        ("Magnesium L-Threonate", "2000", "166"),
        ("Magnesium Taurate", "1000", "89"),
        ("Trimagnesium Dicitrate", "1000", "162"),
    ],
)
def test_a_salt_alone_is_estimated_by_its_share(text, amount, share):
    assert element(text, amount) == (Decimal(share), "estimated")


@pytest.mark.parametrize(
    "text",
    [
        "Calcium Hydroxyapatite",
        "Calcium HMB",
        "Dicalcium Malate",
        "Dimagnesium Malate",
        "Magnesium Orotate",
        "Magnesium Amino Acid Chelate",
        "Magnesium Stearate",
    ],
)
def test_what_has_no_fixed_share_stays_unknown(text):
    assert element(text, "1000") == (None, "unknown")


@pytest.mark.parametrize(("amount", "unit"), [(None, "mg"), ("400", "IU")])
def test_no_mass_no_element(amount, unit):
    assert element("Calcium", amount, unit=unit) == (None, "unknown")


@pytest.mark.parametrize(
    ("texts", "language", "thousands"),
    [
        (["Vitamin D 2,5 µg", "Calcium 1.000 mg"], "en", True),
        (["Vitamin D 2.5 mcg", "Calcium 1.000 mg"], "de", None),  # a comma may have been read as a point
        (["Vitamin D 2.5 mcg", "B6 1.4 mg", "B12 2.5 mcg", "Calcium 1.000 mg"], "de", False),
        (["Calcium 1.000 mg"], "de", True),
        (["Calcium 1.000 mg", "1.000 I.E."], "en", True),
        (["Calcium 1.000 mg"], "en", None),
        (["Calcium 1,000 mg", "Folate 1.000 mg"], "en", False),
        (["pro Tagesdosis", "1.000 mg"], "en", True),
    ],
)
def test_a_panels_other_numbers_tell_what_a_point_parts(texts, language, thousands):
    assert point_parts_thousands(texts, language=language) is thousands


@pytest.mark.parametrize(
    ("bracket", "amount"),
    [
        ("with 10 mg vitamin B6, providing 144 mg magnesium", "2000"),
        ("144 mg elemental magnesium, 10 mg vitamin B6", "2000"),
    ],
)
def test_of_several_weights_the_one_beside_the_word_is_the_elements(bracket, amount):
    assert element(f"Magnesium Citrate ({bracket})", amount) == (144, "stated")


@pytest.mark.parametrize(("name", "standing"), [("bisglycin", Standing.DOUBTFUL), ("oxide", Standing.READ)])
def test_a_salts_name_that_breaks_off_in_its_bracket_is_a_doubt(name, standing):
    lines = [
        "Each tablet contains:",
        "Zinc 10 mg",
        f"Magnesium (as magnesium {name}|150|",
        "mg",
        "Iodine 150 mcg",
    ]
    label = label_of(page_of(lines, columns=(60, 500, 800)))
    assert only(label, "magnesium").standing is standing


def test_an_element_stated_in_a_bracket_that_closes_on_the_next_line_is_no_doubt():
    lines = [
        *("Supplement Facts", "Serving Size 1 Capsule", "Vitamin C|90 mg|100%"),
        *("Calcium Citrate (yielding 300 mg elemental|1,245 mg|23%", "calcium)", "Zinc|11 mg|100%"),
        "** Daily Value not established.",
    ]
    fact = only(label_of(page_of(lines)), "calcium")
    assert (fact.amount, fact.standing) == (1245, Standing.READ)
