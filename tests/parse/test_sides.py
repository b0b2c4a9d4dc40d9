"""The sides of a pack as one label: each side adds what it shows, and nothing is added up or hidden."""

from decimal import Decimal
from itertools import permutations

import pytest
from built import CALCIUM, D3, K2, MAGNESIUM, US_HEAD, ZINC, only, page_of, us

from labelaudit.model.label import Declared, Standing
from labelaudit.parse import parse

FOOT = ("Other Ingredients: rice flour, silica.",)
PANEL = us(D3, K2, ZINC, foot=FOOT)
FRONT = page_of(["Bone Guard", "Vitamin D3 5,000 IU", "60 capsules"])
BACK = page_of(
    [
        "Directions: Take 2 capsules daily with a meal.",
        "",
        "Warning: Consult your doctor if you take warfarin.",
        "Keep out of reach of children.",
    ]
)


def numbered(*pages):
    return [page.model_copy(update={"number": n}) for n, page in enumerate(pages)]


def together(*pages):
    parsed = parse(numbered(*pages), together=True)
    (label,) = parsed.labels
    return label, [note.code for note in parsed.warnings]


def told(label):
    return sorted((f.nutrient, f.form, f.amount, f.unit) for f in label.facts)


@pytest.mark.parametrize("order", list(permutations([FRONT, BACK, PANEL])))
def test_every_side_adds_what_it_shows_in_any_order(order):
    label, notes = together(*order)
    assert told(label) == [("vitamin_d", "D3", 50, "mcg"), ("vitamin_k", "MK-7", 100, "mcg")]
    assert (label.seen.panel, label.seen.directions, label.seen.warnings) == ("whole", True, True)
    assert (label.regimen.source, label.regimen.units_per_intake) == ("directions", (2, 2))
    (claim,) = [s.claim for s in label.statements if s.kind == "claim"]
    assert (claim.form, claim.amount) == ("D3", 5000)
    assert "anticoagulant" in {s.kind for s in label.statements}
    assert notes == []


def test_each_piece_of_evidence_names_its_side():
    label, _ = together(FRONT, BACK, PANEL)
    assert {e.page for f in label.facts for e in f.evidence} == {2}
    assert {e.page for s in label.statements if s.kind == "claim" for e in s.evidence} == {0}
    assert {e.page for s in label.statements if s.kind == "directions" for e in s.evidence} == {1}


def test_what_no_side_shows_is_not_seen():
    label, _ = together(FRONT, PANEL)
    assert not label.seen.directions
    assert not label.seen.warnings


def test_amounts_in_running_text_beside_a_panel_are_the_fronts_claims():
    front = page_of(["Each capsule contains: Vitamin D3 125 mcg, Vitamin K2 (as MK-7) 100 mcg, Zinc 11 mg"])
    assert [label.panel for label in parse(numbered(front, PANEL)).labels] == ["text", "us"]
    label, _ = together(front, PANEL)
    assert only(label, "vitamin_d").amount == 50


def test_a_panel_that_stands_on_two_sides_counts_once():
    label, notes = together(PANEL, PANEL)
    assert len(label.facts) == 2
    assert notes == []


@pytest.mark.parametrize("order", list(permutations([PANEL, page_of([*US_HEAD, D3])])))
def test_of_a_panel_shown_in_part_and_whole_the_whole_one_counts(order):
    label, notes = together(*order)
    assert (len(label.facts), label.seen.panel, notes) == (2, "whole", [])


def test_panels_that_differ_are_kept_apart_and_it_is_said():
    other = us("Vitamin D3 (as cholecalciferol)|125 mcg (5,000 IU)|625%", K2, ZINC, foot=FOOT)
    label, notes = together(PANEL, other)
    d = [f for f in label.facts if f.nutrient == "vitamin_d"]
    assert [f.amount for f in d] == [50, 125]
    assert len({f.basis for f in d}) == 2
    assert notes == ["panels_differ"]
    (note,) = parse(numbered(PANEL, other), together=True).warnings
    assert "vitamin D" in note.message
    assert "vitamin K" not in note.message


def test_panels_of_different_nutrients_add_up_to_one_product():
    label, notes = together(PANEL, us(CALCIUM, MAGNESIUM, foot=FOOT))
    assert {f.nutrient for f in label.facts} == {"vitamin_d", "vitamin_k", "calcium", "magnesium"}
    assert {told for _, told in label.declares} == {Declared.YES}
    assert notes == []


def test_what_one_panel_leaves_open_is_not_absent_because_the_other_lacks_it():
    cut, _ = together(PANEL, page_of([*US_HEAD, CALCIUM]))
    assert cut.declares.magnesium is Declared.UNKNOWN
    assert cut.seen.panel == "cut"
    whole, _ = together(PANEL, us(CALCIUM, foot=FOOT))
    assert whole.declares.magnesium is Declared.NO


def test_the_parts_of_a_second_panels_total_still_point_at_it():
    parted = us("Vitamin K|120 mcg|100%", "(as K1)|60 mcg|", "(as MK-7)|60 mcg|", ZINC, foot=FOOT)
    label, _ = together(us(D3, ZINC, foot=FOOT), parted)
    total = next(n for n, f in enumerate(label.facts) if f.amount == 120)
    assert [f.part_of for f in label.facts if f.amount == 60] == [total, total]


def test_a_name_and_an_amount_on_two_sides_make_no_claim():
    label, _ = together(page_of(["Vitamin D3"]), page_of(["500 mcg"]), PANEL)
    assert [s.claim.amount for s in label.statements if s.kind == "claim"] == [None]


def test_one_product_that_holds_less_than_another_is_a_product_too():
    labels = parse(numbered(PANEL, us(D3, ZINC, foot=FOOT))).labels
    assert [told(label) for label in labels] == [
        [("vitamin_d", "D3", 50, "mcg"), ("vitamin_k", "MK-7", 100, "mcg")],
        [("vitamin_d", "D3", 50, "mcg")],
    ]


def test_a_panel_in_a_second_language_is_no_second_product():
    french = us(
        "Vitamine D3 (cholécalciférol)|50 mcg (2,000 IU)|250%", "Vitamine K2 (MK-7)|100 mcg|83%", foot=FOOT
    )
    assert len(parse(numbered(PANEL, french)).labels) == 1


def test_panels_without_our_nutrients_are_one_only_where_their_amounts_are():
    zinc, french = us(ZINC, foot=FOOT), us("Zinc (citrate de zinc)|11 mg|100%", foot=FOOT)
    other = us("Zinc (as zinc citrate)|15 mg|136%", foot=FOOT)
    assert len(parse(numbered(zinc, french)).labels) == 1
    assert len(parse(numbered(zinc, other)).labels) == 2


def test_a_panel_told_again_whose_form_was_torn_is_no_other_product():
    english = ["Medicinal Ingredients (per softgel):", "Vitamin K2 (menaquinone-7) .... 100 mcg"]
    french = ["Ingrédients médicinaux (par capsule molle):", "Vitamine K2 (ména .... 100 mcg"]
    both = ["Magnesium .... 100 mg", "", *FOOT]
    (label,) = parse([page_of([*english, both[0], *french, *both])]).labels
    assert told(label) == [("magnesium", None, 100, "mg"), ("vitamin_k", "MK-7", 100, "mcg")]


def test_the_second_language_of_a_label_is_no_second_product_though_it_is_torn():
    rows = ["Vitamin D3 (cholecalciferol) .... 7.5 mcg (300 IU)", "Vitamin K2 (menaquinone-7) .... 297 mcg"]
    again = ["Vitamine D3 (cholécalciférol) .... 300 UI", "Vitamine K2 .... 297 mcg"]
    page = page_of(
        [
            "Medicinal Ingredients (per tablet):",
            *rows,
            "Calcium .... 500 mg",
            "Ingrédients médicinaux (par comprimé):",
            *again,
            "Calcium .... 500 mg",
        ]
    )
    (label,) = parse([page]).labels
    assert told(label) == [
        ("calcium", None, 500, "mg"),
        ("vitamin_d", "D3", Decimal("7.5"), "mcg"),
        ("vitamin_k", "MK-7", 297, "mcg"),
    ]


def bilingual(*, calcium, second):
    english = ["Vitamin D3 (cholecalciferol) .... 15 mcg (600 IU)", "Vitamin K2 .... 297 mcg"]
    french = [second, "Vitamine K2 .... 297 mcg", "Magnésium .... 100 mg", f"Calcium .... {calcium}"]
    return page_of(
        [
            "Medicinal Ingredients (per tablet):",
            *english,
            "Magnesium .... 100 mg",
            "Calcium .... 500 mg",
            "Ingrédients médicinaux (par comprimé):",
            *french,
        ]
    )


def test_a_doubtful_dose_is_the_other_languages_where_its_iu_are():
    page = bilingual(calcium="500 mg", second="Vitamine D3 (cholécalciférol) . 1 5 mcg (600 UI)")
    (label,) = parse([page]).labels
    assert only(label, "vitamin_d").amount == 15


def test_a_doubtful_dose_that_nothing_ties_to_the_other_panels_is_not_dropped():
    page = bilingual(calcium="12 g", second="Vitamine D3 (cholécalciférol) .... 15 mcg (600 UI)")
    assert len(parse([page]).labels) == 2


def test_a_dose_that_may_be_the_other_languages_is_no_second_product():
    # the last of the dots that lead to it may be the point of 0.500
    page = bilingual(calcium=".500 mg", second="Vitamine D3 (cholécalciférol) .... 15 mcg (600 UI)")
    (label,) = parse([page]).labels
    assert only(label, "calcium").amount == 500


ROWS = ("Vitamin B12 .... 6 mcg", "Biotin .... 300 mcg", "Calcium .... 250 mg", "Magnesium .... 379 mg")
ROWS_FR = ("Vitamine B12 .... 6 mcg", "Biotine .... 300 mcg", "Calcium .... 250 mg", "Magnésium .... 379 mg")


@pytest.mark.parametrize(("rows", "products"), [(ROWS_FR, 1), (ROWS, 2)])
def test_a_lost_dose_in_a_second_language_makes_no_second_product(rows, products):
    torn = "Vitamine D3 (cholécalciférol) .... 0O UI"
    page = page_of(
        [
            "Medicinal Ingredients (per capsule):",
            "Vitamin D3 (cholecalciferol) .... 75 mcg (3000 IU)",
            *ROWS,
            "Ingrédients médicinaux (par gélule):",
            torn,
            *rows,
            "Directions: Adults: 1 capsule daily.",
        ]
    )
    assert len(parse([page]).labels) == products


@pytest.mark.parametrize("again", ["100 mcg (4000 UI)", "10 g (4000 UI)"])
def test_a_second_language_with_one_sure_dose_of_ours_is_no_second_product(again):
    rows = ["Vitamin K2 (menaquinone-7) .... 75 mcg", "Vitamin B12 .... 6 mcg", "Biotin .... 300 mcg"]
    french = ["Vitamine K2 (ménaquinone-7) .... 75 mcg", "Vitamine B12 .... 6 mcg", "Biotine .... 300 mcg"]
    page = page_of(
        [
            "Medicinal Ingredients (per softgel):",
            "Vitamin D3 (cholecalciferol) .... 100 mcg (4000 IU)",
            *rows,
            "Selenium .... 70 mcg",
            "Ingrédients médicinaux (par capsule molle):",
            f"Vitamine D3 (cholécalciférol) .... {again}",
            *french,
            "Sélénium .... 70 mcg",
        ]
    )
    (label,) = parse([page]).labels
    assert only(label, "vitamin_d").amount == 100


@pytest.mark.parametrize(
    ("again", "amounts"),
    [
        (ROWS_FR, [250]),  # the head of the second language was not read
        (("Calcium (as calcium citrate) .... 250 mg",), [250, 250]),  # no second language: another row
        ((*ROWS_FR[:2], "Calcium .... 100 mg", ROWS_FR[3]), [250, 100]),
    ],
)
def test_a_second_language_without_a_head_of_its_own_is_told_once(again, amounts):
    (label,) = parse([page_of(["Medicinal Ingredients (per capsule):", *ROWS, *again, *FOOT])]).labels
    assert [fact.amount for fact in label.facts if fact.nutrient == "calcium"] == amounts


def test_of_two_products_a_doubtful_dose_that_may_be_the_others_loses_neither():
    rows = ["Supplement Facts", "Serving Size 1 Capsule", "Vitamin D3|25 mcg|125%"]
    foot = ["Other Ingredients: rice flour.", "", ""]
    lines = [*rows, "Vitamin K2 (as MK-7)|.20 mcg|", *foot, *rows, "Vitamin K2 (as MK-7)|20 mcg|", *foot]
    assert len(parse([page_of(lines)]).labels) == 2


@pytest.mark.parametrize(("names", "products"), [(("Iode", "Bore"), 1), (("Iodine", "Boron"), 2)])
def test_leaders_that_end_in_a_point_make_no_second_product_in_a_second_language(names, products):
    first = ("Vitamin K2 (menaquinone-7) .60 mcg", "Iodine .. 150 mcg", "Calcium .. 333 mg", "Boron .. 3 mg")
    again = (
        "Vitamine K2 (ménaquinone-7) ... 60 mcg",
        f"{names[0]} .. 150 mcg",
        first[2],
        f"{names[1]} .. 3 mg",
    )
    heads = ("Medicinal Ingredients (per capsule):", "Ingrédients médicinaux (par gélule):")
    labels = parse([page_of([heads[0], *first, heads[1], *again])]).labels
    assert len(labels) == products
    assert 60 in [fact.amount for label in labels for fact in label.facts if fact.nutrient == "vitamin_k"]


def test_each_panels_amounts_are_for_its_own_serving():
    head = ("Supplement Facts", "Serving Size 3 Capsules", "|Amount Per Serving|% Daily Value")
    label, _ = together(us(D3, ZINC, foot=FOOT), us(MAGNESIUM, ZINC, head=head, foot=FOOT))
    assert {f.nutrient: f.basis.units for f in label.facts} == {"vitamin_d": 1, "magnesium": 3}


ENGLISH = ("Vitamin C|90 mg|", "Vitamin B6|2 mg|", "Folate|400 mcg|", "Iodine|150 mcg|", "Vitamin K2|5 mcg|")
FRENCH = (
    "Vitamine C|90 mg|",
    "Acide folique|400 mcg|",
    "Vitamine B-6|2 mg|",
    "Iode|150 mcg|",
    "Vitamine K2|45 mcg|",
)
HEADS = ("Medicinal Ingredients (per capsule):", "Ingrédients médicinaux (par capsule):")


def test_a_dose_that_two_languages_tell_otherwise_is_one_products_and_a_doubt():
    page = page_of([HEADS[0], *ENGLISH, HEADS[1], *FRENCH, "", "Keep out of reach of children."])
    (label,) = parse([page]).labels
    assert only(label, "vitamin_k").standing is Standing.DOUBTFUL


@pytest.mark.parametrize(("names", "products"), [(("Vitamine K", "Bore"), 1), (("Vitamin K", "Boron"), 2)])
def test_a_short_panel_in_a_second_language_is_no_second_product_whatever_its_unit_was_read_as(
    names, products
):
    k, boron = names
    first = (
        "Medicinal Ingredients (per tablet):",
        "Vitamin D3 (cholecalciferol) .... 62.5 µg",
        "Vitamin K .... 60 µg",
    )
    again = (
        f"{names[0].replace('K', 'D3')} (cholecalciferol) .... 62.5 µg",
        f"{k} .... 60 g",
        f"{boron} .... 3 mg",
    )
    page = page_of([*first, "Boron .... 3 mg", "", "Ingrédients médicinaux (par comprimé):", *again])
    assert len(parse([page]).labels) == products


@pytest.mark.parametrize(
    ("k2", "products"), [("Vitamine K2 (ménaquinone-7)", 1), ("Vitamin K2 (menaquinone-7)", 2)]
)
def test_glare_over_one_dose_of_a_short_panel_in_a_second_language_makes_no_second_product(k2, products):
    rows = ("Vitamin D3 (cholecalciferol) .... 20 mcg (800 IU)", "Vitamin K2 (menaquinone-7) .... 60 mcg")
    again = (f"{k2.replace('K2 ', 'D3 ')[:12]}(cholécalciféro|0 mcg (800 UI)", f"{k2} .... 60 mcg")
    head, second = "Medicinal Ingredients (per capsule):", "Ingrédients médicinaux (par gélule):"
    assert len(parse([page_of([head, *rows, second, *again])]).labels) == products


def test_two_strengths_side_by_side_stay_two_however_they_are_worded():
    first = ("Vitamin D3 (cholecalciferol) .... 25 mcg", "Vitamin K2 (MK-7) .... 100 mcg", "Zinc .... 10 mg")
    other = ("Vitamin D3 (lanolin) .... 50 mcg", "K2 as MK-7 .... 100 mcg", "Zinc citrate .... 10 mg")
    head = "Medicinal Ingredients (per tablet):"
    labels = parse([page_of([head, *first, "", head, *other])]).labels
    assert [only(label, "vitamin_d").amount for label in labels] == [25, 50]


def test_two_products_on_pages_of_two_languages_stay_two():
    pages = (page_of([head, *rows, "", *FOOT]) for head, rows in zip(HEADS, (ENGLISH, FRENCH), strict=True))
    assert len(parse(numbered(*pages)).labels) == 2
