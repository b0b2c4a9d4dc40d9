"""Greek lines from two readings: words of the one that has the letters, figures of the other."""

import numpy as np
import pytest

from labelaudit.model.page import Word
from labelaudit.read.script import complete_greek, is_greek, put_together


@pytest.mark.parametrize(
    ("figures", "letters", "whole"),
    [
        # names lose accented vowels in the one, units and the % sign turn to letters in the other
        (
            "αγνσι (κιτρικ μαγνσι): 250 mg",
            "Μαγνήσιο (κιτρικό μαγνήσιο): 250 πῃρ",
            "Μαγνήσιο (κιτρικό μαγνήσιο): 250 mg",
        ),
        ("Bιταμνη D3 15 µg (300% NRV)", "Βιταμίνη 3 18 µᾳ (30096 ΝΡΝ)", "Βιταμίνη D3 15 µg (300% NRV)"),
        ("BITAM'INH K2 MK-7 100 mcg", "ΒΙΤΑΜΊΝΗ Κ2 ΜΚ-7 100 meg", "ΒΙΤΑΜΊΝΗ K2 MK-7 100 mcg"),
        # a unit read as a word is no word that was dropped; behind a bare figure it may be one
        ("Bιταμνη D3 9 mcg [360 IU]", "Βιταμίνη D3 9 πιορ [360 ΤΟ]", "Βιταμίνη D3 9 mcg [360 IU]"),
        ("3.000 IU / 120 mcg", "3.000 ΤΟ / 120 πιος", "3.000 IU / 120 mcg"),
        ("Λαµβνετε 2 ηµερησίω", "Λαμβάνετε 2 δισκία ημερησίως", "Λαμβάνετε 2 δισκία ημερησίως"),
        ("Take 1 capsule daily", "Take 1 capsule daily", "Take 1 capsule daily"),
        ("αγνσι 250 mg", "", "αγνσι 250 mg"),
    ],
)
def test_a_line_has_the_words_of_one_reading_and_the_figures_of_the_other(figures, letters, whole):
    assert put_together(figures, letters) == whole


@pytest.mark.parametrize("letters", ["Ασβέστιο 500 mg", "Ασβέστιο", "Ασβέστιο 300 mg 25%"])
def test_no_figure_comes_from_the_reading_of_the_words(letters):
    assert "".join(c for c in put_together("Aβτι 800 mg", letters) if c.isdigit()) == "800"


def word(text: str) -> Word:
    return Word(text=text, quad=((2, 2), (90, 2), (90, 20), (2, 20)), confidence=0.9, engine="rapidocr")


def test_a_page_of_another_language_with_a_micro_sign_is_not_greek():
    assert not is_greek([word("Vitamin D3 25 µg Ω-3"), word("Take one capsule")])
    assert is_greek([word("Bιταμíνη D3 25 µg"), word("Δοσολογα: 1 κουλα")])


def test_only_lines_of_words_are_read_again():
    asked = []

    def read(pixels):
        asked.append(pixels.shape)
        return "Μαγνήσιο"

    pixels = np.full((40, 100, 3), 255, np.uint8)
    done = complete_greek(pixels, [word("αγνσι"), word("250 mg")], read=read)
    assert [w.text for w in done] == ["Μαγνήσιο", "250 mg"]
    assert len(asked) == 1


@pytest.mark.parametrize("many", range(1, 15))
def test_a_line_of_any_length_is_put_together_with_its_last_word(many):
    line = " ".join(f"{n}50" for n in range(1, many + 1))
    assert put_together(f"{line} μg", "Μαγνήσιο").startswith(line)
