"""Slips of the reader that the label itself mends, and those that only raise a doubt."""

from decimal import Decimal

import pytest
from built import CALCIUM, D3, HEIGHT, K2, ZINC, label_of, only, page, page_of, us, word, words_of

from labelaudit.model.label import Standing
from labelaudit.model.question import Ask, Look
from labelaudit.parse import parse
from labelaudit.parse.columns import read_basis
from labelaudit.parse.names import read_name
from labelaudit.parse.units import find_quantities


@pytest.mark.parametrize(
    ("text", "amount", "percent"),
    [
        ("600mg46%", "600 mg", "46"),
        ("120 mcg100%", "120 mcg", "100"),
        ("800 IU100 %", "800 IU", "100"),
        ("10280 IU2,570%", "10280 IU", "2570"),
    ],
)
def test_a_percentage_glued_to_its_amount_is_read(text, amount, percent):
    mass, share = find_quantities(text)
    assert f"{mass.values[0]} {mass.unit}" == amount
    assert share.percent
    assert share.values == (Decimal(percent),)


def test_a_percentage_that_lost_its_sign_does_not_hide_the_amount():
    (mass,) = find_quantities("600mg461")
    assert (mass.values, mass.unit) == ((Decimal(600),), "mg")


def test_grams_of_a_vitamin_are_micrograms_where_the_percentage_says_so():
    fact = only(label_of(us(D3, "Vitamin K2 (as menaquinone-7)|90 g|75%")), "vitamin_k")
    assert (fact.amount, fact.unit, fact.standing) == (90, "mcg", Standing.CONFIRMED)


@pytest.mark.parametrize("blank", ["", " ", "  "])
def test_milligrams_of_a_vitamin_are_doubtful_micrograms_where_the_percentage_says_so(blank):
    # the reader may have lost the c, or the label may err: nobody can tell without looking
    fact = only(label_of(us(D3, f"Vitamin K2 (as menaquinone-7)|90{blank}mg|75%")), "vitamin_k")
    assert (fact.amount, fact.unit, fact.standing) == (90, "mcg", Standing.DOUBTFUL)


def test_milligrams_of_mk4_stay_what_they_are():
    fact = only(label_of(us(D3, "Vitamin K2 (as menaquinone-4)|15 mg|12,500%")), "vitamin_k")
    assert (fact.amount, fact.unit) == (15, "mg")


def test_a_head_stands_over_the_nearest_column_and_over_no_other():
    # "per 100 g" was not read: its column has no head, and must not borrow that of the day
    page_ = page_of(
        [
            "Nährwertangaben",
            "||pro Tagesdosis (2 Kapseln)|% NRV*",
            "Vitamin D3 (Cholecalciferol)|1250 µg|25 µg|500%",
            "Magnesium (Magnesiumcitrat)|5000 mg|100 mg|27%",
            "* NRV: Nährstoffbezugswerte",
            "Zutaten: Reismehl, Kapselhülle.",
        ],
        columns=(60, 560, 700, 1040),
    )
    for fact in label_of(page_).facts:
        if fact.amount in (1250, 5000):
            assert fact.standing is Standing.DOUBTFUL


def test_a_lone_amount_aside_of_the_head_per_100_g_is_not_for_100_g():
    # the day's head was not read, and the row's first amount neither
    page_ = page_of(
        [
            "Nährwertangaben",
            "|pro 100 g||% NRV*",
            "Vitamin D3 (Cholecalciferol)||25 µg|500%",
            "Magnesium (Magnesiumcitrat)|5000 mg||",
            "* NRV: Nährstoffbezugswerte",
            "Zutaten: Reismehl, Kapselhülle.",
        ],
        columns=(60, 500, 760, 1040),
    )
    label = label_of(page_)
    assert only(label, "vitamin_d").standing is Standing.DOUBTFUL
    assert only(label, "magnesium").basis.kind == "100g"


def test_a_head_that_the_reader_tore_apart_is_whole():
    words = words_of(
        [
            "Nährwertangaben",
            "||pro Tagesdosis|% NRV*",
            "Vitamin D3 (Cholecalciferol)|1250 µg|25 µg|500%",
            "* NRV: Nährstoffbezugswerte",
            "Zutaten: Reismehl, Kapselhülle.",
        ],
        columns=(60, 560, 760, 1040),
    )
    y = words[1].box[1]
    torn = [word("100", 560, y), word("g", 560 + 3 * 0.45 * HEIGHT + 3, y)]
    (label,) = parse([page([*words, *torn])]).labels
    assert {(f.amount, f.basis.kind) for f in label.facts} == {(1250, "100g"), (25, "day")}


def test_text_beside_a_list_is_not_chained_to_its_lines():
    # the front stands a letter's width left of the list, and its lines at the list's heights
    listed = [
        word(text, 620, 40 + 30 * i)
        for i, text in enumerate(
            [
                "Medicinal Ingredients (per softgel):",
                "Vitamin D3 (cholecalciferol) .... 25 mcg (1000 IU)",
                "Vitamin K2 (menaquinone-7) .... 100 mcg",
                "Magnesium (magnesium citrate) .... 100 mg",
            ]
        )
    ]
    beside = [
        word("SUGGESTED USE: As a dietary", 300, 40),
        word("supplement take 2 softgels every", 300, 70, width=310),
        word("Calcium free and vegan, tested", 300, 100, width=310),
        word("in our own laboratory for you", 300, 130, width=310),
    ]
    (label,) = parse([page([*listed, *beside])]).labels
    assert {(f.nutrient, f.amount) for f in label.facts} == {
        ("vitamin_d", 25),
        ("vitamin_k", 100),
        ("magnesium", 100),
    }
    assert label.declares.calcium != "yes"


def test_text_on_its_side_that_does_not_read_is_asked_about_where_no_panel_is_found():
    from labelaudit.model.page import Word
    from labelaudit.model.question import Ask

    side = [
        Word(
            text="uansouteus oo aup seueug",
            quad=((500 + 30 * n, 600), (500 + 30 * n, 300), (520 + 30 * n, 300), (520 + 30 * n, 600)),
            confidence=0.6,
            engine="rapidocr",
        )
        for n in range(5)
    ]
    front = [word("Vitamin D3 + K2", 60, 60), word("60 capsules", 60, 120)]
    assert Ask.TURN in {q.ask for q in parse([page([*front, *side])]).questions}
    # Amounts on the front are no panel either.
    dosed = [word("Contains Vitamin D3 25 mcg, Vitamin K2 100 mcg, Zinc 11 mg", 60, 60), *front[1:]]
    assert parse([page(dosed)]).labels[0].facts
    assert Ask.TURN in {q.ask for q in parse([page([*dosed, *side])]).questions}
    panel = us(D3, CALCIUM).words
    assert Ask.TURN not in {q.ask for q in parse([page([*panel, *side])]).questions}


def test_a_misspelt_serving_size_is_no_head_of_the_column_below():
    page_ = page_of(
        [
            "Supplement Facts",
            "|Serveing Size: 1-2 Tablets",
            "||Per 1 Tablet|% DV|Per 2 Tablets|% DV",
            "Vitamin D3 (as cholecalciferol)||20 mcg (800 IU)|100%|40 mcg (1600 IU)|200%",
            "Calcium (as calcium carbonate)||400 mg|31%|800 mg|62%",
            "Other ingredients: rice flour.",
        ],
        columns=(60, 420, 560, 800, 1000, 1240),
    )
    told = {(f.nutrient.value, f.amount): f.basis.units for f in label_of(page_).facts}
    assert told == {("vitamin_d", 20): 1, ("vitamin_d", 40): 2, ("calcium", 400): 1, ("calcium", 800): 2}


def test_two_columns_under_one_and_the_same_head_are_both_doubtful():
    page_ = page_of(
        [
            "Supplement Facts",
            "|Per 2 Tablets|% DV|Per 2 Tablets|% DV",
            "Vitamin D3 (as cholecalciferol)|20 mcg (800 IU)|100%|40 mcg (1600 IU)|200%",
            "Other ingredients: rice flour.",
        ],
        columns=(60, 560, 800, 1000, 1240),
    )
    assert {f.standing for f in label_of(page_).facts} == {Standing.DOUBTFUL}


def test_digits_run_together_are_no_amount():
    assert find_quantities("9" * 40 + " IU") == ()


def test_a_serving_and_a_container_are_two_columns():
    page_ = page_of(
        [
            "Nutrition Facts",
            "3 servings per container",
            "|Per serving||Per container|",
            "Vitamin D|0.4 mcg|2%|1.1 mcg|6%",
            "Calcium|150 mg|10%|440 mg|35%",
        ],
        columns=(60, 560, 800, 1000, 1240),
    )
    assert Standing.DOUBTFUL not in {f.standing for f in label_of(page_).facts}


@pytest.mark.parametrize(
    ("first", "second", "unsure", "sure"),
    [
        ("Vitamin K1", "(as phytonadione)", "Vitamin K1", True),  # told twice, once surely
        ("Vitamin K", "(as MK-7)", "(as MK-7)", False),
        ("Vitamin K1", "and menaqnlrone", "and menaqnlrone", False),  # what else it may be is not known
        ("Vitamin K1", "t", "t", True),  # a footnote's mark names no form
        ("Vitamin D3 (cholecalciferol)", "t", "Vitamin D3 (cholecalciferol)", True),  # figure and word
        ("Vitamin D3", "t", "Vitamin D3", False),
    ],
)
def test_a_form_is_sure_where_words_surely_read_name_it(first, second, unsure, sure):
    words = words_of(
        [
            "Supplement Facts",
            ZINC,
            f"{first}|50 mcg|{'250%' if 'D3' in first else '42%'}",
            f"   {second}",
            "Other ingredients: water.",
        ]
    )
    words = [w.model_copy(update={"confidence": 0.6}) if w.text == unsure else w for w in words]
    (fact,) = label_of(page(words)).facts
    assert (fact.standing is not Standing.DOUBTFUL) is sure


def test_an_amount_below_a_row_of_which_only_the_percentage_was_read_is_its_own():
    fact = only(label_of(us("Vitamin D||375%", "|3000 IU", ZINC)), "vitamin_d")
    assert (fact.amount, fact.unit, fact.percent, fact.standing) == (3000, "IU", 375, Standing.CONFIRMED)


def test_a_head_that_lost_its_per_is_a_head_below_one_that_says_nothing():
    page_ = page_of(
        [
            "Διατροφικές πληροφορίες",
            "|100 g|ανά ημερήσια δόση|% ΔΤΑ",
            "Βιταμίνη D3|1000 mcg|10 mcg|200%",
            "Μαγνήσιο|7500 mg|75 mg|20%",
        ],
        columns=(60, 560, 760, 1040),
    )
    words = [*page_.words, word("(1 μπουκιά)", 760, 62, height=10)]
    kinds = {f.amount: f.basis.kind for f in label_of(page(words)).facts}
    assert kinds == {1000: "100g", 10: "day", 7500: "100g", 75: "day"}


def test_a_line_that_wrapped_inside_its_amount_begins_a_line_beside_other_text():
    words = words_of(
        [
            "|Información nutricional por dosis diaria: Vitamina D3: 7,5",
            "D3 + K2|µg (150% VRN), Vitamina K2 (MK7) 120 µg (160% VRN), Zinc 10",
            "|mg (100% VRN), Manganeso: 2 mg (100% VRN). *VRN: valores de referencia",
        ],
        columns=(300, 400),
    )
    told = {(f.nutrient.value, f.amount) for f in label_of(page(words)).facts}
    assert told == {("vitamin_d", Decimal("7.5")), ("vitamin_k", 120)}


def test_what_is_said_beside_a_panel_heads_none_of_its_columns():
    page_ = page_of(
        [
            "take 2 softgels||Nutritional information",
            "||||per daily dose",
            "||Vitamin K2 (as menaquinone-7)|7500 µg|75 µg|100%",
            "|Vitamin B12||300 µg|3 µg|120%",
            "||*RI = reference intake",
        ],
        columns=(230, 345, 400, 860, 1020, 1200),
    )
    kinds = {f.amount: (f.standing, f.basis.kind) for f in label_of(page_).facts}
    assert kinds[7500][0] is Standing.DOUBTFUL
    assert kinds[75] == (Standing.CONFIRMED, "day")


def test_an_elements_weight_goes_on_below_a_row_that_has_its_own_amount():
    row = "Calcium Citrate (providing|415 mg|8%"
    fact = only(label_of(us(D3, row, "   100 mg elemental calcium)", ZINC)), "calcium")
    assert (fact.amount, fact.elemental_mg.value, fact.elemental_mg.how) == (415, 100, "stated")


@pytest.mark.parametrize("figure", ["⓵", "❶", "①", "²", "൧"])
def test_a_figure_that_is_no_decimal_breaks_nothing(figure):
    label_of(us(D3, f"Take {figure} capsule daily"))


def test_two_heads_that_were_read_as_one_are_two():
    page_ = page_of(
        [
            "Zawartość składników",
            "||w porcji dziennej",
            "|100 g (2 kapsułki) % RWS*||",
            "Witamina K (jako filochinon)|10 000 µg|200 µg|267 %",
            "*RWS - referencyjna wartość spożycia",
        ],
        columns=(60, 560, 700, 1000),
    )
    kinds = {f.amount: (f.basis.kind, f.standing) for f in label_of(page_).facts}
    assert kinds[10000] == ("100g", Standing.READ)
    assert kinds[200] == ("day", Standing.CONFIRMED)


def test_a_figure_read_again_without_its_unit_is_not_another():
    row = "Vitamin K2 (as menaquinone-7)|45 mcg|"
    source = page([w.model_copy(update={"confidence": 0.95}) for w in us(D3, row).words])
    (question,) = [q for q in parse([source]).questions if q.ask is Ask.ROW]
    look = Look(question=question, words=(word("145 mg, 45 yg", 600, question.box[1]),))
    (label,) = parse([source], [look]).labels
    assert only(label, "vitamin_k").standing is Standing.READ


def test_a_form_that_stands_beside_an_amount_is_sure():
    label = label_of(us("Vitamin D (as|62.5 mcg|313%", "  ergocalciferol; 2,500 IU)", ZINC))
    fact = only(label, "vitamin_d")
    assert (fact.form, fact.standing) == ("D2", Standing.READ)


@pytest.mark.parametrize(
    ("again", "standing"),
    [
        ("5 mcg (200 Ul) 133%", Standing.READ),  # the label errs: read twice alike
        ("5 yg (200 IU) 133%", Standing.READ),
        ("5 ng (200 IU) 133%", Standing.DOUBTFUL),  # may have been mg
        ("5 mcg (200 IU) 25%", Standing.DOUBTFUL),
    ],
)
def test_a_contradiction_read_twice_alike_is_the_labels(again, standing):
    source = us("Vitamin D3 (as cholecalciferol)|5 mcg (200 IU)|133%", K2, CALCIUM)
    (question,) = [q for q in parse([source]).questions if "differ" in q.why]
    assert len(question.cells) == 2
    look = Look(question=question, words=(word(again, 600, question.box[1]),))
    (label,) = parse([source], [look]).labels
    fact = only(label, "vitamin_d")
    assert (fact.standing, fact.conflict) == (standing, "percent")


def test_amounts_below_a_name_are_not_its_own_where_its_own_stand_beside_it_unread():
    page_ = page_of(
        [
            *("Supplement Facts", "Serving Size 1 Capsule", "|Amount Per Serving|% Daily Value"),
            D3,
            "Vitamin K2 (MK-7)|12O rnc|100%",
            "|1 mg|111%",  # copper, its name not read
            "** Daily Value not established.",
        ]
    )
    for fact in label_of(page_).facts:
        assert fact.nutrient == "vitamin_d" or fact.standing is Standing.DOUBTFUL


def test_micrograms_that_lost_their_last_letter_are_read_where_the_percentage_says_so():
    fact = only(label_of(us(D3, "Vitamin K2 (MK-7)|120 mc|100%")), "vitamin_k")
    assert (fact.amount, fact.unit, fact.standing) == (120, "mcg", Standing.CONFIRMED)


def test_another_rows_figures_read_twice_are_no_misprint():
    source = us(D3, "Vitamin K2 (as menaquinone-7)|1 mg|111%")
    (question,) = [q for q in parse([source]).questions if q.ask is Ask.ROW]
    look = Look(question=question, words=(word("1 mg 111%", 600, question.box[1]),))
    (label,) = parse([source], [look]).labels
    assert only(label, "vitamin_k").standing is Standing.DOUBTFUL


def test_a_list_begins_behind_the_end_of_its_head():
    named = read_name("gummies): Vitamin D")
    assert named is not None
    assert named.nutrient == "vitamin_d"


def test_pieces_of_one_line_of_a_paragraph_are_read_in_their_order():
    words = [
        word("Per capsule: Zinc 10 mg (100% NRV), Vitamin D3 25 mcg", 60, 40),
        word("Vitamin K2 (as MK-7)", 250, 66),  # a little higher than what stands left of it
        word("(500% NRV), and", 60, 69, width=185),
        word("75 mcg (100% NRV), Magnesium 100 mg (27% NRV).", 60, 96),
    ]
    label = label_of(page(words))
    told = {(f.nutrient.value, f.amount): f.standing for f in label.facts}
    assert told[("vitamin_k", 75)] is Standing.CONFIRMED
    assert told[("vitamin_d", 25)] is Standing.CONFIRMED


@pytest.mark.parametrize(("amount", "standing"), [("75 mcg", Standing.DOUBTFUL), ("31 mcg", Standing.READ)])
def test_a_slip_that_both_readers_may_have_made_is_no_misprint(amount, standing):
    # 38 % are 7.5 mcg: a point is easily lost, and by both; 31 is no slip of it
    source = us(f"Vitamin D3|{amount}|38%", K2, CALCIUM)
    (question,) = [q for q in parse([source]).questions if "differ" in q.why]
    look = Look(question=question, words=(word(f"{amount} 38%", 600, question.box[1]),))
    (label,) = parse([source], [look]).labels
    assert only(label, "vitamin_d").standing is standing


def test_a_row_with_nothing_but_its_percentage_is_read_again_larger():
    assert Ask.LARGER in {q.ask for q in parse([us(D3, "Vitamin K2 (as menaquinone-7)||188%")]).questions}


def test_the_rest_of_a_unit_is_no_name():
    fact = only(label_of(us("Vitamin D3", "|cg (800 IU)|100%", ZINC)), "vitamin_d")
    assert (fact.amount, fact.unit, fact.standing) == (800, "IU", Standing.CONFIRMED)


@pytest.mark.parametrize("head", ["100 g", "I 100 g", "| 100 g", "1100 g"])
def test_a_head_beside_a_rule_is_read(head):
    assert read_basis(head).kind == "100g"


@pytest.mark.parametrize(
    "row",
    [
        "Vitamin D3 (10 000 250 mcg||*",
        "Vitamin D3|5 000 125 IU|*",
        "Vitamin K2 (as MK-4)|1 500 200 mcg|*",
        "Magnesium|1 250 400 mg|*",
    ],
)
def test_an_amount_that_no_label_tells_may_be_two_numbers(row):
    name = "vitamin_d" if "D3" in row else "vitamin_k" if "K2" in row else "magnesium"
    page_ = us(CALCIUM, row)
    assert only(label_of(page_), name).standing is Standing.DOUBTFUL


def test_the_iu_and_the_mcg_of_a_narrow_column_are_two_numbers():
    fact = only(
        label_of(us(CALCIUM, "Vitamin D-3 (as cholecalciferol) (5,000 125 mcg||625%", "IU)||")), "vitamin_d"
    )
    assert (fact.amount, fact.unit, fact.standing) == (125, "mcg", Standing.CONFIRMED)


def test_a_handful_of_a_mineral_is_doubtful():
    assert (
        only(label_of(us(D3, "Calcium (as calcium carbonate)|204 g|")), "calcium").standing
        is Standing.DOUBTFUL
    )


def test_the_stroke_between_two_languages_is_no_digit_of_the_vitamin():
    named = read_name("Vitamin D 7 Vitamine D")
    assert named is not None
    assert (named.nutrient, named.forms, named.doubt) == ("vitamin_d", (), None)


@pytest.mark.parametrize(
    "row",
    [
        "Calcium (as calcium lactate)|15 mg|136%",  # zinc's
        "Vitamin D3|79 mcg (3,000 IU)|",  # the IU of one, the mcg of another
    ],
)
def test_a_contradiction_that_may_be_none_of_the_labels_stays_a_doubt(row):
    source = us(row, K2, ZINC)
    (question,) = [q for q in parse([source]).questions if "differ" in q.why]
    look = Look(
        question=question, words=(word(row.partition("|")[2].replace("|", " "), 600, question.box[1]),)
    )
    (label,) = parse([source], [look]).labels
    assert label.facts[0].read_again == "alike"
    assert label.facts[0].standing is Standing.DOUBTFUL


@pytest.mark.parametrize(
    ("row", "candidates"),
    [
        # A point where the panel's other numbers write a comma between thousands may be one, misread.
        ("Vitamin K2 (as MK-7)|9.000 mcg|", {"9000", "9"}),
        ("Vitamin K2 (as MK-7)|1.125 mcg|", {"1125", "1.125"}),
        # The last of a leader's dots may stand close to the number.
        ("Vitamin K2 (as MK-7)|.200 mcg|", {"200", "0.2"}),
    ],
)
def test_a_number_whose_point_may_be_something_else_is_doubtful(row, candidates):
    fact = only(label_of(us("Calcium|1,000 mg|77%", "Zinc|7.5 mg|68%", row)), "vitamin_k")
    assert fact.standing is Standing.DOUBTFUL
    assert {c.amount for c in fact.candidates} == {Decimal(c) for c in candidates}


def test_arithmetic_tells_what_a_point_parts():
    fact = only(label_of(us("Calcium|1,000 mg|77%", "Zinc|7.5 mg|68%", "Magnesium|.42 g|100%")), "magnesium")
    assert (fact.amount, fact.standing) == (Decimal("0.42"), Standing.READ)


def test_a_comma_before_three_digits_is_open_where_commas_part_decimals():
    page_ = us("Calcium|7,5 mg|1%", "Zinc|2,5 mg|25%", "Vitamin C|1,5 mg|2%", "Magnesium|1,125 mg|")
    fact = only(label_of(page_), "magnesium")
    assert fact.standing is Standing.DOUBTFUL
    assert {c.amount for c in fact.candidates} == {Decimal("1.125"), Decimal(1125)}


def test_a_files_own_text_has_no_misread_point():
    page_ = us("Calcium|1,000 mg|77%", "Zinc|7.5 mg|68%", "Vitamin K2 (as MK-7)|1.125 mcg|")
    words = tuple(w.model_copy(update={"engine": "textlayer", "confidence": 1.0}) for w in page_.words)
    fact = only(label_of(page_.model_copy(update={"words": words, "engine": "textlayer"})), "vitamin_k")
    assert (fact.amount, fact.standing) == (Decimal("1.125"), Standing.READ)


@pytest.mark.parametrize(
    ("row", "nutrient", "amount", "unit", "standing"),
    [
        ("Magnesium|420 g|100%", "magnesium", "420", "mg", Standing.CONFIRMED),
        ("Magnesium|420 g|50%", "magnesium", "420", "g", Standing.DOUBTFUL),
        ("Magnesium|420 mcg|100%", "magnesium", "420", "mcg", Standing.DOUBTFUL),
        ("Vitamin D3|20 g|100%", "vitamin_d", "20", "mcg", Standing.CONFIRMED),
    ],
)
def test_grams_by_the_handful_are_milligrams_only_where_the_percentage_says_so(
    row, nutrient, amount, unit, standing
):
    fact = only(label_of(us(ZINC, "Iodine|150 mcg|100%", "Biotin|30 mcg|100%", row)), nutrient)
    assert (fact.amount, fact.unit, fact.standing) == (Decimal(amount), unit, standing)


@pytest.mark.parametrize(("text", "percent"), [("(Zo0%)", 200), ("l00 %", 100), ("5O%", 50)])
def test_a_percentage_with_letters_for_digits_is_read_and_unclean(text, percent):
    (share,) = find_quantities(text)
    assert (share.values, share.percent, share.clean) == ((Decimal(percent),), True, False)


@pytest.mark.parametrize("text", ["so % of", "oil %", "% Daily Value", "B6 oil %"])
def test_words_before_a_per_cent_sign_are_no_figure(text):
    assert find_quantities(text) == ()


@pytest.mark.parametrize(
    ("amount", "percent", "standing"),
    [
        (50, "4%", Standing.READ),
        (50, "9%", Standing.DOUBTFUL),
        (50, "", Standing.DOUBTFUL),
        (0, "0%", Standing.DOUBTFUL),
    ],
)
def test_a_near_name_is_read_where_the_percentage_is_its_own(amount, percent, standing):
    # four per cent are too coarse to confirm the figure, but not to tell whose it is
    label = label_of(us(D3, ZINC, f"kum (as Calcum Carbonate)|{amount} mg|{percent}"))
    assert only(label, "calcium").standing is standing


@pytest.mark.parametrize("amount", ["13mg 20.000", "13 mg|20.000"])
def test_a_bare_number_contradicts_where_no_row_tells_the_table(amount):
    rows = ("Vitamin C|90 mg", f"Vitamin K2 (als Menachinon-4)|{amount}", "Selen|70 mcg", "Zink|13 mg")
    fact = only(label_of(page_of(["Zusammensetzung", "|pro Tagesdosis", *rows])), "vitamin_k")
    assert fact.standing is Standing.DOUBTFUL


def test_a_percentage_that_fits_no_table_contradicts_though_none_is_told():
    fact = only(
        label_of(us("Selenium|70 mcg|", "Vitamin K2 (as MK-4)|13 mg|20,000%", "Boron|3 mg|")), "vitamin_k"
    )
    assert (fact.conflict, fact.standing) == ("percent", Standing.DOUBTFUL)


@pytest.mark.parametrize(
    ("confidence", "front", "standing"),
    [
        (0.92, "Vitamin D3 + K", Standing.DOUBTFUL),
        (0.92, "Vitamin D + K", Standing.READ),
        (0.99, "Vitamin D3 + K", Standing.READ),
    ],
)
def test_a_figure_that_other_print_tells_otherwise_is_sure_only_where_it_is_plain(
    confidence, front, standing
):
    words = words_of([front, "", "Supplement Facts", "Serving Size 1 Capsule", "|350 mcg", "Zinc|11 mg"])
    name = word("Vitamin D2", 60, 160, confidence=confidence)
    assert only(label_of(page([*words, name])), "vitamin_d").standing is standing
