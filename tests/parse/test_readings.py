"""Which amount each column of a row tells, and what the columns prove of each other."""

from decimal import Decimal

import pytest
from built import D3, US_FOOT, ZINC, label_of, page_of, us

from labelaudit.model.label import Elemental, Label, Standing
from labelaudit.model.question import Ask, Look
from labelaudit.parse import parse

HEADS = "Nährwertangaben|pro Kapsel|pro 3 Kapseln|% NRV*"
FOOT = ("*NRV = Nährstoffbezugswert", "Zutaten: Cellulose")


def columns(*rows: str) -> Label:
    return label_of(page_of([HEADS, *rows, *FOOT]))


def standings(label: Label, nutrient: str) -> list[Standing]:
    return [fact.standing for fact in label.facts if fact.nutrient == nutrient]


def test_two_columns_confirm_each_other_by_their_servings() -> None:
    assert standings(columns("Vitamin D3|10 µg|30 µg|"), "vitamin_d") == [Standing.CONFIRMED] * 2


@pytest.mark.parametrize(
    ("row", "nutrient"),
    [
        ("Vitamin D3|10 mg|30 µg|600 %", "vitamin_d"),
        ("Magnesium|100 g|300 mg|80 %", "magnesium"),
        ("Vitamin K2|25 mg|75 µg|100 %", "vitamin_k"),
        ("Vitamin D3|10 mg|30 mg|", "vitamin_d"),  # in proportion, and never sold so
    ],
)
def test_two_columns_never_confirm_a_unit(row: str, nutrient: str) -> None:
    assert standings(columns(row), nutrient)[0] is Standing.DOUBTFUL


def test_amounts_of_one_word_that_stand_under_no_head_of_their_own_are_for_nothing_certain() -> None:
    label = columns("Vitamin D3|10 µg|30 µg|600 %", "Vitamin K2 25 µg 75 µg 100 %")
    assert standings(label, "vitamin_k") == [Standing.DOUBTFUL] * 2


@pytest.mark.parametrize(
    "rows",
    [
        ("Calcium (from 500 mg calcium carbonate|200 mg|15%",),  # the bracket is closed on no line
        ("Magnesium (from 2,000 mg Magtein|144 mg|34%", "Magnesium L-Threonate)"),
        ("Vitamin K2 (from 5,000 mcg|50 mcg|42%", "MenaQ7 as MK-7)"),
    ],
)
def test_a_salts_weight_within_a_name_is_never_told_for_sure(rows: tuple[str, ...]) -> None:
    head = ("Supplement Facts", "Serving Size 3 Capsules", "Amount Per Serving||% Daily Value")
    label = label_of(page_of([*head, *rows, ZINC, *US_FOOT]))
    assert label.facts[0].standing is Standing.DOUBTFUL


def test_the_amounts_of_two_rows_in_one_word_are_neither_rows() -> None:
    label = label_of(us("Magnesium Zinc|150 mg 10 mg|", D3))
    assert set(standings(label, "magnesium")) == {Standing.DOUBTFUL}


def test_a_unit_that_the_nutrient_is_not_sold_in_is_no_other_because_its_percentage_would_fit() -> None:
    (fact,) = label_of(us("Vitamin K2 (MK-7)|100 IU|83%", ZINC)).facts
    assert (fact.unit, fact.standing) == ("IU", Standing.DOUBTFUL)


@pytest.mark.parametrize("row", ["Calcium 31mg|25%", "Calcium 3100mg|25%", "Vitamin D 50mcg|25%"])
def test_a_foods_percentage_contradicts_what_no_rounding_explains(row: str) -> None:
    head = ("Nutrition Facts", "Serving size 1 cup (240mL)", "Amount per serving", "Calories|120|")
    (fact,) = label_of(page_of([*head, "Total Fat 5g|6%", row, "* The % Daily Value (DV)"])).facts
    assert (fact.conflict, fact.standing) == ("percent", Standing.DOUBTFUL)


@pytest.mark.parametrize(
    ("rows", "nutrient", "amount"),
    [
        (("Magnesium glycinate dihydrate 2.0 g", "equivalent to magnesium 200 mg"), "magnesium", 200),
        (("Calcium carbonate....1.25 g", "equiv. to calcium....500 mg"), "calcium", 500),
    ],
)
def test_an_equivalent_on_a_line_of_its_own_is_the_element(
    rows: tuple[str, ...], nutrient: str, amount: int
) -> None:
    label = label_of(page_of(["Active ingredients per 2 capsules:", *rows, "Adults take 2 capsules daily."]))
    told = [(f.nutrient, f.amount, f.elemental_mg) for f in label.facts]
    assert told == [(nutrient, amount, Elemental(value=amount, how="named"))]
    assert label.facts[0].standing is not Standing.DOUBTFUL


def test_a_hundred_grams_are_no_vitamins_however_plainly_both_readers_read_them() -> None:
    page = us("Vitamin D3 (1 Gummy)|100 g|", ZINC)
    asked = [q for q in parse([page]).questions if q.ask is Ask.ROW]
    again = [Look(question=q, words=page.words) for q in asked]
    (label,) = parse([page], again).labels
    assert standings(label, "vitamin_d") == [Standing.DOUBTFUL]


@pytest.mark.parametrize(
    "rows", [("Vitamin D|12.5 mcg|", "Vitamin D|500 IU|"), ("Vitamin D|500 IU|", "Vitamin D|12.5 mcg|")]
)
def test_a_dose_told_by_mass_and_again_in_iu_is_one_fact(rows: tuple[str, str]) -> None:
    (fact,) = label_of(us(*rows, ZINC)).facts
    assert (fact.amount, fact.unit, fact.iu, fact.standing) == (
        Decimal("12.5"),
        "mcg",
        500,
        Standing.CONFIRMED,
    )
