"""How blurred a picture is, told from its edges, and the picture sharpened by as much."""

import cv2
import numpy as np
import numpy.typing as npt

from labelaudit.model.sheet import Pixels

BLURRED = 0.95
"""From this blur on a picture is sharpened: what is sharper reads as well or better as it is."""

_SHARP_EDGE = 2.6
"""Width of an edge, its contrast over its steepest step, that was sharp before it was smoothed here."""
_REACH = 15
"""Pixels within which an edge goes from dark to light."""
_CONTRAST = 60
"""Grey levels that print stands out by."""
_SCALE = 64.0
"""Steps are kept in so many parts of a grey level."""
_AT_ONCE = 6_000_000
"""Pixels that are looked at together; of a larger picture every so many edges count (memory)."""


def find_blur(pixels: Pixels) -> float:
    """The sigma in pixels of the blur that the picture's contrasts show; 0 where nothing stands out.

    Smoothed by one pixel first, so that noise and the compression's blocks are not taken for edges.
    """
    height, width = pixels.shape[:2]
    rows = max(_REACH, _AT_ONCE // width)
    tops = range(0, height, rows)
    widths = np.concatenate([_edges(pixels[top : top + rows])[:: len(tops)] for top in tops])
    if not widths.size:
        return 0.0
    return float(np.sqrt(max(0.0, (float(np.median(widths)) / _SHARP_EDGE) ** 2 - 1)))


def _edges(pixels: Pixels) -> npt.NDArray[np.float64]:
    """The widths in pixels of the edges of what stands out."""
    grey = cv2.GaussianBlur(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), (0, 0), 1)
    across, down = (cv2.Sobel(grey, cv2.CV_32F, *axes) / 8 for axes in ((1, 0), (0, 1)))
    steps = (np.hypot(across, down) * _SCALE).astype(np.uint16)
    near = cv2.getStructuringElement(cv2.MORPH_RECT, (_REACH, _REACH))
    contrast = cv2.dilate(grey, near) - cv2.erode(grey, near)
    print_there = contrast > _CONTRAST
    steepest = np.maximum(cv2.dilate(steps, near)[print_there], 1) / _SCALE
    return np.asarray(contrast[print_there] / steepest, dtype=np.float64)


def sharpen(pixels: Pixels, blur: float) -> Pixels:
    """The picture with an unsharp mask of twice its blur (blurred print: words read right .57 to .83)."""
    soft = cv2.GaussianBlur(pixels, (0, 0), 2 * blur)
    return np.asarray(cv2.addWeighted(pixels, 2.0, soft, -1.0, 0), dtype=np.uint8)
