"""Straighten a page: every word gets a place on a grid where rows are level, however the label bends."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from labelaudit.model.page import Point, Word


@dataclass(frozen=True)
class Placed:
    """A word on the straightened page: left, right and middle height in pixels, and its letter height."""

    word: Word
    x0: float
    x1: float
    y: float
    height: float

    @property
    def text(self) -> str:
        """The word's text."""
        return self.word.text


def by_direction(words: Sequence[Word]) -> list[list[Word]]:
    """The words by the way they run (level, downwards, upside down, upwards), the most text first.

    A panel may lie on its side on a label that stands upright. What has only a letter or two tells no
    direction and goes with the nearest word that does.
    """
    groups: dict[int, list[Word]] = defaultdict(list)
    telling = [w for w in words if len(w.text) > 2]
    if len({_quarter(w) for w in telling}) == 1:  # as on most pages
        return [list(words)]
    for word in words:
        guide = word if len(word.text) > 2 else min(telling, key=lambda w: _apart(w, word), default=None)
        groups[_quarter(guide) if guide else 0].append(word)
    return sorted(groups.values(), key=lambda g: -sum(len(w.text) for w in g))


def straighten(words: Sequence[Word]) -> list[Placed]:
    """Level the rows of words that run one way: their slope, fitted as a + bx + cy, is taken out.

    Tilted pages, perspective and the bend of a bottle leave such slopes. The places are those of the
    page turned so that the words run from left to right.
    """
    if not words:
        return []
    longest = max(words, key=lambda w: len(w.text))
    quarter = _quarter(longest) if len(longest.text) > 2 else 0
    middles = [tuple(_turned(p, quarter) for p in _middles(w)) for w in words]
    x_mid = median((a[0] + b[0]) / 2 for a, b in middles)
    y_mid = median((a[1] + b[1]) / 2 for a, b in middles)
    a, b, c = _fit_slope(words, middles, x_mid, y_mid)

    def lift(x: float, y: float) -> float:
        dx, dy = x - x_mid, y - y_mid
        return y - (a * dx + b * dx * dx / 2 + c * dx * dy)

    placed = []
    for word, (left, right) in zip(words, middles, strict=True):
        y = (lift(*left) + lift(*right)) / 2
        placed.append(Placed(word=word, x0=left[0], x1=right[0], y=y, height=_height(word)))
    return placed


def on_side(word: Word) -> bool:
    """Whether a word runs down or up the page."""
    return _quarter(word) in (1, 3)


def _apart(a: Word, b: Word) -> float:
    """The distance between two words' boxes."""
    (ax0, ay0, ax1, ay1), (bx0, by0, bx1, by1) = a.box, b.box
    return math.hypot(max(0.0, ax0 - bx1, bx0 - ax1), max(0.0, ay0 - by1, by0 - ay1))


def _quarter(word: Word) -> int:
    """The direction in which a word is read, in quarter turns clockwise from level: 0..3."""
    (x0, y0), (x1, y1) = _middles(word)
    return round(math.atan2(y1 - y0, x1 - x0) / (math.pi / 2)) % 4


def _turned(point: Point, quarter: int) -> Point:
    x, y = point
    return ((x, y), (y, -x), (-x, -y), (-y, x))[quarter]


def _middles(word: Word) -> tuple[Point, Point]:
    tl, tr, br, bl = word.quad
    left = ((tl[0] + bl[0]) / 2, (tl[1] + bl[1]) / 2)
    right = ((tr[0] + br[0]) / 2, (tr[1] + br[1]) / 2)
    return left, right


def _height(word: Word) -> float:
    tl, tr, br, bl = word.quad
    return max(1.0, (math.dist(tl, bl) + math.dist(tr, br)) / 2)


def _fit_slope(
    words: Sequence[Word], middles: Sequence[tuple[Point, ...]], x_mid: float, y_mid: float
) -> tuple[float, float, float]:
    """Least squares, weighted by width, twice without the outliers; flat where little can be told."""
    rows, slopes, weights = [], [], []
    for word, (left, right) in zip(words, middles, strict=True):
        width = right[0] - left[0]
        if width < 1.3 * _height(word):
            continue
        rows.append((1.0, (left[0] + right[0]) / 2 - x_mid, (left[1] + right[1]) / 2 - y_mid))
        slopes.append((right[1] - left[1]) / width)
        weights.append(width * width)  # a short word's slope is as unsure as it is short
    if not any(slopes):
        return 0.0, 0.0, 0.0  # as in most text layers
    if len(rows) < 3:
        return float(np.average(slopes, weights=weights)), 0.0, 0.0
    x, y, w = np.array(rows), np.array(slopes), np.sqrt(np.array(weights))
    if len(rows) < 5:
        return float(np.average(y, weights=w * w)), 0.0, 0.0
    keep = np.abs(y) < 1.0
    fit = np.zeros(3)
    for _ in range(3):
        if keep.sum() < 5:
            break
        fit, *_ = np.linalg.lstsq(x[keep] * w[keep, None], y[keep] * w[keep], rcond=None)
        off = np.abs(x @ fit - y)
        keep = off < max(0.01, 2.5 * float(np.median(off[keep])))
    return float(fit[0]), float(fit[1]), float(fit[2])
