"""Make level what is tilted or bent: a label round a bottle, whose rows sag, is read as if it lay flat."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from labelaudit.model.page import Level, Point, Word
from labelaudit.model.sheet import Pixels

_FEWEST = 4
"""Lines long enough to tell a slope and how it changes across."""
_FOR_DOWN = 7
"""Lines that tell besides how it changes from top to bottom."""
_LONG = 1.3
"""A line tells its slope from this many times its height."""
_STEEP = 1.0
_TILT = math.radians(1)
"""What is tilted less is level."""
_ALIKE = 0.02
"""The mean difference of slopes that are one line's and the next one's of a flat label."""
_SAG = 0.25
"""Of a line's height: rows that sag less are read as they are."""
_EXPLAINS = 0.6
"""The bend must leave less than this share of the slopes' differences unexplained."""
_ROUNDS = 4
_FOLDS = 0.7
"""No row may fan out so much that the page folds over itself."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class _Slopes:
    """The middle, slope and width of every line that tells one; the lines' usual height."""

    x: Floats
    y: Floats
    slope: Floats
    width: Floats
    height: float


def find_tilt(words: Sequence[Word], *, width: int, height: int) -> Level | None:
    """How far the rows of a picture (`width` x `height` pixels) are tilted; None where they are level."""
    seen = _slopes(words, before=None, angle=0.0)
    if len(seen.slope) < _FEWEST:
        return None
    order = np.argsort(seen.slope)
    half = np.searchsorted(np.cumsum(seen.width[order]), seen.width.sum() / 2)
    angle = math.atan(float(seen.slope[order][half]))
    return sized(Level(angle=angle), width=width, height=height) if abs(angle) > _TILT else None


def tell_a_bend(words: Sequence[Word]) -> bool:
    """Whether there are lines enough to tell how the rows of their picture bend."""
    return len(_slopes(words, before=None, angle=0.0).slope) >= _FOR_DOWN


def run_alike(words: Sequence[Word]) -> bool:
    """Whether the lines have about the same slope, but for what the reader's boxes err."""
    seen = _slopes(words, before=None, angle=0.0)
    return not len(seen.slope) or float(np.mean(np.abs(seen.slope - np.median(seen.slope)))) < _ALIKE


def find_bend(words: Sequence[Word], before: Level | None, *, width: int, height: int) -> Level | None:
    """The bend that the lines' slopes show; None where rows run straight, too little tells, or `before` does.

    The words were read on the page that `before` made level, or in the picture itself (`width` x `height`
    pixels); what is returned makes the picture level, the tilt of `before` included.
    """
    angle = before.angle if before else 0.0
    seen = _slopes(words, before=before, angle=angle)
    if len(seen.slope) < _FEWEST:
        return None
    u0, v0 = float(np.median(seen.x)), float(np.median(seen.y))
    du, dv = seen.x - u0, seen.y - v0
    ones = np.ones_like(du)
    down_too = [dv] if len(du) >= _FOR_DOWN else []
    fit, off = _fit(np.stack([ones, du, *down_too], axis=1), seen)
    _, unbent = _fit(np.stack([ones, *down_too], axis=1), seen)
    slope, across, down = (*(float(v) for v in fit), 0.0)[:3]
    left, right = _extent(seen, slope - across * u0, across)
    bend = Level(angle=angle, u0=u0, v0=v0, slope=slope, across=across, down=down, left=left, right=right)
    bend = sized(bend, width=width, height=height)
    left, right = max(left, bend.start), min(right, bend.start + bend.width)
    sag = abs(across) * (right - left) ** 2 / 8
    if before and _differ(before, bend, seen) < _SAG * seen.height:
        return None
    folds = any(abs(bend.column(u)[1]) > _FOLDS for u in (bend.start, bend.start + bend.width))
    return bend if sag >= _SAG * seen.height and off <= _EXPLAINS * unbent and not folds else None


def level_words(words: Sequence[Word], level: Level) -> tuple[Word, ...]:
    """The words of a picture where they lie on the level page."""
    return tuple(_moved(word, level.level) for word in words)


def make_level(pixels: Pixels, level: Level) -> Pixels:
    """The picture with its rows level."""
    columns = np.array([level.column(u + level.start) for u in range(level.width)])
    sag, share = columns[:, 0], columns[:, 1]
    rows = np.arange(level.height)[:, None] + level.top
    v = (rows + sag - share * level.v0) / (1 - share)
    u = np.arange(level.width)[None, :] + level.start
    cos, sin = math.cos(level.angle), math.sin(level.angle)
    xs, ys = (np.ascontiguousarray(places, np.float32) for places in (u * cos - v * sin, u * sin + v * cos))
    moved = cv2.remap(pixels, xs, ys, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, dtype=np.uint8)


def _moved(word: Word, move: Callable[[Point], Point]) -> Word:
    a, b, c, d = (move(corner) for corner in word.quad)
    return word.model_copy(update={"quad": (a, b, c, d)})


def sized(level: Level, *, width: int, height: int) -> Level:
    """The same, on a page that holds the whole picture."""
    edges = [level.level((x, y)) for x in range(0, width + 8, 8) for y in (0, height)]
    edges += [level.level((x, y)) for x in (0, width) for y in range(0, height + 8, 8)]
    xs, ys = [x for x, _ in edges], [y for _, y in edges]
    size = {"width": max(1, round(max(xs) - min(xs))), "height": max(1, round(max(ys) - min(ys)))}
    return level.model_copy(update={"start": min(xs), "top": min(ys), **size})


def _slopes(words: Sequence[Word], *, before: Level | None, angle: float) -> _Slopes:
    """The slopes of the words' lines in the picture turned by `angle`."""
    found, heights = [], []
    turned = Level(angle=angle)
    for word in words:
        tl, tr, br, bl = word.quad
        ax, ay = (tl[0] + bl[0]) / 2, (tl[1] + bl[1]) / 2
        bx, by = (tr[0] + br[0]) / 2, (tr[1] + br[1]) / 2
        across, high = bx - ax, math.dist(tl, bl)
        if len(word.text) < 2 or across < _LONG * high or abs(by - ay) > _STEEP * across:
            continue
        # A long line read on a level page has lost its bend: its middle tells how it ran in the picture.
        x, y, rise = (ax + bx) / 2, (ay + by) / 2, (by - ay) / across
        ends = [(x - 1, y - rise), (x + 1, y + rise)]
        (au, av), (bu, bv) = (turned.level(before.picture(end) if before else end) for end in ends)
        found.append(((au + bu) / 2, (av + bv) / 2, (bv - av) / (bu - au), across))
        heights.append(high)
    x_, y_, slope, width = np.array(found, float).reshape(-1, 4).T
    return _Slopes(x_, y_, slope, width, float(np.median(heights)) if heights else 1.0)


def _differ(one: Level, other: Level, seen: _Slopes) -> float:
    """Pixels by which the lines stand higher or lower to each other on one level page than on another."""
    places = list(zip(seen.x, seen.y, strict=True))
    apart = [_height(one, u, v) - _height(other, u, v) for u, v in places]
    return float(np.ptp(apart))


def _height(level: Level, u: float, v: float) -> float:
    """Where a place of the turned picture stands on the level page, but for where that begins."""
    sag, share = level.column(u)
    return v - sag - share * (v - level.v0)


def _extent(seen: _Slopes, slope: float, across: float) -> tuple[float, float]:
    """From where to where rows go on bending as seen: until they are as steep the other way.

    What is left of a line that sags may all stand on one side of the bottle. `slope` is that at u = 0.
    """
    ends = (float((seen.x - seen.width / 2).min()), float((seen.x + seen.width / 2).max()))
    if not across:
        return ends
    steepest = max(abs(slope + across * u) for u in ends)
    first, last = sorted(((steepest - slope) / across, (-steepest - slope) / across))
    return first, last


def _fit(terms: Floats, seen: _Slopes) -> tuple[Floats, float]:
    """Least squares by width, without the outliers; and the mean slope that it leaves unexplained."""
    keep = np.ones(len(terms), bool)
    fit: Floats = np.zeros(terms.shape[1])
    for _ in range(_ROUNDS):
        if keep.sum() < _FEWEST:
            break
        weight = seen.width[keep]
        solved = np.linalg.lstsq(terms[keep] * weight[:, None], seen.slope[keep] * weight, rcond=None)
        fit = np.asarray(solved[0], np.float64)
        off = np.abs(terms @ fit - seen.slope)
        keep = off <= max(0.02, 2.5 * float(np.median(off[keep])))
    return fit, float(np.average(np.abs(terms @ fit - seen.slope), weights=seen.width))
