"""One picture as pixels, upright by its metadata, with where it came from."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from labelaudit.model.base import Note
from labelaudit.model.page import Word

Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Sheet:
    """A picture or one page of a PDF, before anything is read from it.

    `pixels` is height x width x 3, RGB, uint8, transparency already composited on white and the
    EXIF turn already applied. `layer` holds the words of a PDF's text layer when it is usable,
    in pixel coordinates of `pixels`; None means that the pixels must be read.
    """

    name: str
    """The file's name as the user gave it ("-" for standard input)."""
    path: str
    """Where the file is; the same as `name` unless the name is relative to something."""
    sha256: str
    """Of the file's bytes, hex."""
    kind: str
    """"image" or "pdf"."""
    page: int
    """Number of the page in its file, from 1."""
    pixels: Pixels = field(repr=False, compare=False)
    layer: tuple[Word, ...] | None = None
    warnings: tuple[Note, ...] = ()
    """What the user should know of how the file was opened."""

    @property
    def width(self) -> int:
        """Pixels across."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Pixels down."""
        return int(self.pixels.shape[0])
