"""A row that names one of the four beside another, by its symbol or by a source, never makes it absent."""

import pytest
from built import ZINC, label_of, page_of, us

from labelaudit.model.label import Declared

C = "Vitamin C|90 mg|100%"
NO = Declared.NO
EU_HEAD = ("Nährwertangaben", "|pro Tagesdosis|% NRV*")
EU_FOOT = ("* NRV = Nährstoffbezugswerte", "Zutaten: Reismehl, Kapselhülle")


def of_row(row):
    return label_of(us(C, row, ZINC)).declares


def of_eu_row(row):
    return label_of(page_of([*EU_HEAD, "Vitamin C|80 mg|100 %", row, "Jod|150 µg|100 %", *EU_FOOT])).declares


@pytest.mark.parametrize(
    ("row", "nutrients"),
    [
        ("Potassium Magnesium Aspartate|500 mg|**", ["magnesium"]),
        ("Zinc Magnesium Aspartate|500 mg|**", ["magnesium"]),
        ("Zinc & Magnesium|100 mg|", ["magnesium"]),
        ("Zinc & Magnesiun|100 mg|", ["magnesium"]),
        ("Vitamin B6 and Magnesium|100 mg|", ["magnesium"]),
        ("Phosphorus/Calcium|500 mg|", ["calcium"]),
        ("Iron, Calcium, Magnesium|100 mg|", ["calcium", "magnesium"]),
        ("Vitamin A & D|5,000 IU|", ["vitamin_d"]),
        ("Vitamins A, D, K|100 mcg|", ["vitamin_d", "vitamin_k"]),
        ("ADK complex|100 mcg|", ["vitamin_d", "vitamin_k"]),
        ("Vitamin ADK|100 mcg|", ["vitamin_d", "vitamin_k"]),
    ],
)
def test_a_row_that_names_two_nutrients_leaves_the_second_open(row, nutrients):
    told = of_row(row)
    assert NO not in {getattr(told, n) for n in nutrients}


@pytest.mark.parametrize(
    ("row", "nutrient"),
    [
        ("Zink Calcium|10 mg 120 mg|100 % 15 %", "calcium"),
        ("Eisen Magnesium|14 mg 57 mg|100 % 15 %", "magnesium"),
        ("Vitamin B12 Magnesium|2,5 µg 57 mg|100 % 15 %", "magnesium"),
        ("Magnesium Vitamin B6|57 mg 1,4 mg|15 % 100 %", "magnesium"),
        ("Magnesium + Vitamin B6|57 mg + 1,4 mg|15 % 100 %", "magnesium"),
        ("Calcium Vitamin C|120 mg 80 mg|15 % 100 %", "calcium"),
        ("Phosphor Calcium|105 mg|15 %", "calcium"),
        ("Wit. D|25 µg|", "vitamin_d"),
        ("Wit. K|75 µg|", "vitamin_k"),
        ("Wit K|75 µg|", "vitamin_k"),
        ("βιτ. D|25 µg|", "vitamin_d"),
        ("Vitamina|25 µg|", "vitamin_d"),
        ("Vitamine|75 µg|", "vitamin_k"),
        ("Ca|120 mg|", "calcium"),
        ("Mg|57 mg|", "magnesium"),
        ("carbonato cálcico|300 mg|", "calcium"),
        ("citrato magnésico|300 mg|", "magnesium"),
        ("οξείδιο του μαγνησίου|300 mg|", "magnesium"),
        ("Hydroxylapatit|300 mg|", "calcium"),
        ("Knochenmehl|300 mg|", "calcium"),
        ("Eierschalenpulver|300 mg|", "calcium"),
        ("Dolomit|300 mg|", "calcium"),
        ("Dolomit|300 mg|", "magnesium"),
        ("Algenkalk|300 mg|", "calcium"),
        ("Meerwasserextrakt|300 mg|", "magnesium"),
        ("eau de mer|300 mg|", "magnesium"),
    ],
)
def test_a_row_of_a_european_table_leaves_what_it_may_be_open(row, nutrient):
    assert getattr(of_eu_row(row), nutrient) is not NO


@pytest.mark.parametrize(
    ("row", "nutrient"),
    [
        ("Ca|200 mg|", "calcium"),
        ("Cal/Mag|500 mg|", "magnesium"),
        ("Mg|100 mg|", "magnesium"),
        ("Mag. citrate|500 mg|**", "magnesium"),
        ("ATA Mg|500 mg|**", "magnesium"),
        ("Milk of magnesia|400 mg|**", "magnesium"),
        ("Epsom salt|500 mg|**", "magnesium"),
        ("CaHMB|500 mg|**", "calcium"),
        ("MagG2|500 mg|**", "magnesium"),
        ("UltraMag|500 mg|**", "magnesium"),
        ("Vitamin B|50 mcg|250%", "vitamin_d"),
    ],
)
def test_a_symbol_or_a_brand_leaves_what_it_may_be_open(row, nutrient):
    assert getattr(of_row(row), nutrient) is not NO


@pytest.mark.parametrize(
    "row",
    [
        "Vitamin E (as d-alpha tocopherol)|15 mg|100%",
        "Vitamin E d-alpha tocopherol|15 mg|100%",
        "VitaminA|900 mcg RAE|100%",
        "Vitamin B12|2.4 mcg|100%",
        "Vitamin B-10|5 mg|",
        "Potassium (as potassium citrate)|99 mg|2%",
        "Zinc with Copper|15 mg|",
        "Magnolia bark|200 mg|**",
        "Nattokinase|100 mg|**",
        "Silicon|10 mg|**",
        "MCT oil|500 mg|**",
    ],
)
def test_other_nutrients_and_herbs_leave_the_four_absent(row):
    assert set(dict(of_row(row)).values()) == {NO}


def test_a_european_table_of_others_leaves_the_four_absent():
    assert set(dict(of_eu_row("Selen|55 µg|100 %")).values()) == {NO}


@pytest.mark.parametrize("rest", ["Calclum: 252", "Kalzium 252", "Wapt: 252"])
def test_what_begins_behind_a_rows_end_is_left_open(rest):
    told = of_row(f"Vitamin K2 [MK-7] (133% NRV). {rest}|100 mcg|")
    assert told.calcium is not NO
    assert told.magnesium is NO


@pytest.mark.parametrize(
    ("front", "nutrients"), [("Ca", ["calcium"]), ("Mag", ["magnesium"]), ("Vit", ["vitamin_d", "vitamin_k"])]
)
def test_a_name_of_which_the_end_is_hidden_leaves_its_nutrient_open(front, nutrients):
    for row in (f"{front}||", f"{front}|90 mcg|**"):
        assert NO not in {getattr(of_row(row), n) for n in nutrients}
