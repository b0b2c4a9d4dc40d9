"""A panel in two halves under a narrow title is one panel; a row beside its rows keeps all else open."""

import pytest
from built import US_FOOT, US_HEAD, label_of, page_of

from labelaudit.model.label import Declared

COLUMNS = (60, 330, 450, 620, 900, 1020)
HALVES = (
    "Vitamin C|90 mg|100%|Calcium|200 mg|15%",
    "Vitamin D3|50 mcg|250%|Iron|18 mg|100%",
    "Vitamin K2 (MK-7)|100 mcg|83%|Magnesium|100 mg|24%",
    "Biotin|30 mcg|100%|Zinc|11 mg|100%",
    "Niacin|16 mg|100%|Copper|0.9 mg|100%",
    "Folate|400 mcg|100%|Selenium|55 mcg|100%",
)


@pytest.mark.parametrize("head", ["|Amount|%DV||Amount|%DV", "|Amount|%DV", ""])
def test_both_halves_of_a_panel_are_read(head):
    label = label_of(page_of([*US_HEAD[:2], head, *HALVES, *US_FOOT], columns=COLUMNS))
    told = {(f.nutrient.value, int(f.amount)) for f in label.facts}
    assert told == {("vitamin_d", 50), ("vitamin_k", 100), ("calcium", 200), ("magnesium", 100)}


def test_a_row_of_ours_beside_a_food_panels_last_is_not_absent():
    food = ("Nutrition Facts", "8 servings per container", "Serving size 1 cup", "Protein 8g")
    foot = (
        "* The % Daily Value tells you how much a nutrient contributes.",
        "Ingredients: milk, cane sugar.",
    )
    line = "Vitamin D 5mcg 25%|Calcium 310mg 25%"
    told = label_of(page_of([*food, line, *foot], columns=(60, 600))).declares
    assert (told.vitamin_d, told.calcium is Declared.NO) == (Declared.YES, False)
