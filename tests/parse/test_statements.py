"""What a label says around its panel, in nine languages, and what it does not say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lines import line, lines

from labelaudit.parse.statements import Statements, find_statements


def kinds(*texts: str) -> set[str]:
    """The kinds of statement in these lines."""
    return {statement.kind for statement in find_statements(lines(*texts)).statements}


CAUTIONS = [
    "WARNING: If you are taking warfarin (Coumadin) or any other blood thinner, ask your doctor first.",
    "Caution: do not use with anticoagulants.",
    "People on vitamin K antagonists should consult their physician before taking this product.",
    "ADVERTENCIA: Si toma anticoagulantes (p. ej. Sintrom), consulte a su médico.",
    "No tomar junto con warfarina o acenocumarol.",
    "Précautions : en cas de traitement anticoagulant (AVK), demandez l'avis de votre médecin.",
    "Déconseillé aux personnes sous fluidifiants sanguins.",
    "Hinweis: Wer Blutverdünner wie Marcumar einnimmt, sollte vorher einen Arzt fragen.",
    "Bei Einnahme von gerinnungshemmenden Mitteln (Vitamin-K-Antagonisten) bitte den Arzt fragen.",
    "Personen, die Antikoagulanzien einnehmen, sollten vor dem Verzehr ärztlichen Rat einholen.",
    "Avvertenze: in caso di terapia con anticoagulanti o fluidificanti consultare il medico.",
    "Waarschuwing: raadpleeg een arts bij gebruik van bloedverdunners.",
    "Gebruikt u antistollingsmiddelen? Overleg eerst met uw huisarts.",
    "Aviso: se toma anticoagulantes como a varfarina, consulte o seu médico.",
    "Uwaga: osoby przyjmujące leki przeciwzakrzepowe powinny skonsultować się z lekarzem.",
    "W przypadku stosowania warfaryny zasięgnąć porady lekarza.",
    "Προσοχή: εάν λαμβάνετε αντιπηκτικά φάρμακα, συμβουλευτείτε τον γιατρό σας.",
]


@pytest.mark.parametrize("text", CAUTIONS)
def test_a_caution_that_names_anticoagulants_is_found_in_every_language(text: str) -> None:
    found = kinds(text)
    assert "anticoagulant" in found
    assert "medicines" not in found


@pytest.mark.parametrize(
    "text",
    [
        "WARNING: Ifyouaretakingwarfarin(Coumadin)askyourdoctorfirst.",
        "WARNING: If you take b1ood thinners, consult a physician.",
        "Caution: consult your doctor if you use antlcoagulants.",
        "CAUTION: consult your physician if taking Cournadin or warfann.",
        "Hinweis: Bei Einnahme von Blutverdunnern Arzt befragen.",
        "Precautions: traitement anticoagu1ant, consulter un medecin",
        "UWAGA: leki przeciwzakrzepowe - skonsultuj sie z lekarzem",
        "ΠΡΟΣΟΧΗ: ΑΝΤΙΠΗΚΤΙΚΑ ΦΑΡΜΑΚΑ - ΣΥΜΒΟΥΛΕΥΤΕΙΤΕ ΤΟΝ ΓΙΑΤΡΟ",
    ],
)
def test_a_reader_s_slips_do_not_hide_a_caution(text: str) -> None:
    assert "anticoagulant" in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Consult your physician if you are pregnant, nursing or taking any medication.",
        "Ask a pharmacist before use if you take prescription drugs.",
        "Si está tomando medicamentos, consulte a su médico.",
        "En cas de prise de médicaments, consultez votre pharmacien.",
        "Bei Einnahme von Medikamenten bitte den Arzt fragen.",
        "Se si assumono farmaci, consultare il medico.",
        "Raadpleeg een arts bij gebruik van medicijnen.",
        "Se estiver a tomar medicamentos, consulte o seu médico.",
        "Osoby przyjmujące leki powinny skonsultować się z lekarzem.",
        "Εάν παίρνετε φάρμακα, συμβουλευτείτε τον γιατρό σας.",
        "Consultyourdoctorifyouaretakinganymedication.",
    ],
)
def test_a_general_caution_for_medicines_is_told_apart(text: str) -> None:
    found = kinds(text)
    assert "medicines" in found
    assert "anticoagulant" not in found


@pytest.mark.parametrize(
    "text",
    [
        "Consult your physician before use if you are pregnant or have a medical condition.",
        "Keep out of reach of children.",
        "Vitamin K2 supports normal blood coagulation.",
        "Vitamin K trägt zu einer normalen Blutgerinnung bei.",
        "La vitamine K contribue à une coagulation sanguine normale.",
        "This product is not a medicine.",
        "Nahrungsergänzungsmittel sind keine Arzneimittel und sollten kühl gelagert werden.",
        "Does not interact with blood thinners.",
        "Medicinal Ingredients: Vitamin D3 25 mcg",
        "Meditation and good care help you relax.",
    ],
)
def test_what_warns_of_no_medicine_is_no_caution(text: str) -> None:
    assert not kinds(text) & {"anticoagulant", "medicines"}


@pytest.mark.parametrize(
    "text",
    [
        "Take one softgel with a meal that contains fat.",
        "Directions: 1 capsule daily with a fatty meal",
        "Tomar una cápsula con una comida que contenga grasas.",
        "Prendre 1 gélule au cours d'un repas contenant des matières grasses.",
        "Täglich 1 Kapsel zu einer fetthaltigen Mahlzeit einnehmen.",
        "Assumere 1 capsula con un pasto contenente grassi.",
        "Neem 1 capsule bij een vethoudende maaltijd.",
        "Tomar 1 cápsula com uma refeição que contenha gordura.",
        "Przyjmować 1 kapsułkę z posiłkiem zawierającym tłuszcz.",
        "Λαμβάνετε 1 κάψουλα με γεύμα που περιέχει λιπαρά.",
        "Take1softgelwithafattymeal",
    ],
)
def test_fat_in_the_meal_is_found_in_every_language(text: str) -> None:
    assert "with_fat" in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Take one capsule daily with food.",
        "Directions: 2 softgels a day, preferably with your largest meal",
        "Take 1 capsule after meals.",
        "Tomar 1 cápsula al día con las comidas.",
        "Prendre 1 gélule par jour au cours du repas.",
        "Täglich 1 Kapsel zur Mahlzeit einnehmen.",
        "Verzehrempfehlung: 1 Kapsel während einer Mahlzeit",
        "Assumere 1 compressa al giorno durante i pasti.",
        "Neem dagelijks 1 capsule bij de maaltijd.",
        "Tomar 1 cápsula por dia, às refeições.",
        "Spożywać 1 kapsułkę dziennie podczas posiłku.",
        "Λαμβάνετε 1 κάψουλα την ημέρα με το γεύμα.",
        "Takeonecapsuledailywithfood",
        "Taglich 1 Kapsel zu einer Mahlze1t einnehmen",
        "Λαμβανετε 1 καψουλα με το φαγητο",
    ],
)
def test_a_meal_is_found_in_every_language(text: str) -> None:
    found = kinds(text)
    assert "with_food" in found
    assert "with_fat" not in found
    assert "directions" in found


@pytest.mark.parametrize(
    "text",
    [
        "Take 1 capsule with or without food.",
        "Take 1 capsule daily on an empty stomach.",
        "Take 1 capsule daily, 30 minutes before meals.",
        "Take 1 capsule daily between meals.",
        "Do not take with food.",
        "Take 2 capsules daily as part of your fat loss plan.",
        "Take 1 capsule daily. A fat-soluble vitamin.",
        "Tomar 1 cápsula con o sin alimentos.",
        "Prendre 1 gélule avec ou sans repas.",
        "Täglich 1 Kapsel unabhängig von den Mahlzeiten einnehmen.",
        "Assumere 1 capsula lontano dai pasti.",
        "Neem 1 capsule met of zonder maaltijd.",
        "Tomar 1 cápsula com ou sem alimentos.",
        "Przyjmować 1 kapsułkę niezależnie od posiłku.",
        "Λαμβάνετε 1 κάψουλα με ή χωρίς φαγητό.",
        "Made with food-grade ingredients to take anywhere",
    ],
)
def test_a_meal_that_is_left_open_is_not_asked_for(text: str) -> None:
    assert not kinds(text) & {"with_fat", "with_food"}


@pytest.mark.parametrize(
    "text",
    [
        "Other Ingredients: Organic extra virgin olive oil, gelatin, glycerin.",
        "Ingredients: MCT oil, softgel shell (gelatin, water)",
        "Vitamin D3 in sunflower oil",
        "Fish Oil 1,000 mg",
        "Ingredientes: aceite de oliva virgen, gelatina",
        "Ingrédients : huile de tournesol, gélatine",
        "Zutaten: Olivenöl, Gelatine, Glycerin",
        "Vitamin K2 gelöst in MCT-Öl",
        "Ingredienti: olio di girasole, gelatina",
        "Ingrediënten: zonnebloemolie, gelatine",
        "Ingredientes: azeite virgem extra, gelatina",
        "Składniki: olej słonecznikowy, żelatyna",
        "Συστατικά: ελαιόλαδο, ζελατίνη",
        "Other Ingredients: Extravirginoliveoil,gelatin",
        "0ther lngredients: in organic 0live oil",
    ],
)
def test_oil_in_the_dose_is_found_in_every_language(text: str) -> None:
    assert "oil" in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Does not contain soybean oil or fish oil.",
        "Ingredients: pectin, coconut oil, carnauba wax",
        "Ingredients: hydrogenated cottonseed oil, cellulose",
        "Ingredients: cellulose, peppermint oil",
        "Ingredients: gelatin, no palm oil",
        "Zutaten: Cellulose, ohne Palmöl, ohne Sojaöl",
        "Sans huile de palme ni huile de soja",
        "Try our fish oil as well!",
    ],
)
def test_what_is_no_oil_in_the_dose_is_not_found(text: str) -> None:
    assert "oil" not in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Do not exceed 2 capsules daily.",
        "60 Capsules",
        "Serving Size 2 Capsules",
        "Servings Per Container 30",
        "Die angegebene Tagesdosis von 2 Kapseln darf nicht überschritten werden.",
        "Ne pas dépasser 2 gélules par jour.",
        "Store below 25 °C.",
        "Amount per 2 capsules",
    ],
)
def test_a_limit_a_count_or_a_serving_gives_no_directions(text: str) -> None:
    assert "directions" not in kinds(text)


@pytest.mark.parametrize(
    "heading",
    [
        "Directions:",
        "SUGGESTED USE",
        "How to use:",
        "Modo de empleo:",
        "Conseils d'utilisation :",
        "Posologie :",
        "Verzehrempfehlung:",
        "Anwendung:",
        "Modalità d'uso:",
        "Gebruik:",
        "Modo de tomar:",
        "Sposób użycia:",
        "Τρόπος χρήσης:",
    ],
)
def test_directions_under_their_heading_are_in_view(heading: str) -> None:
    found = find_statements(lines(f"{heading} 1 capsule with water, daily"))
    assert found.directions_seen
    assert len(found.directions) == 1


def test_a_sentence_runs_over_lines_and_keeps_the_evidence_of_each() -> None:
    found = find_statements(
        lines(
            "Supports strong bones",
            "WARNING: Ask your doctor before use if you take anti-",
            "coagulants such as",
            "Coumadin. Keep out of reach of children.",
            "Store in a cool place.",
        )
    )
    (caution,) = [s for s in found.statements if s.kind == "anticoagulant"]
    assert caution.text == (
        "WARNING: Ask your doctor before use if you take anticoagulants such as Coumadin."
    )
    assert [e.text[:7] for e in caution.evidence] == ["WARNING", "coagula", "Coumadi"]


def test_lines_of_different_places_do_not_run_together() -> None:
    found = find_statements(
        [line("Take one", row=0), line("capsule daily", row=12), line("60 softgels", row=13, left=0.6)]
    )
    assert found.directions == ("capsule daily",) or found.directions == ()
    assert not any("one capsule" in text for text in found.directions)


def test_a_pack_s_count_on_the_front_is_no_dose() -> None:
    found = find_statements(lines("Vitamin D3 + K2", "60 Softgels", "2 Month Supply", "Daily Wellness"))
    assert found.directions == ()
    assert not found.directions_seen


def seen(*texts: str, confidence: float = 0.95) -> tuple[bool, bool]:
    """Whether directions and warnings were in view."""
    found: Statements = find_statements(lines(*texts, confidence=confidence))
    return found.directions_seen, found.warnings_seen


def test_a_place_is_seen_only_where_it_was_read() -> None:
    assert seen("Vitamin D3", "60 softgels") == (False, False)
    assert seen("Directions: Take 1 capsule daily.") == (True, False)
    assert seen("Warning: Keep out of reach of children. Store in a dry place.") == (False, True)
    assert seen("Do not exceed the stated dose. Keep out of reach of children.") == (False, True)
    assert seen("Keep out of reach of children.") == (False, False)
    assert seen("WARNING") == (False, False)


def test_directions_that_are_not_understood_are_not_seen() -> None:
    assert seen("Directions: Take 1 capsule with each meal.") == (False, False)
    assert seen("Directions: Take 1 capsule every ther day.") == (False, False)
    assert seen("Directions: Take as directed by your physician.") == (True, False)


def test_a_place_that_was_read_badly_is_not_seen() -> None:
    assert seen("Warning: K??p o t of r ach ot ch ldr n, fi yuo tak", confidence=0.3) == (False, False)


def test_a_place_whose_caution_may_be_misread_is_not_seen() -> None:
    assert seen("Warning: ask a doctor if you use wartoin or amticoagvlnts.")[1] is False
    assert seen("Warning: ask a doctor if you are pregnant or nursing.")[1] is True


@given(st.lists(st.text(max_size=40), max_size=5))
def test_any_lines_give_statements_that_quote_them(texts: list[str]) -> None:
    for statement in find_statements(lines(*texts)).statements:
        assert statement.evidence
        assert statement.text


@given(st.sampled_from(CAUTIONS), st.integers(1, 120))
def test_a_caution_is_found_wherever_its_line_breaks(text: str, cut: int) -> None:
    words = text.split()
    at = cut % len(words)
    parts = [" ".join(words[:at]), " ".join(words[at:])]
    assert "anticoagulant" in kinds(*[part for part in parts if part])


@pytest.mark.parametrize(
    "more",
    [
        "Repeat in the evening.",
        "Double the dose in winter.",
        "Im Winter die doppelte Menge.",
        "Bei Bedarf wiederholen.",
        "Si besoin, doubler la dose.",
        "En invierno, duplicar la dosis.",
        "In inverno raddoppiare la dose.",
        "In de winter de dosis verdubbelen.",
        "No inverno, duplicar a dose.",
        "Zimą podwoić dawkę.",
        "Τον χειμώνα διπλασιάστε τη δόση.",
    ],
)
def test_directions_that_a_second_sentence_changes_are_not_understood(more: str) -> None:
    assert seen(f"Directions: 1 capsule daily. {more}")[0] is False


@pytest.mark.parametrize("claim", ["Double dose!", "El doble de potencia", "Doppelte Dosis Vitamin D3"])
def test_a_claim_of_the_front_changes_no_directions(claim: str) -> None:
    found = find_statements([line(claim, row=0), line("Directions: Take 1 capsule daily.", row=12)])
    assert found.directions_seen
