"""A line under a vitamin K that was not fully read leaves K2 open and lends its form to no other row."""

from decimal import Decimal

import pytest
from built import US_FOOT, US_HEAD, ZINC, label_of, only, page_of, us

from labelaudit.model.label import Declared, Standing

C = "Vitamin C|90 mg|100%"
TOTAL = "Vitamin K|120 mcg|100%"


@pytest.mark.parametrize(
    "part",
    [
        "(as NK-7) 45 mcg",
        "(as M-7) 45 mcg",
        "(asK2) 45 mcg",
        "(as mena-7) 45 mcg",
        "including 45 mcg of MK-7",
        "of which M-7 45 mcg",
    ],
)
def test_a_damaged_part_of_vitamin_k_leaves_k2_open(part):
    assert label_of(us(C, TOTAL, part, ZINC)).declares.vitamin_k2 is not Declared.NO


@pytest.mark.parametrize("part", ["(as MK-7)|45 mcgx|", "(as MK-7)||", "as menaquinone-7||"])
def test_a_form_whose_amount_was_not_read_is_not_the_row_aboves(part):
    label = label_of(us(C, "Vitamin K1|75 mcg|63%", part, ZINC))
    assert (only(label, "vitamin_k").forms, only(label, "vitamin_k").amount) == (("K1",), 75)
    assert label.declares.vitamin_k2 is Declared.UNKNOWN


def test_a_name_that_goes_on_names_both_forms():
    label = label_of(us(C, "Vitamin K (as K1 and|120 mcg|100%", "MK-7)||", ZINC))
    assert only(label, "vitamin_k").forms == ("K1", "MK-7")


def test_a_part_larger_than_its_total_leaves_both_doubtful():
    label = label_of(us(C, TOTAL, "(as MK-7) 455 mcg", ZINC))
    assert {f.standing for f in label.facts} == {Standing.DOUBTFUL}


def test_a_part_and_its_total_are_read():
    label = label_of(us(C, TOTAL, "(as MK-7) 45 mcg", ZINC))
    assert [(int(f.amount), f.part_of) for f in label.facts] == [(120, None), (45, 0)]
    assert Standing.DOUBTFUL not in {f.standing for f in label.facts}


@pytest.mark.parametrize("amount", ["100 mcgt", "100mcgt", "100 mcgtt", "0.1 mgt"])
def test_a_dagger_glued_to_an_amount_is_no_part_of_its_unit(amount):
    fact = only(label_of(us(C, f"Vitamin K2 (as MK-7)|{amount}|", ZINC)), "vitamin_k")
    assert (fact.amount, fact.unit) in ((100, "mcg"), (Decimal("0.1"), "mg"))


def test_mk4_indented_under_mk7_is_no_part_of_it():
    indented = [ZINC, "Vitamin K2 (as menaquinone-7)|50 mcg|42%", "  Vitamin K2 (as menaquinone-4)|45 mg|"]
    page = page_of([*US_HEAD, *indented[:2], *US_FOOT])
    row = page_of(["", "", "", "", "", "Vitamin K2 (as menaquinone-4)|45 mg|"], columns=(84, 600, 860))
    words = [w for w in page.words if w.box[1] < 180] + list(row.words)
    facts = label_of(page.model_copy(update={"words": tuple(words)})).facts
    assert [(f.form, f.amount, f.part_of) for f in facts] == [("MK-7", 50, None), ("MK-4", 45, None)]


def test_a_total_whose_first_part_lost_its_amount_is_not_of_that_parts_form_for_sure():
    label = label_of(us(C, TOTAL, "as K1||", "as MK-7|90 mcg|", ZINC))
    total, part = label.facts
    assert (total.standing, part.part_of) == (Standing.DOUBTFUL, 0)


@pytest.mark.parametrize("part", ["Vitamin D3|50 mcg|250%", "of which D3|25 mcg|", "(as D3)|25 mcg|"])
def test_vitamin_d3_under_vitamin_d_is_not_added_to_it(part):
    label = label_of(us(C, "Vitamin D|50 mcg|250%", part, ZINC))
    assert [f.part_of for f in label.facts] == [None, 0]


@pytest.mark.parametrize("row", ["Vitamin K1 (as menaquinone-7)", "Vitamin K2 (phylloquinone)"])
def test_a_figure_and_a_word_of_two_forms_are_neither(row):
    fact = only(label_of(us(C, f"{row}|75 mcg|63%", ZINC)), "vitamin_k")
    assert (fact.form, fact.standing) == (None, Standing.DOUBTFUL)


@pytest.mark.parametrize("row", ["Vitamin K (K1, MK-7)", "Vitamin K (as K1 and K2 as MK-7)"])
def test_a_mixture_of_both_forms_is_no_contradiction(row):
    fact = only(label_of(us(C, f"{row}|75 mcg|63%", ZINC)), "vitamin_k")
    assert (fact.forms, fact.standing) == (("K1", "MK-7"), Standing.READ)


def test_an_equivalent_that_is_none_leaves_both_doubtful():
    rows = ("Active ingredients per tablet:", "Colecalciferol 125 micrograms", "equiv. to vitamin D3 500 IU")
    label = label_of(page_of([*rows, "Zinc 5 mg"]))
    assert {f.standing for f in label.facts} == {Standing.DOUBTFUL}


def test_a_dose_confirmed_by_iu_that_are_in_doubt_is_in_doubt():
    rows = ("Active ingredients per tablet:", "Colecalciferol 12.5 micrograms", "Vitamin 03 500 IU")
    label = label_of(page_of([*rows, "Zinc 5 mg"]))
    assert all(f.standing is Standing.DOUBTFUL for f in label.facts if f.iu)


@pytest.mark.parametrize(
    ("row", "standing"),
    [
        ("Menaquinone-7 powder 4500 mcg equiv. to menaquinone-7 45 mcg", Standing.DOUBTFUL),
        ("Vitamin K2 (1% powder) 9000 mcg providing 90 mcg MK-7", Standing.DOUBTFUL),
        ("Vitamin K 100 µg davon K2 (MK-7) 45 µg", Standing.DOUBTFUL),
        ("Vitamine K 75 µg dont K2 45 µg", Standing.DOUBTFUL),
        ("Vitamin K2 (as 0.2% powder providing 90 mcg menaquinone-7) 90 mcg", Standing.READ),
        ("Menaquinone-7 90 mcg (providing 90 mcg MK-7)", Standing.READ),
    ],
)
def test_a_row_that_tells_another_amount_of_its_vitamin_is_a_doubt(row, standing):
    lines = ("Each capsule contains:", "Vitamin B6 2 mg", "Zinc 10 mg", row, "Iodine 150 mcg")
    assert only(label_of(page_of(lines)), "vitamin_k").standing is standing


def test_a_form_that_is_told_of_a_part_is_not_the_confirmed_wholes():
    label = label_of(us(C, "Vitamin K|120 mcg davon Menachinon-7 45 mcg|100%", ZINC))
    assert only(label, "vitamin_k").standing is Standing.DOUBTFUL


@pytest.mark.parametrize(("again", "standing"), [("45 mcg", Standing.DOUBTFUL), ("90 mcg", Standing.READ)])
def test_a_form_told_twice_is_sure_where_both_amounts_are_the_same(again, standing):
    facts = label_of(us(C, "Menaquinone-7|90 mcg|", ZINC, f"Vitamin K2 (as MK-7)|{again}|")).facts
    assert {fact.standing for fact in facts} == {standing}


def test_a_vitamin_without_a_form_told_twice_is_a_doubt():
    rows = ("Vitamin D|25 mcg|125%", "Vitamin K|60 mcg|50%", ZINC, "Vitamin D|50 mcg|250%")
    standings = [(f.nutrient, f.standing is Standing.DOUBTFUL) for f in label_of(us(C, *rows)).facts]
    assert standings == [("vitamin_d", True), ("vitamin_k", False), ("vitamin_d", True)]


@pytest.mark.parametrize(
    "name", ["Vitamin K2 / Vitamine K2", "Vitamin K (as vitamin K2)", "Vitamin K (Vitamin K1)"]
)
def test_a_vitamin_named_again_as_it_is_told_is_no_other(name):
    assert only(label_of(us(C, f"{name}|75 mcg|", ZINC)), "vitamin_k").standing is Standing.READ


def test_parts_of_one_form_under_their_total_are_not_the_same_told_twice():
    label = label_of(us(C, TOTAL, "as MK-7|50 mcg|", "as MK-4|50 mcg|", ZINC))
    assert Standing.DOUBTFUL not in {fact.standing for fact in label.facts}


@pytest.mark.parametrize(
    ("row", "nutrient"),
    [
        ("menaquinone-7) Vitamin K2 (as menaquinone-4)|45 mg|37,500%", "vitamin_k"),
        ("(as calcium L-5-methyltetrahydrofolate) Calcium citrate|1,037 mg|**", "calcium"),
        ("Vitamin K Vitamin K1|75 mcg|", "vitamin_k"),
        ("(hypromellose), calcium|180 mg|", "calcium"),
    ],
)
def test_a_name_behind_the_end_of_another_is_not_surely_its_own(row, nutrient):
    assert only(label_of(us(C, row, ZINC)), nutrient).standing is Standing.DOUBTFUL


@pytest.mark.parametrize(
    "name",
    ["Vitamin D3 as cholecalciferol)", "1) Vitamin D3 (lanolin)", "gummies): Vitamin D3 (lanolin)"],
)
def test_a_bracket_that_closes_no_other_name_is_no_doubt(name):
    fact = only(label_of(us(C, f"{name}|25 mcg|125%", ZINC)), "vitamin_d")
    assert (fact.form, fact.standing) == ("D3", Standing.CONFIRMED)


def test_leaders_in_an_open_bracket_may_hide_the_amounts_first_figure():
    rows = (
        "Medicinal Ingredients (per capsule):",
        "Vitamin C ..... 90 mg",
        "Vitamin K2 (menaquinone-7...5 mcg",
    )
    assert only(label_of(page_of([*rows, "Zinc ..... 5 mg"])), "vitamin_k").standing is Standing.DOUBTFUL
