"""Cut one line of text out of a picture along its tilted box, stretched when its letters are narrow."""

import cv2
import numpy as np

from labelaudit.model.page import Word
from labelaudit.model.sheet import Pixels

LINE_HEIGHT = 48
"""The recogniser's input height in pixels; a smaller line is enlarged to it."""


def cut_line(pixels: Pixels, word: Word, *, stretch: float) -> Pixels:
    """The line of `word`, level, its width multiplied by `stretch` beyond its own aspect."""
    quad = np.array(word.quad, dtype=np.float32)
    across = float(np.hypot(*(quad[1] - quad[0])))
    down = float(np.hypot(*(quad[3] - quad[0])))
    scale = max(1.0, LINE_HEIGHT / max(1.0, down))
    width, height = max(1, round(across * scale * stretch)), max(1, round(down * scale))
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    moved = cv2.warpPerspective(
        pixels,
        cv2.getPerspectiveTransform(quad, corners),
        (width, height),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(moved, dtype=np.uint8)
