"""Units and signs that stand apart from their numbers are put together, or leave a doubt."""

import pytest
from built import dose, label_of, only, page, page_of, us, word, words_of

from labelaudit.model.amount import Unit
from labelaudit.model.label import Standing
from labelaudit.parse import parse
from labelaudit.parse.unitapart import UnitApart, bare_number, lone_unit, number_behind_unit, unit_behind
from labelaudit.parse.units import find_quantities

IT_HEAD = ("Informazioni nutrizionali", "|per dose giornaliera (2 capsule)|% VNR*")
IT_FOOT = ("*VNR: valori nutritivi di riferimento",)
C, ZINC = "Vitamin C|60 mg|67%", "Zinc|15 mg|136%"


def italian(*rows):
    return page_of([*IT_HEAD, *rows, *IT_FOOT])


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("Magnesio mg 375", "375", Unit.MG),
        ("mcg 25", "25", Unit.MCG),
        ("Vitamina D3 µg 2,5", "2.5", Unit.MCG),
        ("Vitamina D3 UI 1.000", "1000", Unit.IU),
        ("Calcio mg 500 (62% VNR)", "500", Unit.MG),
        ("mcg 120 160", "120", Unit.MCG),
    ],
)
def test_an_amount_may_tell_its_unit_first(text, amount, unit):
    first = find_quantities(text)[0]
    assert (str(first.values[0]), first.unit, first.clean) == (amount, unit, True)


@pytest.mark.parametrize(
    ("text", "found"), [("Mg 375", []), ("mg 38%", ["38%"]), ("mg 2 capsule", []), ("10 mg 25", ["10 mg"])]
)
def test_a_unit_counts_no_number_that_is_another_things(text, found):
    assert [q.raw.strip() for q in find_quantities(text)] == found


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Vitamina D3 (µg)", ("Vitamina D3", UnitApart(Unit.MCG))),
        ("Vitamina D3 (pg)", ("Vitamina D3", UnitApart(Unit.MCG, "pg"))),
        ("Magnesium [mg]", ("Magnesium", UnitApart(Unit.MG))),
        ("Calcio, mg", ("Calcio", UnitApart(Unit.MG))),
        ("Vitamin K2 (MK-7) in µg", ("Vitamin K2 (MK-7)", UnitApart(Unit.MCG))),
        ("Vitamin E", None),
        ("mg", None),
    ],
)
def test_a_name_may_end_in_its_unit(name, told):
    assert unit_behind(name) == told


@pytest.mark.parametrize(
    ("text", "unit"), [("µg", Unit.MCG), ("(mg)", Unit.MG), ("mg 5", None), ("Mangan", None)]
)
def test_a_unit_may_stand_alone(text, unit):
    told = lone_unit(text)
    assert (told and told.unit) == unit


@pytest.mark.parametrize(
    ("text", "is_one"), [("375", True), ("1.000*", True), ("(2)", False), ("400%", False)]
)
def test_a_bare_number_is_nothing_else(text, is_one):
    assert (bare_number(text) is not None) is is_one


@pytest.mark.parametrize(
    "rows",
    [
        ("Vitamina D3|mcg 25|500%", "Magnesio|mg 150|40%"),
        ("Vitamina D3 (mcg)|25|500%", "Magnesio (mg)|150|40%"),
        ("Vitamina D3 mcg|25|500%", "Magnesio mg|150|40%"),
        ("Vitamina D3 mcg 25||500%", "Magnesio mg 150||40%"),
        ("Vitamina D3 (mcg)|25|500", "Magnesio (mg)|150|40"),
        ("Vitamina D3|25 mcg|500", "Magnesio|150 mg|40"),
        ("Vitamina D3|25|500", "(colecalciferolo) (mcg)||", "Magnesio|150|40", "(come citrato) (mg)||"),
        ("Vitamina D3|25 500%", "(mcg)||", "Magnesio (mg)|150 40%"),
        ("Vitamina D3 (pg)|25|500%", "Magnesio (mg)|150|40%"),
        ("Vitamina D3|25|500%", "(g)||", "Magnesio (mg)|150|40%"),
        ("Vitamina D3|pg 25|500%", "Magnesio|mg 150|40%"),
        ("Vitamina D3 (µβ)|25|500%", "Magnesio (mg)|150|40%"),
        ("Vitamina D3 (mcg)|25 500%", "Magnesio (mg)|150 40%"),
        ("Vitamina D3|mcg|25 500 %", "Magnesio|mg 150|40%"),
    ],
)
def test_wherever_unit_and_sign_stand_the_row_is_confirmed(rows):
    label = label_of(italian(*rows))
    told = {f.nutrient: (dose(f), str(f.percent), f.standing) for f in label.facts}
    assert told == {
        "vitamin_d": ((25, "mcg"), "500", Standing.CONFIRMED),
        "magnesium": ((150, "mg"), "40", Standing.CONFIRMED),
    }


@pytest.mark.parametrize("mark", ["**", "林", "*京", "†"])
def test_a_mark_in_the_place_of_a_percentage_leaves_the_amount_sure(mark):
    rows = ("Vitamina C (mg)|80|100%", f"Vitamina K2 (mcg)|75|{mark}", "Zinco (mg)|10|100%")
    assert only(label_of(italian(*rows)), "vitamin_k").standing is Standing.READ


def test_a_column_of_units_is_read():
    rows = ("Vitamin C|mg|80|100%", "Vitamin K2|µg|75|100%", "Zink|mg|10|100%")
    fact = only(label_of(page_of(["Nährwertangaben", "||pro Tagesdosis|% NRV*", *rows])), "vitamin_k")
    assert (dose(fact), fact.standing) == ((75, "mcg"), Standing.CONFIRMED)


def test_two_columns_of_numbers_are_two_amounts_where_both_have_heads():
    rows = ("Vitamin D3 (µg)|25|2500", "Calcium (mg)|500|50000")
    facts = label_of(
        page_of(["NUTRITION INFORMATION", "Serving size: 1 tablet", "|Per serving|Per 100 g", *rows])
    ).facts
    told = [(f.amount, f.basis.kind, f.standing) for f in facts if f.nutrient == "vitamin_d"]
    assert told == [(25, "serving", Standing.READ), (2500, "100g", Standing.READ)]


def test_running_text_that_tells_units_first_is_read():
    lines = (
        "Informazioni nutrizionali per dose giornaliera (1 compressa): Calcio mg 500 (62% VNR), Vitamina D3",
        "mcg 25 (500% VNR), Vitamina K2 mcg 75 (100% VNR), Magnesio mg 150 (40% VNR)",
    )
    facts = label_of(page_of(lines)).facts
    assert [dose(f) for f in facts] == [(500, "mg"), (25, "mcg"), (75, "mcg"), (150, "mg")]


@pytest.mark.parametrize(
    "row",
    [
        "Vitamina K2 (mcg)|1|75|**",  # a footnote's figure, or the amount
        "Vitamina K2 (mcg)|||100",  # the amount, or a percentage that lost its sign
        "Vitamina K2 (mcg)|100133||",  # the amount, and its percentage glued to it
    ],
)
def test_a_number_that_may_count_something_else_is_a_doubt(row):
    source = page_of(
        ["Nährwertangaben", "|pro Tagesdosis||% NRV*", "Vitamin C (mg)|80||100%", row, "Zink (mg)|10||100%"],
        columns=(60, 600, 720, 860),
    )
    facts = [f for f in label_of(source).facts if f.nutrient == "vitamin_k"]
    assert {f.standing for f in facts} == {Standing.DOUBTFUL}


def test_a_percentage_under_the_sign_contradicts_as_any_other():
    rows = ("Vitamina C|80 mg|100", "Vitamina D3|2 mcg|500", "Zinco|10 mg|100")
    assert only(label_of(italian(*rows)), "vitamin_d").standing is Standing.DOUBTFUL


def test_a_unit_without_its_number_leaves_the_row_open():
    (label,) = parse([us(C, "Vitamin K2|mcg|83%", ZINC)]).labels
    assert label.declares.vitamin_k != "no"


def test_the_unit_of_the_next_row_is_not_this_ones():
    label = label_of(us(C, "Vitamin K2|100|**", "Magnesium (mg)||", ZINC))
    assert "vitamin_k" not in {fact.nutrient for fact in label.facts}
    assert label.declares.vitamin_k != "no"


def test_a_unit_torn_off_its_number_counts_no_other():
    rows = ("Vitamin D3|25|mcg|125", "Vitamin C|60 mg||67", "Zinc|15 mg||136")
    page_ = page_of(["Supplement Facts", "Serving Size 1 Capsule", *rows], columns=(60, 600, 650, 860))
    assert not [f for f in label_of(page_).facts if f.amount == 125]


def test_a_unit_torn_off_its_number_makes_no_sure_amount_of_what_follows_it():
    facts = label_of(us(C, "Vitamin K2|5|mcg 100", ZINC)).facts
    assert all(
        f.standing is Standing.DOUBTFUL for f in facts if f.nutrient == "vitamin_k" and f.amount == 100
    )


def test_a_unit_that_was_guessed_is_sure_only_where_the_percentage_says_so():
    rows = ("Vitamina C (mg)|80|100%", "Vitamina K2 (pg)|75|**", "Zinco (mg)|10|100%")
    assert only(label_of(italian(*rows)), "vitamin_k").standing is Standing.DOUBTFUL


def test_two_columns_of_numbers_read_as_one_text_are_two():
    words = [
        *words_of(["Typical values", "", "Vitamin D2 (mcg)", "Zinc (mg)|10|100", "Copper (mg)|1|100"]),
        word("Per tablet", 590, 70),
        word("%NRV", 860, 70),
        word("250 5,000", 600, 100, width=320),
    ]
    fact = only(label_of(page(words)), "vitamin_d")
    assert (dose(fact), fact.percent, fact.standing) == ((250, "mcg"), 5000, Standing.CONFIRMED)


@pytest.mark.parametrize("drop", [0, 8, 14])
def test_numbers_that_stand_a_little_below_their_name_have_its_unit(drop):
    words = [
        *words_of(["Typical values", "", "Vitamin C (mg)|80|100%", "Vitamin K (µg)", "Zinc (mg)|10|100%"])
    ]
    words += [word("Per tablet", 590, 70), word("%NRV", 860, 70)]
    words += [word("190", 600, 130 + drop), word("253%", 860, 130 + drop)]
    fact = only(label_of(page(words)), "vitamin_k")
    assert (dose(fact), fact.standing) == ((190, "mcg"), Standing.CONFIRMED)


@pytest.mark.parametrize(("number", "standing"), [("25 500", Standing.DOUBTFUL), ("25", Standing.READ)])
def test_a_blank_in_a_number_may_part_two_columns(number, standing):
    rows = (f"Vitamin D3 (µg)|{number}", "Zinc (mg)|10")
    fact = only(label_of(page_of(["Typical values", "|Per tablet", *rows])), "vitamin_d")
    assert fact.standing is standing


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Vitamina D3 (µg) 5", "5"),
        ("Calcio [mg] 500", "500"),
        ("Vitamin K2 (in µg)75", "75"),
        ("Magnesium (mg) 375 100%", "375 100%"),
        ("(mg) 375", None),
        ("Calcium (mg) 2 capsules", None),
        ("Vitamin K2 (MK-7) 75", None),
    ],
)
def test_figures_may_be_read_with_the_name_and_its_unit(text, rest):
    at = number_behind_unit(text)
    assert (at and text[at:]) == rest


def test_a_row_read_as_one_text_is_read():
    label = label_of(
        italian("Vitamina C (mg) 60", "Vitamina D3 (µg) 25", "Zinco (mg) 15", "Magnesio (mg) 300")
    )
    assert dose(only(label, "vitamin_d")) == (25, Unit.MCG)
    assert dose(only(label, "magnesium")) == (300, Unit.MG)
    assert only(label, "vitamin_d").standing is Standing.READ


def with_footnote(lines, row, figure, *, height):
    """The lines, and a figure right behind the name of one of them."""
    words = words_of(lines)
    name = next(w for w in words if w.text == row)
    return page([*words, word(figure, name.box[2] + 4, name.box[1], height=height)])


@pytest.mark.parametrize("height", [12, 20])
def test_a_footnotes_figure_is_no_amount(height):
    lines = [*IT_HEAD[:2], "Vitamina C (mg)|60", "Vitamina D3 (µg)", "Zinco (mg)|15", "Magnesio (mg)|300"]
    label = label_of(with_footnote(lines, "Vitamina D3 (µg)", "1", height=height))
    assert all(f.standing is Standing.DOUBTFUL for f in label.facts if f.nutrient == "vitamin_d")
    assert only(label, "magnesium").standing is Standing.READ
    lines[3] = "Vitamina D3 (µg)|5"
    label = label_of(page_of(lines))
    assert dose(only(label, "vitamin_d")) == (5, Unit.MCG)
    assert only(label, "vitamin_d").standing is Standing.READ


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("μg 1 000 1 333 %", ["1000 mcg", "1333 %"]),
        ("μg 1 500 2 000 %", ["1500 mcg", "2000 %"]),
        ("mg 375 100%", ["375 mg", "100 %"]),
        ("mg 1 200 150%", ["1200 mg", "150 %"]),
        ("mg 1 000", ["1000 mg"]),
        ("mcg 120 160", ["120 mcg"]),
        ("375 100%", ["375100 %"]),
    ],
)
def test_a_number_behind_its_unit_keeps_its_thousands_and_leaves_the_percentage(text, told):
    found = [f"{q.values[0]} {q.unit.value if q.unit else '%'}" for q in find_quantities(text)]
    assert found == told


def test_an_amount_and_its_percentage_read_as_one_text_confirm_each_other_or_are_a_doubt():
    label = label_of(italian("Vitamina C|mg 60 75%", "Vitamina K2|mcg 120 160%", "Calcio|mg 1 200 250%"))
    assert (*dose(only(label, "vitamin_k")), only(label, "vitamin_k").percent) == (120, Unit.MCG, 160)
    assert only(label, "vitamin_k").standing is Standing.CONFIRMED
    assert only(label, "calcium").standing is Standing.DOUBTFUL


def test_a_number_that_touches_the_next_columns_head_is_no_percentage():
    heads = (word("Analyse nutritionnelle", 60, 40), word("pour 3 comprimés", 456, 70))
    rows = [
        ("Calcium (mg)", "400", "50"),
        ("Vitamine K2 (MK-7) (µg)", "180", "**"),
        ("Magnésium (mg)", "75", "20"),
    ]
    words = []
    for n, (name, amount, share) in enumerate(rows):
        y = 100 + 30 * n
        words += [word(name, 60, y), word(amount, 600 - 9 * len(amount), y), word(share, 660, y)]
    foot = word("*VNR : valeurs de référence", 60, 220)
    label = label_of(page([*heads, word("%VNR*", 598, 70, width=80), *words, foot]))
    assert (*dose(only(label, "calcium")), only(label, "calcium").percent) == (400, Unit.MG, 50)
    assert (*dose(only(label, "vitamin_k")), only(label, "vitamin_k").percent) == (180, Unit.MCG, None)
