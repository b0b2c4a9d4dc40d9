"""A panel's own arithmetic contradicts what is wrong, and confirms only what it could have caught."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelaudit.model.amount import Unit
from labelaudit.parse.crosscheck import Check, cross_check, ratio_confirms, slips
from labelaudit.parse.references import TABLES, Fit, Vote, choose_table, fit, percent_of, reference_amount

DOSES = [
    ("vitamin_d", "25", "mcg", 125, 250, 500),
    ("vitamin_d", "50", "mcg", 250, 500, 1000),
    ("vitamin_k", "100", "mcg", 83, 125, 133),
    ("calcium", "500", "mg", 38, 50, 63),
    ("magnesium", "100", "mg", 24, 25, 27),
]
"""Doses and their printed percentages under the three tables."""
THREE = ("fda-2016", "fda-1995", "eu-nrv")


def check(nutrient, amount, unit, **more):
    fields = {"iu": None, "percent": None, "table": None, **more}
    numbers = {
        k: Decimal(str(v)) if k in ("iu", "percent") and v is not None else v for k, v in fields.items()
    }
    return cross_check(nutrient, Decimal(str(amount)), Unit(unit), **numbers)


@pytest.mark.parametrize(
    ("table", "nutrient", "amount"),
    [
        ("fda-2016", "vitamin_d", "20 mcg"),
        ("fda-2016", "vitamin_k", "120 mcg"),
        ("fda-2016", "calcium", "1300 mg"),
        ("fda-2016", "magnesium", "420 mg"),
        ("fda-1995", "vitamin_d", "10 mcg"),
        ("fda-1995", "vitamin_k", "80 mcg"),
        ("fda-1995", "calcium", "1000 mg"),
        ("fda-1995", "magnesium", "400 mg"),
        ("eu-nrv", "vitamin_d", "5 mcg"),
        ("eu-nrv", "vitamin_k", "75 mcg"),
        ("eu-nrv", "calcium", "800 mg"),
        ("eu-nrv", "magnesium", "375 mg"),
        ("au-rdi", "vitamin_d", "10 mcg"),
        ("au-rdi", "calcium", "800 mg"),
        ("au-rdi", "magnesium", "320 mg"),
    ],
)
def test_the_reference_amounts_are_those_of_the_regulations(table, nutrient, amount):
    value, unit = reference_amount(table, nutrient)
    assert f"{value} {unit}" == amount


@pytest.mark.parametrize(("nutrient", "amount", "unit", "new", "old", "eu"), DOSES)
def test_usual_doses_agree_with_their_printed_percentages(nutrient, amount, unit, new, old, eu):
    for table, percent in zip(THREE, (new, old, eu), strict=True):
        assert fit(table, nutrient, Decimal(amount), Unit(unit), Decimal(percent)) is Fit.AGREES


@pytest.mark.parametrize(("nutrient", "amount", "unit", "new", "old", "eu"), DOSES)
def test_a_percentage_two_points_off_contradicts_small_ones(nutrient, amount, unit, new, old, eu):
    for table, percent in zip(THREE, (new, old, eu), strict=True):
        for off in (-11, 11):
            wrong = Decimal(percent + off)
            assert fit(table, nutrient, Decimal(amount), Unit(unit), wrong) is Fit.CONTRADICTS


def test_international_units_count_a_fortieth_of_a_microgram():
    assert percent_of("fda-2016", "vitamin_d", Decimal(2000), Unit.IU) == 250
    assert percent_of("fda-2016", "calcium", Decimal(2000), Unit.IU) is None


def test_the_table_is_the_one_that_most_rows_fit():
    votes = [
        Vote("vitamin_d", Decimal(25), Unit.MCG, Decimal(125)),
        Vote("zinc", Decimal(11), Unit.MG, Decimal(100)),
        Vote("calcium", Decimal(500), Unit.MG, Decimal(63)),
    ]
    assert choose_table(votes) == ("fda-2016", 2)


def test_rows_that_fit_two_tables_alike_tell_none():
    assert choose_table([Vote("iron", Decimal(18), Unit.MG, Decimal(100))])[0] is None
    assert choose_table([])[0] is None


@pytest.mark.parametrize(
    ("amount", "unit", "iu"), [("25", "mcg", 1000), ("50", "mcg", 2000), ("12.5", "mcg", 500)]
)
def test_micrograms_and_units_confirm_each_other(amount, unit, iu):
    assert check("vitamin_d", amount, unit, iu=iu).confirmed


@pytest.mark.parametrize("iu", [200, 20000, 1000, 2500, 8000, 2200])
def test_micrograms_and_units_that_differ_are_a_conflict(iu):
    assert check("vitamin_d", 50, "mcg", iu=iu) == Check(conflict="iu")


@pytest.mark.parametrize(("nutrient", "amount", "unit", "new", "old", "eu"), DOSES[:3])
def test_a_percentage_confirms_usual_doses_under_the_panels_table(nutrient, amount, unit, new, old, eu):
    for table, percent in zip(THREE, (new, old, eu), strict=True):
        assert check(nutrient, amount, unit, percent=percent, table=table).confirmed


def test_calcium_at_63_percent_of_800_mg_is_not_confirmed_for_506_mg_would_print_the_same():
    assert fit("eu-nrv", "calcium", Decimal(506), Unit.MG, Decimal(63)) is Fit.AGREES
    assert not check("calcium", 500, "mg", percent=63, table="eu-nrv").confirmed


@pytest.mark.parametrize("amount", [46, 48, 52, 56])
def test_calcium_at_four_percent_fits_too_much_to_confirm_anything(amount):
    assert not check("calcium", amount, "mg", percent=4, table="fda-2016").confirmed


@pytest.mark.parametrize(("nutrient", "amount", "unit", "new", "old", "eu"), DOSES)
def test_what_is_confirmed_would_have_failed_with_any_one_slip(nutrient, amount, unit, new, old, eu):
    table, percent = "fda-2016", Decimal(new)
    assert check(nutrient, amount, unit, percent=new, table=table).confirmed
    for slipped, as_unit in slips(Decimal(amount), Unit(unit)):
        assert fit(table, nutrient, slipped, as_unit, percent) is not Fit.AGREES


@given(
    st.sampled_from([("vitamin_d", "mcg"), ("vitamin_k", "mcg"), ("calcium", "mg"), ("magnesium", "mg")]),
    st.integers(1, 5000),
    st.sampled_from(THREE),
    st.randoms(use_true_random=False),
)
def test_no_one_digit_misread_is_ever_confirmed(row, true, table, random):
    """A label prints the true amount's percentage; the reader sees one slip of the amount."""
    nutrient, unit = row
    percent = percent_of(table, nutrient, Decimal(true), Unit(unit)).quantize(Decimal(1))
    wrong, as_unit = random.choice(sorted(slips(Decimal(true), Unit(unit))))
    got = cross_check(nutrient, wrong, as_unit, iu=None, percent=percent, table=table)
    assert not got.confirmed


@given(st.integers(1, 2000), st.randoms(use_true_random=False))
def test_no_one_digit_misread_survives_the_units_beside_it(true, random):
    wrong, unit = random.choice(sorted(slips(Decimal(true), Unit.MCG)))
    got = cross_check("vitamin_d", wrong, unit, iu=Decimal(true * 40), percent=None, table=None)
    assert not got.confirmed


def test_a_percentage_that_fits_no_table_is_a_conflict():
    assert check("vitamin_d", 50, "mcg", percent=83, table="fda-2016") == Check(conflict="percent")
    assert check("vitamin_d", 50, "mcg", percent=83) == Check(conflict="percent")
    assert check("vitamin_d", 50, "mcg", percent=250).conflict is None


def test_nothing_at_all_has_no_percentage_under_any_table():
    assert check("calcium", 0, "mg", percent=38) == Check(conflict="percent")
    assert check("calcium", 0, "mg", percent=0, table="fda-2016").conflict is None


def test_a_food_panels_stepped_percentages_say_nothing():
    got = check("calcium", 260, "mg", percent=20, table="fda-2016", exact_percent=False)
    assert got == Check()


def test_an_international_unit_beside_vitamin_k_is_no_check():
    assert check("vitamin_k", 100, "mcg", iu=4000) == Check()


@pytest.mark.parametrize("amount", ["50", "100", "2.5", "1000"])
def test_slips_hold_the_usual_ones_and_never_the_amount(amount):
    found = set(slips(Decimal(amount), Unit.MCG))
    assert (Decimal(amount), Unit.MCG) not in found
    assert (Decimal(amount), Unit.MG) in found
    assert (Decimal(amount) / 10, Unit.MCG) in found
    assert (Decimal(amount) * 10, Unit.MCG) in found


def test_a_seven_read_for_a_one_is_a_slip():
    assert (Decimal(700), Unit.MCG) in set(slips(Decimal(100), Unit.MCG))


@pytest.mark.parametrize(
    ("amounts", "units", "confirmed"),
    [
        (("25", "50"), ("1", "2"), True),
        (("25", "55"), ("1", "2"), False),
        (("25", "50"), ("1", "1"), False),
        (("0", "0"), ("1", "2"), False),
        (("25",), ("1",), False),
        (("10", "20", "30"), ("1", "2", "3"), True),
    ],
)
def test_columns_confirm_each_other_by_their_servings(amounts, units, confirmed):
    assert ratio_confirms(list(map(Decimal, amounts)), list(map(Decimal, units))) is confirmed


def test_every_table_is_known():
    assert set(THREE) < set(TABLES)
