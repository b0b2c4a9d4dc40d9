"""Lists without columns: amounts that a line's end parts, and a salt's weight before its element's."""

from decimal import Decimal

import pytest
from built import dose, label_of, only, page_of

from labelaudit.model.label import Declared

AU_HEAD = "Each capsule contains:"
AU_FOOT = ("", "Directions: Adults take 1 capsule daily.", "Other ingredients: rice flour.")


def au(*rows: str):
    return label_of(page_of([AU_HEAD, *rows, *AU_FOOT]))


@pytest.mark.parametrize("unit", ["mg", "milligrams"])
def test_a_unit_on_the_next_line_belongs_to_the_number_above(unit):
    fact = only(au("Magnesium (from magnesium carbonate) 150", unit, "Zinc 15 mg"), "magnesium")
    assert (fact.amount, fact.unit) == (150, "mg")


@pytest.mark.parametrize("name", ["Menaquinone-7", "Vitamin B12", "Coenzyme Q10"])
def test_a_number_of_a_name_takes_no_unit_from_the_next_line(name):
    for fact in au(name, "mg", "Magnesium 100 mg").facts:
        assert fact.amount in (None, 100)


@pytest.mark.parametrize("words", ["equivalent to calcium", "equiv. calcium", "providing elemental calcium"])
@pytest.mark.parametrize("wraps", [True, False])
def test_the_weight_of_a_salt_is_not_its_elements(words, wraps):
    first = f"Calcium carbonate 1,250 mg {words}"
    rows = [first, "500 mg"] if wraps else [f"{first} 500 mg"]
    fact = only(au(*rows, "Zinc 15 mg"), "calcium")
    assert fact.amount == 1250
    assert fact.elemental_mg is not None
    assert (fact.elemental_mg.value, fact.elemental_mg.how) == (Decimal(500), "stated")


def test_units_beside_micrograms_are_no_element():
    fact = only(au("Colecalciferol 25 micrograms equivalent to vitamin D3 1000 IU"), "vitamin_d")
    assert (fact.amount, fact.iu, fact.form) == (25, 1000, "D3")


@pytest.mark.parametrize(
    "torn",
    [
        "Colecalciferol 15 µg (equivalent to vitamin D3",
        "Magnesium citrate 2160 mg (equivalent to magnesium",
        "Calcium carbonate 1,250 mg, providing",
    ],
)
def test_a_row_under_one_whose_end_is_lost_stays_a_row(torn):
    label = au("Zinc 15 mg", torn, "Vitamin K2 180 µg", "Biotin 300 µg")
    assert dose(only(label, "vitamin_k")) == (180, "mcg")
    assert label.declares.vitamin_k2 is Declared.YES


def test_a_row_under_a_number_without_its_unit_stays_a_row():
    label = au(
        "Zinc 15 mg", "Menaquinone-7 100 µg (133% NRV). Calcium: 252", "mg (32% NRV). Magnesium: 100 mg"
    )
    assert Declared.NO not in (label.declares.calcium, label.declares.magnesium)
