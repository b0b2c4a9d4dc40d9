"""Two rows that were read as one run of text are two rows; where that is not plain, nothing is absent."""

import pytest
from built import D3, ZINC, label_of, page_of, us

from labelaudit.model.label import Declared, Standing

FOOD = (
    "Nutrition Facts",
    "8 servings per container",
    "Serving size 1 cup",
    "Amount Per Serving",
    "Protein 8g",
)
FOOD_FOOT = (
    "* The % Daily Value tells you how much a nutrient in a serving contributes.",
    "Ingredients: milk, cane sugar.",
)


def told(label):
    return {
        (f.nutrient.value, f.form, int(f.amount)) for f in label.facts if f.standing is not Standing.DOUBTFUL
    }


@pytest.mark.parametrize("mark", [" ", " · ", " . ", " - ", " * ", " + ", " o "])
def test_two_nutrients_in_one_run_of_a_food_panel_are_both_read(mark):
    line = f"Vitamin D 5mcg 25%{mark}Calcium 310mg 25%"
    assert told(label_of(page_of([*FOOD, line, *FOOD_FOOT]))) == {
        ("vitamin_d", None, 5),
        ("calcium", None, 310),
    }


def test_a_vitamin_behind_the_protein_is_read():
    label = label_of(page_of([*FOOD[:4], "Protein 8g Vitamin D 5mcg|25%", *FOOD_FOOT]))
    assert told(label) == {("vitamin_d", None, 5)}


@pytest.mark.parametrize(
    ("row", "other", "facts"),
    [
        ("Zinc 10 mg Magnesium 150 mg", D3, {("magnesium", None, 150), ("vitamin_d", "D3", 50)}),
        (
            "Boron 3 mg ** Vitamin K2 (MK-7) 100 mcg 83%",
            D3,
            {("vitamin_k", "MK-7", 100), ("vitamin_d", "D3", 50)},
        ),
        (
            "Vitamin D3 (as cholecalciferol) 50 mcg 250% Vitamin K2 (as MK-7) 100 mcg 83%",
            ZINC,
            {("vitamin_k", "MK-7", 100), ("vitamin_d", "D3", 50)},
        ),
        (
            "Vitamin K1 (phytonadione) 500 mcg 417% Vitamin K2 (as menaquinone-4) 1,000 mcg 833%",
            ZINC,
            {("vitamin_k", "K1", 500), ("vitamin_k", "MK-4", 1000)},
        ),
    ],
)
def test_two_rows_in_one_run_are_two_rows(row, other, facts):
    label = label_of(us(row, other))
    assert told(label) == facts
    assert not [f for f in label.facts if f.part_of is not None]


@pytest.mark.parametrize(
    ("row", "nutrient"),
    [
        ("Blend contains 10 mg magnesium 150 mg", "magnesium"),
        ("Zinc 10 mg from oysters Magnesium 150 mg", "magnesium"),
        ("Vitamin C 90 mg 100% Calcum 310 mg", "calcium"),
        ("Vitamin K 120 mcg (as MK-7)", "vitamin_k2"),
        ("Vitamin K 120 mcg (as NK-7)", "vitamin_k2"),
        ("Vitamin K|120 mcg (as NK-7)|100%", "vitamin_k2"),
        ("Fish oil|1000 mg with vitamin D|", "vitamin_d"),
    ],
)
def test_a_name_behind_an_amount_is_never_absent(row, nutrient):
    assert getattr(label_of(us(ZINC, row)).declares, nutrient) is not Declared.NO


@pytest.mark.parametrize(
    "row",
    [
        "Vitamin C 90 mg as calcium ascorbate|100%",
        "Folate 680 mcg DFE (400 mcg as calcium folinate)|170%",
        "Niacin 20 mg NE|125%",
        "Vitamin C|90 mg (as calcium ascorbate)|100%",
        "Vitamin C|90 mg as calcium ascorbate|100%",
        "Pantothenic acid|5 mg (from calcium pantothenate)|",
        "Vitamin A 900 mcg RAE|100%",
    ],
)
def test_what_stands_beside_an_amount_is_no_second_row(row):
    label = label_of(us(ZINC, row))
    assert (set(dict(label.declares).values()), label.facts) == ({Declared.NO}, ())
