"""A paragraph that lists contents: an amount is the nutrient's that is named before it, or nobody's."""

from decimal import Decimal

import pytest
from built import label_of, only, page, word

from labelaudit.model.label import Declared, Label, Standing
from labelaudit.model.page import Word

AFTER = "Vitamin C 80 mg (100%), Zinc 10 mg (100%)"


def paragraph(*lines: str | Word) -> Label:
    texts = enumerate((*lines, AFTER))
    return label_of(page([word(t, 60, 40 + 30 * n) if isinstance(t, str) else t for n, t in texts]))


def amounts(label: Label, nutrient: str) -> list[Decimal | None]:
    return [fact.amount for fact in label.facts if fact.nutrient == nutrient]


@pytest.mark.parametrize(
    "text",
    [
        "Vitamin D3: 10 µg (200%: Vitamin E: 2.5 mg (21%: Iron 4 mg (29%);",  # brackets never closed
        "Vitamin D3: 10 µg (200%) rox 4.2 mg (30%) Mangase 0.3 mg (15%);",  # names that nobody knows
        "Vitamin D3: 10 µg (k) Selenom: 30 µg;",  # a percentage that was not read
    ],
)
def test_what_is_named_between_two_amounts_parts_them(text: str) -> None:
    assert amounts(paragraph(f"1 capsule provides: {text}"), "vitamin_d") == [10]


@pytest.mark.parametrize(
    ("text", "iu"),
    [
        ("Vitamin D3 10 µg (400 IU) 200% NRV,", 400),
        ("Vitamin D3 10 µg (200%) equivalent to 400 IU,", 400),
        ("Vitamin D3 10 µg or 400 IU (200% RI),", 400),
    ],
)
def test_units_and_percentages_stay_with_their_amount(text: str, iu: int) -> None:
    (fact,) = [f for f in paragraph(f"1 capsule provides: {text}").facts if f.nutrient == "vitamin_d"]
    assert (fact.amount, fact.iu, fact.percent) == (10, iu, 200)


@pytest.mark.parametrize(
    "text", ["(from magnesium oxide 166 mg),", "as magnesium oxide 166 mg,", "davon Magnesiumoxid 166 mg,"]
)
def test_the_weight_of_a_salt_behind_the_percentage_is_never_told_beside_the_elements(text: str) -> None:
    label = paragraph(f"1 capsule provides: Magnesium 100 mg (27%) {text}")
    assert 166 not in [fact.amount for fact in label.facts if fact.standing is not Standing.DOUBTFUL]


def test_a_name_far_off_is_not_that_of_an_amount() -> None:
    label = paragraph(
        "1 capsule provides pea protein with vitamin K2 (as menaquinone-7 from a capsule of vegetable",
        "cellulose, an inactive yeast, plant extracts that turn oil into powder, and what is left of them:",
        "Vitamin D3: 10 µg (200%),",
    )
    assert amounts(label, "vitamin_k") == []
    assert label.declares.vitamin_k is Declared.UNKNOWN


def test_a_long_bracket_does_not_hide_the_name_before_it() -> None:
    label = paragraph(
        "1 capsule provides: Calcium (as calcium carbonate, calcium citrate, calcium malate,",
        "calcium lactate, calcium gluconate and calcium from the red alga Lithothamnion,",
        "from Iceland and from Ireland) 120 mg (15%), Vitamin D3 10 µg (200%),",
    )
    (fact,) = [f for f in label.facts if f.nutrient == "calcium"]
    assert (fact.amount, fact.elemental_mg and fact.elemental_mg.value) == (120, 120)


UNSURE = word(
    "1 capsule provides: Vitamin C 80 mg (100%), Vitamin K2 (as menaquinone-7) 20 µg (27%), Zinc 5 mg (50%)",
    *(60, 40),
    confidence=0.74,
)


@pytest.mark.parametrize(
    ("elsewhere", "standing"),
    [
        ((), Standing.DOUBTFUL),
        (("Algae powder, Vitamin K2 (as menaqulnone-7), capsule",), Standing.CONFIRMED),
        (("Vitamin K2 MK-7",), Standing.CONFIRMED),
        (("Vitamin K2 complex",), Standing.DOUBTFUL),
        (("Vitamin K2 MK-7", "with menaquinone-4"), Standing.DOUBTFUL),
        (("Vitamin K2 MK-7", "with menaquinone-?"), Standing.DOUBTFUL),
    ],
)
def test_a_form_on_an_unsure_line_is_read_where_other_print_names_it(
    elsewhere: tuple[str, ...], standing: Standing
) -> None:
    others = [word(text, 60, 400 + 60 * n) for n, text in enumerate(elsewhere)]
    fact = only(label_of(page([UNSURE, *others])), "vitamin_k")
    assert (fact.form, fact.amount, fact.standing) == ("MK-7", 20, standing)


def test_the_same_print_read_twice_does_not_vouch_for_a_form() -> None:
    again = word("Vitamin K2 MK-7", 300, 42, confidence=0.9)
    assert only(label_of(page([UNSURE, again])), "vitamin_k").standing is Standing.DOUBTFUL


def told(text: str) -> list[tuple[str, Decimal | None, str, Decimal | None]]:
    """Nutrient, amount and what it is for, of a list behind a line that is no part of it."""
    lines = [word("Vitamin D3 Tropfen", 60, 40), word(text, 60, 200)]
    return [(f.nutrient, f.amount, f.basis.kind, f.basis.units) for f in label_of(page(lines)).facts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "5 Tropfen enthalten: Vitamin D3 125 µg (5.000 I.E.), Vitamin K2 80 µg (107%), Zink 10 mg (100%)",
            [("vitamin_d", 125, "drop", 5), ("vitamin_k", 80, "drop", 5)],
        ),
        (
            "Pro Kapsel: Vitamin D3 10 µg (200 % NRV), Magnesium 100 mg (27 % NRV). Pro 3 Kapseln: "
            "Vitamin D3 30 µg (600 % NRV), Magnesium 300 mg (80 % NRV).",
            [
                ("vitamin_d", 10, "unit", 1),
                ("magnesium", 100, "unit", 1),
                ("vitamin_d", 30, "serving", 3),
                ("magnesium", 300, "serving", 3),
            ],
        ),
        (
            "Pro 100 g: Calcium 12 g (1500 % NRV), Zink 1 g (10000 % NRV). Pro Portion (2,5 g): "
            "Calcium 300 mg (38 % NRV), Zink 25 mg (250 % NRV).",
            [("calcium", 12, "100g", None), ("calcium", 300, "serving", None)],
        ),
        (
            "Pour 100 g : vitamine D3 2500 µg (50000 % AR), calcium 12 g (1500 %), zinc 1 g (10000 %).",
            [("vitamin_d", 2500, "100g", None), ("calcium", 12, "100g", None)],
        ),
    ],
)
def test_each_amount_is_for_what_the_text_before_it_says(
    text: str, expected: list[tuple[str, Decimal | None, str, Decimal | None]]
) -> None:
    assert told(text) == expected


@pytest.mark.parametrize("lead", ["Pro Bonbon:", "Pro Wochendosis:", "2 Txxlets contain:"])
def test_a_list_for_what_nobody_knows_is_doubtful(lead: str) -> None:
    label = paragraph(f"{lead} Vitamin D3 10 µg (200 % NRV), Magnesium 100 mg (27 % NRV),")
    assert {fact.standing for fact in label.facts} == {Standing.DOUBTFUL}


def test_a_front_on_the_level_of_a_line_is_no_name_of_what_the_line_begins_with() -> None:
    lines = (
        "Analyse nutritionnelle pour 1 comprimé: Vitamine D3 (cholécalciférol)",
        "10 μg (200% VNR), Vitamine K2 (Ménaquinone-7): 180 μg (240% VNR), Calcium",
        "(lactate de calcium): 500 mg (63% VNR), Magnésium 150 mg (40% VNR). *VNR :",
        "valeurs nutritionnelles de référence.",
    )
    words = [word(line, 900, 40 + 30 * n) for n, line in enumerate(lines)]
    label = label_of(page([*words, word("Vitamine D3 + K2 + Calcium + Magnésium", 540, 72)]))
    told = {(f.nutrient.value, f.amount, f.standing is Standing.DOUBTFUL) for f in label.facts}
    assert told == {
        ("vitamin_d", 10, False),
        ("vitamin_k", 180, False),
        ("calcium", 500, False),
        ("magnesium", 150, False),
    }
