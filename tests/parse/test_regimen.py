"""How much is taken how often: understood, left as a range, or not told."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelaudit.model.label import Regimen, Serving
from labelaudit.parse.regimen import find_regimen, speaks_of_doses
from labelaudit.parse.serving import parse_serving

ONE = parse_serving("1 Capsule")
TWO = parse_serving("Serving Size: 2 Capsules")
DROPS = parse_serving("1 mL (28 drops)")
SCOOP = parse_serving("1 Scoop (5.8 g)")


def told(regimen: Regimen | None) -> tuple[str, str, int] | None:
    """The regimen as short text: "1-2", "1", 1."""
    if regimen is None:
        return None

    def span(low: Decimal, high: Decimal) -> str:
        return f"{low:g}" if low == high else f"{low:g}-{high:g}"

    return span(*regimen.units_per_intake), span(*regimen.intakes_per_day), regimen.every_days


UNDERSTOOD = [
    ("Take 1 capsule daily.", "1", "1", 1),
    ("As a dietary supplement, adults take two (2) capsules per day with food.", "2", "1", 1),
    ("Take one capsule twice a day with a meal", "1", "2", 1),
    ("Take 1-2 capsules daily", "1-2", "1", 1),
    ("Take one or two capsules a day", "1-2", "1", 1),
    ("Take 2 to 4 capsules 1-2 times a day", "2-4", "1-2", 1),
    ("Take 1 capsule up to 3 times a day", "1", "1-3", 1),
    ("Take up to 2 capsules daily", "1-2", "1", 1),
    ("Two softgels daily, one in the morning and one in the evening", "1", "2", 1),
    ("Take 2 capsules in the morning and 1 in the evening", "1-2", "2", 1),
    ("Take 1 capsule with breakfast and 1 capsule with dinner", "1", "2", 1),
    ("Take 1 capsule in the morning. Take 2 capsules in the evening.", "1-2", "2", 1),
    ("Take 1 capsule in the morning or evening", "1", "1", 1),
    ("Take 1 capsule before bed", "1", "1", 1),
    ("In the morning take 1 capsule", "1", "1", 1),
    ("Take 2 capsules daily in two divided doses", "1", "2", 1),
    ("Take 1 tablet every 12 hours", "1", "2", 1),
    ("Take 1 capsule every other day", "1", "1", 2),
    ("Take 1 capsule once weekly", "1", "1", 7),
    ("1 capsule every 20 days", "1", "1", 20),
    ("Take one 500 mg capsule daily", "1", "1", 1),
    ("Take 2 x 500 mg capsules daily", "2", "1", 1),
    ("Take ½ tablet daily", "0.5", "1", 1),
    ("Take 1 capsule daily with 8 oz of water, 30 minutes before a meal", "1", "1", 1),
    ("Take 1 capsule daily, or as directed by your healthcare practitioner", "1", "1", 1),
    ("Take 1 capsule daily. Do not exceed 4 capsules daily.", "1", "1", 1),
    ("Tomar dos cápsulas al día con la comida", "2", "1", 1),
    ("1 comprimido 3 veces al día", "1", "3", 1),
    ("Una cápsula cada 20 días", "1", "1", 20),
    ("Prendre 1 à 2 gélules par jour, au cours d'un repas", "1-2", "1", 1),
    ("2 gélules par jour, une le matin et une le soir", "1", "2", 1),
    ("1 comprimé par semaine", "1", "1", 7),
    ("Täglich 1 Kapsel unzerkaut mit etwas Wasser zu einer Mahlzeit einnehmen", "1", "1", 1),
    ("2 x täglich 1 Kapsel", "1", "2", 1),
    ("2x1 Kapsel täglich", "1", "2", 1),
    ("Erwachsene nehmen morgens und abends je eine Kapsel", "1", "2", 1),
    ("Morgens 1 Kapsel und abends 2 Kapseln", "1-2", "2", 1),
    ("Alle 20 Tage eine Kapsel verzehren", "1", "1", 20),
    ("1 Kapsel jeden 20. Tag", "1", "1", 20),
    ("Jeden zweiten Tag 1 Tablette", "1", "1", 2),
    ("Si consiglia di assumere 1 capsula al giorno durante il pasto", "1", "1", 1),
    ("1 compressa due volte al giorno", "1", "2", 1),
    ("Neem 1 tot 2 capsules per dag bij de maaltijd", "1-2", "1", 1),
    ("Tweemaal daags 1 tablet", "1", "2", 1),
    ("Tomar 1 cápsula por dia, com a refeição", "1", "1", 1),
    ("Um comprimido 2 vezes ao dia", "1", "2", 1),
    ("Spożywać 1 kapsułkę dziennie podczas posiłku", "1", "1", 1),
    ("1 tabletka dwa razy dziennie", "1", "2", 1),
    ("1 kapsułka co 20 dni", "1", "1", 20),
    ("1 kapsułka raz w tygodniu", "1", "1", 7),
    ("Λαμβάνετε 1 κάψουλα την ημέρα με το γεύμα", "1", "1", 1),
    ("Δύο δισκία ημερησίως", "2", "1", 1),
    ("For best absorption adults take 2 vegetable capsules per day with their largest meal", "2", "1", 1),
    ("Take one softgel every three days", "1", "1", 3),
    ("Pour plus de confort, prendre 2 gélules par jour", "2", "1", 1),
    ("Take 1 capsule twice a week", "1", "2", 7),
    ("Take 4 tablets daily, 2 with breakfast and 2 with dinner", "2", "2", 1),
    ("Tomar dos perlas diarias, una por la mañana y otra por la noche", "1", "2", 1),
    ("Adultes : 2 gélules par jour, à avaler avec un verre d'eau", "2", "1", 1),
    ("Nehmen Sie jeden zweiten Tag eine Kapsel zu einer Hauptmahlzeit ein", "1", "1", 2),
    ("Assumere una capsula molle due volte al dì", "1", "2", 1),
    ("1 softgel per dag, bij voorkeur innemen met een maaltijd", "1", "1", 1),
    ("Ingerir 2 cápsulas ao dia, preferencialmente com as refeições", "2", "1", 1),
    ("1 kapsułka dziennie, w trakcie posiłku, popijając dużą ilością wody", "1", "1", 1),
    ("Ενήλικες: 1 δισκίο ημερησίως, κατά προτίμηση με το γεύμα", "1", "1", 1),
    ("1 κάψουλα 2 φορές την ημέρα", "1", "2", 1),
]


@pytest.mark.parametrize(("text", "units", "times", "days"), UNDERSTOOD)
def test_directions_are_understood_in_every_language(text: str, units: str, times: str, days: int) -> None:
    regimen = find_regimen([text], serving=ONE)
    assert told(regimen) == (units, times, days)
    assert regimen is not None
    assert regimen.source == "directions"


@pytest.mark.parametrize(
    ("text", "units", "times"),
    [
        ("Takeonecapsuledaily", "1", "1"),
        ("TAKETWOSOFTGELSDAILYWITHFOOD", "2", "1"),
        ("Take l capsule dai1y", "1", "1"),
        ("Take l-2 capsules daily", "1-2", "1"),
        ("1Kapseltaglich", "1", "1"),
        ("1 kapsulka dziennie", "1", "1"),
        ("1 gelule par jour", "1", "1"),
        ("1 καψουλα την ημερα", "1", "1"),
        ("Take 1 capsu1e twlce a day", "1", "2"),
    ],
)
def test_directions_are_understood_through_the_slips_of_a_reader(text: str, units: str, times: str) -> None:
    assert told(find_regimen([text], serving=ONE)) == (units, times, 1)


@pytest.mark.parametrize(
    "text",
    [
        "Take 1 capsule with each meal",
        "Take 1 capsule daily as needed",
        "Take 1 capsule daily and 1 additional capsule before sport",
        "Take 12 capsules daily",
        "Take ll capsules daily",
        "Take one (2) capsules daily",
        "Two capsules daily, two in the morning and two in the evening",
        "Take 2 capsules, 4 hours later 1 capsule daily",
        "Take 1 capsule daily. Take 1 capsule weekly.",
        "Take 1 capsule 3 times",
        "1 Kapsel bei Bedarf",
        "1 gélule à chaque repas",
        "1 kapsułka do każdego posiłku",
        "Take 1 teaspoon daily",
    ],
)
def test_what_is_not_understood_is_not_told(text: str) -> None:
    assert find_regimen([text], serving=ONE) is None


@pytest.mark.parametrize(
    "text",
    [
        "Do not exceed 2 capsules daily",
        "Do not take more than 4 capsules per day",
        "Die empfohlene Tagesdosis von 2 Kapseln darf nicht überschritten werden",
        "Ne pas dépasser 2 gélules par jour",
        "No superar 2 cápsulas al día",
        "Non superare 2 capsule al giorno",
        "Nie przekraczać 2 kapsułek dziennie",
        "Μην υπερβαίνετε τις 2 κάψουλες την ημέρα",
        "Store in a cool, dry place",
        "",
    ],
)
def test_a_limit_is_no_advice_to_take(text: str) -> None:
    assert find_regimen([text], serving=ONE) is None
    assert not speaks_of_doses([text])


def test_directions_that_are_not_understood_are_no_silence() -> None:
    assert speaks_of_doses(["Take 1 capsule with each meal"])


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Adults: take 2 capsules daily. Children over 6: take 1 capsule daily.", "2"),
        ("Adults: 2 capsules daily, children: 1 capsule daily", "2"),
        ("1 capsule daily for children, 2 capsules daily for adults", "2"),
        ("For adults and children 12 and older, take 1 capsule daily", "1"),
        ("Children 4 and older: chew 1 tablet daily", "1"),
        ("Erwachsene: 2 Kapseln täglich. Kinder: 1 Kapsel täglich.", "2"),
        ("Dorośli: 2 kapsułki dziennie. Dzieci: 1 kapsułka dziennie.", "2"),
    ],
)
def test_adults_come_first_where_ages_differ(text: str, units: str) -> None:
    assert told(find_regimen([text], serving=ONE)) == (units, "1", 1)


def test_a_serving_is_as_many_units_as_the_panel_says() -> None:
    regimen = find_regimen(["Take one serving daily"], serving=TWO)
    assert told(regimen) == ("2", "1", 1)
    assert regimen is not None
    assert regimen.unit == "capsule"


def test_more_than_anybody_takes_at_once_is_not_told() -> None:
    weight = Serving(text="1 gummy (1100 g)", units=1100, unit="g")
    assert find_regimen(["Take 1 serving daily."], serving=weight) is None


def test_the_count_is_in_the_serving_s_unit() -> None:
    assert told(find_regimen(["Take 14 drops daily"], serving=DROPS)) == ("0.5", "1", 1)
    assert told(find_regimen(["Mix 1 scoop with 300 ml of water twice daily"], serving=SCOOP)) == (
        "1",
        "2",
        1,
    )


def test_a_dose_without_a_frequency_says_that_the_day_is_assumed() -> None:
    regimen = find_regimen(["Take 2 capsules with food"], serving=TWO)
    assert told(regimen) == ("2", "1", 1)
    assert regimen is not None
    assert regimen.source == "assumed"


def test_a_day_s_portion_on_the_panel_is_a_regimen() -> None:
    regimen = find_regimen([], serving=parse_serving("pro Tagesdosis (2 Kapseln)"))
    assert told(regimen) == ("2", "1", 1)
    assert regimen is not None
    assert regimen.source == "panel"


def test_the_same_directions_in_two_languages_count_once() -> None:
    texts = ["Adults: take 1 capsule twice daily.", "Adultes : prendre 1 capsule deux fois par jour."]
    assert told(find_regimen(texts, serving=ONE)) == ("1", "2", 1)


def test_sentences_that_differ_make_a_range() -> None:
    texts = ["Take 1 capsule daily.", "For stronger support take 2 capsules daily."]
    assert told(find_regimen(texts, serving=ONE)) == ("1-2", "1", 1)


@given(st.text(max_size=80))
def test_any_text_gives_a_regimen_or_none(text: str) -> None:
    regimen = find_regimen([text], serving=TWO)
    if regimen is not None:
        assert 0 < regimen.units_per_intake[0] <= regimen.units_per_intake[1]
        assert 0 < regimen.intakes_per_day[0] <= regimen.intakes_per_day[1]


@given(
    st.integers(1, 9),
    st.integers(1, 6),
    st.sampled_from(
        [
            "Take {n} capsules {m} times a day",
            "{m} x täglich {n} Kapseln",
            "{n} gélules {m} fois par jour",
            "{n} cápsulas {m} veces al día",
            "{n} capsule {m} volte al giorno",
            "{m} keer per dag {n} capsules",
            "{n} cápsulas {m} vezes por dia",
            "{n} kapsułki {m} razy dziennie",
            "{n} κάψουλες {m} φορές την ημέρα",
        ]
    ),
)
def test_printed_counts_are_never_changed(units: int, times: int, wording: str) -> None:
    regimen = find_regimen([wording.format(n=units, m=times)], serving=ONE)
    assert told(regimen) == (str(units), str(times), 1)


LOOK_ALIKES = dict(zip("loimeatn2äαοή", ["1", "0", "l", "rn", *"cofhZaaoη"], strict=True))


@given(st.sampled_from(UNDERSTOOD), st.data())
def test_lost_blanks_never_make_another_regimen(case: tuple[str, str, str, int], data: st.DataObject) -> None:
    text, *expected = case
    kept = data.draw(st.lists(st.booleans(), min_size=text.count(" "), max_size=text.count(" ")))
    words = text.split(" ")
    glued = words[0] + "".join(
        (" " if keep else "") + word for keep, word in zip(kept, words[1:], strict=True)
    )
    assert told(find_regimen([glued], serving=ONE)) in (tuple(expected), None)


@given(st.sampled_from(UNDERSTOOD), st.data())
def test_one_misread_letter_never_makes_another_regimen(
    case: tuple[str, str, str, int], data: st.DataObject
) -> None:
    text, *expected = case
    places = [place for place, letter in enumerate(text) if letter in LOOK_ALIKES]
    place = data.draw(st.sampled_from(places))
    misread = text[:place] + LOOK_ALIKES[text[place]] + text[place + 1 :]
    assert told(find_regimen([misread], serving=ONE)) in (tuple(expected), None)
