"""Find print that no word covers: where a line stands that the reader lost, nothing may be called absent."""

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from labelaudit.model.page import Box, Word
from labelaudit.model.sheet import Pixels

_CELLS = 4
"""Cells to the height of a line."""
_CELL = 3
"""Pixels of a cell: what is printed larger is reduced."""
_MOST = 6_000_000
"""Pixels that are looked at; of a larger picture less is told."""
_SMALLEST = 16
"""Pixels of a side below which nothing is looked for."""
_SURE = 0.8
_MARGIN = 0.45
"""Heights around a word that are its own: ascenders, marks, the last letter."""
_LIKE_PRINT = 0.5
"""How much of the words' own strokes above the picture's grain a place must have."""
_LONG, _HIGH = 2.5, 0.5
"""Heights of a line that a place must be long and high: rules are lower, borders are shorter."""

Floats = npt.NDArray[np.float32]


def find_unread(pixels: Pixels, words: Sequence[Word]) -> tuple[Box, ...]:
    """The boxes, in pixels, of what looks like the words of this picture and is covered by none of them."""
    if not words or min(pixels.shape[:2]) < _SMALLEST:
        return ()
    high = float(np.median([np.hypot(*np.subtract(w.quad[3], w.quad[0])) for w in words]))
    height, width = pixels.shape[:2]
    scale = min(1.0, _CELLS * _CELL / max(high, 1.0), (_MOST / (height * width)) ** 0.5)
    cell = max(1.0, high * scale / _CELLS) / scale
    strokes = _strokes(pixels, scale=scale, cell=cell)
    covered, named = np.zeros(strokes.shape, np.uint8), np.zeros(strokes.shape, np.uint8)
    for word in words:
        cv2.fillPoly(covered, [_grown(word, _MARGIN * high, cell)], (1,))
        if word.confidence >= _SURE and len(word.text) > 3:
            cv2.fillPoly(named, [_grown(word, 0.0, cell)], (1,))
    if not named.any():
        return ()
    grain, usual = float(np.percentile(strokes, 20)), float(np.median(strokes[named > 0]))
    # However strong, the one edge of a frame or a field is no row of letters.
    near = cv2.blur(np.minimum(strokes, usual), (_CELLS + 1, 3))
    alike = ((near > grain + _LIKE_PRINT * (usual - grain)) & (covered == 0)).astype(np.uint8)
    long = np.ones((1, round(_LONG * _CELLS)), np.uint8)
    alike = cv2.morphologyEx(alike, cv2.MORPH_OPEN, long, borderType=cv2.BORDER_CONSTANT, borderValue=(0,))
    _, _, found, _ = cv2.connectedComponentsWithStats(alike, connectivity=8)
    return tuple(
        (float(x * cell), float(y * cell), float((x + w) * cell), float((y + h) * cell))
        for x, y, w, h, _ in found[1:]
        if h >= _HIGH * _CELLS
    )


def _strokes(pixels: Pixels, *, scale: float, cell: float) -> Floats:
    """How much goes from dark to light along the rows, cell by cell: letters do, rules and bars do not."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    if scale < 1:
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    steps = np.abs(cv2.Sobel(cv2.GaussianBlur(grey, (0, 0), 0.8), cv2.CV_32F, 1, 0))
    size = (max(1, round(pixels.shape[1] / cell)), max(1, round(pixels.shape[0] / cell)))
    return np.asarray(cv2.resize(steps, size, interpolation=cv2.INTER_AREA), np.float32)


def _grown(word: Word, margin: float, cell: float) -> npt.NDArray[np.int32]:
    """The quad of a word, larger by a margin in pixels, in cells."""
    corners = np.array(word.quad, float)
    away = corners - corners.mean(axis=0)
    grown = corners + np.sign(away) * margin
    return np.asarray(np.round(grown / cell), np.int32)
