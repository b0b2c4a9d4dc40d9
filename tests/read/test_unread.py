"""Print that no word covers is found; what is no print, and what was read, is not."""

import cv2
import numpy as np
import pytest

from labelaudit.model.page import Word
from labelaudit.model.sheet import Pixels
from labelaudit.read.unread import find_unread

WIDTH, HEIGHT, PITCH, LINES = 600, 400, 40, 8


def drawn(*, frame: bool = False, grain: float = 0.0) -> Pixels:
    """Lines of print, and a bar between two of them; `frame` puts rules and borders around."""
    pixels = np.full((HEIGHT, WIDTH, 3), 235, np.uint8)
    for line in range(LINES):
        put = (40, 55 + PITCH * line)
        cv2.putText(
            pixels, f"Vitamin B{line} as something {line}0 mcg", put, 0, 0.8, (20, 20, 40), 2, cv2.LINE_AA
        )
    if frame:
        cv2.rectangle(pixels, (10, 10), (WIDTH - 10, HEIGHT - 10), (0, 0, 0), 4)
        cv2.rectangle(pixels, (16, 16), (WIDTH - 16, HEIGHT - 16), (0, 0, 0), 1)
        for line in range(LINES):
            y = 66 + PITCH * line
            cv2.line(pixels, (20, y), (WIDTH - 20, y), (0, 0, 0), 1 + 4 * (line % 2))
    if grain:
        noise = np.random.default_rng(1).normal(0, grain, pixels.shape)
        pixels = np.clip(pixels + noise, 0, 255).astype(np.uint8)
    return pixels


def read(*lost: int) -> list[Word]:
    """The words of every line but the lost ones."""
    quads = [((40, y), (520, y), (520, y + 24), (40, y + 24)) for y in range(35, 35 + PITCH * LINES, PITCH)]
    words = [Word(text="Vitamin B", quad=quad, confidence=0.95, engine="rapidocr") for quad in quads]
    return [word for line, word in enumerate(words) if line not in lost]


@pytest.mark.parametrize("frame", [False, True])
@pytest.mark.parametrize("grain", [0.0, 12.0])
@pytest.mark.parametrize("lost", [0, 3, 7])
def test_a_lost_line_is_found(lost: int, frame: bool, grain: float) -> None:
    (box,) = find_unread(drawn(frame=frame, grain=grain), read(lost))
    x0, y0, x1, y1 = box
    assert y0 < 47 + PITCH * lost < y1
    assert x1 - x0 > 300
    assert y1 - y0 < 1.5 * PITCH


@pytest.mark.parametrize("frame", [False, True])
@pytest.mark.parametrize("grain", [0.0, 12.0])
def test_where_every_line_was_read_nothing_is_lost(frame: bool, grain: float) -> None:
    assert find_unread(drawn(frame=frame, grain=grain), read()) == ()


def test_the_rest_of_a_line_is_found() -> None:
    words = read()
    (ax, ay), _, _, (dx, dy) = words[4].quad
    words[4] = words[4].model_copy(update={"quad": ((ax, ay), (200, ay), (200, dy), (dx, dy))})
    ((x0, *_),) = find_unread(drawn(), words)
    assert x0 >= 190


def test_a_large_picture_is_told_of_in_its_own_pixels() -> None:
    large = cv2.resize(drawn(), None, fx=6, fy=6)
    words = [w.model_copy(update={"quad": tuple((6 * x, 6 * y) for x, y in w.quad)}) for w in read(3)]
    ((_, y0, _, y1),) = find_unread(large, words)
    assert y0 < 6 * (47 + PITCH * 3) < y1


@pytest.mark.parametrize("size", [(1, 1), (3, 900), (900, 3)])
def test_any_picture_will_do(size: tuple[int, int]) -> None:
    pixels = np.zeros((*size, 3), np.uint8)
    assert find_unread(pixels, []) == ()
    find_unread(pixels, read())
