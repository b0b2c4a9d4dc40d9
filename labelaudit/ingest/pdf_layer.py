"""Decide whether a page's text layer may stand for what a person sees; where in doubt it may not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import islice

import cv2
import numpy as np
import numpy.typing as npt

from labelaudit.ingest.pdf_words import LayerWord
from labelaudit.model.page import Point
from labelaudit.model.sheet import Pixels

_INK = 24
"""Of 255: how much a letter must change its place on the page to be seen."""
_INNER = 0.15
"""Of a letter's width, cut off on either side: the neighbours' ink."""
_SHARED = 0.5
"""Of the smaller of two words, which may lie under the other."""
_BROKEN = re.compile("\\(cid:\\d+\\)|[\x00-\x08\x0e-\x1f\ufffd]")
_PRIVATE = re.compile("^[\ue000-\uf8ff]$")
"""A lone private character: a bullet of a symbol font."""
_AMOUNT = re.compile(r"\d\s*(?:[mµμu]c?g|IU|I\.U\.|IE|I\.E\.|UI|j\.m\.)(?!\w)", re.IGNORECASE)
_PANEL_AMOUNTS = 2
_MOST_BROKEN = 0.02
_LEAST_VOWELS = 0.6
"""Of the words of four letters and more, how many have a vowel; in a shifted alphabet few do."""
_TILE = 8
_EDGE = 32
_BUSY_TILE = 0.08
_BUSY_PAGE = 0.04


@dataclass(frozen=True)
class Frame:
    """Where the drawn page lies: its top left corner in the words' points, and pixels a point."""

    left: float
    top: float
    across: float
    down: float

    def place(self, point: Point) -> Point:
        """A point of the layer in pixels of the drawn page."""
        return (point[0] - self.left) * self.across, (point[1] - self.top) * self.down


@dataclass(frozen=True)
class Verdict:
    """What may be taken from a text layer: `words` is None where the pixels must be read instead."""

    words: tuple[LayerWord, ...] | None
    refusal: str | None = None
    """Why a layer that holds words is not used."""
    hidden: int = 0
    """Words that lie on the page and cannot be seen."""
    mixed: bool = False
    """The page also shows what may be letters and is not in the layer."""


def judge_layer(words: Sequence[LayerWord], frame: Frame, drawn: Pixels, bare: Pixels) -> Verdict:
    """Hold the words against the page as it is drawn, and as it is drawn without its text.

    `drawn` and `bare` have the same shape; where they differ, text is seen. `frame` places the
    letters on them. So every way of hiding text is found alike: invisible ink,
    white on white, a cover, a clip, a layer that is switched off, a place outside the page.
    """
    sights = _look(words, frame, drawn, bare)
    hidden = sights.count(_Sight.HIDDEN)
    visible = tuple(word for word, sight in zip(words, sights, strict=True) if sight is _Sight.WHOLE)
    busy = _busy(bare) >= _BUSY_PAGE
    if _Sight.PARTLY in sights:
        return Verdict(None, "some words are partly covered", hidden)
    if not visible:
        return Verdict(None, "its words are not visible" if hidden else None, hidden)
    if _overlap(visible):
        return Verdict(None, "words lie on top of each other", hidden)
    if _broken(visible):
        return Verdict(None, "its letters have no plain characters", hidden)
    if _scrambled(visible):
        return Verdict(None, "its letters stand for other letters", hidden)
    if busy and hidden:
        return Verdict(None, "it hides words and the page shows pictures", hidden)
    if busy and len(_AMOUNT.findall(" ".join(w.text for w in visible))) < _PANEL_AMOUNTS:
        return Verdict(None, "it gives no amounts and the page shows pictures or drawn letters", hidden)
    mapped = tuple(w for w in visible if not _BROKEN.search(w.text) and not _PRIVATE.match(w.text))
    return Verdict(mapped, None, hidden, busy)


class _Sight(Enum):
    WHOLE = auto()
    PARTLY = auto()
    HIDDEN = auto()
    OUTSIDE = auto()


def _look(words: Sequence[LayerWord], frame: Frame, drawn: Pixels, bare: Pixels) -> list[_Sight]:
    """What is seen of each word: each of its letters must leave ink at its place."""
    owner, corners = [], []
    for index, word in enumerate(words):
        for text, (x0, top, x1, bottom) in word.letters:
            if any(c.isalnum() for c in text) and x1 > x0:
                inset = (x1 - x0) * _INNER
                owner.append(index)
                corners.append((*frame.place((x0 + inset, top)), *frame.place((x1 - inset, bottom))))
    # A word of marks alone (a bullet, a dagger) says nothing that could be a lie.
    sights = [_Sight.WHOLE] * len(words)
    if not owner:
        return sights
    height, width = drawn.shape[:2]
    boxes = np.clip(np.nan_to_num(np.array(corners)), -1, max(height, width) + 1)
    x0, y0 = np.floor(boxes[:, :2]).astype(int).T
    x1, y1 = np.ceil(boxes[:, 2:]).astype(int).T
    outside = (x1 <= 0) | (y1 <= 0) | (x0 >= width) | (y0 >= height)
    x0, x1 = np.clip(x0, 0, width), np.clip(x1, 0, width)
    y0, y1 = np.clip(y0, 0, height), np.clip(y1, 0, height)
    west, north = min(int(x0.min()), width - 1), min(int(y0.min()), height - 1)
    region = slice(north, max(int(y1.max()), north + 1)), slice(west, max(int(x1.max()), west + 1))
    ink = _ink(drawn[region], bare[region])
    x0, x1, y0, y1 = x0 - west, x1 - west, y0 - north, y1 - north
    inked = ink[y1, x1] - ink[y0, x1] - ink[y1, x0] + ink[y0, x0] > 0
    letters = np.bincount(owner, minlength=len(words))
    shown = np.bincount(owner, weights=inked, minlength=len(words))
    off = np.bincount(owner, weights=outside, minlength=len(words))
    for index in np.flatnonzero(shown < letters):
        if shown[index]:
            sights[index] = _Sight.PARTLY
        else:
            sights[index] = _Sight.OUTSIDE if off[index] == letters[index] else _Sight.HIDDEN
    return sights


def _ink(drawn: Pixels, bare: Pixels) -> npt.NDArray[np.int32]:
    """The integral of the pixels that text changes: how many lie in a box is four look-ups."""
    red, green, blue = cv2.split(cv2.absdiff(drawn, bare))
    _, inked = cv2.threshold(cv2.max(cv2.max(red, green), blue), _INK - 1, 1, cv2.THRESH_BINARY)
    return np.asarray(cv2.integral(inked), dtype=np.int32)


def _overlap(words: Sequence[LayerWord]) -> bool:
    """Whether two words share most of a place: one of them is hidden by the other's ink."""
    boxes = sorted(_box(word) for word in words)
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


def _box(word: LayerWord) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in word.quad], [y for _, y in word.quad]
    return min(ys), max(ys), min(xs), max(xs)


def _broken(words: Sequence[LayerWord]) -> bool:
    """Whether letters without Unicode stand inside words, or make up more than a few of them."""
    broken = [word.text for word in words if _BROKEN.search(word.text)]
    inside = any(any(c.isalnum() for c in _BROKEN.sub("", text)) for text in broken)
    return inside or len(broken) > _MOST_BROKEN * len(words)


def _scrambled(words: Sequence[LayerWord]) -> bool:
    """Whether the words cannot be words: a font whose map is shifted gives letters without vowels."""
    plain = [w.text.lower() for w in words if len(w.text) >= 4 and w.text.isascii() and w.text.isalpha()]
    with_vowels = sum(1 for text in plain if re.search("[aeiouy]", text))
    return len(plain) >= 5 and with_vowels < _LEAST_VOWELS * len(plain)


def _busy(bare: Pixels) -> float:
    """The share of the page that pictures or drawn letters may fill: tiles with edges both ways.

    A ruled line has edges one way only; a photograph's soft ground has none.
    """
    grey = cv2.resize(
        cv2.cvtColor(bare, cv2.COLOR_RGB2GRAY), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA
    )
    tiles = max(1, grey.shape[1] // _TILE), max(1, grey.shape[0] // _TILE)
    busy = np.ones(tiles[::-1], np.bool_)
    for beside in (grey[:-1, 1:], grey[1:, :-1]):
        _, edges = cv2.threshold(cv2.absdiff(beside, grey[:-1, :-1]), _EDGE, 255, cv2.THRESH_BINARY)
        busy &= cv2.resize(edges, tiles, interpolation=cv2.INTER_AREA) >= 255 * _BUSY_TILE
    return float(busy.mean())
