"""Which way up a page lies is told from the run of its words and how well they read."""

import numpy as np
import pytest

from labelaudit.limits import Limits
from labelaudit.model.page import Page, Word
from labelaudit.model.sheet import Sheet
from labelaudit.read.engine import Readers
from labelaudit.read.page import read_page, resized, scaled, turned
from labelaudit.read.upright import (
    lies_on_side,
    lines_to_try_upside_down,
    reads_well,
    share_on_side,
    turn_words,
)

LABEL = ("Supplement Facts", "Vitamin D3 50 mcg", "Other ingredients: rice flour", "Take with a meal")
NOISE = ("oeuıoq ʎɐp", "xqzrt wvbn", "lkjhg fdsaq", "pouyt rewqz", "mnbvc xzlkj")


def word(text, x=0.0, y=0.0, *, confidence=0.97, width=200.0, height=20.0):
    quad = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    return Word(text=text, quad=quad, confidence=confidence, engine="rapidocr")


def level(texts, **more):
    return tuple(word(t, 10, 10 + 30 * i, **more) for i, t in enumerate(texts))


def downwards(texts):
    """Words as they run on a page that was turned by 90 degrees clockwise."""
    return turn_words(level(texts), 90, width=400, height=300)


def sheet_of(pixels, **more):
    height, width = pixels.shape[:2]
    return Sheet(
        name="a",
        path="a",
        sha256="0",
        kind="image",
        page=1,
        width=width,
        height=height,
        draw=lambda: pixels,
        **more,
    )


def sheet(width=400, height=300, **more):
    pixels = np.zeros((height, width, 3), dtype=np.uint8)
    return sheet_of(pixels, **more)


class FakeReader:
    """Returns what it was given, in turn, and remembers the size of what it was shown."""

    name = "fake"

    def __init__(self, *answers):
        self.answers = list(answers)
        self.seen = []

    def read(self, pixels):
        self.seen.append(pixels.shape[:2])
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def read_line(self, pixels):
        return self.read(pixels)


def test_level_text_lies_right():
    assert share_on_side(level(LABEL)) == 0
    assert not lies_on_side(level(LABEL))
    assert reads_well(level(LABEL))


def test_text_that_runs_down_lies_on_its_side():
    assert share_on_side(downwards(LABEL)) == 1
    assert lies_on_side(downwards(LABEL))


def test_a_few_words_along_an_edge_turn_no_page():
    assert not lies_on_side((*level(LABEL), *downwards(("Best before end",))))


def test_figures_that_are_taller_than_wide_turn_no_page():
    assert not lies_on_side(tuple(word("83", 0, 30 * i, width=8) for i in range(9)))


@pytest.mark.parametrize("words", [(), level(("ACME",))])
def test_too_little_text_tells_nothing(words):
    assert not lies_on_side(words)
    assert not reads_well(words)


def test_only_a_page_that_reads_badly_is_tried_on_its_head():
    assert lines_to_try_upside_down(level(LABEL)) == []
    assert len(lines_to_try_upside_down(level(NOISE, confidence=0.75))) == len(NOISE)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_words_turned_and_turned_back_stand_where_they_stood(turn):
    width, height = (400, 300) if turn in (0, 180) else (300, 400)
    there = turn_words(level(LABEL), turn, width=400, height=300)
    assert turn_words(there, (360 - turn) % 360, width=width, height=height) == level(LABEL)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_pixels_and_words_turn_alike(turn):
    pixels = np.zeros((300, 400, 3), dtype=np.uint8)
    pixels[10:30, 10:210] = 255
    (moved,) = turn_words((word("Calcium", 10, 10),), turn, width=400, height=300)
    x0, y0, x1, y1 = (round(v) for v in moved.box)
    assert turned(pixels, turn)[y0:y1, x0:x1].min() == 255
    assert turned(pixels, turn).sum() == pixels.sum()


def test_scaling_and_scaling_back_keeps_words_where_they_stood():
    words = level(LABEL)
    assert scaled(scaled(words, 2.0), 0.5) == words
    (one,) = scaled((word("a", 10, 20),), 0.5, dx=100, dy=50)
    assert one.quad[0] == (105, 60)


def test_a_picture_is_resized_to_the_nearest_pixel_and_never_to_nothing():
    pixels = np.zeros((3, 400, 3), dtype=np.uint8)
    assert resized(pixels, 0.1).shape == (1, 40, 3)
    assert resized(pixels, 2.0).shape == (6, 800, 3)


def test_an_upright_page_is_read_once():
    reader = FakeReader(level(LABEL))
    got = read_page(sheet(), readers=Readers(first=reader, second=None))
    assert (got.turn, got.width, got.height, len(reader.seen)) == (0, 400, 300, 1)
    assert got.words == level(LABEL)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_lies_wrong_is_set_upright(turn):
    """The reader reads a picture rightly in one turn alone; the quads are those of the page set upright."""
    upright = level(LABEL)

    class Oriented(FakeReader):
        """Knows by the shade which way up it is shown a picture: dark is its top."""

        def read(self, pixels):
            height, width = pixels.shape[:2]
            shade = pixels[:, :, 0].astype(float)
            down, across = shade[-1].mean() - shade[0].mean(), shade[:, -1].mean() - shade[:, 0].mean()
            now = (0 if down > 0 else 180) if abs(down) > abs(across) else (270 if across > 0 else 90)
            if height * width < 400 * 300:
                return (word("Calcium", confidence=0.97 if now == 0 else 0.4),)
            if now == 0:
                return upright
            if now == 180:
                return level(NOISE, confidence=0.4)
            # What runs downwards is read as it is; what runs upwards is taken for that, and misread.
            seen = level(LABEL) if now == 90 else level(NOISE, confidence=0.4)
            return turn_words(seen, 90, width=height, height=width)

    pixels = np.repeat(np.arange(0, 240, 0.8, dtype=float)[:, None, None], 400, axis=1)
    pixels = np.repeat(pixels, 3, axis=2).astype(np.uint8)
    there = turned(pixels, (360 - turn) % 360)
    lying = sheet_of(there)
    got = read_page(lying, readers=Readers(first=Oriented(()), second=None))
    assert (got.turn, got.width, got.height) == (turn, 400, 300)
    assert [w.text for w in got.words] == list(LABEL)
    for found, true in zip(got.words, upright, strict=True):
        assert found.box == pytest.approx(true.box, abs=0.5)


def test_a_huge_picture_is_read_reduced_and_its_boxes_are_those_of_the_whole():
    reader = FakeReader((word("Calcium", 10, 20),))
    got = read_page(
        sheet(4000, 1000), readers=Readers(first=reader, second=None), limits=Limits(reading_pixels=1000)
    )
    assert reader.seen[0] == (250, 1000)
    assert (got.width, got.height) == (4000, 1000)
    assert got.words[0].quad[0] == (40, 80)


def test_a_text_layer_is_taken_as_it_is():
    reader = FakeReader(())
    got = read_page(sheet(layer=level(LABEL)), readers=Readers(first=reader, second=None), number=2)
    assert (got.engine, got.number, got.words, reader.seen) == ("textlayer", 2, level(LABEL), [])


def test_an_empty_picture_is_an_empty_page():
    got = read_page(sheet(), readers=Readers(first=FakeReader(()), second=None))
    assert isinstance(got, Page)
    assert (got.words, got.turn) == ((), 0)
