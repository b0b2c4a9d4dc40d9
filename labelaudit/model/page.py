"""The words of one page, each with its box, its confidence and the reader that read it."""

from typing import Literal

from labelaudit.model.base import Model

Point = tuple[float, float]
Box = tuple[float, float, float, float]
Turn = Literal[0, 90, 180, 270]


class Word(Model):
    """A run of text that a reader returned in one piece: one word, or a whole line of them.

    `quad` has the corners in reading order (top left, top right, bottom right, bottom left) in
    pixels of the page as it was read; a tilted line has a tilted quad.
    """

    text: str
    quad: tuple[Point, Point, Point, Point]
    confidence: float
    """0..1; 1 for a text layer."""
    engine: str
    """"rapidocr", "tesseract", "textlayer" or "typed"."""

    @property
    def box(self) -> Box:
        """The upright rectangle around the quad: x0, y0, x1, y1."""
        xs = [x for x, _ in self.quad]
        ys = [y for _, y in self.quad]
        return min(xs), min(ys), max(xs), max(ys)


class Page(Model):
    """A page as it was read: parses again without OCR.

    `width` and `height` are of the page after `turn`, the clockwise quarter turns in degrees that
    set it upright. `number` is the page's index in the source's list of pages, from 0.
    """

    number: int = 0
    width: int
    height: int
    turn: Turn = 0
    engine: str
    words: tuple[Word, ...]
    codes: tuple[str, ...] = ()
    """GTINs of the retail barcodes in view, digits as printed."""
