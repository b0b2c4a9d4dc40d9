"""Tell how the rows of a picture bend from its pixels alone: where the reader finds too few lines to tell by.

Summed along its rows, print that lies level is dark and light by turns; along any other curve it is grey.
"""

import cv2
import numpy as np
import numpy.typing as npt

from labelaudit.model.page import Level
from labelaudit.model.sheet import Pixels
from labelaudit.read.level import sized

_SIDE = 512
"""Pixels of the longer side of what is looked at: more tell no more, print of less than 5 px is lost."""
_STRIDE = 4
"""Of so many columns one is looked at, their mean."""
_STEEPEST, _MOST = 0.4, 1.2
"""The slope in the middle, and how much it changes from the left edge to the right one, at most."""
_COARSE, _FINE = 0.05, 0.0125
"""Steps of the slope; the change is told in twice as large ones."""
_CLEAR = 1.3
"""Along the curve that is told, rows part so many times as clearly as along straight lines."""
_LEAST = 0.1
"""A slope that changes less from edge to edge is no bend."""

Floats = npt.NDArray[np.float32]


def guess_bend(pixels: Pixels) -> Level | None:
    """The bend along which the print of an upright picture falls into rows; None without one."""
    print_there = _print(pixels)
    across = np.arange(print_there.shape[1], dtype=np.float32) - (print_there.shape[1] - 1) / 2
    best, clear, step = (0.0, 0.0), _clearness(print_there, across, 0.0, 0.0), _COARSE
    straight = clear
    spans = (np.arange(-_STEEPEST, _STEEPEST + step / 2, step), np.arange(-_MOST, _MOST + step, 2 * step))
    for _ in range(2):
        for slope in spans[0]:
            for change in spans[1]:
                found = _clearness(print_there, across, float(slope), float(change))
                if found > clear:
                    best, clear = (round(float(slope), 4), round(float(change), 4)), found
        step, near = _FINE, np.arange(-_COARSE, _COARSE + _FINE / 2, _FINE)
        spans = (best[0] + near, best[1] + 2 * near)
    slope, change = best
    if clear < _CLEAR * straight or abs(change) < _LEAST:
        return None
    height, width = pixels.shape[:2]
    bend = Level(u0=width / 2, v0=height / 2, slope=slope, across=change / width, right=float(width))
    return sized(bend, width=width, height=height)


def _print(pixels: Pixels) -> Floats:
    """How far each place stands out from what is around it, whatever the light there; columns thinned out."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    scale = min(1.0, _SIDE / max(grey.shape))
    size = (max(_STRIDE, round(grey.shape[1] * scale)), max(2, round(grey.shape[0] * scale)))
    grey = cv2.resize(grey, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    away = np.abs(grey - cv2.GaussianBlur(grey, (0, 0), 8))
    usual = np.sqrt(cv2.GaussianBlur(away * away, (0, 0), 24))
    told = np.minimum(away / (usual + 6), 2.5)
    columns = size[0] // _STRIDE
    return np.asarray(
        told[:, : columns * _STRIDE].reshape(size[1], columns, _STRIDE).mean(axis=2), np.float32
    )


def _clearness(print_there: Floats, across: Floats, slope: float, change: float) -> float:
    """How sharply rows along a curve part from each other."""
    height, columns = print_there.shape
    # Columns stand _STRIDE pixels apart, rows one: slopes are told in pixels.
    falls = _STRIDE * across * (slope + change * across / columns / 2)
    rows = np.arange(height)[:, None] + np.round(falls).astype(np.int32)[None, :]
    inside = (rows >= 0) & (rows < height)
    taken = print_there[np.clip(rows, 0, height - 1), np.arange(columns)[None, :]]
    profile = np.where(inside, taken, 0).mean(axis=1)
    return float(np.square(np.diff(profile)).sum())
