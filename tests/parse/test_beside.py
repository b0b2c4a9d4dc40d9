"""A nutrient that the text beside a panel tells of is not called absent; aids and prose tell of none."""

import pytest
from built import D3, K2, US_HEAD, ZINC, label_of, page_of

from labelaudit.model.label import Declared

FOOT = ("** Daily Value not established.", "Other ingredients: rice flour.")


def declared(nutrient: str, *beside: str, rows: tuple[str, ...] = (D3, ZINC)) -> Declared:
    """What a panel of these rows declares, with this text under it."""
    value: Declared = getattr(label_of(page_of([*US_HEAD, *rows, *FOOT, "", "", *beside])).declares, nutrient)
    return value


@pytest.mark.parametrize(
    ("nutrient", "text"),
    [
        ("magnesium", "Each capsule also provides 200 mg of magnesium from sea water"),
        ("magnesium", "Magnesium 200 mg"),
        ("calcium", "con 500 mg de calcio"),
        ("vitamin_k", "Vitamin K2 75 mcg"),
        ("vitamin_k2", "with 75 mcg of vitamin K2 as MK-7"),
        ("vitamin_k2", "Vitamin D3 + K2"),
        ("vitamin_k2", "Ingredients: rice flour, menaquinone-7, capsule."),
        ("vitamin_k", "Zutaten: Reismehl, Phyllochinon, Kapselhülle."),
    ],
)
def test_what_the_text_tells_an_amount_or_form_of_is_not_absent(nutrient: str, text: str) -> None:
    assert declared(nutrient, text) is Declared.UNKNOWN


@pytest.mark.parametrize(
    ("nutrient", "text"),
    [
        ("magnesium", "Ingredients: rice flour, magnesium stearate, silica."),
        ("calcium", "Other ingredients: calcium carbonate, magnesium salts of fatty acids."),
        ("vitamin_k", "Ask your doctor if you take vitamin K antagonists such as warfarin."),
        ("calcium", "Works best with a diet that is rich in calcium."),
        ("vitamin_k2", "Each capsule provides 50 mcg of vitamin D3"),
    ],
)
def test_aids_and_prose_leave_an_absent_nutrient_absent(nutrient: str, text: str) -> None:
    assert declared(nutrient, text) is Declared.NO


K1 = "Vitamin K1 (phylloquinone)|75 mcg|63%"


def test_a_front_that_says_k2_over_a_row_of_k1_contradicts_its_panel() -> None:
    assert declared("vitamin_k2", "Vitamin K2 75 mcg", rows=(K1, ZINC)) is Declared.NO


def test_a_menaquinone_among_the_ingredients_leaves_k2_open_beside_k1() -> None:
    assert declared("vitamin_k2", "Ingredients: menaquinone-7, starch.", rows=(K1, ZINC)) is Declared.UNKNOWN


def test_what_the_panel_declares_stays_declared() -> None:
    assert declared("vitamin_k2", "Vitamin K2 75 mcg", rows=(K2, ZINC)) is Declared.YES
