"""A column's head says what its amounts are for, and an amount without a head is not given one by chance."""

from decimal import Decimal

import pytest
from built import label_of, page, page_of, word

from labelaudit.model.label import Standing
from labelaudit.parse.columns import is_unclear, read_basis, read_heads
from labelaudit.parse.geometry import straighten


@pytest.mark.parametrize(
    ("text", "kind", "units"),
    [
        ("Amount Per Serving", "serving", None),
        ("Per 1 Capsule", "unit", 1),
        ("Per 2 Capsules", "serving", 2),
        ("2 Gummies", "serving", 2),
        ("pro Tagesdosis (2 Kapseln)", "day", 2),
        ("pro Tagesdosis", "day", None),
        ("par dose journalière (1 gélule)", "day", 1),
        ("por dosis diaria", "day", None),
        ("per dose giornaliera", "day", None),
        ("per dagdosering", "day", None),
        ("porcja dzienna", "day", None),
        ("ημερήσια δόση", "day", None),
        ("per daily dose", "day", None),
        ("per 100 g", "100g", None),
        ("pro 100 g", "100g", None),
        ("per 100 ml", "100ml", None),
        ("per ml", "ml", None),
        ("1 mL", "ml", None),
        ("pro 5 Tropfen", "drop", 5),
        ("per drop", "drop", None),
        ("Per Container", "serving", None),
    ],
)
def test_a_head_says_what_its_column_is_for(text, kind, units):
    basis = read_basis(text)
    assert basis.kind == kind
    assert basis.units == (None if units is None else Decimal(units))


@pytest.mark.parametrize("text", ["% Daily Value", "% NRV*", "Vitamin D3", "", "Store in a cool, dry place"])
def test_a_text_that_is_no_head_says_nothing(text):
    assert read_basis(text) is None


def bases(*lines):
    return [(f.amount, f.basis.kind, f.basis.units, f.standing) for f in label_of(page_of(lines)).facts]


FOOT = ("** Daily Value not established.", "Other Ingredients: rice flour.")


def test_two_servings_are_two_facts_that_confirm_each_other():
    found = bases(
        "Supplement Facts",
        "|Per 1 Capsule|Per 2 Capsules",
        "Vitamin D3|25 mcg|50 mcg",
        "Zinc|5 mg|10 mg",
        *FOOT,
    )
    assert [(amount, units) for amount, _, units, _ in found] == [(25, 1), (50, 2)]
    assert {standing for *_, standing in found} == {Standing.CONFIRMED}


def test_two_servings_out_of_proportion_confirm_nothing():
    found = bases(
        "Supplement Facts",
        "|Per 1 Capsule|Per 2 Capsules",
        "Vitamin D3|25 mcg|55 mcg",
        "Zinc|5 mg|10 mg",
        *FOOT,
    )
    assert Standing.CONFIRMED not in {standing for *_, standing in found}


def test_a_portion_beside_100_g_keeps_each_amounts_own_basis():
    found = bases(
        "Nährwertangaben", "|pro 100 g|pro Tagesdosis|% NRV*", "Vitamin D3|2500 µg|25 µg|500",
        "Vitamin K2 (MK-7)|7500 µg|75 µg|100", "Zink|1000 mg|10 mg|100", "*NRV: Nährstoffbezugswert",
    )  # fmt: skip
    assert [(amount, kind) for amount, kind, *_ in found] == [
        (2500, "100g"), (25, "day"), (7500, "100g"), (75, "day"),
    ]  # fmt: skip


def test_two_columns_without_heads_are_doubtful():
    found = bases("Supplement Facts", "Vitamin D3|25 mcg|60 mcg", "Zinc|5 mg|10 mg", *FOOT)
    assert {standing for *_, standing in found} == {Standing.DOUBTFUL}


def test_iu_below_the_second_column_are_not_the_firsts():
    page = page_of(
        [
            "Información nutricional",
            "|/ 100 g|por dosis diaria (1 gominola)|% VRN",
            "Vitamina D (como|2500 µg|50 µg|1.000%",
            "colecalciferol)||",
            "Calcio|30000 mg|600 mg|75%",
            "VRN: valores de referencia",
        ],
        columns=(60, 400, 600, 900),
    )
    below = next(w for w in page.words if w.text == "colecalciferol)")
    iu = word("[2000 UI]", 560, below.box[1])
    label = label_of(page.model_copy(update={"words": (*page.words, iu)}))
    first, second = (f for f in label.facts if f.nutrient == "vitamin_d")
    assert (first.amount, first.iu, first.conflict) == (Decimal(2500), None, None)
    assert (second.amount, second.iu, second.standing) == (Decimal(50), Decimal(2000), Standing.CONFIRMED)


def test_iu_on_a_line_of_their_own_are_the_vitamin_ds_above():
    label = label_of(
        page_of(
            [
                "Supplement Facts",
                "|Amount Per Serving|% Daily Value",
                "Vitamin D3 (as cholecalciferol)|50 mcg|250%",
                "|(2,000 IU)|",
                "Zinc|11 mg|100%",
                "* Daily Value not established.",
                "Other Ingredients: rice flour.",
            ]
        )
    )
    (fact,) = label.facts
    assert (fact.amount, fact.iu, fact.standing) == (50, 2000, Standing.CONFIRMED)
    assert label.declares.calcium == "no"  # no row is left that may be anything


def per_100g(*rows):
    return label_of(
        page_of(
            [
                "Nährwerttabelle",
                "|pro 100 g|pro Tagesdosis (2 Kapseln)|% NRV",
                *rows,
                "NRV: Nährstoffbezugswerte",
            ],
            columns=(60, 500, 760, 1060),
        )
    )


D = "Vitamin D3|2500 µg|25 µg|500%"


@pytest.mark.parametrize("others", [(), ("Vitamin C|8000 mg|80 mg|100%",)])
def test_a_row_that_breaks_the_columns_proportion_is_doubtful(others):
    right = per_100g(D, *others, "Vitamin K2 (MK-7)|7500 µg|75 µg|100%")
    assert {f.standing for f in right.facts} <= {Standing.READ, Standing.CONFIRMED}
    wrong = per_100g(D, *others, "Vitamin K2 (MK-7)|1500 µg|75 µg|100%")
    (hundred, portion) = (f for f in wrong.facts if f.nutrient == "vitamin_k")
    assert hundred.standing is Standing.DOUBTFUL
    assert portion.standing is Standing.CONFIRMED  # by its own percentage
    standings = {f.amount: f.standing for f in wrong.facts if f.nutrient == "vitamin_d"}
    # Of two rows neither is the odd one; of three it is.
    assert standings[2500] is (Standing.READ if others else Standing.DOUBTFUL)


def test_rounded_amounts_keep_the_proportion():
    label = per_100g(D, "Vitamin K2 (MK-7)|7.4 mg|75 µg|100%", "Calcium|12.3 g|120 mg|15%")
    assert Standing.DOUBTFUL not in {f.standing for f in label.facts if f.nutrient == "calcium"}


def test_two_heads_in_one_run_of_text_are_two():
    heads = read_heads_of("1 kropla 1ml")
    assert [basis.kind for basis in heads] == ["drop", "ml"]


def read_heads_of(text):
    (placed,) = straighten([word(text, 500, 100)])
    return [head.basis for head in read_heads([placed])]


def test_a_head_torn_in_two_is_read():
    """The reader gave "100" and "g", one over the other's end."""
    words = [word("Vitamine D3", 60, 100), word("100", 420, 100), word("g", 437, 100)]
    assert [head.basis.kind for head in read_heads(straighten(words))] == ["100g"]


def test_a_point_is_settled_by_the_columns_proportion():
    """Two rows plainly say that 100 g are ten portions; the third's amount may be 1,250 or 1.25."""
    head = ["Nutrition information", "|per 100 g|per daily dose (2 capsules)|% NRV"]
    rows = ["Vitamin D3|250 µg|25 µg|500%", "Vitamin K2 (MK-7)|1.250 µg|125 µg|167%", "Zinc|99 mg|9.9 mg|99%"]
    label = label_of(page_of([*head, *rows, "NRV: nutrient reference values"], columns=(60, 500, 760, 1060)))
    (hundred, portion) = (f for f in label.facts if f.form == "MK-7")
    assert (hundred.amount, hundred.standing) == (1250, Standing.READ)
    assert (portion.amount, portion.standing) == (125, Standing.CONFIRMED)


def test_a_percentage_that_contradicts_every_reading_is_not_settled_by_the_proportion():
    head = ["Nutrition information", "|per 100 g|per daily dose (2 capsules)|% NRV"]
    rows = [
        "Vitamin D3|25 µg|250 µg|5,000%",
        "Vitamin K2 (MK-7)|125 µg|1.250 µg|99%",
        "Zinc|1.1 mg|11 mg|110%",
    ]
    label = label_of(page_of([*head, *rows, "NRV: nutrient reference values"], columns=(60, 500, 760, 1060)))
    (_, portion) = (f for f in label.facts if f.form == "MK-7")
    assert (portion.conflict, portion.standing) == ("percent", Standing.DOUBTFUL)


TWO_SIZES = [
    word("Supplement Facts", 71, 100, width=600, height=60),
    word("Servings", 79, 180, width=105),
    word("Per Container: 30-60", 180, 180, width=236),
    word("1 Softgel", 447, 215, width=116),
    word("2 Softgels", 680, 215, width=129),
    word("% DV", 854, 215, width=81),
]
"""A head over two columns; what tells how many servings a pack holds was torn in two."""


def test_how_many_servings_a_pack_holds_is_no_head_of_a_column():
    rows = [
        word("Vitamin D", 76, 260, width=110),
        word("251 mcg (10,040 IU) 502 mcg (20,080 IU)", 311, 260, width=507),
        word("2,510%", 825, 260, width=109),
        word("Vitamin K2 (as menaquinone-7)", 76, 310, width=330),
        word("27 mcg", 454, 310, width=105),
        word("54 mcg", 706, 310, width=108),
        word("45%", 865, 310, width=71),
    ]
    facts = label_of(page([*TWO_SIZES, *rows])).facts
    assert [(f.amount, f.basis.units) for f in facts] == [(251, 1), (502, 2), (27, 1), (54, 2)]


@pytest.mark.parametrize(
    ("text", "heads"),
    [("Per Container: 30-60", 0), ("pro Packung: 30", 0), ("per bottle (500 ml)", 1), ("Per pack 20 g", 1)],
)
def test_a_packs_weight_may_stand_in_its_head_and_its_count_does_not(text, heads):
    assert len(read_heads(straighten([word(text, 100, 100)]))) == heads


def test_amounts_in_one_word_under_more_heads_than_they_are_belong_to_none_of_them_surely():
    head = [*TWO_SIZES[:1], *TWO_SIZES[3:5], word("3 Softgels", 230, 215, width=129)]
    rows = [
        word("Vitamin D", 76, 260, width=110),
        word("251 mcg (10,040 IU) 502 mcg (20,080 IU)", 311, 260, width=507),
        word("Zinc", 76, 310, width=60),
        word("5 mg", 240, 310, width=70),
        word("10 mg", 454, 310, width=70),
        word("15 mg", 706, 310, width=70),
    ]
    facts = label_of(page([*head, *rows])).facts
    assert {(f.amount, f.standing) for f in facts} == {(251, Standing.DOUBTFUL), (502, Standing.DOUBTFUL)}


@pytest.mark.parametrize(("at", "standings"), [(454, Standing.CONFIRMED), (560, Standing.DOUBTFUL)])
def test_a_head_of_100_g_beside_one_that_was_not_read_is_no_columns_surely(at, standings):
    """A line of heads read as one word tells little of where the 100 g stand in it."""
    heads = [word("pro 100 g", at, 215, width=100)]
    if at == 454:
        heads.append(word("pro Kapsel", 640, 215, width=110))
    rows = [
        word("Vitamin D3", 76, 260, width=110),
        word("500 µg", 454, 260, width=100),
        word("12,5 µg", 640, 260, width=100),
        word("250%", 865, 260, width=71),
        word("Vitamin E", 76, 310, width=110),
        word("600 mg", 454, 310, width=100),
        word("15 mg", 640, 310, width=100),
        word("125%", 865, 310, width=71),
    ]
    title = word("Nährstoffe NRV", 76, 160, width=200)
    facts = label_of(page([title, *heads, *rows, word("NRV nach VO (EU) 1169/2011", 76, 400)])).facts
    assert {f.amount: f.standing for f in facts}[Decimal("12.5")] is standings


def test_two_lines_of_one_head_are_one_head():
    heads = [
        word("pro Tagesdosis", 792, 190, width=192),
        word("/ 100 g", 664, 222, width=103),
        word("(1 Weichkapsel)", 768, 222, width=205),
    ]
    rows = [
        word("Vitamin E", 46, 270, width=138),
        word("1.875 mg", 619, 270, width=143),
        word("15 mg", 888, 270, width=101),
        word("Vitamin D3", 46, 320, width=137),
        word("1.875 µg 15 µg (600 I.E.)", 627, 320, width=357),
        word("300 %", 1011, 320, width=96),
    ]
    title = word("Zusammensetzung", 38, 140, width=331)
    facts = label_of(page([title, *heads, *rows, word("* NRV nach VO (EU) 1169/2011", 46, 370)])).facts
    assert [(f.amount, f.standing) for f in facts] == [(1875, Standing.READ), (15, Standing.CONFIRMED)]
    assert [f.basis.kind for f in facts] in (["100g", "day"], ["100g", "unit"])  # the day's dose is one


@pytest.mark.parametrize(
    ("text", "unclear"),
    [
        ("Amount Per 1 Capsule %DV 2 Capules", True),  # two columns' heads on one line, one misspelt
        ("ανά ημερήσια δόση (1 5 δισκίο)", True),  # a letter of the line below, behind the count
        ("per 1 2 capsules", True),
        ("per 1 tablet (500 mg)", False),
        ("je 1 Kapsel je 2 Kapseln", False),
        ("per 2 capsules (1.2 g)", False),
        ("Amount Per 1 Capsule 60 servings", False),
    ],
)
def test_a_count_that_may_be_anothers_is_not_believed(text, unclear):
    assert is_unclear(text) is unclear


@pytest.mark.parametrize(("second", "kinds"), [("2 Capsules", ["unit", "serving"]), ("2 Capules", [])])
def test_two_heads_read_as_one_of_which_one_is_misspelt_head_no_column(second, kinds):
    heads = read_heads(straighten([word(f"per 1 Capsule {second}", 600, 70, width=280)]))
    assert [head.basis.kind for head in heads] == kinds
