"""A head that was not understood is a doubt; a vitamin's digit, a weight and a fraction are no counts."""

from decimal import Decimal

import pytest
from built import US_FOOT, US_HEAD, ZINC, label_of, only, page, page_of, us, word

from labelaudit.audit.taking import per_day, takings
from labelaudit.model.label import Fact, Label, Standing
from labelaudit.parse.columns import is_unclear, read_basis

FOOT = ("*NRV = Nährstoffbezugswert", "Zutaten: Cellulose")


def eu(*lines: str, directions: str = "", foot: tuple[str, ...] = FOOT) -> Label:
    return label_of(page_of([*lines, *foot, "", "", directions]))


def daily(label: Label, fact: Fact) -> Decimal | None:
    """A day's amount by the directions; None where the label leaves it open."""
    (taking,) = takings(label).values
    times = per_day(fact.basis, taking, label)
    if fact.standing is Standing.DOUBTFUL or not hasattr(times, "numerator"):
        return None
    assert fact.amount is not None
    return round(fact.amount * times.numerator / times.denominator, 6)


def of_100(head: str, directions: str, *, title: str = "Composition") -> Decimal | None:
    """A day's micrograms where the column of this head holds 100."""
    label = eu(f"{title}|{head}|% NRV*", "Vitamin D3|100 µg (4.000 I.E.)|2000 %", directions=directions)
    (fact,) = label.facts
    return daily(label, fact)


@pytest.mark.parametrize(
    ("head", "directions", "day"),
    [
        ("Par stick (5 g)", "Conseil d'utilisation : 1 stick par jour.", 100),
        ("Per sachet (4 g)", "Directions: One sachet daily", 100),
        ("pro Kapsel (0,5 g)", "Verzehrempfehlung: 1 Kapsel täglich", 100),
        ("pro Tablette (1,5 g)", "Verzehrempfehlung: Täglich 2 Tabletten", 200),
        ("pro Tablette (650 mg)", "Verzehrempfehlung: Täglich 2 Tabletten", 200),
        ("1 ml (30 Tropfen)", "Verzehrempfehlung: Täglich 1 ml.", 100),
        ("pro 1/2 Tablette", "Verzehrempfehlung: 1 Tablette täglich.", 200),
        ("pro 1/20 Tablette", "Verzehrempfehlung: 1 Tablette täglich.", 2000),
        ("pro Tagesdosis (1/20 Tablette)", "Verzehrempfehlung: 1 Tablette täglich.", 2000),
        ("10 kropel", "Sposób użycia: 5 kropel dziennie", 50),
    ],
)
def test_a_head_counts_what_it_names_and_nothing_else(head: str, directions: str, day: int) -> None:
    assert of_100(head, directions) == day


@pytest.mark.parametrize(
    "head",
    [
        "pro 1-2 Kapseln",
        "pro Woche",
        "pro Wochendosis",
        "pro Wochendosis (1 Kapsel)",
        "pro 5-Tagesdosis (1 Kapsel)",
        "par semaine",
        "pro Bonbon",
        "pro Taler",
        "Per 2 Txxlets",
        "10 krxpxl",
    ],
)
def test_an_amount_under_a_head_that_was_not_understood_is_doubtful(head: str) -> None:
    assert of_100(head, "Verzehrempfehlung: 1 Kapsel täglich") is None


def test_a_title_that_tells_what_the_amounts_are_for_is_their_head() -> None:
    directions = "Verzehrempfehlung: 3 Bonbons täglich"
    assert of_100("", directions, title="Nährwertangaben pro Bonbon") is None
    assert of_100("", "", title="Nährwertangaben pro Tag") == 100


@pytest.mark.parametrize(
    ("text", "kind", "units"),
    [
        ("Vitamin D3 Tabletten", None, None),
        ("VITAMIN D3 DROPS", None, None),
        ("Vitamin D3 K2 Tabletten", None, None),
        ("Omega 3-6-9", None, None),
        ("Pour 100 g/ml", "100g", None),
        ("pro 100 Gramm", "100g", None),
        ("per 100 gram", "100g", None),
        ("per 100 grammi", "100g", None),
        ("por 100 gramos", "100g", None),
        ("in 100 g", "100g", None),
        ("auf 100 g", "100g", None),
        ("voor 100 g", "100g", None),
        ("cada 100 g", "100g", None),
        ("σε 100 g", "100g", None),
        ("ανά 100 γρ.", "100g", None),
        ("pour 100 ml", "100ml", None),
        ("Pour 1 comprimé", "unit", 1),
        ("Per ½ Tablet", "serving", Decimal("0.5")),
        ("Per 1/2 Tablet", "serving", Decimal("0.5")),
        ("pro Tagesdosis (2 x 1 Kapsel)", "day", None),
    ],
)
def test_a_count_stands_by_itself_and_100_g_are_said_in_many_ways(
    text: str, kind: str | None, units: Decimal | None
) -> None:
    basis = read_basis(text)
    assert (basis and basis.kind, basis and basis.units) == (kind, units)


def test_the_digit_of_a_vitamin_in_the_title_counts_no_tablets() -> None:
    label = eu(
        "Vitamin D3 Tabletten", "Vitamin D3|25 µg|500 %", "Magnesium|57 mg|15 %",
        directions="Verzehrempfehlung: täglich 1 Tablette",
    )  # fmt: skip
    assert [daily(label, fact) for fact in label.facts] == [25, 57]


def test_half_a_tablet_beside_a_whole_one_is_half_a_tablet() -> None:
    head = ("Supplement Facts", "Serving Size: 1 Tablet", "|Per 1/2 Tablet|Per 1 Tablet")
    label = label_of(us("Vitamin D3|10 mcg|20 mcg", "Calcium|50 mg|100 mg", head=head))
    assert [(f.basis.units, f.amount) for f in label.facts] == [
        (Decimal("0.5"), 10), (1, 20), (Decimal("0.5"), 50), (1, 100),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "% NRV*", "% Daily Value", "Amount Per Serving", "Amount", "Menge", "% par rapport aux AR",
        "pro Tag", "je Tagesverzehrmenge", "pro Einzeldosis", "par prise", "por toma", "per daily amount",
        "per assunzione giornaliera", "per cent", "Por ciento", "Supplement Facts", "2000 kcal",
        "Per Spray", "Per 2 Sprays",
    ],
)  # fmt: skip
def test_an_ordinary_head_is_not_unclear(text: str) -> None:
    assert not is_unclear(text)


@pytest.mark.parametrize("gap", [True, False])
@pytest.mark.parametrize(
    ("line", "days"),
    [("Jeden 5. Tag 1 Kapsel", 5), ("1 gélule par semaine", 7), ("1 kapsułka co 20 dni", 20)],
)
def test_a_dose_on_a_line_of_its_own_under_the_ingredients_is_the_directions(
    line: str, days: int, *, gap: bool
) -> None:
    head = ("Composition|pro Kapsel|% NRV*", "Vitamin D3|100 µg (4.000 I.E.)|2000 %")
    label = label_of(page_of([*head, *FOOT, *([""] * 2 if gap else []), line]))
    assert (label.seen.directions, label.regimen.source, label.regimen.every_days) == (
        True,
        "directions",
        days,
    )


def test_a_days_amount_of_what_is_taken_every_fifth_day_is_left_open() -> None:
    assert of_100("pro Tagesdosis", "Verzehrempfehlung: Jeden 5. Tag 1 Kapsel") is None
    assert of_100("pro Tagesdosis (1 Kapsel)", "Verzehrempfehlung: Jeden 5. Tag 1 Kapsel") == 20


@pytest.mark.parametrize("second", ["|pro 3 Kapseln|% NRV", "|pro 100 g|% NRV"])
def test_rows_under_a_second_head_are_not_for_what_the_first_one_tells(second: str) -> None:
    rows = ("Nährwertangaben|pro Kapsel|% NRV", "Vitamin D3|25 µg|500 %", "Zink|5 mg|50 %")
    label = label_of(page_of([*rows, second, "Magnesium|300 mg|80 %", "Vitamin C|80 mg|100 %", *FOOT]))
    assert {f.nutrient: f.standing is Standing.DOUBTFUL for f in label.facts} == {
        "vitamin_d": False,
        "magnesium": True,
    }


def test_a_head_told_again_is_the_same_head() -> None:
    rows = ("Nährwertangaben|pro Kapsel|% NRV", "Vitamin D3|25 µg|500 %", "Zink|5 mg|50 %")
    label = label_of(page_of([*rows, "|pro Kapsel|% NRV", "Magnesium|300 mg|80 %", *FOOT]))
    assert not any(f.standing is Standing.DOUBTFUL for f in label.facts)


@pytest.mark.parametrize("head", ["Ίουα100 g", "/ 100 9 (2 capsules)", "per 100 9"])
def test_a_garbled_head_for_100_g_is_read(head: str) -> None:
    basis = read_basis(head)
    assert basis is not None
    assert basis.kind == "100g"


@pytest.mark.parametrize("head", ["Inhalt 100 g", "pro 1009 mg"])
def test_100_g_of_something_else_head_no_column(head: str) -> None:
    basis = read_basis(head)
    assert basis is None or basis.kind != "100g"


def test_an_amount_behind_a_percentage_is_of_a_column_that_is_not_plain():
    rows = ("Vitamin C|90 mg|100%", "Magnesium|83%|700 mg|167%", ZINC)
    label = label_of(page_of([*US_HEAD, *rows, *US_FOOT]))
    assert only(label, "magnesium").standing is Standing.DOUBTFUL


def test_a_title_over_two_heads_belongs_to_neither():
    words = [
        word("Nutrition information for daily use", 60, 40, width=540),
        word("per 100 g", 370, 72, width=100),
        word("per day", 481, 72, width=220),
        word("(2 tablets)", 528, 104, width=170),
        *(
            word(text, x, 140 + 30 * row)
            for row, cells in enumerate((("Vitamin C", "3600 mg", "90 mg"), ("Calcium", "8400 mg", "210 mg")))
            for text, x in zip(cells, (60, 345, 485), strict=True)
        ),
        word("* reference intake", 60, 230),
    ]
    facts = label_of(page(words)).facts
    assert [(f.amount, f.basis.kind) for f in facts] == [(8400, "100g"), (210, "day")]


def test_the_head_of_100_g_is_no_mineral_of_which_there_are_100_g():
    lines = ("Vitamina D3 + Magnesio", "/ 100 g", "Vitamina C 80 mg, Vitamina B6 2 mg, Zinc 10 mg por 100 g")
    assert only(label_of(page_of(lines)), "magnesium").standing is Standing.DOUBTFUL


@pytest.mark.parametrize("head", ["Amount Per 9 Serving", "Amount Per 2 Servings", "per 3 porzioni"])
def test_a_head_of_several_servings_is_a_doubt(head):
    lines = (
        "Supplement Facts",
        "Serving Size 1 Tablet",
        f"|{head}|% Daily Value",
        "Vitamin D|25 mcg|125%",
        ZINC,
    )
    assert only(label_of(page_of([*lines, *US_FOOT])), "vitamin_d").standing is Standing.DOUBTFUL


def test_heads_on_two_lines_that_are_no_words_of_a_panel_head_their_columns() -> None:
    lines = [
        "Nährwertangaben",
        "|pro 1|%|pro 3|%",
        "|Kapsel|NRV*|Kapseln|NRV*",
        "Vitamin K2 (MK-7)|75 µg|100%|225 µg|300%",
        "Magnesium|100 mg|27%|300 mg|80%",
        "",
        "*NRV: Referenzmenge nach Verordnung (EU) Nr. 1169/2011",
    ]
    label = label_of(page_of(lines, columns=(60, 600, 760, 920, 1080)))
    told = {(f.amount, f.basis.kind, f.basis.units, f.standing) for f in label.facts}
    assert told == {
        (75, "unit", 1, Standing.CONFIRMED),
        (225, "serving", 3, Standing.CONFIRMED),
        (100, "unit", 1, Standing.CONFIRMED),
        (300, "serving", 3, Standing.CONFIRMED),
    }


def test_heads_of_which_only_one_is_in_the_words_of_a_panel_head_their_columns_all() -> None:
    lines = [
        "Supplement Facts",
        "|Per 1|% Daily|Amount Per 3|% Daily",
        "|Capsule|Value|Capsules|Value",
        "Vitamin K2 (as MK-7)|100 mcg|83%|300 mcg|250%",
        "Zinc|11 mg|100%|33 mg|300%",
    ]
    label = label_of(page_of(lines, columns=(60, 600, 760, 920, 1080)))
    told = [(f.amount, f.basis.kind, f.basis.units, f.standing) for f in label.facts]
    assert told == [(100, "unit", 1, Standing.CONFIRMED), (300, "serving", 3, Standing.CONFIRMED)]


@pytest.mark.parametrize(
    ("text", "units"), [("60 capsules", 1), ("Take 2 capsules daily", 1), ("2 capsules", 2)]
)
def test_a_packs_count_and_directions_over_the_amounts_are_no_serving(text: str, units: int) -> None:
    head = ("Supplement Facts", "Serving Size 1 Capsule", f"|{text}")
    fact = only(label_of(us("Vitamin K2 (as MK-7)|100 mcg|83%", ZINC, head=head)), "vitamin_k")
    assert (fact.basis.kind, fact.basis.units) == ("serving", units)
