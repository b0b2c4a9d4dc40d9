"""A question is answered from its own box, in pixels of the page as it was read, or not at all."""

import numpy as np
import pytest

from labelaudit.errors import EngineError
from labelaudit.limits import Limits
from labelaudit.model.page import Page, Word
from labelaudit.model.question import Ask, Question
from labelaudit.model.sheet import Sheet
from labelaudit.read.answer import answer
from labelaudit.read.engine import Readers

WIDTH, HEIGHT = 800, 600


class FakeReader:
    """Finds the white patch of what it is shown: one word, as large as the patch."""

    def __init__(self, name, *, fault=None):
        self.name, self.fault, self.seen = name, fault, []

    def read(self, pixels):
        if self.fault:
            raise self.fault
        self.seen.append(pixels.shape[:2])
        at = np.argwhere(pixels[:, :, 0] > 128)
        if not len(at):
            return ()
        (y0, x0), (y1, x1) = at.min(axis=0).tolist(), (at.max(axis=0) + 1).tolist()
        return (
            Word(
                text="found", quad=((x0, y0), (x1, y0), (x1, y1), (x0, y1)), confidence=0.9, engine=self.name
            ),
        )

    read_line = read


def sheet_of(pixels):
    height, width = pixels.shape[:2]
    return Sheet(
        name="a", path="a", sha256="0", kind="image", page=1, width=width, height=height, draw=lambda: pixels
    )


def patch(x0, y0, x1, y1):
    pixels = np.zeros((HEIGHT, WIDTH, 3), dtype=np.uint8)
    pixels[y0:y1, x0:x1] = 255
    return sheet_of(pixels)


def page(**more):
    fields = {"width": WIDTH, "height": HEIGHT, "engine": "rapidocr", "words": (), **more}
    return Page(**fields)


def ask(kind, box):
    return Question(ask=kind, page=0, box=box, why="test")


def look(kind, box, *, sheet, second=True, of=None, limits=None):
    readers = Readers(first=FakeReader("first"), second=FakeReader("second") if second else None)
    got = answer(ask(kind, box), sheet=sheet, page=of or page(), readers=readers, limits=limits or Limits())
    return got, readers


@pytest.mark.parametrize("kind", [Ask.ROW, Ask.LARGER])
def test_what_is_found_stands_where_it_stood_on_the_page(kind):
    got, _ = look(kind, (200, 290, 600, 330), sheet=patch(300, 300, 420, 320))
    (word,) = got.words
    assert word.box == pytest.approx((300, 300, 420, 320), abs=1.5)
    assert got.question == ask(kind, (200, 290, 600, 330))


def test_a_row_is_read_by_the_second_reader_enlarged():
    _, readers = look(Ask.ROW, (200, 300, 400, 316), sheet=patch(300, 300, 350, 312))
    assert readers.first.seen == []
    ((height, _),) = readers.second.seen
    assert height >= 48


def test_a_row_is_not_read_again_without_a_second_reader():
    got, _ = look(Ask.ROW, (200, 290, 600, 330), sheet=patch(300, 300, 420, 320), second=False)
    assert got is None


def test_a_second_reader_that_fails_leaves_the_row_as_it_was():
    readers = Readers(first=FakeReader("first"), second=FakeReader("second", fault=EngineError("down")))
    sheet = patch(300, 300, 420, 320)
    question = ask(Ask.ROW, (200, 290, 600, 330))
    assert answer(question, sheet=sheet, page=page(), readers=readers, limits=Limits()) is None


def test_a_larger_look_is_the_first_readers_and_bounded():
    _, readers = look(
        Ask.LARGER, (0, 0, WIDTH, HEIGHT), sheet=patch(1, 1, 9, 9), limits=Limits(reading_pixels=1200)
    )
    ((height, width),) = readers.first.seen
    assert max(height, width) == 1200


def test_a_larger_look_is_stretched_and_one_at_a_gap_is_not():
    _, larger = look(Ask.LARGER, (0, 0, WIDTH, HEIGHT), sheet=patch(1, 1, 9, 9))
    _, gap = look(Ask.GAP, (0, 0, WIDTH, HEIGHT), sheet=patch(1, 1, 9, 9))
    ((height, width),), ((plain_height, plain_width),) = larger.first.seen, gap.first.seen
    assert (height, width) == (plain_height, 1.5 * plain_width)


def test_what_is_large_already_is_not_read_again():
    got, readers = look(
        Ask.LARGER, (0, 0, WIDTH, HEIGHT), sheet=patch(1, 1, 9, 9), limits=Limits(reading_pixels=800)
    )
    assert got is None
    assert readers.first.seen == []


def test_a_box_on_its_side_is_turned_and_its_words_stand_where_they_stood():
    got, readers = look(Ask.TURN, (100, 100, 200, 500), sheet=patch(120, 200, 140, 400))
    assert len(readers.first.seen) == 2  # both ways up: nothing tells beforehand which is right
    for shape in readers.first.seen:
        assert shape == pytest.approx((120, 420), abs=2)
    assert got.words[0].box == pytest.approx((120, 200, 140, 400), abs=1.5)


def test_a_turned_page_is_looked_at_as_it_was_read():
    upright = patch(300, 300, 420, 320).pixels
    lying = sheet_of(np.rot90(upright))
    got, _ = look(Ask.ROW, (200, 290, 600, 330), sheet=lying, of=page(turn=90))
    assert got.words[0].box == pytest.approx((300, 300, 420, 320), abs=1.5)


@pytest.mark.parametrize("kind", list(Ask))
def test_a_text_layer_answers_nothing(kind):
    got, _ = look(kind, (0, 0, 100, 100), sheet=patch(1, 1, 9, 9), of=page(engine="textlayer"))
    assert got is None


@pytest.mark.parametrize("box", [(-50, -50, 60, 40), (700, 560, 900, 700), (10, 10, 10, 10)])
def test_a_box_at_the_edge_is_cut_to_the_page(box):
    got, _ = look(Ask.ROW, box, sheet=patch(0, 0, 30, 20))
    for word in got.words:
        assert 0 <= word.box[0] <= word.box[2] <= WIDTH + 1
        assert 0 <= word.box[1] <= word.box[3] <= HEIGHT + 1


def test_the_figures_of_a_row_in_doubt_are_read_one_by_one_besides():
    second = FakeReader("second")
    question = ask(Ask.ROW, (100, 100, 500, 130)).model_copy(update={"cells": ((400, 100, 500, 130),)})
    readers = Readers(first=FakeReader("first"), second=second)
    look = answer(question, sheet=patch(420, 105, 480, 125), page=page(), readers=readers, limits=Limits())
    assert [tuple(round(v) for v in word.box) for word in look.words] == [(420, 105, 480, 125)] * 2
    assert second.seen[1][1] < second.seen[0][1]
