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


class Bend(Model):
    """How rows bend across a picture, as round a bottle, and where a place lies once they are level.

    At (x, y) of the picture a row's slope is `slope + across * (x - x0) + down * (y - y0)`, in pixels; left
    of `left` and right of `right`, where nothing was measured, it is what it is there. Made level, the page
    keeps every x, begins at `top` and is `height` pixels high.
    """

    x0: float
    y0: float
    slope: float
    across: float
    down: float
    left: float
    right: float
    top: float = 0.0
    height: int = 1

    def column(self, x: float) -> tuple[float, float]:
        """Of one column: (sag, share), so that level y = y - sag - share * (y - y0) - top."""
        inside = min(max(x, self.left), self.right)
        near, far = inside - self.x0, x - inside
        sag = self.slope * near + self.across * near * near / 2 + (self.slope + self.across * near) * far
        return sag, self.down * (x - self.x0)

    def level_y(self, x: float, y: float) -> float:
        """Where a place of the picture lies on the level page."""
        sag, share = self.column(x)
        return y - sag - share * (y - self.y0) - self.top

    def bent_y(self, x: float, y: float) -> float:
        """Where a place of the level page lies in the picture."""
        sag, share = self.column(x)
        return (y + self.top + sag - share * self.y0) / (1 - share)

    def around(self, box: Box) -> Box:
        """The upright box in the picture around a box of the level page."""
        x0, y0, x1, y1 = box
        steps = [x0 + (x1 - x0) * n / 8 for n in range(9)]
        tops, feet = ([self.bent_y(x, y) for x in steps] for y in (y0, y1))
        return x0, min(tops), x1, max(feet)


class Page(Model):
    """A page as it was read: parses again without OCR.

    `width` and `height` are of the page after `turn`, the clockwise quarter turns in degrees that
    set it upright. `number` is the page's index in the source's list of pages, from 0. Where the page was
    made level before it was read, `bend` says how, and the words' quads are those of the level page;
    `blur` is the sigma in pixels of the blur that was taken out.
    """

    number: int = 0
    width: int
    height: int
    turn: Turn = 0
    bend: Bend | None = None
    blur: float = 0.0
    engine: str
    words: tuple[Word, ...]
    codes: tuple[str, ...] = ()
    """GTINs of the retail barcodes in view, digits as printed."""

    @property
    def read_height(self) -> int:
        """Height of the pixels that the words' quads are in."""
        return self.bend.height if self.bend else self.height
