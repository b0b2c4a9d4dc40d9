"""A nutrient is absent only where the panel was seen whole and no unread row could be it."""

import pytest
from built import (
    CALCIUM,
    D3,
    K2,
    MAGNESIUM,
    US_FOOT,
    US_HEAD,
    ZINC,
    label_of,
    only,
    page,
    page_of,
    us,
    words_of,
)

from labelaudit.model.label import Declared, Standing

YES, NO, UNKNOWN = Declared.YES, Declared.NO, Declared.UNKNOWN
ROWS = {"vitamin_d": D3, "vitamin_k": K2, "calcium": CALCIUM, "magnesium": MAGNESIUM}
FILLERS = ("Vitamin C (as ascorbic acid)|90 mg|100%", ZINC, "Biotin|30 mcg|100%", "Iodine|150 mcg|100%")


def declares(*rows, **more):
    return label_of(us(*rows, **more)).declares


def test_a_whole_panel_of_other_nutrients_declares_none_of_the_four():
    assert set(dict(declares(*FILLERS)).values()) == {NO}


def test_a_whole_panel_of_the_four_declares_them_all():
    assert set(dict(declares(*ROWS.values())).values()) == {YES}


@pytest.mark.parametrize("nutrient", ROWS)
@pytest.mark.parametrize("at", range(5))
def test_a_row_that_was_not_read_at_all_is_never_called_absent(nutrient, at):
    rows = [*FILLERS[:at], ROWS[nutrient], *FILLERS[at:]]
    whole = us(*rows)
    lines = [*US_HEAD, *rows, *US_FOOT]
    lines[lines.index(ROWS[nutrient])] = ""
    assert getattr(label_of(whole).declares, nutrient) is YES
    assert getattr(label_of(page_of(lines)).declares, nutrient) is UNKNOWN


@pytest.mark.parametrize("nutrient", ROWS)
def test_a_row_whose_name_was_not_read_is_never_called_absent(nutrient):
    nameless = "|" + ROWS[nutrient].split("|", 1)[1]
    assert getattr(declares(*FILLERS[:2], nameless, *FILLERS[2:]), nutrient) is UNKNOWN


@pytest.mark.parametrize("nutrient", ROWS)
def test_a_row_whose_amount_was_not_read_is_never_called_absent(nutrient):
    bare = ROWS[nutrient].split("|")[0]
    assert getattr(declares(*FILLERS[:2], bare, *FILLERS[2:]), nutrient) in (UNKNOWN, YES)


@pytest.mark.parametrize(
    ("row", "nutrient"),
    [
        ("Vi#am?n X2 (as M?-7)|100 mcg|83%", "vitamin_k"),
        ("Vltarnin Kz MK-1|100 mcg|**", "vitamin_k"),
        ("M K-7|100 mcg|**", "vitamin_k"),
        ("Vitarnln K|120 mcg|100%", "vitamin_k"),
        ("K2VITAL Delta|100 mcg|**", "vitamin_k"),
        ("Natto extract|100 mcg|**", "vitamin_k"),
        ("Vitamin B2 (as MK-7)|100 mcg|83%", "vitamin_k"),
        ("Vitamin H|100 mcg|83%", "vitamin_k"),
        ("Vitamin B3|50 mcg|250%", "vitamin_d"),
        ("Vitamin B3|50 mcg (2,000 IU)|250%", "vitamin_d"),
        ("Vitamin O3 (cholecalciferol)|50 mcg|250%", "vitamin_d"),
        ("Vilarnin B|2,000 IU|", "vitamin_d"),
        ("Ca1cium|500 mg|38%", "calcium"),
        ("C@lc!um|500 mg|38%", "calcium"),
        ("AlgaeCal|2,400 mg|**", "calcium"),
        ("MCHA|1,000 mg|**", "calcium"),
        ("Aquamin|500 mg|**", "calcium"),
        ("Mag|100 mg|24%", "magnesium"),
        ("esium|100 mg|24%", "magnesium"),
        ("Magtein|2,000 mg|**", "magnesium"),
        ("Cakkum|120 mg|", "calcium"),
        ("Caklum n120mg||", "calcium"),
        ("Kalzum|120 mg|", "calcium"),
        ("Magnes|120 mg|", "magnesium"),
        ("CALCIUNCARBONATE|20019%|", "calcium"),
        ("MAGNESUMOXIDE|10024%|", "magnesium"),
        ("Vita|62.5 mcg (2,500 IU)|", "vitamin_d"),
        ("VITAMIN KT AS PHYTONOONE)||", "vitamin_k"),
        ("Vitamin KYAS||", "vitamin_k"),
        ("Vitam 0|5m|", "vitamin_d"),
        ("Vitamin A|62.5 mcg (2,500 IU)|", "vitamin_d"),
    ],
)
def test_a_garbled_row_is_never_called_absent(row, nutrient):
    told = declares(*FILLERS[:2], row, *FILLERS[2:])
    assert getattr(told, nutrient) in (UNKNOWN, YES)


def test_a_foot_that_tells_an_amount_of_ours_leaves_what_is_missing_open():
    foot = "NRV), Vitamin K1 100 mcg (133 % NRV). NRV = Nutrient"
    told = label_of(us(D3, *FILLERS, foot=(foot, "Reference Value"))).declares
    assert (told.vitamin_d, told.vitamin_k, told.calcium) == (YES, UNKNOWN, UNKNOWN)


@pytest.mark.parametrize(
    ("row", "nutrient"),
    [
        ("Vitamin D3 + K2|50 mcg + 100 mcg|", "vitamin_k"),
        ("Vitamin D3 K2 complex|150 mcg|", "vitamin_k"),
        ("Calcium/Magnesium|500 mg/250 mg|", "magnesium"),
        ("Calcium Magnesium complex|500 mg|", "magnesium"),
        ("Cal-Mag Citrate|500 mg|**", "calcium"),
        ("Cal-Mag Citrate|500 mg|**", "magnesium"),
        ("Vitamin K (phytonadione) CALCIUMCALCRM|280 mcg|19%", "calcium"),
    ],
)
def test_two_nutrients_in_one_row_leave_both_open(row, nutrient):
    label = label_of(us(*FILLERS, row))
    assert getattr(label.declares, nutrient) is UNKNOWN
    assert {f.standing for f in label.facts} <= {Standing.DOUBTFUL}


@pytest.mark.parametrize(
    "row",
    [
        "Ashwagandha root extract|600 mg|**",
        "Turmeric (Curcuma longa)|500 mg|**",
        "Alpha lipoic acid|300 mg|**",
        "Green tea leaf|200 mg|†",
        "Folate (as calcium L-5-methyltetrahydrofolate)|400 mcg|100%",
        "Pantothenic Acid (as calcium pantothenate)|5 mg|100%",
        "Manganese|2.3 mg|100%",
    ],
)
def test_a_row_that_is_plainly_something_else_leaves_the_four_absent(row):
    assert set(dict(declares(*FILLERS[:2], row, *FILLERS[2:])).values()) == {NO}


@pytest.mark.parametrize(
    "other",
    [
        "|100 mcg|**",
        "~~~|100 mcg|**",
        "Vitamin K2 (as MK-7)||",
        "Vi#am?n X2 (as M?-7)|100 mcg|**",
        "Menaqu1n0ne-7|100 mcg|**",
    ],
)
def test_k1_beside_an_unread_row_leaves_k2_open(other):
    told = declares(*FILLERS[:2], "Vitamin K1|60 mcg|50%", other, *FILLERS[2:])
    assert (told.vitamin_k, told.vitamin_k2) == (YES, UNKNOWN)


@pytest.mark.parametrize("row", ["Vitamin K1|60 mcg|50%", "Vitamin K|120 mcg|100%"])
def test_k1_or_bare_vitamin_k_in_a_whole_panel_is_no_k2(row):
    assert declares(*FILLERS, row).vitamin_k2 is NO


def test_k2_whose_number_is_unreadable_is_open():
    assert declares(*FILLERS, "Vitamin KZ|100 mcg|83%").vitamin_k2 is UNKNOWN


@pytest.mark.parametrize("amount", ["1 00 mcg|**", "0O mcg|**", "O mcg|**"])
def test_a_torn_or_misread_amount_is_no_zero(amount):
    label = label_of(us(*FILLERS, f"Vitamin K2 (as MK-7)|{amount}"))
    assert only(label, "vitamin_k").standing is Standing.DOUBTFUL
    assert label.declares.vitamin_k is UNKNOWN


@pytest.mark.parametrize("row", ["Calcium|1 ,000 mg|**", "Calcium|,000 mg|**", "Calcium|0 mg|38%"])
def test_a_zero_that_is_the_rest_of_a_number_is_no_absence(row):
    assert declares(row, "Ashwagandha extract|600 mg|**").calcium is UNKNOWN


def test_a_nutrient_printed_as_zero_is_absent():
    assert declares(*FILLERS, "Calcium|0 mg|0%").calcium is NO


def test_a_panel_cut_at_its_foot_proves_no_absence():
    told = declares(D3, ZINC, foot=())
    assert told.vitamin_d is YES
    assert (told.vitamin_k, told.vitamin_k2, told.calcium, told.magnesium) == (UNKNOWN,) * 4


def test_a_front_proves_no_absence():
    label = label_of(page_of(["NORVELL", "Vitamin D3 + K2", "60 capsules", "Supports strong bones"]))
    assert label.panel == "none"
    assert set(dict(label.declares).values()) == {UNKNOWN}


def test_excipients_declare_nothing():
    foot = ("Other Ingredients: magnesium stearate, calcium carbonate, dicalcium phosphate.",)
    told = declares(*FILLERS, foot=foot)
    assert (told.calcium, told.magnesium) == (NO, NO)


def test_a_row_of_low_confidence_proves_nothing():
    words = words_of([*US_HEAD, *FILLERS, "Xyzw qrstu|100 mcg|**", *US_FOOT])
    dim = [w.model_copy(update={"confidence": 0.5}) if w.text.startswith("Xyzw") else w for w in words]
    assert set(dict(label_of(page(dim)).declares).values()) == {UNKNOWN}


@pytest.mark.parametrize("rest", ["(as menaquinone-7)", "(as magnesium oxide)"])
def test_the_rest_of_a_row_whose_first_line_is_lost_leaves_it_open(rest):
    lines = [*US_HEAD, *FILLERS, "", rest, *US_FOOT]
    told = label_of(page_of(lines)).declares
    assert UNKNOWN in (told.vitamin_k, told.magnesium)


def test_members_of_a_blend_are_declared():
    told = declares(
        *FILLERS, "Bone Blend|850 mg|**", "Calcium (as calcium carbonate)", "Vitamin K2 (as MK-7)"
    )
    assert (told.calcium, told.vitamin_k2, told.magnesium) == (YES, YES, NO)


@pytest.mark.parametrize("nutrient", ["calcium", "magnesium"])
def test_a_row_whose_front_was_not_read_is_never_called_absent(nutrient):
    lines = words_of([*US_HEAD, *FILLERS, "RBONATE|750 mg|**", *US_FOOT])
    torn = [
        w.model_copy(update={"quad": tuple((x + 150, y) for x, y in w.quad)}) if w.text == "RBONATE" else w
        for w in lines
    ]
    assert getattr(label_of(page(torn)).declares, nutrient) is UNKNOWN


def test_a_herb_in_the_column_of_names_leaves_minerals_absent():
    assert declares(*FILLERS, "Ashwagandha|750 mg|**").calcium is NO
