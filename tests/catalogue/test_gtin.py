"""GTINs as spreadsheets and people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelaudit.catalogue.gtin import check, read_gtin

EAN = "4006381333931"  # 4·1+0·3+0·1+6·3+3·1+8·3+1·1+3·3+3·1+3·3+9·1+3·3 = 89, and 1 makes 90


@pytest.mark.parametrize(
    "text",
    [
        EAN,
        f" {EAN} ",
        "4 006381 333931",
        f"'{EAN}",
        f'"{EAN}"',
        f'="{EAN}"',
        f"{EAN}.0",
        f"0{EAN}",
        "4006381-333931",
    ],
)
def test_a_right_gtin_is_fourteen_digits_however_it_is_written(text: str) -> None:
    assert read_gtin(text) == ("0" + EAN, None)


@pytest.mark.parametrize(
    ("text", "padded"),
    [("20000004", "00000020000004"), ("040000000006", "00040000000006"), ("40000000006", "00040000000006")],
)
def test_zeros_in_front_are_kept_and_filled_up(text: str, padded: str) -> None:
    assert read_gtin(text) == (padded, None)


@pytest.mark.parametrize("text", ["", "  ", "''", '""', "-"])
def test_blank_is_no_gtin_and_no_problem(text: str) -> None:
    assert read_gtin(text) == (None, None)


@pytest.mark.parametrize("text", ["8.5E+11", "8,50012E+11", "8.5e11", "4.00638E+12", "8E+11", "'8.5E+11"])
def test_what_a_spreadsheet_shortened_is_told_and_not_guessed(text: str) -> None:
    gtin, note = read_gtin(text)
    assert gtin is None
    assert note is not None
    assert note.code == "gtin_shortened"


@pytest.mark.parametrize(
    "text", ["n/a", "123", "1234567", "123456789012345", "40063813339ab", "٤٠٠٦٣٨١٣٣٣٩٣١", "½"]
)
def test_what_is_no_gtin_is_a_problem_that_names_it(text: str) -> None:
    gtin, note = read_gtin(text)
    assert gtin is None
    assert note is not None
    assert note.code == "gtin_invalid"
    assert text in note.message


@pytest.mark.parametrize("text", ["4006381333930", "00000000", "00000000000000"])
def test_a_wrong_check_digit_is_a_problem(text: str) -> None:
    gtin, note = read_gtin(text)
    assert gtin is None
    assert note is not None
    assert note.code == "gtin_check"


@given(st.integers(0, 10**13 - 1), st.integers(0, 13), st.integers(1, 9))
def test_one_wrong_digit_never_passes(body: int, place: int, more: int) -> None:
    last = next(d for d in range(10) if check(f"{body:013}{d}"))
    right = f"{body:013}{last}"
    assert not check(right[:place] + str((int(right[place]) + more) % 10) + right[place + 1 :])


@given(st.text(max_size=30))
def test_any_text_is_fourteen_digits_or_none(text: str) -> None:
    gtin, _ = read_gtin(text)
    assert gtin is None or (len(gtin) == 14 and gtin.isascii() and gtin.isdigit() and check(gtin))
