"""Plainly printed labels are read: ordinary names, heads and directions hold nothing back."""

import pytest
from built import ZINC, label_of, only, page_of, us

from labelaudit.model.label import Declared, Label, Standing
from labelaudit.parse.columns import is_unclear, read_basis
from labelaudit.parse.regimen import find_regimen

YES, NO, UNKNOWN = Declared.YES, Declared.NO, Declared.UNKNOWN
C = "Vitamin C (as ascorbic acid)|90 mg|100%"
WIDE = (60, 760, 1120)
FOOT = ("* % NRV", "", "")


def table(head: str, *rows: str, foot: tuple[str, ...] = FOOT) -> Label:
    return label_of(page_of([head, *rows, *foot], columns=WIDE))


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Vitamin K2 (as MK-7) (as menaquinone-7 from natto)", ("MK-7",)),
        ("Vitamin K2 (as MenaQ7® PURE Menaquinone-7)", ("MK-7",)),
        ("Vitamin K2 (menaquinone-7) (all-trans, from chickpea)", ("MK-7",)),
        ("Vitamin K2 as K2VITAL® DELTA", ("MK-7",)),
        ("Menaquinone-7 (Vitamin K2 from Geranium flower)", ("MK-7",)),
        ("Vitamin K2 (as MK-4) [menatetrenone]", ("MK-4",)),
        ("Vitamin K2 (non-GMO)", ("K2",)),
        ("Vitamin K2 (from fermented soya)", ("K2",)),
        ("Vitamin K (as phytonadione and menaquinone-4)", ("K1", "MK-4")),
        ("Vitamin K1 (from organic leafy greens)", ("K1",)),
        ("Vitamin K (from kale, broccoli and spinach) (K1)", ("K1",)),
        ("Vitamin K1 (mikroverkapselt)", ("K1",)),
        ("Vitamine K1 d'origine végétale", ("K1",)),
        ("Vitamine K1 (fyllochinon)", ("K1",)),
        ("Vitamine K2 végétale", ("K2",)),
        ("waarvan vitamine K2", ("K2",)),
        ("di cui Vitamina K2", ("K2",)),
        ("w tym witamina K2", ("K2",)),
        ("Βιταμίνη Κ2 (φυσικής προέλευσης)", ("K2",)),
        ("Vitamin K (from food)", ()),
        ("Vitamin K (from S. cerevisiae)", ()),
        ("Vitamin K gesamt", ()),
        ("Vitamin K (aus pflanzlicher Quelle)", ()),
        ("Vitamina K (de origen vegetal)", ()),
        ("Vitamina K (di origine naturale)", ()),
    ],
)
def test_an_ordinary_name_of_vitamin_k_is_understood(name: str, forms: tuple[str, ...]) -> None:
    label = label_of(us(C, f"{name}|100 mcg|83%", ZINC))
    fact = only(label, "vitamin_k")
    assert (fact.forms, fact.standing is Standing.DOUBTFUL) == (forms, False)
    assert label.declares.vitamin_k2 is (YES if set(forms) - {"K1"} else NO)


@pytest.mark.parametrize(
    "name",
    ["Vitamin K (NK7 from food)", "Vitamin K (from food, M7)", "Vitamin K (food MR7)", "Vitamin K (f00d)"],
)
def test_a_plain_word_beside_what_may_be_a_form_leaves_k2_open(name: str) -> None:
    label = label_of(us(C, f"{name}|100 mcg|83%", ZINC))
    assert label.declares.vitamin_k2 is UNKNOWN


@pytest.mark.parametrize(
    ("head", "kind", "units"),
    [
        ("pro Tagesdosis (2 Kapseln)", "day", 2),
        ("je Tagesportion", "day", None),
        ("pro Tagesverzehrempfehlung", "day", None),
        ("pro 1 gestrichenem Messlöffel", "unit", 1),
        ("Par dose journalière", "day", None),
        ("Par dose maximale journalière", "day", None),
        ("Teneur pour 2 gélules", "serving", 2),
        ("Por dosis diaria (2 cápsulas)", "day", 2),
        ("Por ración", "serving", None),
        ("Per dose massima giornaliera", "day", None),
        ("Quantità per dose max giornaliera", "day", None),
        ("Tenore medio per 1 capsula", "unit", 1),
        ("per aanbevolen dagdosering", "day", None),
        ("per dagportie", "day", None),
        ("Por dose diária recomendada", "day", None),
        ("w dziennej porcji (2 kapsułki)", "day", 2),
        ("w 1 porcji", "serving", None),
        ("ανά ημερήσια δόση", "day", None),
        ("Per vegan capsule", "unit", 1),
        ("Per micro tablet", "unit", 1),
        ("Per level scoop (5 g)", "unit", 1),
    ],
)
def test_an_ordinary_head_says_what_its_column_is_for(head: str, kind: str, units: int | None) -> None:
    basis = read_basis(head)
    assert (basis and basis.kind, basis and basis.units) == (kind, units)
    assert not is_unclear(head)


@pytest.mark.parametrize(
    "head", ["mg/l", "je 1 l", "per litre", "Per xcoop (5 g)", "pro Riegel (650 mg)", "per 5-dagdosering"]
)
def test_a_litre_and_a_weight_beside_an_unknown_unit_do_not_make_their_head_clear(head: str) -> None:
    assert is_unclear(head)


@pytest.mark.parametrize(
    "title",
    [
        "", "Wirkstoffe", "Ingrédients actifs", "Ingredientes activos", "Składniki", "Ingredient",
        "Σύνθεση", "Διατροφικές πληροφορίες",
    ],
)  # fmt: skip
def test_a_wide_table_under_any_title_is_read_with_its_heads(title: str) -> None:
    label = table(f"{title}|je Kapsel|% NRV*", "Vitamin D3|25 µg|500 %", "Zink|10 mg|100 %")
    fact = only(label, "vitamin_d")
    assert (fact.basis.kind, fact.standing) == ("unit", Standing.CONFIRMED)
    assert (label.panel, label.seen.panel, label.declares.magnesium) == ("eu", "whole", NO)


def test_what_a_litre_holds_is_told_of_no_serving() -> None:
    rows = ("Calcium|348 mg|", "Magnesium|108 mg|", "Natrium|118 mg|", "Kalium|11 mg|")
    label = table("Mineralstoffe|mg/l|", *rows)
    assert {fact.standing for fact in label.facts} == {Standing.DOUBTFUL}


def test_acids_of_the_romance_languages_leave_calcium_absent() -> None:
    rows = ("Acido ialuronico|50 mg|-", "Ácido hialurónico|50 mg|-", "Acido folico|200 µg|100 %")
    assert table("Composizione|per capsula|% NRV*", *rows).declares.calcium is NO


@pytest.mark.parametrize(
    "text",
    [
        "Verzehrempfehlung: 1 Kapsel pro Tag mit einem Glas Wasser (200 ml) einnehmen.",
        "Verzehrempfehlung: 1x täglich 1 Kapsel mit ausreichend Flüssigkeit (ca. 250 ml) einnehmen.",
        "How to use: Take 1 capsule daily with a glass of water (250 ml).",
        "1 gélule par jour, à avaler avec un verre d'eau (200 ml).",
        "Modo de uso: Tomar una cápsula al día con el desayuno.",
        "1 capsula al giorno con un bicchiere d'acqua (200 ml).",
        "1 capsule per dag met water (200 ml).",
        "1 cápsula por dia com água (200 ml).",
        "1 kapsułkę dziennie, popijając wodą (200 ml).",
        "Λαμβάνετε 1 κάψουλα ημερησίως με ένα ποτήρι νερό (200 ml).",
        "Täglich 1 Kapsel mit Wasser. 42 g e",
    ],
)
def test_the_water_it_is_taken_with_is_no_dose(text: str) -> None:
    regimen = find_regimen([text], serving=None)
    assert regimen is not None
    assert (regimen.units_per_intake, regimen.intakes_per_day, regimen.unit) == ((1, 1), (1, 1), "capsule")


@pytest.mark.parametrize("text", ["Täglich EL einrühren", "Take 1 capsule daily in water (5 ml)"])
def test_a_spoon_without_its_number_and_a_small_volume_stay_unclear(text: str) -> None:
    assert find_regimen([text], serving=None) is None
