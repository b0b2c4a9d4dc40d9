"""A page's pixels as a JPEG small enough to embed: at most 1,600 px a side and 300 kB."""

import io

import numpy as np
from PIL import Image

from labelaudit.model.page import Turn
from labelaudit.model.sheet import Pixels

_SIDE = 1600
_BYTES = 300_000


def to_jpeg(pixels: Pixels, *, turn: Turn = 0) -> bytes:
    """Turn the pixels clockwise, reduce them, and encode them as sharply as the bytes allow."""
    image = Image.fromarray(np.rot90(pixels, -turn // 90))
    side = _SIDE
    while True:
        image.thumbnail((side, side), Image.Resampling.LANCZOS)
        for quality in (85, 70, 55):
            encoded = io.BytesIO()
            image.save(encoded, "JPEG", quality=quality, optimize=True)
            if encoded.tell() <= _BYTES:
                return encoded.getvalue()
        side = side * 3 // 4
