"""A row's name says which nutrient it is, in nine languages, and never another's."""

import pytest

from labelaudit.parse.names import mentions, names_nutrient, read_name

LANGUAGES = [
    ("Vitamin D3 (as cholecalciferol)", "vitamin_d", "D3"),
    ("Vitamina D3 (colecalciferol)", "vitamin_d", "D3"),
    ("Vitamine D3 (cholécalciférol)", "vitamin_d", "D3"),
    ("Vitamin D3 (Cholecalciferol)", "vitamin_d", "D3"),
    ("Vitamina D (colecalciferolo)", "vitamin_d", "D3"),
    ("Vitamine D (cholecalciferol)", "vitamin_d", "D3"),
    ("Vitamina D (colecalciferol)", "vitamin_d", "D3"),
    ("Witamina D (cholekalcyferol)", "vitamin_d", "D3"),
    ("Βιταμίνη D3 (χοληκαλσιφερόλη)", "vitamin_d", "D3"),
    ("Vitamin K2 (as menaquinone-7)", "vitamin_k", "MK-7"),
    ("Vitamina K2 (menaquinona-7)", "vitamin_k", "MK-7"),
    ("Vitamine K2 (ménaquinone-7)", "vitamin_k", "MK-7"),
    ("Vitamin K2 (Menachinon-7)", "vitamin_k", "MK-7"),
    ("Vitamina K2 (menachinone-7)", "vitamin_k", "MK-7"),
    ("Vitamine K2 (menachinon-7)", "vitamin_k", "MK-7"),
    ("Witamina K2 (menachinon-7)", "vitamin_k", "MK-7"),
    ("Βιταμίνη Κ2 (μενακινόνη-7)", "vitamin_k", "MK-7"),
    ("Calcium", "calcium", None),
    ("Kalzium", "calcium", None),
    ("Calcio", "calcium", None),
    ("Cálcio", "calcium", None),
    ("Wapń", "calcium", None),
    ("Ασβέστιο", "calcium", None),
    ("Magnesium", "magnesium", None),
    ("Magnésium", "magnesium", None),
    ("Magnesio", "magnesium", None),
    ("Magnésio", "magnesium", None),
    ("Magnez", "magnesium", None),
    ("Μαγνήσιο", "magnesium", None),
]


@pytest.mark.parametrize(("text", "nutrient", "form"), LANGUAGES)
def test_every_language_names_the_four(text, nutrient, form):
    named = read_name(text)
    assert (named.nutrient, named.form, named.exact, named.doubt) == (nutrient, form, True, None)


@pytest.mark.parametrize(
    ("text", "nutrient"),
    [
        ("Vit. D₃", "vitamin_d"),
        ("VITAMIN D-3 (from lanolin)", "vitamin_d"),
        ("Cholecalciferol (Vitamin D3)", "vitamin_d"),
        ("D3 (as cholecalciferol)", "vitamin_d"),
        ("VitaminD3", "vitamin_d"),
        ("Total Vitamin K", "vitamin_k"),
        ("Menaquinone-7 (natto)", "vitamin_k"),
        ("K2 (MK-7)", "vitamin_k"),
        ("MK-7", "vitamin_k"),
        ("All-Trans MK-7 (vitamin K2)", "vitamin_k"),
        ("trans K2", "vitamin_k"),
        ("(as MK-7)", "vitamin_k"),
        ("(as K1)", "vitamin_k"),
        ("Phytonadione", "vitamin_k"),
        ("Elemental Calcium", "calcium"),
        ("Calciumcarbonat", "calcium"),
        ("Magnesiumcitrat", "magnesium"),
        ("Trimagnesiumdicitrat", "magnesium"),
        ("DiMagnesium Malate", "magnesium"),
        ("Dicalcium Malate", "calcium"),
    ],
)
def test_other_spellings_name_them_too(text, nutrient):
    assert read_name(text).nutrient == nutrient


@pytest.mark.parametrize(
    ("text", "nutrient"),
    [
        ("Folate (as calcium L-5-methyltetrahydrofolate)", "folate"),
        ("Pantothenic Acid (as calcium d-pantothenate)", "vitamin_b5"),
        ("Vitamin C (as calcium ascorbate)", "vitamin_c"),
        ("Vitamin B5 (as calcium pantothenate)", "vitamin_b5"),
        ("Boron (as calcium fructoborate)", "boron"),
        ("Phosphorus (as dicalcium phosphate)", "phosphorus"),
        ("Vitamin A (as beta carotene)", "vitamin_a"),
        ("Vitamin B12 (as methylcobalamin)", "vitamin_b12"),
        ("Manganese", "manganese"),
        ("Potassium", "potassium"),
        ("Kalium", "potassium"),
        ("Zinc (as zinc citrate)", "zinc"),
        ("Energia", "energy"),
    ],
)
def test_another_nutrient_keeps_its_name_whatever_its_salt(text, nutrient):
    named = read_name(text)
    assert (named.nutrient, named.ours) == (nutrient, False)


@pytest.mark.parametrize(
    ("text", "sources", "compound"),
    [
        ("Calcium (as calcium carbonate)", ("calcium carbonate",), None),
        (
            "Calcium (as calcium carbonate and calcium citrate)",
            ("calcium carbonate", "calcium citrate"),
            None,
        ),
        ("Calcium (from calcium citrate malate)", ("calcium citrate malate",), None),
        ("Magnesium (Magnesiumoxid)", ("magnesium oxide",), None),
        ("Magnesium (as Magtein® magnesium L-threonate)", ("magnesium L-threonate", "magtein"), None),
        ("Calcium Carbonate", ("calcium carbonate",), "calcium carbonate"),
        ("Magnesium Bisglycinate", ("magnesium bisglycinate",), "magnesium bisglycinate"),
        ("Magnesium Glycinate Chelate", None, "magnesium bisglycinate"),
        ("Dicalcium Phosphate", ("dicalcium phosphate",), "dicalcium phosphate"),
        (
            "Calcium HMB",
            ("calcium beta-hydroxy-beta-methylbutyrate",),
            "calcium beta-hydroxy-beta-methylbutyrate",
        ),
        ("Coral Calcium", ("coral",), "coral calcium"),  # a raw material, and no factor tells its share
    ],
)
def test_a_row_is_named_for_its_element_or_for_a_salt(text, sources, compound):
    named = read_name(text)
    assert named.compound == compound
    assert sources is None or named.sources == sources


@pytest.mark.parametrize("text", ["Vltamin D3", "Vitanin D3", "Vilamin D3"])
def test_a_slip_in_vitamin_is_mended(text):
    assert (read_name(text).nutrient, read_name(text).form) == ("vitamin_d", "D3")


@pytest.mark.parametrize(
    ("text", "nutrient"), [("Magneslum", "magnesium"), ("Calclum Carbonate", "calcium"), ("lodine", "iodine")]
)
def test_letters_that_look_alike_are_read_as_the_name_s(text, nutrient):
    assert (read_name(text).nutrient, read_name(text).exact) == (nutrient, True)


@pytest.mark.parametrize(("text", "nutrient"), [("Maqnesium", "magnesium"), ("Nagnesium", "magnesium")])
def test_a_near_spelling_is_recognised_and_says_so(text, nutrient):
    assert (read_name(text).nutrient, read_name(text).exact) == (nutrient, False)


@pytest.mark.parametrize(
    ("text", "nutrient", "form"),
    [
        ("Vitamn 2 (menaquinone-7)", "vitamin_k", "MK-7"),
        ("Vitanin (as cholecalciferol)", "vitamin_d", "D3"),
        ("tanin D (as Cholecalciferol)", "vitamin_d", "D3"),
    ],
)
def test_a_vitamin_whose_letter_was_lost_is_known_by_its_form(text, nutrient, form):
    named = read_name(text)
    assert (named.nutrient, named.form, named.exact) == (nutrient, form, False)


def test_a_zero_for_a_d_is_a_doubt():
    named = read_name("Vitamin 0")
    assert (named.nutrient, named.exact) == ("vitamin_d", False)
    assert named.doubt


@pytest.mark.parametrize(
    ("near", "other"), [("Magnesium", "Manganese"), ("Mangan", "Magnesium"), ("Kalium", "Kalzium")]
)
def test_neighbours_in_spelling_are_never_confused(near, other):
    assert read_name(near).nutrient != read_name(other).nutrient


@pytest.mark.parametrize(
    "text",
    [
        "Ashwagandha extract",
        "Ginger root",
        "Total servings",
        "",
        "***",
        "Turmeric (Curcuma longa)",
        "KSM-66",
        "Green tea extract",
        "DHA",
        "Probiotic blend",
    ],
)
def test_what_is_no_nutrient_is_not_named_one_of_the_four(text):
    named = read_name(text)
    assert named is None or not named.ours


@pytest.mark.parametrize("text", ["Vitamin", "Vitamin X", "Vitamin R2", "Vitamin W7"])
def test_an_unknown_vitamin_is_not_guessed(text):
    assert read_name(text) is None


def test_mentions_are_counted_once_each():
    text = "Vitamin D3 (cholecalciferol), calcium and Vitamin K2"
    assert [text[at : at + 7] for at in mentions(text) if text[at : at + 7] in ("Vitamin", "calcium")] == [
        "Vitamin",
        "calcium",
        "Vitamin",
    ]


def test_a_text_names_a_nutrient_wherever_it_stands():
    assert names_nutrient("Rich in natural magnesium", "magnesium")
    assert names_nutrient("with added vitamin K", "vitamin_k")
    assert not names_nutrient("with added vitamin C", "vitamin_k")


@pytest.mark.parametrize("word", ["Βπαμίνη", "Βιταµίνη", "Βιταμίνn", "Βιταμνη", "Vitarnin"])
def test_a_misread_vitamin_is_found_in_running_text(word):
    text = f"Ψευδάργυρος: 15 mg, {word} K2 (ως μενακινόνη-7) 120 μg"
    at = text.index(word)
    assert at in mentions(text)
    named = read_name(text[at:])
    assert (named.nutrient, named.form) == ("vitamin_k", "MK-7")


@pytest.mark.parametrize("text", ["Μαγνήσιο", "Vita", "Vita|", "Παντοθενικό οξύ"])
def test_what_is_no_vitamin_gets_no_letter(text):
    named = read_name(text)
    assert named is None or not named.nutrient.startswith(("vitamin_a", "vitamin_d", "vitamin_k"))


@pytest.mark.parametrize(
    ("text", "nutrient"), [("K(K1 & K2 menaquinone-7)", "vitamin_k"), ("D (as cholecalciferol)", "vitamin_d")]
)
def test_a_letter_alone_is_a_vitamin_where_its_bracket_names_the_form(text, nutrient):
    named = read_name(text)
    assert (named.nutrient, named.exact) == (nutrient, False)
    assert read_name(f"{text[0]} (mixed)") is None


@pytest.mark.parametrize("text", ["WAPÚ (z glukonian wapnia)", "Calci (citrato de calcio)"])
def test_a_short_name_one_letter_off_is_known_by_its_salt(text):
    assert read_name(text).nutrient == "calcium"


@pytest.mark.parametrize("text", ["Boro (calcium fructoborate)", "Biot (as calcium salt)", "WAPÚ"])
def test_a_salt_alone_names_no_row(text):
    named = read_name(text)
    assert named is None or named.nutrient != "calcium"


@pytest.mark.parametrize(
    ("name", "nutrient"),
    [
        ("(kum (s Calcum Carbonate)", "calcium"),
        ("gnsu (as Magnesium Oxide)", "magnesium"),
        ("Zinc (calcium carbonate)", "zinc"),
        ("xx (dicalcium phosphate)", None),  # phosphorus is taken as a phosphate of calcium
        ("min C (as calcium ascorbate)", None),
        ("xx (as magnesium stearate)", None),
    ],
)
def test_a_mineral_whose_name_was_lost_is_known_by_the_salt_that_is_taken_for_it(name, nutrient):
    named = read_name(name)
    assert (named and named.nutrient) == nutrient


def test_a_vitamin_that_lost_its_letter_is_no_thiamin():
    assert read_name("Vtamin 2") is None
    assert read_name("Vtamin 2 (as meraquinone-7)").nutrient == "vitamin_k"
    assert read_name("Vtamin 2 (as meraquinone-7)").doubt is None
    assert read_name("Vtamin 1 (as meraquinone-7)").doubt is not None
    assert read_name("Thianin").nutrient == "vitamin_b1"


def test_a_vitamin_that_lost_its_letter_is_found_in_running_text():
    assert mentions("iron 4 mg, Vtamin 2 (of soy)") == (0, 11)
    assert mentions("iron 4 mg, Vitamin Ke (of soy)") == (0, 11)
