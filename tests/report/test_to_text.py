"""The text page says everything in words, worst first, and no label can steer the terminal."""

import re

import pytest

from labelaudit.model.audit import Accepted, Advice, Audit, Outcome, Points, Score, Status
from labelaudit.model.label import Declared
from labelaudit.model.product import Product
from labelaudit.report.to_text import to_text


def flat(page: str) -> str:
    return " ".join(page.split())


def test_the_sentence_counts_the_rules_and_names_the_worst_finding(audit: Audit) -> None:
    assert (
        "Fits the guidance on 3 of 5 rules that could be decided (2 more could not); "
        "the label brings no magnesium with its vitamin D."
    ) in flat(to_text(audit))


def test_the_score_says_what_it_rests_on(audit: Audit) -> None:
    assert "Score 62–88 of 100 (mixed), judged on 65 of 85 points." in to_text(audit)


def test_a_decided_score_is_one_number_on_all_points(audit: Audit) -> None:
    score = Score(value=94, low=94, high=94, band="good", points=Points(decided=70, applicable=70))
    assert "Score 94 of 100 (good), judged on all 70 points." in to_text(
        audit.model_copy(update={"score": score})
    )


def test_facts_show_their_arithmetic_and_standing(audit: Audit) -> None:
    page = flat(to_text(audit))
    assert "50 mcg × 40 = 2,000 IU" in page
    assert "50 mcg ÷ 20 = 250 %" in page
    assert "100 mcg ÷ 120 ≈ 83 %" in page
    assert "500 mg or 800 mg" in page
    for standing in ("confirmed", "read", "doubtful"):
        assert standing in page


def test_an_amount_that_contradicts_its_iu_shows_both(audit: Audit) -> None:
    assert audit.label
    wrong = audit.label.facts[0].model_copy(update={"iu": 200, "conflict": "iu"})
    label = audit.label.model_copy(update={"facts": (wrong,)})
    page = flat(to_text(audit.model_copy(update={"label": label})))
    assert "50 mcg × 40 = 2,000 IU, but the label prints 200 IU" in page


def test_what_is_absent_and_what_is_unknown_are_told_apart(audit: Audit) -> None:
    assert audit.label
    declares = audit.label.declares.model_copy(update={"vitamin_k2": Declared.UNKNOWN})
    label = audit.label.model_copy(update={"declares": declares})
    page = to_text(audit.model_copy(update={"label": label}))
    assert "Not declared: magnesium." in page
    assert "Not known from this picture: vitamin K2." in page


def test_findings_stand_worst_first_with_their_documents(audit: Audit) -> None:
    page = to_text(audit)
    order = ["brings no magnesium", "K2 is 300 mcg", "Calcium reads 500 mg", "side with the warnings"]
    places = [page.index(words, page.index("Act on")) for words in order]
    assert places == sorted(places)
    assert "magnesium-with-d · d-mg-k2" in page


def test_a_cap_comes_before_a_costlier_finding(audit: Audit) -> None:
    cap = audit.findings[3].model_copy(
        update={"rule": "mega-dose", "category": "cap", "weight": 0, "message": "One dose is 600,000 IU."}
    )
    page = to_text(audit.model_copy(update={"findings": (*audit.findings, cap)}))
    assert page.index("One dose is 600,000 IU", page.index("Act on")) < page.index(
        "brings no magnesium", page.index("Act on")
    )


def test_passed_rules_are_counted_and_named(audit: Audit) -> None:
    assert "Passed (3): K2 form, D3 dose, K2 with D3" in to_text(audit)


def test_a_sentence_that_says_two_things_stands_once(audit: Audit) -> None:
    assert audit.label
    meal = audit.label.statements[0]
    both = (meal.model_copy(update={"kind": "directions"}), meal)
    page = to_text(audit.model_copy(update={"label": audit.label.model_copy(update={"statements": both})}))
    assert "Directions, with food: “Take 2 softgels daily with a meal”" in page
    assert page.count("Take 2 softgels") == 1


def test_a_cap_that_nothing_reached_is_no_merit(audit: Audit) -> None:
    idle = audit.findings[0].model_copy(update={"rule": "mega-dose", "category": "cap", "weight": 0})
    assert "on 3 of 5 rules" in to_text(audit.model_copy(update={"findings": (*audit.findings, idle)}))


def test_a_review_says_where_to_look(audit: Audit) -> None:
    assert "see “Calcium S00 mg”, middle centre, 97% sure" in flat(to_text(audit))


def test_what_several_rules_wait_for_is_told_once(audit: Audit) -> None:
    first = audit.findings[5].model_copy(update={"message": "Not decided: a row is torn. One document asks."})
    second = first.model_copy(update={"rule": "k2-dose", "message": "Not decided: a row is torn."})
    page = flat(to_text(audit.model_copy(update={"findings": (first, second)})))
    assert page.count("A row is torn.") == 1
    assert "K2 per calcium: One document asks." in page
    assert "K2 dose · k2-dose" in page
    assert "No rule could be decided; a row is torn." in page


def test_the_elemental_amount_is_not_called_unstated_where_it_is_only_unread(audit: Audit) -> None:
    assert "does not state" not in flat(to_text(audit))


def test_an_accepted_finding_is_not_to_act_on(audit: Audit) -> None:
    accepted = audit.findings[3].model_copy(update={"accepted": Accepted(reason="sold as a set")})
    page = to_text(audit.model_copy(update={"findings": (*audit.findings[:3], accepted)}))
    assert "Act on" not in page
    assert "Accepted: sold as a set" in page


def test_an_unreadable_label_is_called_so_and_nothing_is_claimed_of_it(unreadable: Audit) -> None:
    page = to_text(unreadable)
    assert "Could not be read: is damaged; export it again" in page
    for claim in ("Score", "Passed", "Not declared", "Fits"):
        assert claim not in page


def test_a_label_out_of_scope_has_no_score_and_says_why(audit: Audit) -> None:
    page = to_text(audit.model_copy(update={"status": Status.OUT_OF_SCOPE, "score": None, "findings": ()}))
    assert "Not scored: the label declares no vitamin D, vitamin K or calcium." in page


def test_without_a_decided_rule_no_fit_is_claimed(audit: Audit) -> None:
    reviews = tuple(f for f in audit.findings if f.outcome is Outcome.REVIEW)
    page = to_text(audit.model_copy(update={"findings": reviews}))
    assert "No rule could be decided" in page
    assert "Fits" not in page


def test_the_disclaimer_and_the_guidance_stand_at_the_end(audit: Audit) -> None:
    assert "not medical advice" in to_text(audit)
    assert "abababababab" in to_text(audit)


def test_without_colour_there_is_no_escape_sequence(audit: Audit) -> None:
    assert "\x1b" not in to_text(audit)
    assert "\x1b[" in to_text(audit, colour=True)


def test_colour_adds_nothing_but_colour(audit: Audit) -> None:
    assert re.sub(r"\x1b\[[0-9;]*m", "", to_text(audit, colour=True)).split() == to_text(audit).split()


@pytest.mark.parametrize(
    "hostile",
    [
        "\x1b[2J\x1b[31mred",
        "\x9b31mred",
        "\x1b]0;title\x07red",
        "\x1b]8;;http://example.org\x1b\\red\x1b]8;;\x1b\\",
        "re\x08\x00d",
        "\u202ered\u202c",
        "r\u2066e\u2069d",
        "\rred",
        "red\ud800",
    ],
)
def test_a_label_cannot_steer_the_terminal(audit: Audit, hostile: str) -> None:
    product = Product.model_construct(title=hostile)
    page = to_text(audit.model_copy(update={"product": product}))
    assert page.splitlines()[0] == "red"


def test_markup_in_a_label_is_text(audit: Audit) -> None:
    product = Product(title="[bold]x[/bold] :smile: </script>")
    page = to_text(audit.model_copy(update={"product": product}), colour=True)
    assert "[bold]x[/bold] :smile: </script>" in page


def test_a_name_of_ten_thousand_letters_is_cut(audit: Audit) -> None:
    page = to_text(audit.model_copy(update={"product": Product(title="x" * 10_000)}))
    assert page.count("x") < 400
    assert "…" in page


def test_what_would_raise_the_score_most_stands_below_it(audit: Audit) -> None:
    advice = Advice(change="add-magnesium", text="Bring magnesium to 56 mg a day.", low=67, high=94)
    page = to_text(audit.model_copy(update={"advice": advice}))
    assert "What would raise it most: Bring magnesium to 56 mg a day (score then 67–94)." in flat(page)
    assert "What would raise it most" not in to_text(audit)


def test_a_finding_whose_points_are_open_says_between_what(audit: Audit) -> None:
    dose = audit.findings[4].model_copy(update={"score": 0.5, "score_high": 0.75})
    page = to_text(audit.model_copy(update={"findings": (dose,)}))
    assert "k2-dose · scores 0.5 to 0.75 · d3-vs-k2" in flat(page)
