"""What a label claims outside its panel; a claim in doubt is no claim."""

import pytest
from lines import lines

from labelaudit.parse.claims import find_claims


def claims(*texts: str) -> list[tuple[str, str | None, str | None]]:
    """Each claim as nutrient, form and amount with its unit."""
    found = [statement.claim for statement in find_claims(lines(*texts))]
    return [(c.nutrient.value, c.form, f"{c.amount} {c.unit}" if c.amount else None) for c in found if c]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vitamin D3 5,000 IU", [("vitamin_d", "D3", "5000 IU")]),
        ("Vitamin D3 125 mcg (5,000 IU)", [("vitamin_d", "D3", "125 mcg")]),
        ("K2 as MK-7 100 mcg", [("vitamin_k", "MK-7", "100 mcg")]),
        ("D3 + K2", [("vitamin_d", "D3", None), ("vitamin_k", "K2", None)]),
        ("VITAMIN D3+K2", [("vitamin_d", "D3", None), ("vitamin_k", "K2", None)]),
        ("Vitamin D3 & K2 (MK-7)", [("vitamin_d", "D3", None), ("vitamin_k", "MK-7", None)]),
        ("Vitamin D", [("vitamin_d", None, None)]),
        ("Calcium 600 mg", [("calcium", None, "600 mg")]),
        (
            "Vitamina D3 2000 UI + K2 MK-7 75 µg",
            [("vitamin_d", "D3", "2000 IU"), ("vitamin_k", "MK-7", "75 mcg")],
        ),
    ],
)
def test_a_claim_is_read_as_printed(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert claims(text) == expected


def test_an_amount_alone_on_the_next_line_belongs_to_the_claim() -> None:
    assert claims("Vitamin D3", "5,000 IU") == [("vitamin_d", "D3", "5000 IU")]


@pytest.mark.parametrize(
    "text",
    [
        "Vitamin DZ 5000 IU",
        "Vitamin D? 5000 IU",
        "MK-? 100 mcg",
        "Magnesium stearate",
        "Vitamin D3 S000 IU",
        "Vitamin D3 1.000 IE",
        "Supports calcium absorption for strong bones every single day",
        "Strong bones",
    ],
)
def test_a_claim_that_is_not_read_for_sure_is_not_made(text: str) -> None:
    assert claims(text) == []


@pytest.mark.parametrize("text", ["D3 + K2 100 mcg", "Vitamin D3 & K2 5000 IU"])
def test_an_amount_that_may_belong_to_either_is_left_out(text: str) -> None:
    assert [amount for _, _, amount in claims(text)] == [None, None]
