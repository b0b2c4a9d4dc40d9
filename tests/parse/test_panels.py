"""Panels of every kind: which lines are rows, what belongs to one row, where a panel ends."""

from decimal import Decimal

import pytest
from built import (
    CALCIUM,
    D3,
    K2,
    MAGNESIUM,
    US_FOOT,
    US_HEAD,
    ZINC,
    dose,
    label_of,
    only,
    page,
    page_of,
    us,
    word,
    words_of,
)

from labelaudit.model.label import Label, Standing
from labelaudit.parse import parse


def told(source):
    return [(f.nutrient, f.form, str(f.amount), f.unit) for f in label_of(source).facts]


def test_a_us_panel_is_read_whole():
    label = label_of(us(D3, K2, CALCIUM, MAGNESIUM))
    assert (label.panel, label.seen.panel) == ("us", "whole")
    assert [dose(f) for f in label.facts] == [(50, "mcg"), (100, "mcg"), (500, "mg"), (100, "mg")]
    assert {f.standing for f in label.facts} == {Standing.CONFIRMED}
    assert {f.reference for f in label.facts} == {"fda-2016"}
    assert (label.serving.units, label.serving.unit) == (1, "capsule")


@pytest.mark.parametrize(
    "rows",
    [
        ("Vitamin K2 (as|100 mcg|83%", "menaquinone-7)"),
        ("Vitamin K2|100 mcg|83%", "(as menaquinone-7)"),
        ("Vitamin K2|100 mcg|83%", "as MK-7"),
        ("Vitamin K2", "(as menaquinone-7)|100 mcg|83%"),
        ("Vitamin K2 (as", "menaquinone-7)|100 mcg|83%"),
    ],
)
def test_a_wrapped_row_is_one_row(rows):
    assert told(us(*rows, ZINC)) == [("vitamin_k", "MK-7", "100", "mcg")]


def test_a_form_on_the_next_line_belongs_to_the_row_above_alone():
    assert told(us("Vitamin D|50 mcg|250%", "(as ergocalciferol)", "Vitamin K|100 mcg|83%", "(as MK-7)")) == [
        ("vitamin_d", "D2", "50", "mcg"),
        ("vitamin_k", "MK-7", "100", "mcg"),
    ]


def test_two_forms_of_vitamin_k_stay_two_rows():
    rows = ("Vitamin K1 (phytonadione)|60 mcg|50%", "Vitamin K2 (menaquinone-7)|60 mcg|50%")
    assert [form for _, form, *_ in told(us(*rows))] == ["K1", "MK-7"]


def test_a_row_without_its_amount_lends_its_form_to_no_other():
    rows = ("Vitamin K1 (phytonadione)", "Vitamin K2 (menaquinone-7)|60 mcg|50%")
    assert [form for _, form, *_ in told(us(*rows))] == ["MK-7"]


def test_the_parts_of_a_total_point_at_it():
    label = label_of(us("Vitamin K|120 mcg|100%", "(as K1)|60 mcg|", "(as MK-7)|60 mcg|", ZINC))
    assert [(f.form, f.amount, f.part_of) for f in label.facts] == [
        (None, 120, None), ("K1", 60, 0), ("MK-7", 60, 0),
    ]  # fmt: skip


def test_k1_and_k2_in_one_row_are_both_named():
    fact = only(label_of(us("Vitamin K (as K1 and MK-7)|120 mcg|100%", ZINC)), "vitamin_k")
    assert (fact.form, fact.forms) == (None, ("K1", "MK-7"))


def test_mcg_and_units_tell_one_dose():
    fact = only(label_of(us(D3)), "vitamin_d")
    assert (dose(fact), fact.iu) == ((50, "mcg"), 2000)


@pytest.mark.parametrize(
    "amount", ["5 mcg (2,000 IU)", "500 mcg (2,000 IU)", "50 mcg (200 IU)", "50 mg (2,000 IU)"]
)
def test_mcg_and_units_that_differ_tenfold_are_a_doubt(amount):
    label = label_of(us(f"Vitamin D3|{amount}|", ZINC))
    assert {f.standing for f in label.facts} == {Standing.DOUBTFUL}


def test_an_old_panel_in_units_is_read_by_its_percentages():
    label = label_of(us("Vitamin D3|400 IU|100%", "Calcium|500 mg|50%"))
    assert dose(only(label, "vitamin_d")) == (400, "IU")
    assert {(f.reference, f.standing) for f in label.facts} == {("fda-1995", Standing.CONFIRMED)}


@pytest.mark.parametrize(
    "row",
    [
        "Vitamin K2 (as MK-7)|100 IU|", "Vitamin K2 (as MK-7)|100 mg|", "Vitamin K2 (as MK-7)|75 g|",
        "Vitamin D3|50 mg|", "Calcium|500 mcg|", "Vitamin K2 (as MK-7)|1O0 mcg|", "Vitamin D3|50 ng|",
        "Vitamin K2 (as MK-4)|50 pg|",
        "Calcium|1.250 mg|", "Vitamin 0|50 mcg|250%", "Vitamin K2 (as MK-?)|100 mcg|83%",
    ],
)  # fmt: skip
def test_what_may_be_a_misreading_is_a_doubt(row):
    (fact,) = label_of(us(row, "Iodine|150 mcg|")).facts
    assert fact.standing is Standing.DOUBTFUL


def test_a_compound_beside_its_element_is_no_content_of_its_own():
    label = label_of(us("Calcium|560 mg|43%", "Calcium HMB|3,000 mg|**"))
    assert dose(only(label, "calcium")) == (560, "mg")


def test_a_range_and_a_bound_are_no_plain_amounts():
    ranged = only(label_of(us("Calcium|240-250 mg|19%", ZINC)), "calcium")
    assert (ranged.amount, ranged.qualifier, ranged.bounds) == (None, "range", (240, 250))
    assert only(label_of(us("Calcium|< 5 mg|", ZINC)), "calcium").qualifier == "<"


def test_ingredients_behind_a_panel_are_no_rows():
    foot = ("Other Ingredients: calcium carbonate 100 mg, magnesium stearate 5 mg.",)
    assert told(us(D3, foot=foot)) == [("vitamin_d", "D3", "50", "mcg")]


def test_an_eu_panel_states_a_day():
    label = label_of(
        page_of([
            "Nährwertangaben", "|pro Tagesdosis (2 Kapseln)|% NRV*",
            "Vitamin D3 (Cholecalciferol)|25,0 µg|500",
            "Vitamin K2 (Menachinon-7)|75 µg|100", "Calcium|1.000 mg|125%", "Zink|10 mg|100%",
            "*NRV: Nährstoffbezugswert", "Zutaten: Reismehl, Magnesiumsalze von Speisefettsäuren.",
        ])
    )  # fmt: skip
    assert label.panel == "eu"
    assert [dose(f) for f in label.facts] == [(25, "mcg"), (75, "mcg"), (1000, "mg")]
    assert {(f.basis.kind, f.basis.units) for f in label.facts} == {("day", 2)}
    assert label.declares.magnesium == "no"


def test_an_australian_row_tells_its_dose_twice_and_counts_once():
    lines = (
        "Each capsule contains:", "Colecalciferol 25 micrograms", "equivalent to vitamin D3 1000 IU",
        "Calcium (as carbonate) 600 mg", "Other Ingredients: rice flour.",
    )  # fmt: skip
    label = label_of(page_of(lines))
    assert [(f.nutrient, f.amount, f.iu) for f in label.facts] == [
        ("vitamin_d", 25, 1000), ("calcium", 600, None),
    ]  # fmt: skip


def test_two_panels_side_by_side_are_two_labels():
    left = [*US_HEAD, D3, K2, ZINC, *US_FOOT]
    right = [*US_HEAD, CALCIUM, MAGNESIUM, "Iodine|150 mcg|100%", *US_FOOT]
    lines = [f"{a}{'|' * (2 - a.count('|'))}|{b}" for a, b in zip(left, right, strict=True)]
    labels = parse([page_of(lines, columns=(60, 600, 860, 1300, 1800, 2060))]).labels
    assert [{f.nutrient for f in label.facts} for label in labels] == [
        {"vitamin_d", "vitamin_k"}, {"calcium", "magnesium"},
    ]  # fmt: skip


@pytest.mark.parametrize("count", ["60 capsules", "600 drops", "30 servings", "Dietary Supplement"])
def test_a_front_is_no_panel(count):
    label = label_of(page_of(["NORVELL", "Vitamin D3 2,000 IU", "K2 100 mcg", count]))
    assert (label.panel, label.facts, label.seen.panel) == ("none", (), "none")


def test_an_empty_page_is_a_label_that_says_nothing():
    label = label_of(page_of([]))
    assert (label.panel, label.facts) == ("none", ())


def test_a_paragraph_lists_what_the_product_holds():
    text = (
        "Each capsule contains: Vitamin D3 (cholecalciferol) 10 µg (200% NRV),",
        "Vitamin K2 (as menaquinone-7) 75 µg (100% NRV), Calcium 120 mg (15% NRV).",
        "Take one capsule daily with food.",
    )
    label = label_of(page_of(text))
    assert label.panel == "text"
    assert [(f.form, *dose(f)) for f in label.facts] == [
        ("D3", 10, "mcg"), ("MK-7", 75, "mcg"), (None, 120, "mg"),
    ]  # fmt: skip


def test_a_paragraph_proves_no_absence():
    text = ("Each capsule contains: Vitamin D3 10 µg (200% NRV), Zinc 10 mg (100% NRV).",)
    assert label_of(page_of(text)).declares.calcium == "unknown"


def test_a_small_mark_before_a_footnote_is_the_footnotes():
    """Two asterisks are low: their box is half as high as the line's, and nothing is lost between them."""
    lines = words_of([*US_HEAD, D3, ZINC])
    bottom = max(w.box[3] for w in lines)
    foot = [
        word("**", 60, bottom + 14, height=10),
        word("Daily Value (DV) not established.", 76, bottom + 10),
    ]
    rest = word("Directions: Take 1 capsule daily.", 60, bottom + 60)
    assert label_of(page([*lines, *foot, rest])).declares.calcium == "no"


def test_a_large_name_beside_a_list_is_not_of_its_rows():
    """The front stands a few letters left of the list, on the level of a row that wraps in its amount."""
    lines = ("Medicinal Ingredients (per gummy)", "Vitamin D3 15", "mcg (600 IU)", "Calcium 400 mg")
    listed = [word(text, 838, 100 + 30 * n) for n, text in enumerate(lines)]
    front = word("Vitamin D3 + Calcium", 400, 122, height=36, width=415)
    label = label_of(page([front, *listed]))
    assert [(f.nutrient, *dose(f)) for f in label.facts] == [("vitamin_d", 15, "mcg"), ("calcium", 400, "mg")]


@pytest.mark.parametrize("pitch", [22, 30])
def test_directions_right_under_the_rows_are_no_row(pitch):
    """A bottle's list of medicinal ingredients has no frame, and sags so that its lines stand close."""
    lines = ("Medicinal Ingredients (per tablet)", "Vitamin D3 25 mcg (1000 IU)", "Calcium 400 mg")
    label = label_of(page_of([*lines, "SUGGESTED USE: Adults: 1 tablet twice daily."], pitch=pitch))
    assert label.regimen.source == "directions"


def test_a_dose_told_between_the_rows_hides_none_below_it():
    """What stands below were called absent if the panel ended there."""
    label = label_of(us(ZINC, "Recommended dose: 2 capsules", D3, CALCIUM))
    assert (label.declares.vitamin_d, label.declares.calcium) == ("yes", "yes")


def test_an_infographic_is_read_by_what_stands_under_each_name():
    lines = ("Each capsule delivers", "", "Vitamin D3|Vitamin K2", "50 mcg|100 mcg", "|as MK-7")
    label = label_of(page_of(lines, columns=(60, 400)))
    assert [(f.nutrient, *dose(f)) for f in label.facts] == [
        ("vitamin_d", 50, "mcg"),
        ("vitamin_k", 100, "mcg"),
    ]


@pytest.mark.parametrize("unit", ["pg", "yg"])
def test_a_mu_that_reads_as_another_letter_is_no_doubt(unit):
    """Of what is never sold in milligrams."""
    fact = only(label_of(us(f"Vitamin K2 (as MK-7)|75 {unit}|", ZINC)), "vitamin_k")
    assert (*dose(fact), fact.standing) == (75, "mcg", Standing.READ)


@pytest.mark.parametrize("amount", ["05 pg", "1 25 pg", "7O pg", "50pg1"])
def test_a_mu_settles_nothing_of_the_digits_before_it(amount):
    fact = only(label_of(us(f"Vitamin K2 (as MK-7)|{amount}|", ZINC)), "vitamin_k")
    assert fact.standing is Standing.DOUBTFUL


@pytest.mark.parametrize("unit", ["mxg", "m<g", "vg", "mag"])
def test_a_unit_that_is_not_clear_is_settled_by_the_percentage_alone(unit):
    sure = only(label_of(us(f"Vitamin D3|50 {unit}|250%", ZINC)), "vitamin_d")
    open_ = only(label_of(us(f"Vitamin D3|50 {unit}|", ZINC)), "vitamin_d")
    assert (*dose(sure), sure.standing) == (50, "mcg", Standing.CONFIRMED)
    assert open_.standing is Standing.DOUBTFUL


@pytest.mark.parametrize(("percent", "standing"), [("0%", Standing.READ), ("", Standing.DOUBTFUL)])
def test_a_letter_for_nought_is_settled_by_no_percent(percent, standing):
    fact = only(label_of(us(f"Calcium|Omg|{percent}", ZINC)), "calcium")
    assert (fact.amount, fact.standing) == (0, standing)


def with_a_hole(front: str, rest: str) -> Label:
    """A panel with a row over the middle of whose name glare lies: what is left of its end stands apart."""
    lines = [*US_HEAD, f"{front}|{rest}", "Zinc||15 mg|136%", "Copper||2 mg|", *US_FOOT]
    return label_of(page_of(lines, columns=(60, 700, 900, 1150)))


def test_a_name_with_a_hole_keeps_its_amount():
    fact = only(with_a_hole("Magnesium (as magnesium carb", "nate)|100 mg|24%"), "magnesium")
    assert (*dose(fact), fact.standing) == (100, "mg", Standing.CONFIRMED)
    unproven = only(with_a_hole("Magnesium (as magnesium carb", "nate)|100 mg|"), "magnesium")
    assert unproven.standing is Standing.DOUBTFUL


def test_a_name_whose_end_was_lost_takes_no_other_rows_amount():
    """The bracket was opened, and nobody saw it closed."""
    label = label_of(us("Magnesium (as magnesium carb||", "Zinc|15 mg|136%", "Copper|2 mg|222%"))
    assert not [f for f in label.facts if f.nutrient == "magnesium"]
    assert label.declares.magnesium != "no"


def test_a_name_that_goes_on_in_its_bracket_keeps_its_amount():
    label = label_of(us("Calcium (as calcium phosphate and", "magnesium phosphate)|120 mg|9%", ZINC))
    assert dose(only(label, "calcium")) == (120, "mg")


@pytest.mark.parametrize("other", ["Iron|18 mg|100%", "Inositol|50 mg|", "Iron (as iron citrate)|18 mg|100%"])
def test_a_row_of_another_column_fills_no_hole(other):
    """Calcium's amount was not read, and one nutrient stands right of it."""
    label = with_a_hole("Calcium", other)
    assert not [f for f in label.facts if f.nutrient == "calcium"]


def test_amounts_of_the_right_side_are_not_the_left_sides():
    """A panel of two sides, most of the right side's names under glare: their amounts have no name."""
    lines = [
        "Supplement Facts",
        "|Amount|% DV||Amount|% DV",
        "Vitamin D3|100 mcg|500%|Magnesium|152 mg|36%",
        "Vitamin C|90 mg|100%|(from magnesium citrate)",
        "Vitamin K1|100 mcg|83%||1 mg|111%",
        "(as phytonadione)||||3 mg|",
        "* Daily Value not established.",
    ]
    label = label_of(page_of(lines, columns=(60, 420, 560, 680, 1080, 1220)))
    assert [(f.nutrient, *dose(f)) for f in label.facts if f.nutrient == "vitamin_k"] == [
        ("vitamin_k", 100, "mcg")
    ]


def test_a_form_whose_amount_was_not_read_is_not_the_forms_above():
    """Glare lies over the amount of K2."""
    parts = [word("Vitamin K1", 76, 190), word("50 mcg", 600, 190), word("(as phylloquinone)", 88, 220)]
    parts += [word("Vitamin K2", 84, 250), word("(as menaquinone-7)", 96, 280), *words_of([*US_HEAD, D3])]
    below = [w.model_copy(update={"quad": tuple((x, y + 270) for x, y in w.quad)}) for w in words_of([ZINC])]
    label = label_of(page([*parts, *below]))
    assert [(f.forms, *dose(f)) for f in label.facts if f.nutrient == "vitamin_k"] == [(("K1",), 50, "mcg")]
    assert label.declares.vitamin_k2 != "no"


def test_a_form_in_small_letters_is_the_rows():
    name, form = word("Vitamin K2", 60, 130, height=30), word("(as menaquinone-7)", 210, 138, height=17)
    amount, share = word("100 mcg", 600, 133), word("83%", 860, 133)
    words = [*words_of(US_HEAD), name, form, amount, share]
    words += [w.model_copy(update={"quad": tuple((x, y + 130) for x, y in w.quad)}) for w in words_of([ZINC])]
    fact = only(label_of(page(words)), "vitamin_k")
    assert (fact.form, *dose(fact)) == ("MK-7", 100, "mcg")


def test_a_form_may_stand_in_the_hole_of_a_name():
    fact = only(with_a_hole("Vitamin K2 (as", "none)|50 mcg|42%"), "vitamin_k")
    assert (*dose(fact), fact.standing) == (50, "mcg", Standing.DOUBTFUL)


def test_the_front_beside_an_infographic_is_not_counted_again():
    front = [word("Vitamin D", 60, 60, height=40), word("4000 IU", 90, 110, height=28)]
    facts = [
        word("In every tablet", 600, 30),
        word("Vitamin D2", 620, 90),
        word("100 mcg", 625, 116, height=26),
    ]
    label = label_of(page([*front, *facts]))
    assert [(f.form, *dose(f)) for f in label.facts] == [("D2", 100, "mcg")]


def test_amounts_in_one_run_of_text_are_each_under_their_name():
    lead, d, calcium = (
        word("Each capsule delivers", 300, 40),
        word("Vitamin D3", 60, 100),
        word("Calcium", 500, 100),
    )
    amounts = word("50 mcg                                                  300 mg", 80, 130, width=490)
    label = label_of(page([lead, d, calcium, amounts]))
    assert [(f.nutrient, *dose(f)) for f in label.facts] == [("vitamin_d", 50, "mcg"), ("calcium", 300, "mg")]


def test_an_infographic_beside_a_front_and_a_list_of_ingredients_is_read():
    lines = (
        "Suggested use: Take two|MAREN|Each softgel delivers",
        "|Vitamin D3 + Magnesium|",
        "Ingredients: rice flour,||Vitamin D3|Magnesium",
        "croscarmellose sodium, stearic|2000 IU / 300 mg|50 mcg|300 mg",
        "acid.",
    )
    label = label_of(page_of(lines, columns=(60, 700, 1300, 1700)))
    assert [(f.nutrient, *dose(f)) for f in label.facts] == [
        ("vitamin_d", 50, "mcg"),
        ("magnesium", 300, "mg"),
    ]


def test_a_bilingual_panel_counts_once():
    lines = [*US_HEAD, D3, K2, *US_FOOT]
    twice = [f"{a}{'|' * (2 - a.count('|'))}|{a}" for a in lines]
    source = page_of(twice, columns=(60, 600, 860, 1300, 1800, 2060))
    assert len(parse([source]).labels) == 1


def test_the_evidence_is_where_the_words_stand():
    source = us(D3, K2)
    fact = only(label_of(source), "vitamin_k")
    texts = {e.text for e in fact.evidence}
    assert texts == set(K2.split("|"))
    for e in fact.evidence:
        box = next(w for w in source.words if w.text == e.text).box
        size = (source.width, source.height, source.width, source.height)
        assert e.box == pytest.approx([v / s for v, s in zip(box, size, strict=True)], abs=1e-4)


def test_a_doubtful_form_is_told_as_a_doubt_whatever_the_amount():
    fact = only(label_of(us("Vitamin K2 (as MK-1)|100 mcg|83%", ZINC)), "vitamin_k")
    assert fact.standing is Standing.DOUBTFUL
    assert not any(form.startswith("MK-") for form in fact.forms)


LEFT = (
    "Mode d'emploi: 2 gélules",
    "par jour au cours d'un repas.",
    "farine de riz, gélule végétale",
    "stéarate de magnésium.",
)


def test_text_left_of_a_panel_takes_neither_its_heads_nor_its_amounts():
    beside = [word(text, 20, 70 + 30 * n, width=420) for n, text in enumerate(LEFT)]
    panel = [
        word("Analyse nutritionnelle", 1300, 40),
        word("par dose journalière", 2000, 100),
        word("100", 1800, 130),
        word("g", 1832, 130),
        word("(2 gélules)", 2040, 130),
        word("% AR", 2300, 130),
    ]
    for n, (name, *cells) in enumerate(
        [
            ("Vitamine C", "11 250 mg", "90 mg", "113 %"),
            ("Vitamine D3", "6 250 µg", "50 µg (2 000 UI)", "1 000 %"),
            ("Calcium", "50 000 mg", "400 mg", "50 %"),
        ]
    ):
        y = 160 + 30 * n
        panel.append(word(name, 1300, y))
        panel += [word(text, x, y) for text, x in zip(cells, (1760, 2050, 2300), strict=True)]
    panel.append(word("AR: apport de référence", 1300, 260))
    label = label_of(page([*beside, *panel]))
    told = {(f.nutrient, f.amount, f.basis.kind) for f in label.facts}
    assert told == {
        ("vitamin_d", 6250, "100g"),
        ("vitamin_d", 50, "day"),
        ("calcium", 50000, "100g"),
        ("calcium", 400, "day"),
    }


def test_a_title_that_goes_on_with_a_nutrient_begins_a_paragraph():
    lines = [
        "Informazioni nutrizionali per 1 caramella: Vitamina K2",
        "(come MK-7) 45 mcg (60% VNR). VNR: valori nutritivi di",
        "riferimento.",
    ]
    fact = only(label_of(page_of(lines)), "vitamin_k")
    assert (fact.form, fact.amount, fact.basis.kind) == ("MK-7", 45, "unit")


def test_a_part_whose_amount_was_not_read_gives_the_total_no_form():
    rows = (
        "Vitamin K|160 mcg|133%",
        "  Vitamin K1 (as phytonadione)",
        "  Vitamin K2 (as menaquinone-7)|80 mcg|**",
    )
    lines = words_of([*US_HEAD, D3, *rows, ZINC, *US_FOOT])
    indented = [
        w.model_copy(update={"quad": tuple((x + 14, y) for x, y in w.quad)})
        if w.text[:9] == "Vitamin K" and len(w.text) > 9
        else w
        for w in lines
    ]
    label = label_of(page(indented))
    told = {(f.form, f.amount) for f in label.facts if f.nutrient == "vitamin_k"}
    assert told == {(None, 160), ("MK-7", 80)}


def test_a_list_whose_title_was_not_read_is_a_table_of_its_own():
    lines = [
        "ntains",
        "Colecalciferol 20 mcg equivalent to vitamin D3",
        "800 IU",
        "Vitamin K2 (menaquinone-7) 180 mcg",
        "Vitamin K2 (menaquinone-4) 500 mcg",
        "Magnesium 120 mg",
        "Copper (as copper bisglycinate) 1 mg",
    ]
    assert told(page_of(lines)) == [
        ("vitamin_d", "D3", "20", "mcg"),
        ("vitamin_k", "MK-7", "180", "mcg"),
        ("vitamin_k", "MK-4", "500", "mcg"),
        ("magnesium", None, "120", "mg"),
    ]
    assert only(label_of(page_of(lines)), "vitamin_d").iu == 800


def test_a_paragraph_beside_others_keeps_its_lines():
    listed = [
        "Samenstelling per 1 capsule: Vitamine B6: 2 mg",
        "(143% RI), Vitamine D, (cholecalciferol): 62,5 µg",
        "(1.250% RI), Vitamine K (als menachinon-7): 300",
        "µg (400% RI), Pantotheenzuur 10 mg (167% RI).",
    ]
    beside = ["bij een vetrijke maaltijd.", "GREENMOOR", "plantaardige", "Vitamine D3 + K2"]
    words = [word(text, 700, 40 + 24 * n) for n, text in enumerate(listed)]
    words += [word(text, 690 - 9 * len(text), 40 + 24 * n) for n, text in enumerate(beside)]
    label = label_of(page(words))
    assert {(f.nutrient, f.form, f.amount) for f in label.facts} == {
        ("vitamin_d", "D3", Decimal("62.5")),
        ("vitamin_k", "MK-7", 300),
    }


def test_a_blends_total_is_not_the_amount_of_the_row_above_it():
    label = label_of(
        us(D3, "Magnesium (as magnesium bisglycinate)", "Mineral Support Blend|1,073 mg|**", ZINC)
    )
    assert 1073 not in {f.amount for f in label.facts}
    assert label.declares.magnesium != "no"
