"""What a serving size says, and what it leaves open."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelaudit.parse.serving import parse_serving, same_amounts


@pytest.mark.parametrize(
    ("text", "units", "unit"),
    [
        ("Serving Size: 2 Capsules", "2", "capsule"),
        ("Serv. Size 1 Scoop (5.8g)", "1", "scoop"),
        ("Serving Size 1 Softgel   Servings Per Container 90", "1", "softgel"),
        ("Serving Size: One (1) Vegetarian Capsule", "1", "capsule"),
        ("Serving Size 2 Gummies", "2", "gummy"),
        ("Serving Size: ½ tablet", "0.5", "tablet"),
        ("Serving Size: 1-1/2 scoops", "1.5", "scoop"),
        ("Serving Size 1 Tablespoon (15 mL)", "1", "tablespoon"),
        ("Serving Size: 1 mL (28 drops)", "1", "ml"),
        ("1 Softgel", "1", "softgel"),
        ("Each softgel contains", "1", "softgel"),
        ("per 2 capsules", "2", "capsule"),
        ("1 Capsule(s)", "1", "capsule"),
        ("Tamaño por porción: 2 cápsulas", "2", "capsule"),
        ("por dosis diaria (1 perla)", "1", "softgel"),
        ("par dose journalière (1 gélule)", "1", "capsule"),
        ("Pour 2 comprimés", "2", "tablet"),
        ("pro Tagesdosis (2 Kapseln)", "2", "capsule"),
        ("pro Kapsel", "1", "capsule"),
        ("pro 5 Tropfen", "5", "drop"),
        ("per 1 compressa", "1", "tablet"),
        ("per dagdosering (3 druppels)", "3", "drop"),
        ("por 2 comprimidos", "2", "tablet"),
        ("na 1 kapsułkę", "1", "capsule"),
        ("Zawartość w 2 kapsułkach", "2", "capsule"),
        ("ανά 2 κάψουλες", "2", "capsule"),
        ("ΑΝΑ ΔΟΣΗ (1 ΔΙΣΚΙΟ)", "1", "tablet"),
    ],
)
def test_a_serving_is_read_in_every_language(text: str, units: str, unit: str) -> None:
    serving = parse_serving(text)
    assert serving is not None
    assert (serving.units, serving.unit) == (Decimal(units), unit)


@pytest.mark.parametrize(
    ("text", "units", "unit"),
    [
        ("ServingSize:2Capsules", "2", "capsule"),
        ("Serving Size l Softgel", "1", "softgel"),
        ("Serving Size: I Capsule", "1", "capsule"),
        ("Serving Size 2O drops", "20", "drop"),
        ("Serving Size 2 Capsu1es", "2", "capsule"),
        ("pro 2 Kapse1n", "2", "capsule"),
    ],
)
def test_the_slips_of_a_reader_are_forgiven_where_only_one_reading_is_left(
    text: str, units: str, unit: str
) -> None:
    serving = parse_serving(text)
    assert serving is not None
    assert (serving.units, serving.unit) == (Decimal(units), unit)


@pytest.mark.parametrize("text", ["1-2 capsules", "1 Scoop | 2 Scoops", "Serving Size: 1 to 2 scoops"])
def test_several_counts_leave_the_count_open(text: str) -> None:
    serving = parse_serving(text)
    assert serving is not None
    assert serving.units is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Serving Size",
        "per 100 g",
        "pro 100 ml",
        "Servings Per Container: 60",
        "60 servings per container",
        "Amount Per Serving",
        "Serving Size ll Capsules",
        "Serving Size: S Capsules",
        "Serving Size: 4-2 Capsules",
    ],
)
def test_a_text_that_counts_no_unit_is_no_serving(text: str) -> None:
    assert parse_serving(text) is None


def test_a_second_telling_says_what_one_unit_is_worth() -> None:
    amounts = same_amounts(parse_serving("Serving Size: 1 mL (28 drops)"))
    assert amounts["drop"] == 28
    assert amounts["ml"] == 1


@given(st.text(max_size=60))
def test_any_text_gives_a_serving_or_none_and_only_printed_digits(text: str) -> None:
    serving = parse_serving(text)
    if serving is not None and serving.units is not None:
        assert serving.units > 0 or "0" in text


@given(
    st.integers(2, 60), st.sampled_from(["Capsules", "Softgels", "drops", "Kapseln", "gélules", "kapsułki"])
)
def test_the_printed_count_is_the_count(count: int, unit: str) -> None:
    serving = parse_serving(f"Serving Size: {count} {unit}")
    assert serving is not None
    assert serving.units == count
