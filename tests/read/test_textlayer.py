"""The words of a text layer are joined to runs: a blank apart, not a column apart, whatever the font."""

import pytest

from labelaudit.model.page import Word
from labelaudit.read.textlayer import join_runs

HEIGHT = 20.0


def line(*texts: str, wide: float, gaps: float | tuple[float, ...]) -> list[Word]:
    """Words of one line whose letters are so wide, so many pixels apart."""
    words, x = [], 60.0
    each = gaps if isinstance(gaps, tuple) else (gaps,) * len(texts)
    for text, gap in zip(texts, (*each, 0.0), strict=False):
        right = x + wide * len(text)
        quad = ((x, 40.0), (right, 40.0), (right, 40.0 + HEIGHT), (x, 40.0 + HEIGHT))
        words.append(Word(text=text, quad=quad, confidence=1, engine="textlayer"))
        x = right + gap
    return words


@pytest.mark.parametrize(("wide", "blank"), [(9.0, 5.6), (12.0, 12.0)])
def test_words_a_blank_apart_are_one_run(wide: float, blank: float) -> None:
    words = line("Vitamin", "K2", "(as", "menaquinone-7)", "180", "mcg", wide=wide, gaps=blank)
    assert [run.text for run in join_runs(words)] == ["Vitamin K2 (as menaquinone-7) 180 mcg"]


@pytest.mark.parametrize("wide", [9.0, 12.0])
def test_words_a_column_apart_are_two(wide: float) -> None:
    words = line("Calcium", "500", "mg", "38%", wide=wide, gaps=(2 * wide, wide * 0.55, 2 * wide))
    assert [run.text for run in join_runs(words)] == ["Calcium", "500 mg", "38%"]
