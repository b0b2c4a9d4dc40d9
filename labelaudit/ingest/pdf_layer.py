"""Decide whether a page's text layer may stand for what a person sees; where in doubt it may not."""

import math
import re
import statistics
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from itertools import islice

import cv2
import numpy as np
import numpy.typing as npt

from labelaudit.ingest.pdf_letters import turn
from labelaudit.ingest.pdf_words import LayerWord
from labelaudit.model.page import Point

Ink = npt.NDArray[np.int32]
Picture = npt.NDArray[np.uint8]
"""Height x width in shades of grey, or height x width x 3 in colours."""
Extent = tuple[float, float, float, float]
"""Top, bottom, left and right."""

_INK = 12
"""Of 255: how much lighter or darker a letter must make its place on the page to be seen."""
_SPECK, _SPECK_SHARE = 2.0, 0.25
"""Words lower than both, in points and of what most words have, cannot be read by a person."""
_INNER = 0.15
"""Of a letter's width, cut off on either side: the neighbours' ink."""
_SHARED = 0.3
"""Of the smaller of two words, which may lie under the other."""
_BROKEN = re.compile("\\(cid:\\d+\\)|[\x00-\x08\x0e-\x1f\ufffd]")
_PRIVATE = re.compile("^[\ue000-\uf8ff]$")
"""A lone private character: a bullet of a symbol font."""
_MOST_BROKEN = 0.02
_LEAST_VOWELS = 0.25
"""Of the letters of words; the languages of labels have 0.35 to 0.5, a shifted alphabet about 0.15."""
_ENOUGH_LETTERS = 40
_MOST_UNREAD = 0.1
_MARGIN = 0.2
"""Of a word's height, around it: accents, swashes and slanted letters reach out of their boxes."""
_TILE = 8
"""Pixels: about the height of small print where a pixel is 1/72 inch."""
_EDGES = 400
"""Mean square of the steps in brightness; black print has over 1,600."""
_STEPS = 16
"""Mean of the steps in brightness in bars; black ones have over 60."""
_LETTER_TILES = 80
"""About 6 cm2."""
_BARS = (3, 5)
"""Tiles of a barcode at the least, down and across: 8 by 14 mm."""


@dataclass(frozen=True)
class Frame:
    """How large the page is drawn."""

    across: float
    """Pixels a point."""
    down: float
    fine: float = 1.0
    """How many times as large as letters in pictures need to be told from photographs."""

    def place(self, point: Point) -> Point:
        """A point of the layer in pixels of the drawn page."""
        return point[0] * self.across, point[1] * self.down


@dataclass(frozen=True)
class Verdict:
    """What may be taken from a text layer: `words` is None where the pixels must be read instead."""

    words: tuple[LayerWord, ...] | None
    refusal: str | None = None
    """Why a layer that holds words is not used."""
    hidden: int = 0
    """Words that lie on the page and cannot be seen."""
    letters: bool = False
    """The page also shows what may be letters and is not in the layer."""
    bars: bool = True
    """The page also shows what may be a barcode."""


def judge_layer(words: Sequence[LayerWord], frame: Frame, drawn: Picture, bare: Picture) -> Verdict:
    """Hold the words against the page as it is drawn, and as it is drawn without its text.

    `drawn` and `bare` have the same shape; where they differ, text is seen. `frame` places the
    letters on them. So every way of hiding text is found alike: invisible ink,
    white on white, a cover, a clip, a layer that is switched off, a place outside the page.
    """
    with _one_thread():
        ink = _ink(drawn, bare)
        letters, bars = _search(bare, frame.fine)
    sights = _look(words, frame, ink)
    hidden = sights.count(_Sight.HIDDEN)
    visible = tuple(word for word, sight in zip(words, sights, strict=True) if sight is _Sight.WHOLE)
    if _Sight.PARTLY in sights:
        return Verdict(None, "some words are partly covered", hidden)
    if not visible:
        return Verdict(None, "its words are not visible" if hidden else None, hidden)
    boxes = [_box(word) for word in visible]
    if _unread(boxes, frame, ink) > _MOST_UNREAD:
        return Verdict(None, "it does not tell all text that is drawn", hidden)
    if _overlap(visible, boxes):
        return Verdict(None, "words lie on top of each other", hidden)
    if _broken(visible):
        return Verdict(None, "its letters have no plain characters", hidden)
    if _scrambled(visible):
        return Verdict(None, "its letters stand for other letters", hidden)
    if letters and hidden:
        return Verdict(None, "it hides words and the page shows pictures", hidden)
    mapped = tuple(w for w in visible if not _BROKEN.search(w.text) and not _PRIVATE.match(w.text))
    return Verdict(mapped, None, hidden, letters, bars)


@contextmanager
def _one_thread() -> Iterator[None]:
    """OpenCV with a single thread: a page is so small that a second one costs more than it does."""
    threads = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        yield
    finally:
        cv2.setNumThreads(threads)


class _Sight(Enum):
    WHOLE = auto()
    PARTLY = auto()
    HIDDEN = auto()
    OUTSIDE = auto()


def _look(words: Sequence[LayerWord], frame: Frame, ink: Ink) -> list[_Sight]:
    """What is seen of each word: each of its letters must leave ink at its place, and not a mere speck."""
    owner, boxes = [], []
    heights = [math.dist(word.quad[0], word.quad[3]) for word in words]
    speck = min(_SPECK, _SPECK_SHARE * statistics.median(heights)) if heights else 0
    for index, word in enumerate(words):
        for text, (x0, top, x1, bottom) in word.letters:
            if x1 > x0 and (text.isalnum() or any(map(str.isalnum, text))):
                inset = (x1 - x0) * _INNER
                owner.append(index)
                boxes.append((x0 + inset, top, x1 - inset, bottom))
    # A word of marks alone (a bullet, a dagger) says nothing that could be a lie.
    sights = [_Sight.WHOLE] * len(words)
    if not owner:
        return sights
    inked, outside = _count(ink, np.array(boxes) * (frame.across, frame.down, frame.across, frame.down))
    letters = np.bincount(owner, minlength=len(words))
    shown = np.bincount(owner, weights=inked > 0, minlength=len(words))
    off = np.bincount(owner, weights=outside, minlength=len(words))
    for missing in np.flatnonzero(shown < letters).tolist():
        if shown[missing]:
            sights[missing] = _Sight.PARTLY
        else:
            sights[missing] = _Sight.OUTSIDE if off[missing] == letters[missing] else _Sight.HIDDEN
    return [
        _Sight.HIDDEN if sight is _Sight.WHOLE and height < speck else sight
        for sight, height in zip(sights, heights, strict=True)
    ]


def _ink(drawn: Picture, bare: Picture) -> Ink:
    """The integral of the pixels that text changes: how many lie in a box is four look-ups."""
    change = _grey(cv2.absdiff(drawn, bare))
    cv2.threshold(change, _INK - 1, 1, cv2.THRESH_BINARY, dst=change)
    return np.asarray(cv2.integral(change), dtype=np.int32)


def _grey(picture: cv2.typing.MatLike) -> Picture:
    grey = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    return np.asarray(grey, dtype=np.uint8)


def _count(ink: Ink, boxes: npt.NDArray[np.float64]) -> tuple[Ink, npt.NDArray[np.bool_]]:
    """The inked pixels in each box (x0, y0, x1, y1 in pixels), and whether it lies off the page."""
    height, width = ink.shape[0] - 1, ink.shape[1] - 1
    x0, y0, x1, y1 = np.clip(np.nan_to_num(boxes), -1, max(height, width) + 1).T
    outside = (x1 <= 0) | (y1 <= 0) | (x0 >= width) | (y0 >= height)
    west, east = (np.clip(x, 0, width).astype(int) for x in (np.floor(x0), np.ceil(x1)))
    north, south = (np.clip(y, 0, height).astype(int) for y in (np.floor(y0), np.ceil(y1)))
    return ink[south, east] - ink[north, east] - ink[south, west] + ink[north, west], outside


def _unread(boxes: Sequence[Extent], frame: Frame, ink: Ink) -> float:
    """The share of the text's ink that no word accounts for: a font or a part that was not understood."""
    top, bottom, left, right = np.array(boxes).T
    margin = (bottom - top) * _MARGIN
    around = np.stack((left - margin, top - margin, right + margin, bottom + margin), axis=1)
    told, _ = _count(ink, around * (frame.across, frame.down, frame.across, frame.down))
    return 1 - float(told.sum()) / max(int(ink[-1, -1]), 1)


def _overlap(words: Sequence[LayerWord], boxes: Sequence[Extent]) -> bool:
    """Whether two words share most of a place: one of them is hidden by the other's ink."""
    angle = statistics.mode(_angle(word) for word in words)
    boxes = sorted(_box(word, angle) for word in words) if angle else sorted(boxes)
    for index, (top, bottom, left, right) in enumerate(boxes):
        for other_top, other_bottom, other_left, other_right in islice(boxes, index + 1, None):
            if other_top >= bottom:
                break
            wide = min(right, other_right) - max(left, other_left)
            if wide > 0:
                high = min(bottom, other_bottom) - other_top
                least = min(
                    (right - left) * (bottom - top), (other_right - other_left) * (other_bottom - other_top)
                )
                if wide * high > _SHARED * least:
                    return True
    return False


def _angle(word: LayerWord) -> float:
    """Degrees that its line rises."""
    (x0, y0), (x1, y1) = word.quad[:2]
    return float(round(math.degrees(math.atan2(y0 - y1, x1 - x0)))) if y0 != y1 else 0.0


def _box(word: LayerWord, angle: float = 0.0) -> Extent:
    """The word's place on the page, where lines that rise by the angle run level."""
    corners = [turn(corner, -angle) for corner in word.quad] if angle else word.quad
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(ys), max(ys), min(xs), max(xs)


def _broken(words: Sequence[LayerWord]) -> bool:
    """Whether letters without Unicode stand inside words, or make up more than a few of them."""
    broken = [word.text for word in words if _BROKEN.search(word.text)]
    inside = any(any(c.isalnum() for c in _BROKEN.sub("", text)) for text in broken)
    return inside or len(broken) > _MOST_BROKEN * len(words)


def _scrambled(words: Sequence[LayerWord]) -> bool:
    """Whether the words cannot be words: a font whose map is shifted gives letters without vowels."""
    text = "".join(word.text for word in words if len(word.text) >= 4 and word.text.isalpha())
    plain = [c for c in unicodedata.normalize("NFKD", text.casefold()) if "a" <= c <= "z"]
    return len(plain) >= _ENOUGH_LETTERS and sum(c in "aeiouy" for c in plain) < _LEAST_VOWELS * len(plain)


def _search(bare: Picture, fine: float) -> tuple[bool, bool]:
    """Whether more of the page than a small emblem may hold letters that are no text; whether bars are there.

    Letters have edges in every direction, so that the lesser eigenvalue of their structure tensor is
    large; a rule, a barcode and a photograph's soft ground have not. Bars have edges side by side.
    """
    if min(bare.shape[:2]) < 2 * fine * _TILE:
        return False, False
    grey = _grey(bare)
    darkest, lightest, *_ = cv2.minMaxLoc(grey)
    if lightest - darkest < _STEPS:
        return False, False  # nothing but text is drawn
    if fine > 1:
        grey = _grey(cv2.resize(grey, None, fx=1 / fine, fy=1 / fine, interpolation=cv2.INTER_AREA))
    tiles = grey.shape[1] // _TILE, grey.shape[0] // _TILE
    grey = grey[: tiles[1] * _TILE, : tiles[0] * _TILE]
    # The last row and column of steps are left nought: whole tiles are summed up far faster.
    across, down = np.zeros_like(grey), np.zeros_like(grey)
    cv2.absdiff(grey[:, 1:], grey[:, :-1], across[:, :-1])
    cv2.absdiff(grey[1:], grey[:-1], down[:-1])
    level, steep = (cv2.resize(steps, tiles, interpolation=cv2.INTER_AREA) for steps in (across, down))
    bars = any(
        cv2.erode(np.asarray(steps >= _STEPS, dtype=np.uint8), np.ones(block, np.uint8)).any()
        for steps, block in ((level, _BARS), (steep, _BARS[::-1]))
    )
    if np.count_nonzero(cv2.min(level, steep)) < _LETTER_TILES:  # the lesser is that of neither direction
        return False, bars
    grey = grey.astype(np.float32)
    across, down = grey[:-1, 1:] - grey[:-1, :-1], grey[1:, :-1] - grey[:-1, :-1]
    xx, yy, xy = (
        cv2.resize(product, tiles, interpolation=cv2.INTER_AREA)
        for product in (across * across, down * down, across * down)
    )
    lesser = (xx + yy) / 2 - np.sqrt(((xx - yy) / 2) ** 2 + xy * xy)
    return int((lesser >= _EDGES).sum()) >= _LETTER_TILES, bars
