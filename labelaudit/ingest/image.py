"""Decode a picture without trusting it: size checked first, first frame only, upright, RGB on white."""

import io
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

from labelaudit.errors import UnreadableError
from labelaudit.ingest.kind import Kind
from labelaudit.ingest.source import Source
from labelaudit.limits import Limits
from labelaudit.model.base import Note
from labelaudit.model.sheet import Pixels, Sheet

_DEEP = {"I", "F", "I;16", "I;16L", "I;16B", "I;16N"}
"""Pillow's grey modes of more than eight bits, which it cuts off instead of scaling down."""

_PILLOW = threading.Lock()


def read_image(source: Source, kind: Kind, *, limits: Limits) -> Sheet:
    """The first frame of a picture; raises UnreadableError: too_large, damaged."""
    notes: list[Note] = []
    with _pillow(source, kind):
        picture = _open(source.content, kind)
        check_pixels(*picture.size, what=source.title, limits=limits)
        if kind is not Kind.JPEG and getattr(picture, "is_animated", False):
            notes.append(Note(code="frames", message="the file holds several frames; only the first is read"))
        picture.load()
        picture = _upright(picture, notes)
        pixels = _flatten(picture)
    return Sheet(
        name=source.name,
        path=source.name,
        sha256=source.sha256,
        kind="image",
        page=1,
        pixels=pixels,
        warnings=tuple(notes),
    )


def check_pixels(width: float, height: float, *, what: str, limits: Limits) -> None:
    """Raise UnreadableError(too_large) for a picture over the limit; call it before decoding."""
    if width * height > limits.megapixels * 1_000_000:
        raise UnreadableError(
            "too_large",
            f"{what}: would be {width:.0f} x {height:.0f} pixels; the limit is "
            f"{limits.megapixels:g} million; raise it with --max-megapixels if you trust this file",
        )


@contextmanager
def _pillow(source: Source, kind: Kind) -> Iterator[None]:
    """Pillow with its warnings off and its own bomb guard replaced by ours; its errors told as one.

    On bytes from a stranger its decoders raise whatever they stumble over (OSError, SyntaxError,
    ValueError, IndexError, struct.error, zlib.error ...): all of them mean that the file is damaged.
    Warnings and the guard belong to the process, hence the lock.
    """
    with _PILLOW, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        guard, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
        try:
            yield
        except UnreadableError:
            raise
        except MemoryError as error:
            raise UnreadableError(
                "too_large", f"{source.title}: does not fit into memory; reduce it"
            ) from error
        except Exception as error:
            raise UnreadableError(
                "damaged", f"{source.title}: is a damaged {kind} file; export or copy it again"
            ) from error
        finally:
            Image.MAX_IMAGE_PIXELS = guard


def _open(content: bytes, kind: Kind) -> Image.Image:
    if kind is Kind.HEIC:
        import pillow_heif  # a large library, and few pictures need it

        pillow_heif.register_heif_opener(thumbnails=False)
        return Image.open(io.BytesIO(content), formats=("HEIF",))
    return Image.open(io.BytesIO(content), formats=(kind.value.upper(),))


def _upright(picture: Image.Image, notes: list[Note]) -> Image.Image:
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:
        notes.append(Note(code="exif", message="the EXIF block is damaged; the picture's turn is not known"))
        return picture


def _flatten(picture: Image.Image) -> Pixels:
    """Height x width x 3, RGB, uint8: deep greys stretched, transparency on white."""
    if picture.mode in _DEEP:
        return np.repeat(_stretch(np.asarray(picture))[:, :, None], 3, axis=2)
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        ground = Image.new("RGB", picture.size, "white")
        ground.paste(picture, mask=picture.getchannel("A"))
        picture = ground
    return np.asarray(picture.convert("RGB"))


def _stretch(grey: npt.NDArray[Any]) -> Pixels:
    """Any grey depth to 0..255, darkest to lightest: a 12-bit scan in 16 bits would else be black."""
    level = np.nan_to_num(grey.astype(np.float32), posinf=0, neginf=0)
    low, high = float(level.min()), float(level.max())
    if high <= low:
        return np.full(grey.shape, 255, np.uint8)
    return np.asarray(np.rint((level - low) * (255 / (high - low))), np.uint8)
