"""Decode a picture without trusting it: size checked first, first frame only, upright, RGB on white."""

import io
import logging
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import numpy.typing as npt
from PIL import ExifTags, Image

from labelaudit.errors import UnreadableError
from labelaudit.ingest.kind import Kind
from labelaudit.ingest.source import Source
from labelaudit.limits import Limits
from labelaudit.model.base import Note
from labelaudit.model.sheet import Pixels, Sheet

_DEEP = {"I", "F", "I;16", "I;16L", "I;16B", "I;16N"}
"""Pillow's grey modes of more than eight bits, which it cuts off instead of scaling down."""

_STRIP = 256
"""Rows that are converted at a time."""

_PILLOW = threading.Lock()
logging.getLogger("PIL").addHandler(logging.NullHandler())  # it tells every oddity on stderr


def read_image(source: Source, kind: Kind, *, limits: Limits) -> Sheet:
    """The first frame of a picture; raises UnreadableError: too_large, damaged."""
    notes: list[Note] = []
    with _pillow(source, kind):
        picture = _open(source.content, kind)
        check_pixels(*picture.size, what=source.title, limits=limits)
        if kind is not Kind.JPEG and getattr(picture, "is_animated", False):
            notes.append(Note(code="frames", message="the file holds several frames; only the first is read"))
        picture.load()
        turn, pixels = _turn(picture, notes), _flatten(picture)
        del picture
        pixels = _upright(pixels, turn)
    return Sheet(
        name=source.name,
        path=source.name,
        sha256=source.sha256,
        kind="image",
        page=1,
        width=pixels.shape[1],
        height=pixels.shape[0],
        draw=lambda: pixels,
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
                "damaged",
                f"{source.title}: is a damaged or unusual {kind} file; copy it again, or save it anew as PNG",
            ) from error
        finally:
            Image.MAX_IMAGE_PIXELS = guard


def _open(content: bytes, kind: Kind) -> Image.Image:
    if kind is Kind.HEIC:
        import pillow_heif  # a large library, and few pictures need it

        pillow_heif.register_heif_opener(thumbnails=False)
        return Image.open(io.BytesIO(content), formats=("HEIF",))
    return Image.open(io.BytesIO(content), formats=(kind.value.upper(),))


def _turn(picture: Image.Image, notes: list[Note]) -> int:
    """The EXIF orientation, 1 to 8; 1 where there is none."""
    try:
        return int(picture.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # the block is foreign bytes like all others, and no reason to lose the picture
        notes.append(Note(code="exif", message="the EXIF block is damaged; the picture's turn is not known"))
        return 1


def _upright(pixels: Pixels, turn: int) -> Pixels:
    """The pixels as the camera was held (the EXIF standard's table of orientations)."""
    match turn:
        case 2:
            pixels = pixels[:, ::-1]
        case 3:
            pixels = pixels[::-1, ::-1]
        case 4:
            pixels = pixels[::-1]
        case 5:
            pixels = pixels.swapaxes(0, 1)
        case 6:
            pixels = np.rot90(pixels, -1)
        case 7:
            pixels = pixels[::-1, ::-1].swapaxes(0, 1)
        case 8:
            pixels = np.rot90(pixels)
    return np.ascontiguousarray(pixels)


def _flatten(picture: Image.Image) -> Pixels:
    """Height x width x 3, RGB, uint8: deep greys stretched, transparency on white.

    Strip by strip: a picture at the limit would else stand in memory four times over.
    """
    pixels = np.empty((picture.height, picture.width, 3), np.uint8)
    tops = range(0, picture.height, _STRIP)
    if picture.mode in _DEEP:
        ranges = [(level.min(), level.max()) for level in (_levels(picture, top) for top in tops)]
        low, high = min(low for low, _ in ranges), max(high for _, high in ranges)
        for top in tops:
            # Darkest to lightest becomes 0 to 255: a 12-bit scan in 16 bits would else be black.
            level = (_levels(picture, top) - low) * (255 / max(high - low, 1e-9))
            pixels[top : top + _STRIP] = (np.rint(level) if high > low else level + 255)[:, :, None]
        return pixels
    for top in tops:
        strip = _strip(picture, top)
        if strip.has_transparency_data:
            strip = strip.convert("RGBA")
            ground = Image.new("RGB", strip.size, "white")
            ground.paste(strip, mask=strip.getchannel("A"))
            strip = ground
        pixels[top : top + _STRIP] = np.asarray(strip.convert("RGB"))
    return pixels


def _strip(picture: Image.Image, top: int) -> Image.Image:
    return picture.crop((0, top, picture.width, min(top + _STRIP, picture.height)))


def _levels(picture: Image.Image, top: int) -> npt.NDArray[np.float64]:
    """A strip of a deep grey picture; what is no number counts as black."""
    return np.nan_to_num(np.asarray(_strip(picture, top), dtype=np.float64), posinf=0, neginf=0)
