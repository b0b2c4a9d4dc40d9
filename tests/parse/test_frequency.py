"""How often it is taken: read where it is plain, in nine languages; never once a day for want of a word."""

from decimal import Decimal

import pytest

from labelaudit.parse.regimen import find_regimen, speaks_of_doses
from labelaudit.parse.serving import parse_serving

SPRAYS = parse_serving("Serving Size: 3 sprays")


def told(text: str) -> tuple[Decimal, Decimal, int] | None:
    """Units, intakes a day, days between."""
    regimen = find_regimen([text])
    if regimen is None:
        return None
    assert regimen.source == "directions"
    (units, most), (times, most_times) = regimen.units_per_intake, regimen.intakes_per_day
    assert (units, times) == (most, most_times)
    return units, times, regimen.every_days


@pytest.mark.parametrize(
    ("text", "units", "times", "days"),
    [
        ("Erwachsene nehmen alle 20 Tage 1 Tablette ein.", 1, 1, 20),
        ("Erwachsene: jeden 5. Tag 1 Kapsel", 1, 1, 5),
        ("Erwachsene: 3 mal täglich eine Tablette", 1, 3, 1),
        ("Adults: every 5 days 1 capsule", 1, 1, 5),
        ("Adultes : tous les 10 jours 1 gélule", 1, 1, 10),
        ("Adultes : 3 fois par jour 1 gélule", 1, 3, 1),
        ("Adultos: cada 5 días 1 cápsula", 1, 1, 5),
        ("Adulti: ogni 10 giorni 1 capsula", 1, 1, 10),
        ("Volwassenen: elke 5 dagen 1 capsule", 1, 1, 5),
        ("Volwassenen: 2 maal daags 1 tablet", 1, 2, 1),
        ("Erwachsene: 2-mal täglich 1 Kapsel", 1, 2, 1),
        ("Adultos: a cada 5 dias 1 cápsula", 1, 1, 5),
        ("Dorośli: co 5 dni 1 kapsułka", 1, 1, 5),
        ("Ενήλικες: κάθε 5 ημέρες 1 κάψουλα", 1, 1, 5),
        ("Adults 18 years and older: 2 capsules daily", 2, 1, 1),
        ("Take 1 capsule BID", 1, 2, 1),
        ("Take 1 capsule t.i.d. with food", 1, 3, 1),
    ],
)
def test_what_stands_behind_adults_is_no_age_where_it_times_the_dose(
    text: str, units: int, times: int, days: int
) -> None:
    assert told(text) == (units, times, days)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Take one capsule every fortnight", 14),
        ("1 Kapsel vierzehntägig", 14),
        ("1 Kapsel pro Quartal", 90),
        ("1 Kapsel quartalsweise", 90),
        ("1 cápsula trimestral", 90),
        ("1 cápsula quincenalmente", 15),
        ("Jeden 5 . Tag 1 Kapsel", 5),
        ("Jeden fünften Tag 1 Kapsel", 5),
        ("An jedem zweiten Tag 1 Kapsel", 2),
        ("Take 1 capsule every 3rd day", 3),
        ("Take 1 capsule every thirty days", 30),
        ("1 kapsułka co trzeci dzień", 3),
        ("1 cápsula de 15 em 15 dias", 15),
        ("Take 1 capsule every other morning", 2),
    ],
)
def test_a_long_interval_is_told(text: str, days: int) -> None:
    assert told(text) == (1, 1, days)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Take one capsule every morning and evening.", 1),
        ("Take one capsule each morning and each evening.", 1),
        ("Take one capsule each morning and at night.", 1),
        ("2 capsules each morning and evening", 2),
        ("Take 1 capsule morning and night with food", 1),
        ("Take 1 capsule upon rising and before bed", 1),
        ("Take 1 capsule nightly and each morning", 1),
        ("1 Kapsel jeden Morgen und jeden Abend", 1),
        ("Prendre 1 gélule chaque matin et chaque soir", 1),
        ("1 capsula ogni mattina e ogni sera", 1),
    ],
)
def test_two_moments_of_every_day_are_two_intakes(text: str, units: int) -> None:
    assert told(text) == (units, 2, 1)


@pytest.mark.parametrize(
    "text",
    [
        "Take 1 capsule bi-weekly",
        "1 capsula bisettimanale",
        "1 Kapsel sonntags",
        "Take 1 capsule every weekday",
        "1 comprimé fois par jour",
        "tous les 1 jours 1 gélule",
        "Take 1 capsule tw ice daily",
        "Take 1 capsule each morning and before xyzzy",
        "Take at least 1 capsule daily",
        "Take a minimum of 2 capsules daily",
        "Take 1 capsule daily. May be increased to 2 capsules.",
        "Take one capsule daily. Repeat in the evening.",
    ],
)
def test_what_may_be_said_in_two_senses_or_is_half_lost_is_not_told(text: str) -> None:
    assert find_regimen([text]) is None
    assert speaks_of_doses([text])


@pytest.mark.parametrize(
    "text", ["Spray 3 times into the mouth daily.", "Spray twice inside the cheek daily", "Pump twice daily"]
)
def test_strokes_of_a_spray_are_not_multiplied_by_themselves(text: str) -> None:
    assert find_regimen([text], serving=SPRAYS) is None


@pytest.mark.parametrize(
    "text",
    [
        "SUGGESTED USE: As a dieta softgels three times a day, preferably with a meal.",
        "As a softgels three times a day",
        "As a softgels daily",
        "Spray 3 times daily",
        "Kapseln dreimal täglich mit Wasser einnehmen",
    ],
)
def test_units_whose_number_was_not_read_are_not_one(text: str) -> None:
    assert find_regimen([text], serving=parse_serving("1 softgel")) is None
    assert speaks_of_doses([text])


@pytest.mark.parametrize("text", ["Take a softgel twice daily", "Take a tablet daily", "Una cápsula al día"])
def test_an_article_before_one_unit_counts_it(text: str) -> None:
    units, _, _ = told(text) or (None, None, None)
    assert units == 1
