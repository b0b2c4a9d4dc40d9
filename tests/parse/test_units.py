"""An amount is read as printed, marked where it was guessed, or refused; it is never invented."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelaudit.model.amount import Unit
from labelaudit.parse.units import find_quantities, read_number


def short(text):
    """Every quantity of a text: values, unit ("%" for a percentage)."""
    return [(tuple(map(str, q.values)), "%" if q.percent else q.unit.value) for q in find_quantities(text)]


def one(text):
    (quantity,) = find_quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("25 mcg", "25", "mcg"),
        ("25mcg", "25", "mcg"),
        ("25 µg", "25", "mcg"),
        ("25 μg", "25", "mcg"),
        ("25 ug", "25", "mcg"),
        ("25 micrograms", "25", "mcg"),
        ("25 Mikrogramm", "25", "mcg"),
        ("600 mg", "600", "mg"),
        ("600 Milligramm", "600", "mg"),
        ("5.8 g", "5.8", "g"),
        ("2,000 IU", "2000", "IU"),
        ("2.000,5 I.E.", "2000.5", "IU"),
        ("800 UI", "800", "IU"),
        ("800 U.I.", "800", "IU"),
        ("400 IE", "400", "IU"),
        ("400 j.m.", "400", "IU"),
        ("50,000 I.U.", "50000", "IU"),
        ("1,000,000 IU", "1000000", "IU"),
        ("1'000 mg", "1000", "mg"),
        ("1\u00a0000 mg", "1000", "mg"),
        ("1 000 mg", "1000", "mg"),
        ("0,5 mg", "0.5", "mg"),
        ("0,025 mg", "0.025", "mg"),
        ("1,250.5 mg", "1250.5", "mg"),
        ("1.250,5 mg", "1250.5", "mg"),
        ("8.687.5 mcg", "8687.5", "mcg"),
        ("8,687,5 mcg", "8687.5", "mcg"),
        ("50 mcg**", "50", "mcg"),
        ("50 µg†", "50", "mcg"),
        ("2 x 500 mg", "500", "mg"),
    ],
)
def test_an_amount_is_read_as_printed(text, amount, unit):
    quantity = one(text)
    assert quantity.values == (Decimal(amount),)
    assert quantity.unit == unit
    assert quantity.clean
    assert quantity.qualifier is None


@pytest.mark.parametrize("text", ["1.000 mg", "1.250 mg", "20.000 IE"])
def test_a_lone_point_before_three_digits_has_two_readings(text):
    digits = text.split(maxsplit=1)[0]
    assert one(text).values == (Decimal(digits.replace(".", "")), Decimal(digits))


@pytest.mark.parametrize("mark", ["·", "•", "'", ":", "*", ";", "..", "°", "/", "?"])
def test_figures_behind_an_odd_mark_may_be_the_rest_of_a_number(mark):
    (quantity,) = find_quantities(f"62{mark}5 mcg")
    assert not quantity.clean


@pytest.mark.parametrize("text", ["Vitamin B12.....5 mcg", "MK-7 100 mcg", "500 mg/250 mg", "B12. 5 mcg"])
def test_what_stands_before_a_number_and_is_no_part_of_it_leaves_it_clean(text):
    assert all(quantity.clean for quantity in find_quantities(text))


@pytest.mark.parametrize(("text", "small", "large"), [(".5 mg", "0.5", "5"), (".200 mcg", "0.200", "200")])
def test_a_point_before_the_first_digit_may_be_the_last_of_a_leaders_dots(text, small, large):
    assert one(text).values == (Decimal(small), Decimal(large))


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("SO mcg", "50", "mcg"),
        ("5O mcg", "50", "mcg"),
        ("l00 mcg", "100", "mcg"),
        ("1OO mcg", "100", "mcg"),
        ("I000 IU", "1000", "IU"),
        ("1,0OO IU", "1000", "IU"),
        ("25 pg", "25", "mcg"),
        ("25 yg", "25", "mcg"),
        ("25 ng", "25", "mcg"),
        ("15 rng", "15", "mg"),
        ("15 mq", "15", "mg"),
        ("400 1U", "400", "IU"),
        ("400 lU", "400", "IU"),
        ("400 |U", "400", "IU"),
        ("400 TU", "400", "IU"),
        ("10001U", "1000", "IU"),
    ],
)
def test_a_readers_slip_is_mended_and_marked(text, amount, unit):
    quantity = one(text)
    assert (quantity.values, quantity.unit) == ((Decimal(amount),), unit)
    assert not quantity.clean


@pytest.mark.parametrize("unit", ["meg", "mcq", "rncg", "mog"])
def test_what_can_only_be_mcg_is_mcg(unit):
    assert short(f"100 {unit}") == [(("100",), "mcg")]


@pytest.mark.parametrize(
    "text",
    [
        "1 00 µg",
        "10 00 mg",
        "007 mg",
        "1 2 3 mg",
        "1 ,000 mg",
        ",000 mg",
        "62. 5 mcg",
        "62-5 mg",
        "5,000125 mcg",
    ],
)
def test_a_torn_number_is_never_clean(text):
    assert all(not q.clean for q in find_quantities(text))


@pytest.mark.parametrize(
    "text", ["-5 mg", "1.5.3 mg", "12,34,567 mg", "1,00,000 IU", "1½ mg", "2,00010", "MK-7100 mcg", "1e3 mg"]
)
def test_what_is_no_plain_number_is_refused(text):
    assert find_quantities(text) == ()


@pytest.mark.parametrize(
    ("text", "qualifier", "amount"),
    [
        ("< 1 mg", "<", "1"),
        ("less than 5 mg", "<", "5"),
        ("≤ 5 mg", "<", "5"),
        ("up to 20 mg", "up to", "20"),
        ("bis zu 20 mg", "up to", "20"),
        ("jusqu'à 20 mg", "up to", "20"),
        ("max. 20 mg", "up to", "20"),
        ("approx. 20 mg", "approx", "20"),
        ("ca. 20 mg", "approx", "20"),
        ("~20 mg", "approx", "20"),
        ("<1%", "<", "1"),
    ],
)
def test_what_is_not_a_plain_amount_says_so(text, qualifier, amount):
    quantity = one(text)
    assert (quantity.qualifier, quantity.values) == (qualifier, (Decimal(amount),))


@pytest.mark.parametrize("text", ["240-250 mg", "240–250 mg", "240 to 250 mg", "240 bis 250 mg"])
def test_a_range_keeps_both_ends(text):
    quantity = one(text)
    assert (quantity.qualifier, quantity.bounds) == ("range", (Decimal(240), Decimal(250)))


@pytest.mark.parametrize(
    ("text", "percent"), [("250%", "250"), ("12,5 %", "12.5"), ("1000 %", "1000"), ("83%*", "83")]
)
def test_a_percentage_has_no_unit(text, percent):
    assert short(text) == [((percent,), "%")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("25 mcg (1,000 IU) 125%", [(("25",), "mcg"), (("1000",), "IU"), (("125",), "%")]),
        ("5mcg(200IU)", [(("5",), "mcg"), (("200",), "IU")]),
        ("50 mcg/2000 IU", [(("50",), "mcg"), (("2000",), "IU")]),
        ("1,500 mg 2,500 mg", [(("1500",), "mg"), (("2500",), "mg")]),
        ("(as cholecalciferol) (5,000 125 mcg", [(("125",), "mcg")]),
        ("Vitamin B12 2.4 mcg", [(("2.4",), "mcg")]),
        ("Vitamin K2 (as MK-7) 100 mcg", [(("100",), "mcg")]),
        ("CoQ10 100mg", [(("100",), "mg")]),
        ("Vitamin D-3 5000 IU", [(("5000",), "IU")]),
        ("Omega-3 300 mg", [(("300",), "mg")]),
    ],
)
def test_amounts_of_a_line_are_told_apart(text, found):
    assert short(text) == found


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("MK 7 100 mcg", "100"),
        ("menaquinone 7 120 mcg", "120"),
        ("MK 7 45 mcg", "45"),
        ("Omega 3 300 mg", "300"),
        ("Vitamine D 2 000 UI", "2000"),
        ("Vitamine C 1 000 mg", "1000"),
    ],
)
def test_a_names_own_digit_is_no_thousand(text, amount):
    quantity = one(text)
    assert (quantity.values, quantity.clean) == ((Decimal(amount),), True)


def test_a_digit_that_may_be_the_names_or_a_thousand_leaves_both_readings():
    quantity = one("Vitamin D 3 125 mcg")
    assert set(quantity.values) == {Decimal(125), Decimal(3125)}
    assert not quantity.clean


def test_a_quantity_says_where_it_stands():
    text = "Vitamin D3 (Cholecalciferol) 25 µg*"
    quantity = one(text)
    assert text[quantity.start : quantity.end] == "25 µg"


def test_milligrams_are_never_read_for_micrograms_without_a_mark():
    """The worst slip is a thousandfold."""
    for spelling in ("pg", "yg", "ng", "hg", "jg", "m cg", "μ9", "uq"):
        assert not one(f"50 {spelling}").clean


@given(st.integers(1, 10**7), st.sampled_from([u.value for u in Unit]), st.sampled_from(["", " "]))
def test_any_plain_amount_comes_back(n, unit, gap):
    quantity = one(f"{n}{gap}{unit}")
    assert (quantity.values, quantity.unit) == ((Decimal(n),), unit)
    assert quantity.clean


@given(st.integers(1, 10**7), st.sampled_from([u.value for u in Unit]))
def test_any_amount_with_commas_between_thousands_comes_back(n, unit):
    assert one(f"{n:,} {unit}").values == (Decimal(n),)


@given(st.decimals("0.01", "999.99", places=2), st.sampled_from("., "))
def test_any_decimal_comes_back_with_a_point_or_a_comma(n, sign):
    assert one(f"{n} mg".replace(".", sign if sign != " " else ".")).values == (n,)


@given(st.integers(0, 5000))
def test_any_percentage_comes_back(n):
    assert short(f"{n}%") == [((str(n),), "%")]


@given(st.text(st.characters(exclude_categories=["Nd", "No", "Cs"]), max_size=40))
def test_a_text_without_a_digit_gives_no_clean_quantity(text):
    assert not any(q.clean for q in find_quantities(text))


@given(st.text("0123456789., '", min_size=1, max_size=14))
def test_a_number_is_read_from_its_own_digits_or_refused(text):
    digits = "".join(c for c in text if c.isdigit())
    for value in read_number(text):
        assert "".join(c for c in format(value, "f") if c.isdigit()).strip("0") in digits


@given(st.text("0123456789.,mcgIU%<-()/ ", max_size=30))
def test_no_digits_of_a_clean_amount_come_from_elsewhere(text):
    for quantity in find_quantities(text):
        told = text[quantity.start : quantity.end].replace(" ", "")
        assert 0 <= quantity.start < quantity.end <= len(text)
        if quantity.clean:
            for value in quantity.values:
                core = "".join(c for c in format(value, "f") if c.isdigit()).strip("0")
                assert core in "".join(c for c in told if c.isdigit())


@pytest.mark.parametrize("text", ["3250μg26μg", "11 250 mg90mg", "25mcg1 000 mcg", "30mg400 mg"])
def test_two_columns_glued_together_are_two_amounts(text):
    assert ["".join(q.raw.split()) for q in find_quantities(text)] == re.findall(
        r"\d+\D+", "".join(text.split())
    )


def test_the_first_figure_of_the_next_column_is_no_part_of_the_amount():
    quantity = one("50μg1")
    assert (quantity.values, quantity.unit, quantity.clean) == ((Decimal(50),), Unit.MCG, False)
