"""A text layer whose letters have no characters, or lie, is refused; a bullet alone does no harm."""

import numpy as np
import pytest

from labelaudit.ingest.pdf_layer import Frame, Verdict, judge_layer
from labelaudit.ingest.pdf_words import LayerWord

AS_DRAWN = Frame(across=1, down=1)
PANEL = "Supplement Facts Vitamin D3 50 mcg 250% Calcium 500 mg 38%"


def layer(text: str) -> list[LayerWord]:
    """The words in a row, ten pixels a letter; a "(cid:12)" is one letter."""
    words, x = [], 0.0
    for text_word in text.split():
        letters = ["(cid:12)"] if text_word == "(cid:12)" else list(text_word)
        boxes = tuple((letter, (x + 10 * n, 0.0, x + 10 * n + 10, 20.0)) for n, letter in enumerate(letters))
        end = x + 10 * len(letters)
        words.append(LayerWord(text_word, ((x, 0), (end, 0), (end, 20), (x, 20)), boxes))
        x = end + 10
    return words


def judged(text: str) -> Verdict:
    words = layer(text)
    bare = np.full((40, int(words[-1].quad[1][0]) + 20, 3), 255, np.uint8)
    drawn = bare.copy()
    for word in words:
        for _, (x0, top, x1, bottom) in word.letters:
            drawn[int(top) + 5 : int(bottom) - 5, int(x0) + 3 : int(x1) - 3] = 0
    return judge_layer(words, AS_DRAWN, drawn, bare)


def test_plain_words_are_taken() -> None:
    verdict = judged(PANEL)
    assert [word.text for word in verdict.words or ()] == PANEL.split()


@pytest.mark.parametrize("broken", ["D\ufffd", "5\x010", "(cid:12)"])
def test_letters_without_characters_refuse_the_layer(broken: str) -> None:
    verdict = judged(f"{PANEL} {broken}")
    assert verdict.words is None
    assert verdict.refusal == "its letters have no plain characters"


def test_a_bullet_of_a_symbol_font_is_left_out_and_the_words_are_kept() -> None:
    verdict = judged(f"\uf0b7 {PANEL} \uf0b7 children")
    assert [word.text for word in verdict.words or ()] == [*PANEL.split(), "children"]


def test_a_shifted_alphabet_is_refused_and_no_language_of_labels_is() -> None:
    shifted = "Vxssohphqw Idfwv Vhuylqj Vl}h Fdoflxp Pdjqhvlxp fduerqdwh Dprxqw 500 pj"
    assert judged(shifted).refusal == "its letters stand for other letters"
    for text in (
        "Nährwertangaben pro Tagesdosis Magnesium Calcium Cholecalciferol Blutverdünner Verzehrempfehlung",
        "Składniki wapń magnez cholekalcyferol wartości odżywcze dzienna porcja spożycia zawartość",
        "Βιταμίνη μενακινόνη χοληκαλσιφερόλη ασβέστιο μαγνήσιο αντιπηκτικά",
        "Ingrédients médicinaux chaque gélule contient vitamine cholécalciférol phytoménadione",
    ):
        assert judged(text).words is not None, text
