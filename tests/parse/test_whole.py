"""What was half seen or half understood is told for sure by nothing: heads, feet, letters, bare numbers."""

from decimal import Decimal

import pytest
from built import K2, US_FOOT, US_HEAD, ZINC, label_of, page_of, us

from labelaudit.model.label import Declared, Standing

C = "Vitamin C|90 mg|100%"


@pytest.mark.parametrize(
    "text",
    [
        "Each capsule provides 25 mcg of vitamin D3 and 100 mcg of vitamin K2",
        "Enthält 25 µg Vitamin D3 und 75 µg Vitamin K2 pro Kapsel",
        "1000 IU Vitamin D3 + 75 mcg Vitamin K2 per capsule",
        "Provides 5000 IU vitamin D3 with 90 mcg MK-7",
    ],
)
def test_an_amount_before_its_name_is_never_the_next_ones(text):
    assert not any(f.standing is not Standing.DOUBTFUL for f in label_of(page_of([text])).facts)


@pytest.mark.parametrize("cells", ["90|75%", "mcg|75%", "|75%"])
def test_a_k2_row_without_its_amount_leaves_k2_open(cells):
    label = label_of(
        us(C, "Vitamin K (as K1 phytonadione)|100 mcg|83%", f"Vitamin K2 (as MK-7)|{cells}", ZINC)
    )
    assert label.declares.vitamin_k2 is Declared.UNKNOWN


@pytest.mark.parametrize(
    ("row", "nutrient"),
    [
        ("Vitamin A 800 µg D 5 µg E 12 mg K 75 µg", "vitamin_d"),
        ("Vitamin A 800 µg D 5 µg E 12 mg K 75 µg", "vitamin_k"),
        ("Vitamin B12 2 mcg D 3 25 mcg", "vitamin_d"),
        ("Zink 10 mg Mg 57 mg", "magnesium"),
        ("Zinc 10 mg Cal 120 mg", "calcium"),
        ("MK-790mcg|", "vitamin_k2"),
        ("clum (as calcium carbonate)||", "calcium"),
    ],
)
def test_a_letter_or_symbol_with_an_amount_is_never_called_absent(row, nutrient):
    assert getattr(label_of(us(ZINC, row)).declares, nutrient) is not Declared.NO


@pytest.mark.parametrize("row", ["Vitamin D3|500 mcg|250%", "Calcium|50 mg|38%", "Magnesium|30 mg|80%"])
def test_a_percentage_that_fits_no_table_is_a_doubt(row):
    (fact,) = label_of(us(row)).facts
    assert (fact.conflict, fact.standing) == ("percent", Standing.DOUBTFUL)


def test_a_number_that_lost_its_percent_sign_is_held_against_the_amount():
    rows = ("Vitamin K2 (as MK-4)|15mg|1,250", "Magnesium|300 mg|71%")  # 1.5 mg are 1,250 %
    fact = next(f for f in label_of(us(*rows)).facts if f.nutrient == "vitamin_k")
    assert fact.standing is Standing.DOUBTFUL


def test_a_panel_without_title_or_head_may_go_on_above():
    rows = ("Calcium|500 mg|38%", "Magnesium|100 mg|24%")
    label = label_of(page_of([*rows, "Other Ingredients: rice flour", "Directions: Take 1 capsule daily."]))
    assert label.seen.panel == "cut"
    assert Declared.NO not in set(dict(label.declares).values())
    assert {f.standing for f in label.facts} == {Standing.DOUBTFUL}


def test_a_second_language_with_a_doubt_does_not_take_the_first_ones_place():
    english = (
        "Vitamin D3 .... 75 mcg (3,000 IU)",
        "Vitamin B12 .... 6 mcg",
        "Folate .... 400 mcg",
        "Boron .... 3 mg",
    )
    french = (
        "Vitamine D3 .... 75 mcg 000 UI",
        "Vitamine B12 .... 6 mcg",
        "Acide folique .... 400 mcg",
        "Bore .... 3 mg",
    )
    page = page_of(
        [
            "Medicinal Ingredients (per capsule):",
            *english,
            "Ingrédients médicinaux (par gélule):",
            *french,
            *US_FOOT,
        ]
    )
    (fact,) = label_of(page).facts
    assert (fact.amount, fact.iu, fact.standing) == (75, 3000, Standing.CONFIRMED)


def test_the_unit_of_one_column_before_the_next_is_no_symbol():
    rows = ("Vitamin D3|12.5 mcg|25 mcg|125%", "Vitamin C|45 mg|90 mg|100%")
    page = page_of(["Supplement Facts", "|1 Gummy|2 Gummies|% DV", *rows, *US_FOOT])
    assert label_of(page).declares.magnesium is Declared.NO


def test_a_plain_panel_still_tells_what_it_declares():
    label = label_of(page_of([*US_HEAD, C, K2, ZINC, *US_FOOT]))
    assert (label.declares.vitamin_k2, label.declares.calcium) == (Declared.YES, Declared.NO)


@pytest.mark.parametrize("figures", ["1251", "12596", "125"])
def test_a_percent_sign_read_as_figures_contradicts_no_amount(figures):
    (fact,) = label_of(us(f"Vitamin D3|25 mcg|{figures}", ZINC)).facts
    assert (fact.amount, fact.standing) == (25, Standing.READ)


def test_figures_that_may_be_a_salts_percentage_leave_how_much_is_element_open():
    (fact,) = label_of(us("Magnesium Bisglycinate|120 mg|2996", ZINC)).facts
    assert fact.standing is Standing.DOUBTFUL


def test_iu_with_a_letter_for_a_figure_do_not_stand_against_the_percentage():
    (fact,) = label_of(us("Vitamin D3|7.5 mcg (B00 IU)|38%", ZINC)).facts
    assert (fact.amount, fact.iu, fact.standing) == (Decimal("7.5"), None, Standing.READ)


def test_iu_that_are_plainly_read_and_differ_are_a_conflict():
    (fact,) = label_of(us("Vitamin D3|7.5 mcg (800 IU)|38%", ZINC)).facts
    assert (fact.conflict, fact.standing) == ("iu", Standing.DOUBTFUL)


HUNDRED = ("Zusammensetzung|pro 100 g|pro Tagesdosis (1 Tablette)|% NRV",)
GERMAN = ("*NRV: Nährstoffbezugswert", "Zutaten: Cellulose.")


def test_100_grams_hold_no_less_than_a_tablet():
    rows = (
        "Vitamin D3|1.000 µg|20 µg|400 %",
        "Vitamin K1|1.875 µg|37.5 µg|50 %",
        "Jod|7.500 µg|150 µg|100 %",
    )
    label = label_of(page_of([*HUNDRED, *rows, *GERMAN]))
    assert [(f.amount, f.standing is Standing.DOUBTFUL) for f in label.facts] == [
        (1000, False),
        (20, False),
        (1875, False),
        (Decimal("37.5"), False),
    ]


def test_what_is_drunk_by_the_glass_may_hold_less_in_100_grams():
    head = HUNDRED[0].replace("1 Tablette", "250 ml")
    rows = ("Vitamin D3|1.000 µg|2.5 µg|50 %", "Vitamin K1|1.875 µg|4.7 µg|6 %", "Jod|7.500 µg|18.8 µg|13 %")
    label = label_of(page_of([head, *rows, *GERMAN]))
    assert 1000 not in {f.amount for f in label.facts if f.standing is not Standing.DOUBTFUL}


def test_an_elements_weight_in_a_bracket_that_closes_on_the_next_line_is_no_column():
    label = label_of(us("Calcium Carbonate (supplying 250 mg|625 mg|19%", "elemental calcium)||", ZINC))
    (fact,) = label.facts
    assert (fact.amount, fact.elemental_mg.value, fact.elemental_mg.how) == (625, 250, "stated")


def test_two_words_that_hold_anothers_name_between_them_do_not_name_it():
    (fact,) = label_of(us("CALCIO (CALCIO LATTATO)|600 mg|75%", ZINC)).facts
    assert fact.standing is not Standing.DOUBTFUL or fact.conflict


def test_of_two_languages_the_dose_that_is_not_in_doubt_stands():
    rows = ("Vitamin C|90 mg|", "Vitamin K|120 µg|", "Copper|1 mg|", "Calcium|.210 mg|")
    again = ("Vitamine C|90 mg|", "Vitamine K|120 µg|", "Cuivre|1 mg|", "Calcium|210 mg|")
    label = label_of(
        page_of(["Medicinal Ingredients (per capsule):", *rows, *again, "Non-medicinal ingredients: silica"])
    )
    assert [(f.nutrient, f.amount, f.standing) for f in label.facts if f.nutrient == "calcium"] == [
        ("calcium", 210, Standing.READ)
    ]


@pytest.mark.parametrize("told", ["25 µg/Tropfen", "25 µg/ml", "1.000 IE / Kapsel"])
def test_an_amount_that_says_what_it_is_for_is_not_its_columns(told):
    rows = ("Nährwertangaben|pro Tagesdosis|% NRV", f"Vitamin D3|{told}|", "Zink|5 mg|50 %", *GERMAN)
    fact = next(f for f in label_of(page_of(rows)).facts if f.nutrient == "vitamin_d")
    assert fact.standing is Standing.DOUBTFUL


def test_an_amount_that_says_what_its_column_says_is_read():
    rows = ("Nährwertangaben|pro Kapsel|% NRV", "Vitamin D3|25 µg/Kapsel|", "Zink|5 mg|50 %", *GERMAN)
    fact = next(f for f in label_of(page_of(rows)).facts if f.nutrient == "vitamin_d")
    assert fact.standing is Standing.READ


@pytest.mark.parametrize("row", ["Vitamin D 325 mcg", "Vitamin D 32000 IU", "Vitamin K 275 mcg"])
def test_a_large_dose_that_may_begin_with_the_forms_figure_is_a_doubt(row):
    (fact,) = label_of(us(row, ZINC)).facts
    assert fact.standing is Standing.DOUBTFUL


@pytest.mark.parametrize("row", ["Vitamin D 125 mcg", "Vitamin D|325 mcg|1,625%", "Vitamin K 100 mcg"])
def test_an_ordinary_or_confirmed_dose_is_read(row):
    (fact,) = label_of(us(row, ZINC)).facts
    assert fact.standing is not Standing.DOUBTFUL


@pytest.mark.parametrize("row", ["Magnesium|30 mg|71", "Magnesium|3 mg|71", "Vitamin D3|2.5 mcg|125"])
def test_figures_that_fit_an_amount_with_a_lost_digit_are_no_misread_sign(row):
    (fact,) = label_of(us(row, ZINC)).facts
    assert fact.standing is Standing.DOUBTFUL
