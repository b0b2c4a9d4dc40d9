"""One picture as pixels, upright by its metadata, with where it came from."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from labelaudit.model.base import Note
from labelaudit.model.page import Word

Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Sheet:
    """A picture or one page of a PDF, before anything is read from it.

    `pixels` is height x width x 3, RGB, uint8, transparency already composited on white and the
    EXIF turn already applied; `draw` gives them, when they are first asked for. `layer` holds the words
    of a PDF's text layer when it is usable, in pixel coordinates of `pixels`; None means that the pixels
    must be read.
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
    width: int
    """Pixels across."""
    height: int
    """Pixels down."""
    draw: Callable[[], Pixels] = field(repr=False, compare=False)
    layer: tuple[Word, ...] | None = None
    pictures: Pixels | None = field(default=None, repr=False, compare=False)
    """Of a page with a layer that shows letters besides: `pixels` without the layer's words."""
    bars: bool = True
    """Whether a barcode may be in view."""
    warnings: tuple[Note, ...] = ()
    """What the user should know of how the file was opened."""

    @cached_property
    def pixels(self) -> Pixels:
        """Drawn once; of a page with a usable text layer, not before somebody looks at it."""
        return self.draw()
