"""The words of one page, each with its box, its confidence and the reader that read it."""

import math
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
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = self.quad
        return min(ax, bx, cx, dx), min(ay, by, cy, dy), max(ax, bx, cx, dx), max(ay, by, cy, dy)


class Level(Model):
    """How the rows of a picture lie, tilted or bent round a bottle, and where a place is once they are level.

    The picture is first turned by `angle` (radians; rows that fall to the right have a positive one). There,
    at (u, v), rows still slope by `slope + across * (u - u0) + down * (v - v0)`; left of `left` and right of
    `right`, where nothing was measured, by what they do there. The level page begins at (`start`, `top`).
    """

    angle: float = 0.0
    u0: float = 0.0
    v0: float = 0.0
    slope: float = 0.0
    across: float = 0.0
    down: float = 0.0
    left: float = 0.0
    right: float = 0.0
    start: float = 0.0
    top: float = 0.0
    width: int = 1
    height: int = 1

    def column(self, u: float) -> tuple[float, float]:
        """Of one column: (sag, share), so that its rows stand sag + share * (v - v0) too low."""
        inside = min(max(u, self.left), self.right)
        near, far = inside - self.u0, u - inside
        sag = self.slope * near + self.across * near * near / 2 + (self.slope + self.across * near) * far
        return sag, self.down * (u - self.u0)

    def level(self, point: Point) -> Point:
        """Where a place of the picture lies on the level page."""
        x, y = point
        u = x * math.cos(self.angle) + y * math.sin(self.angle)
        v = y * math.cos(self.angle) - x * math.sin(self.angle)
        sag, share = self.column(u)
        return u - self.start, v - sag - share * (v - self.v0) - self.top

    def picture(self, point: Point) -> Point:
        """Where a place of the level page lies in the picture."""
        u, v = point[0] + self.start, point[1] + self.top
        sag, share = self.column(u)
        v = (v + sag - share * self.v0) / (1 - share)
        return (
            u * math.cos(self.angle) - v * math.sin(self.angle),
            u * math.sin(self.angle) + v * math.cos(self.angle),
        )

    def around(self, box: Box) -> Box:
        """The upright box in the picture around a box of the level page."""
        x0, y0, x1, y1 = box
        steps = [x0 + (x1 - x0) * n / 8 for n in range(9)]
        places = [self.picture((x, y)) for x in steps for y in (y0, y1)]
        xs, ys = [x for x, _ in places], [y for _, y in places]
        return min(xs), min(ys), max(xs), max(ys)


class Page(Model):
    """A page as it was read: parses again without OCR.

    `width` and `height` are of the page after `turn`, the clockwise quarter turns in degrees that
    set it upright. `number` is the page's index in the source's list of pages, from 0. Where the page was
    made level before it was read, `level` says how, and the words' quads are those of the level page;
    `blur` is the sigma in pixels of the blur that was taken out.
    """

    number: int = 0
    width: int
    height: int
    turn: Turn = 0
    level: Level | None = None
    blur: float = 0.0
    engine: str
    words: tuple[Word, ...]
    unread: tuple[Box, ...] = ()
    """What looks like print and is covered by no word, in the pixels that the words' quads are in."""
    codes: tuple[str, ...] = ()
    """GTINs of the retail barcodes in view, digits as printed."""

    @property
    def read_size(self) -> tuple[int, int]:
        """Width and height of the pixels that the words' quads are in."""
        return (self.level.width, self.level.height) if self.level else (self.width, self.height)
