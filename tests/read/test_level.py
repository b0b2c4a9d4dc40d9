"""The bend of a bottle: found from the lines' slopes, taken out of the picture, and put back into boxes."""

import numpy as np
import pytest

from labelaudit.model.page import Level, Page, Point, Word
from labelaudit.model.sheet import Sheet
from labelaudit.parse.evidence import cite
from labelaudit.read.engine import Readers
from labelaudit.read.level import find_bend, find_tilt, level_words, make_level
from labelaudit.read.page import read_page

WIDTH, HEIGHT = 800, 600


def sagging(x: float, y: float, *, depth: float = 60, lean: float = 0.0) -> Point:
    """A place of a flat label on a bottle seen from above: rows are lowest in the middle."""
    return x, y + depth * (1 - ((x - WIDTH / 2) / (WIDTH / 2)) ** 2) + lean * x


def lines(*, depth: float, lean: float = 0.0, each: int = 60, rows: int = 6) -> list[Word]:
    """Short lines all over the label, as a detector tears them."""
    words = []
    for y in range(60, 60 + 60 * rows, 60):
        for x in range(20, WIDTH - each, each + 30):
            (ax, ay), (bx, by) = (sagging(v, y, depth=depth, lean=lean) for v in (x, x + each))
            words.append(
                Word(
                    text="Vitamin",
                    quad=((ax, ay), (bx, by), (bx, by + 20), (ax, ay + 20)),
                    confidence=0.9,
                    engine="rapidocr",
                )
            )
    return words


def heights(bend: Level, y: float, *, depth: float, lean: float = 0.0) -> list[float]:
    """Where the places of one row lie once the page is level."""
    return [bend.level(sagging(x, y, depth=depth, lean=lean))[1] for x in range(20, WIDTH - 20, 20)]


@pytest.mark.parametrize("depth", [60, -45])
@pytest.mark.parametrize("lean", [0.0, 0.1])
def test_rows_that_sag_are_level_afterwards(depth: float, lean: float) -> None:
    bend = find_bend(lines(depth=depth, lean=lean), None, width=WIDTH, height=HEIGHT)
    assert bend is not None
    for y in (60, 200, 350):
        assert np.ptp(heights(bend, y, depth=depth, lean=lean)) < 5


def test_a_page_that_is_level_already_is_not_bent_again() -> None:
    bend = find_bend(lines(depth=60), None, width=WIDTH, height=HEIGHT)
    assert bend is not None
    flat = level_words(lines(depth=60), bend)
    assert find_bend(flat, bend, width=WIDTH, height=HEIGHT) is None


def test_a_page_that_is_not_yet_level_is_bent_once_more() -> None:
    half = find_bend(lines(depth=30), None, width=WIDTH, height=HEIGHT)
    assert half is not None
    better = find_bend(level_words(lines(depth=60), half), half, width=WIDTH, height=HEIGHT)
    assert better is not None
    assert np.ptp(heights(better, 200, depth=60)) < 5


def test_rows_seen_on_one_side_alone_are_level_on_the_other_too() -> None:
    torn = [w for w in lines(depth=60) if w.quad[1][0] < 0.45 * WIDTH]
    bend = find_bend(torn, None, width=WIDTH, height=HEIGHT)
    assert bend is not None
    assert np.ptp(heights(bend, 200, depth=60)) < 8


@pytest.mark.parametrize("lean", [0.0, 0.3])
def test_rows_that_run_straight_have_no_bend(lean: float) -> None:
    assert find_bend(lines(depth=0, lean=lean), None, width=WIDTH, height=HEIGHT) is None


def test_a_few_lines_tell_no_bend() -> None:
    assert find_bend(lines(depth=60)[:3], None, width=WIDTH, height=HEIGHT) is None


def test_slopes_without_order_are_no_bend() -> None:
    random = np.random.default_rng(1)
    words = []
    for word in lines(depth=0):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = word.quad
        rise = float(random.normal(0, 8))
        quad = ((ax, ay), (bx, by + rise), (cx, cy + rise), (dx, dy))
        words.append(word.model_copy(update={"quad": quad}))
    assert find_bend(words, None, width=WIDTH, height=HEIGHT) is None


def test_a_place_of_the_level_page_goes_back_to_where_it_was() -> None:
    bend = find_bend(lines(depth=60, lean=0.1), None, width=WIDTH, height=HEIGHT)
    assert bend is not None
    for x, y in ((0, 0), (10, 500), (400, 300), (799, 20)):
        assert bend.picture(bend.level((x, y))) == pytest.approx((x, y))


def test_the_picture_is_made_level_with_the_places() -> None:
    pixels = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    for x in range(WIDTH):
        at = round(sagging(x, 200)[1])
        pixels[at - 2 : at + 3, x] = 255
    bend = find_bend(lines(depth=60), None, width=WIDTH, height=HEIGHT)
    assert bend is not None
    level = make_level(pixels, bend)
    assert level.shape == (bend.height, WIDTH, 3)
    rows = np.argmax(level[:, 20 : WIDTH - 20, 0] > 128, axis=0)
    assert np.ptp(rows) <= 6


def test_evidence_lies_round_the_row_in_the_picture_and_not_on_the_level_page() -> None:
    bend = find_bend(lines(depth=60), None, width=WIDTH, height=HEIGHT)
    assert bend is not None
    y = bend.level(sagging(20, 200))[1]
    word = Word(
        text="Vitamin D3 25 mcg",
        quad=((20, y), (780, y), (780, y + 20), (20, y + 20)),
        confidence=1,
        engine="rapidocr",
    )
    page = Page(width=WIDTH, height=HEIGHT, engine="rapidocr", words=(word,), level=bend)
    x0, y0, x1, y1 = cite(word, page).box
    assert (x0 * WIDTH, x1 * WIDTH) == pytest.approx((20, 780))
    for x in range(20, 781, 20):
        top = sagging(x, 200)[1]
        assert y0 * HEIGHT <= top + 4
        assert top + 16 <= y1 * HEIGHT


@pytest.mark.parametrize("degrees", [-20.0, -3.0, 8.0, 24.0])
def test_a_tilted_page_is_turned_and_its_words_stand_level(degrees: float) -> None:
    turn = Level(angle=-np.radians(degrees))
    words = level_words(lines(depth=0), turn)
    level = find_tilt(words, width=WIDTH, height=HEIGHT)
    assert level is not None
    for word in level_words(words, level):
        (_, ay), (_, by), *_ = word.quad
        assert ay == pytest.approx(by, abs=0.5)
    for x, y in ((0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)):
        left, top = level.level((x, y))
        assert -1 <= left <= level.width + 1
        assert -1 <= top <= level.height + 1
        assert level.picture((left, top)) == pytest.approx((x, y))


def test_a_level_page_is_not_turned() -> None:
    assert find_tilt(lines(depth=0), width=WIDTH, height=HEIGHT) is None


@pytest.mark.parametrize(("kept", "is_level"), [(1.0, True), (0.98, True), (0.8, False)])
def test_a_bent_page_is_read_level_wherever_that_loses_no_letters(kept: float, is_level: bool) -> None:
    first = lines(depth=60)
    flat = [w.model_copy(update={"confidence": 0.9 * kept}) for w in lines(depth=0)]

    class Reader:
        name = "fake"

        def __init__(self) -> None:
            self.answers = [tuple(first), tuple(flat)]

        def read(self, pixels: np.ndarray) -> tuple[Word, ...]:
            return self.answers.pop(0) if self.answers else ()

        read_line = read

    pixels = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    sheet = Sheet(
        name="a", path="a", sha256="0", kind="image", page=1, width=WIDTH, height=HEIGHT, draw=lambda: pixels
    )
    got = read_page(sheet, readers=Readers(first=Reader(), second=None))
    assert (got.level is not None) is is_level
    assert got.words == tuple(flat if is_level else first)
