"""A JPEG of ours as a smaller one, for a row of a table."""

import io

from PIL import Image

_SIDE = 96


def thumbnail(jpeg: bytes) -> bytes:
    """At most 96 pixels a side: about 3 kB."""
    image = Image.open(io.BytesIO(jpeg), formats=("JPEG",))
    image.draft("RGB", (_SIDE * 2, _SIDE * 2))
    small = image.convert("RGB")
    small.thumbnail((_SIDE, _SIDE), Image.Resampling.LANCZOS)
    encoded = io.BytesIO()
    small.save(encoded, "JPEG", quality=70, optimize=True)
    return encoded.getvalue()
