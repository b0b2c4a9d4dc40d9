"""The bend of a label told by its pixels, for a reader that finds no line on it."""

import cv2
import numpy as np
import pytest

from labelaudit.model.page import Level, Word
from labelaudit.model.sheet import Pixels, Sheet
from labelaudit.read.engine import Readers
from labelaudit.read.level import make_level
from labelaudit.read.page import read_page
from labelaudit.read.profile import guess_bend

WIDTH, HEIGHT = 500, 420


def flat() -> Pixels:
    """Lines of print, every 30 pixels."""
    pixels = np.full((HEIGHT, WIDTH, 3), 220, np.uint8)
    for number, y in enumerate(range(110, HEIGHT - 100, 30)):
        text = f"Vitamin B{number} 25 mcg 100 percent of the day"
        cv2.putText(pixels, text, (30, y), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (30, 30, 60), 1, cv2.LINE_AA)
    return pixels


def bent(change: float, slope: float = 0.0) -> Pixels:
    """The same, its rows sloping otherwise at the right edge than at the left one by `change`."""
    level = Level(
        u0=WIDTH / 2,
        v0=HEIGHT / 2,
        slope=slope,
        across=-change / WIDTH,
        right=WIDTH,
        width=WIDTH,
        height=HEIGHT,
    )
    return make_level(flat(), level)


@pytest.mark.parametrize("change", [-0.9, -0.4, 0.3, 0.8])
def test_the_bend_is_told(change: float) -> None:
    bend = guess_bend(bent(change))
    assert bend is not None
    assert bend.across * WIDTH == pytest.approx(change, abs=0.06)


def test_a_bend_that_leans_is_told() -> None:
    bend = guess_bend(bent(0.5, slope=0.1))
    assert bend is not None
    assert bend.across * WIDTH == pytest.approx(0.5, abs=0.06)
    assert bend.slope == pytest.approx(-0.1, abs=0.03)


def test_the_light_does_not_matter() -> None:
    shade = np.linspace(0.25, 1.0, WIDTH)[None, :, None]
    bend = guess_bend((bent(-0.6) * shade).astype(np.uint8))
    assert bend is not None
    assert bend.across * WIDTH == pytest.approx(-0.6, abs=0.06)


@pytest.mark.parametrize(
    "pixels",
    [
        flat(),
        np.full((HEIGHT, WIDTH, 3), 128, np.uint8),
        np.random.default_rng(1).integers(0, 255, (HEIGHT, WIDTH, 3), np.uint8),
        np.zeros((1, 1, 3), np.uint8),
        np.zeros((3, 4000, 3), np.uint8),
    ],
    ids=["level print", "one grey", "noise", "one pixel", "a thread"],
)
def test_what_does_not_bend_has_no_bend(pixels: Pixels) -> None:
    assert guess_bend(pixels) is None


class Once:
    """Gives its answers in turn."""

    name = "once"

    def __init__(self, *answers: tuple[Word, ...]) -> None:
        self._answers = [*answers]

    def read(self, pixels: Pixels) -> tuple[Word, ...]:
        """The next answer, whatever the picture."""
        return self._answers.pop(0)

    def read_line(self, pixels: Pixels) -> tuple[Word, ...]:
        """Nothing is read of a single line."""
        return ()


def said(*texts: str) -> tuple[Word, ...]:
    """Words one under the other."""
    return tuple(
        Word(text=text, quad=((30, y), (300, y), (300, y + 12), (30, y + 12)), confidence=0.9, engine="once")
        for y, text in enumerate(texts)
    )


@pytest.mark.parametrize(
    ("first", "again", "is_level"),
    [
        ((), ("Vitamin D3", "50 mcg"), True),
        (("Vitamin D3", "50 mcg"), ("Vita",), False),
    ],
)
def test_a_picture_of_which_little_was_read_is_read_again_along_its_bend_if_that_gives_more(
    first: tuple[str, ...], again: tuple[str, ...], is_level: bool
) -> None:
    pixels = bent(-0.8)
    height, width = pixels.shape[:2]
    sheet = Sheet("a.png", "a.png", "0" * 64, "image", 1, width, height, lambda: pixels)
    page = read_page(sheet, readers=Readers(first=Once(said(*first), said(*again)), second=None))
    assert (page.level is not None) is is_level
    assert [w.text for w in page.words] == [*(again if is_level else first)]


def sloping(*slopes: float) -> tuple[Word, ...]:
    """Lines one under the other, each with a slope of its own."""
    return tuple(
        Word(
            text="Vit",
            quad=((30, y), (230, y + 200 * slope), (230, y + 12 + 200 * slope), (30, y + 12)),
            confidence=0.9,
            engine="once",
        )
        for y, slope in zip(range(20, 400, 40), slopes, strict=False)
    )


@pytest.mark.parametrize(
    ("slopes", "unbent"), [((0.22, 0.36, 0.18, 0.2, 0.26, 0.22, 0.17, 0.25), True), ((0.0,) * 8, False)]
)
def test_lines_that_run_unlike_without_telling_a_bend_leave_it_to_the_pixels(
    slopes: tuple[float, ...], unbent: bool
) -> None:
    more = said("Vitamin D3 25 mcg", "Vitamin K2 75 mcg", "Calcium 200 mg", "Magnesium 100 mg")
    pixels = bent(-0.6)
    sheet = Sheet("a.png", "a.png", "0" * 64, "image", 1, WIDTH, HEIGHT, lambda: pixels)
    page = read_page(sheet, readers=Readers(first=Once(sloping(*slopes), more, more), second=None))
    assert (page.level is not None and page.level.across != 0) is unbent
