"""Make level what bends: a label round a bottle, whose rows sag, is read as if it lay flat."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from labelaudit.model.page import Bend, Word
from labelaudit.model.sheet import Pixels

_FEWEST = 4
"""Lines long enough to tell a slope and how it changes across."""
_FOR_DOWN = 7
"""Lines that tell besides how it changes from top to bottom."""
_LONG = 1.3
"""A line tells its slope from this many times its height."""
_STEEP = 1.0
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


def find_bend(words: Sequence[Word], *, width: int, height: int, before: Bend | None = None) -> Bend | None:
    """The bend that the lines' slopes show; None where rows run straight or too little tells.

    `before` is the bend that was already taken out of the page that the words were read from: the whole bend
    of the picture (`width` x `height` pixels) is returned.
    """
    seen = _slopes(words, before)
    if seen is None:
        return None
    x0, y0 = float(np.median(seen.x)), float(np.median(seen.y))
    dx, dy = seen.x - x0, seen.y - y0
    ones = np.ones_like(dx)
    down_too = [dy] if len(dx) >= _FOR_DOWN else []
    fit, off = _fit(np.stack([ones, dx, *down_too], axis=1), seen)
    _, unbent = _fit(np.stack([ones, *down_too], axis=1), seen)
    slope, across, down = (*(float(v) for v in fit), 0.0)[:3]
    left, right = _extent(seen, slope - across * x0, across, width)
    sag = abs(across) * (right - left) ** 2 / 8
    folds = abs(down) * max(x0, width - x0) > _FOLDS
    if sag < _SAG * seen.height or off > _EXPLAINS * unbent or folds:
        return None
    bend = Bend(x0=x0, y0=y0, slope=slope, across=across, down=down, left=left, right=right)
    ys = [bend.level_y(x, y) for x in range(0, width, 8) for y in (0, height)]
    return bend.model_copy(update={"top": min(ys), "height": max(1, round(max(ys) - min(ys)))})


def _extent(seen: _Slopes, slope: float, across: float, width: int) -> tuple[float, float]:
    """From where to where rows go on bending as seen, in x: until they are as steep the other way.

    What is left of a line that sags may all stand on one side of the bottle. `slope` is that at x = 0.
    """
    ends = (float((seen.x - seen.width / 2).min()), float((seen.x + seen.width / 2).max()))
    steepest = max(abs(slope + across * x) for x in ends)
    first, last = sorted(((steepest - slope) / across, (-steepest - slope) / across)) if across else ends
    return max(0.0, first), min(float(width), last)


def make_level(pixels: Pixels, bend: Bend) -> Pixels:
    """The picture with its rows level; every column keeps its place and is moved and stretched upright."""
    columns = np.array([bend.column(x) for x in range(pixels.shape[1])])
    sag, share = columns[:, 0], columns[:, 1]
    rows = np.arange(bend.height)[:, None] + bend.top
    ys = ((rows + sag - share * bend.y0) / (1 - share)).astype(np.float32)
    xs = np.broadcast_to(np.arange(pixels.shape[1], dtype=np.float32), ys.shape)
    level = cv2.remap(pixels, np.ascontiguousarray(xs), ys, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(level, dtype=np.uint8)


def _slopes(words: Sequence[Word], before: Bend | None) -> _Slopes | None:
    found, heights = [], []
    for word in words:
        tl, tr, br, bl = word.quad
        (ax, ay), (bx, by) = (
            ((tl[0] + bl[0]) / 2, (tl[1] + bl[1]) / 2),
            ((tr[0] + br[0]) / 2, (tr[1] + br[1]) / 2),
        )
        across, high = bx - ax, (np.hypot(bl[0] - tl[0], bl[1] - tl[1]))
        if len(word.text) < 2 or across < _LONG * high or abs(by - ay) > _STEEP * across:
            continue
        if before:
            ay, by = before.bent_y(ax, ay), before.bent_y(bx, by)
        found.append(((ax + bx) / 2, (ay + by) / 2, (by - ay) / across, across))
        heights.append(high)
    if len(found) < _FEWEST:
        return None
    x, y, slope, width = np.array(found).T
    return _Slopes(x, y, slope, width, float(np.median(heights)))


def _fit(terms: Floats, seen: _Slopes) -> tuple[Floats, float]:
    """Least squares by width, without the outliers; and the mean slope that it leaves unexplained."""
    keep = np.ones(len(terms), bool)
    fit: Floats = np.zeros(terms.shape[1])
    for _ in range(_ROUNDS):
        if keep.sum() < _FEWEST:
            break
        weight = seen.width[keep]
        fit = np.asarray(
            np.linalg.lstsq(terms[keep] * weight[:, None], seen.slope[keep] * weight, rcond=None)[0],
            np.float64,
        )
        off = np.abs(terms @ fit - seen.slope)
        keep = off <= max(0.02, 2.5 * float(np.median(off[keep])))
    return fit, float(np.average(np.abs(terms @ fit - seen.slope), weights=seen.width))
