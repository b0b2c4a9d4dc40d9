"""Rows come level out of straightening, however the page lay; a level page stays as it is."""

import math

import pytest
from built import CALCIUM, D3, K2, MAGNESIUM, US_FOOT, US_HEAD, ZINC, moved, page, word, words_of

from labelaudit.parse import parse
from labelaudit.parse.geometry import by_direction, straighten

LINES = [*US_HEAD, D3, K2, CALCIUM, MAGNESIUM, ZINC, *US_FOOT]
WORDS = words_of(LINES)
ROWS = [[w for w in WORDS if w.text in line.split("|")] for line in LINES]


def facts(words):
    return [
        (f.nutrient, f.form, f.amount, f.unit, f.standing)
        for label in parse([page(words)]).labels
        for f in label.facts
    ]


def spread(words):
    """How far the words of one row come apart, at worst, in letter heights."""
    placed = {p.text: p for p in straighten(words)}
    worst = 0.0
    for row in ROWS:
        ys = [placed[w.text].y for w in row]
        worst = max(worst, (max(ys) - min(ys)) / placed[row[0].text].height)
    return worst


def tilt(degrees):
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return lambda x, y: (500 + c * (x - 500) - s * (y - 300), 500 + s * (x - 500) + c * (y - 300))


def bend(depth):
    return lambda x, y: (x, y + depth * ((x - 600) / 600) ** 2 + 100)


def fan(strength):
    return lambda x, y: (x, 300 + (y - 300) * (1 + strength * (x - 600) / 600) + 100)


def test_a_level_page_stays_level():
    for placed in straighten(WORDS):
        x0, y0, x1, y1 = placed.word.box
        assert (placed.x0, placed.x1, placed.height) == (x0, x1, y1 - y0)
        assert placed.y == pytest.approx((y0 + y1) / 2, abs=0.5)


@pytest.mark.parametrize("degrees", [-12, -5, -1, 2, 7, 12])
def test_a_tilted_page_is_levelled(degrees):
    assert spread(moved(WORDS, tilt(degrees))) < 0.5


@pytest.mark.parametrize("depth", [-60, -25, 25, 60])
def test_a_bent_page_is_levelled(depth):
    assert spread(moved(WORDS, bend(depth))) < 0.5


@pytest.mark.parametrize("strength", [-0.15, 0.1, 0.15])
def test_rows_that_fan_out_are_levelled(strength):
    assert spread(moved(WORDS, fan(strength))) < 0.5


@pytest.mark.parametrize(
    "move", [tilt(-9), tilt(9), bend(40), bend(-40), fan(0.12)], ids=["left", "right", "dip", "bow", "fan"]
)
def test_the_same_facts_are_read_however_the_page_lay(move):
    assert facts(moved(WORDS, move)) == facts(WORDS)


def test_no_words_give_no_places():
    assert straighten([]) == []
    assert by_direction([]) == []


def test_a_single_word_is_placed():
    (placed,) = straighten([word("Calcium", 10, 20)])
    assert (placed.x0, placed.height) == (10, 20)


def test_words_that_run_up_the_page_stand_apart_from_the_level_ones():
    upright = words_of(["Calcium|500 mg"])
    sideways = moved(words_of(["keep out of reach of children"]), lambda x, y: (y + 900, 900 - x))
    groups = by_direction([*upright, *sideways])
    assert [len(g) for g in groups] == [1, 2]
    assert groups[0] == sideways


def test_a_figure_goes_with_the_words_beside_it():
    sideways = moved(words_of(["Vitamin K2 menaquinone|83"]), lambda x, y: (y + 900, 1400 - x))
    level = words_of(["Calcium"])
    assert sorted(len(g) for g in by_direction([*sideways, *level])) == [1, 2]
