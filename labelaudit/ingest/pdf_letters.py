"""Read the letters of a page's text layer, each placed in a frame in which its line runs level."""

import ctypes
import math
from collections import defaultdict
from collections.abc import Iterator
from struct import Struct
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from labelaudit.model.page import Box, Point

Letter = dict[str, Any]
"""As pdfplumber's grouping of words wants it; `box` is the letter's upright box on the page."""

_MOST_LETTERS = 30_000
"""A densely set page has a tenth of it; more costs minutes."""
_DROPPED = frozenset(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
"""Characters that draw nothing; where something is drawn, they are not what it is."""
_BLANKS = frozenset("\t\n\r \u00a0")
_UNKNOWN = "\ufffd"
_LINE_END_HYPHEN = 2
"""PDFium's own mark for a hyphen at the end of a line."""
_ASKEW = 1e-3
_SQUARE = 0.2
"""The determinant below which a letter's sides cannot be told from the upright box around it."""
_USUAL_HEIGHT = 1.15
"""Of the letter size, where its sides cannot be told."""


class LayerError(Exception):
    """The words cannot be told; the message says why."""


def read_letters(page: pdfium.PdfPage) -> dict[float, list[Letter]]:
    """The letters by the angle that their line rises at, in degrees; in points of the displayed page.

    `x0`, `x1`, `top` and `bottom` are those in the page turned by that angle. Raises LayerError.
    """
    left, bottom, right, top = page.get_bbox()
    shown = _Shown(left, bottom, right, top, page.get_rotation())
    lines: dict[float, list[Letter]] = defaultdict(list)
    last: Letter = {}
    text_page = page.get_textpage()
    try:
        for text, around, slant, origin, size in _characters(text_page.raw, shown):
            if last and last["around"] == around and last["text"].isalpha() and text.isalpha():
                last["text"] += text  # a ligature, which PDFium takes apart
                continue
            last = _place(text, around, slant, origin, size)
            lines[slant.angle].append(last)
    finally:
        text_page.close()
    return lines


def turn(point: Point, angle: float) -> Point:
    """The point turned around the origin, anticlockwise as seen with y downwards."""
    if not angle:
        return point
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    x, y = point
    return x * cos + y * sin, y * cos - x * sin


class _Shown(NamedTuple):
    """What is displayed of a page, in user space, and how far it is turned clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turned: int

    def place(self, x: float, y: float) -> Point:
        """A point of user space on the displayed page, y downwards."""
        match self.turned:
            case 90:
                return y - self.bottom, x - self.left
            case 180:
                return self.right - x, y - self.bottom
            case 270:
                return self.top - y, self.right - x
            case _:
                return x - self.left, self.top - y


class _Slant(NamedTuple):
    """How the letters of one matrix lie on the displayed page."""

    angle: float
    level: tuple[float, float, float, float, float, float]
    """From user space to where their line runs level: x = a x + b y + c, y = d x + e y + f."""
    up: float
    """User units a unit from one line to the next."""
    sides: tuple[float, float, float, float]
    """What a unit along the line, and one across it, reach to the right and upwards."""
    straight: bool
    """Whether they stand upright on a line along an edge of the page."""


def _slant(a: float, b: float, c: float, d: float, shown: _Shown) -> _Slant:
    across = math.hypot(a, b) or 1.0
    up = abs(a * d - b * c) / across or 1.0
    least = max(abs(a), abs(b)) * _ASKEW
    rises = float(round(math.degrees(math.atan2(b, a))))
    angle = (rises - shown.turned + 180) % 360 - 180
    x, y = turn(shown.place(0, 0), -angle)
    (x_x, x_y), (y_x, y_y) = (turn(shown.place(*unit), -angle) for unit in ((1, 0), (0, 1)))
    return _Slant(
        angle=angle,
        level=(x_x - x, y_x - x, x, x_y - y, y_y - y, y),
        up=up,
        sides=(abs(a) / across, abs(b) / across, abs(c) / up, abs(d) / up),
        straight=(abs(b) <= least and abs(c) <= least) or (abs(a) <= least and abs(d) <= least),
    )


def _characters(handle: Any, shown: _Shown) -> Iterator[tuple[str, Box, _Slant, Point, float]]:
    """Every letter, its upright box and its origin in user space, and the size of its font there."""
    count = raw.FPDFText_CountChars(handle)
    if count > _MOST_LETTERS:
        raise LayerError("it has too many letters")
    # Arrays of the structures' fields: read in one step, not field by field.
    box, matrix = (ctypes.c_float * 4)(), (ctypes.c_float * 6)()
    sides = Struct("4f").unpack_from
    box_at = ctypes.cast(box, ctypes.POINTER(raw.FS_RECTF))
    matrix_at = ctypes.cast(matrix, ctypes.POINTER(raw.FS_MATRIX))
    x, y = ctypes.c_double(), ctypes.c_double()
    slants: dict[tuple[float, ...], _Slant] = {}
    of_part: dict[int, tuple[_Slant, float]] = {}
    for index in range(count):
        text = _text(handle, index)
        if text in _BLANKS and raw.FPDFText_IsGenerated(handle, index):
            continue
        if not raw.FPDFText_GetLooseCharBox(handle, index, box_at):
            raise LayerError("its letters have no place")
        part = raw.FPDFText_GetTextObject(handle, index)
        # All letters of one part of the page have one matrix and one font.
        told = of_part.get(at := ctypes.addressof(part.contents)) if part else None
        if told is None:
            raw.FPDFText_GetMatrix(handle, index, matrix_at)
            a, b, c, d = turned = tuple(matrix[:4])
            slant = slants.get(turned) or slants.setdefault(turned, _slant(a, b, c, d, shown))
            told = slant, raw.FPDFText_GetFontSize(handle, index) * slant.up
            if part:
                of_part[at] = told
        slant, size = told
        if not slant.straight:
            raw.FPDFText_GetCharOrigin(handle, index, x, y)
        left, top, right, bottom = sides(box)
        yield text, (left, bottom, right, top), slant, (x.value, y.value), size


def _text(handle: Any, index: int) -> str:
    code = raw.FPDFText_GetUnicode(handle, index)
    if code == _LINE_END_HYPHEN and raw.FPDFText_IsHyphen(handle, index):
        return "-"
    if raw.FPDFText_HasUnicodeMapError(handle, index) or not code or 0xD800 <= code < 0xE000:
        return _UNKNOWN
    return chr(code) if code <= 0x10FFFF and code not in _DROPPED else _UNKNOWN


def _place(text: str, around: Box, slant: _Slant, origin: Point, size: float) -> Letter:
    left, low, right, high = around
    a, b, c, d, e, f = slant.level
    x0, x1 = a * left + b * low + c, a * right + b * high + c
    top, bottom = d * left + e * low + f, d * right + e * high + f
    if x1 < x0:
        x0, x1 = x1, x0
    if bottom < top:
        top, bottom = bottom, top
    if not slant.straight:
        wide, tall = _sides(around, slant, size)
        x0, middle = a * origin[0] + b * origin[1] + c, (top + bottom) / 2
        x1, top, bottom = x0 + wide, middle - tall / 2, middle + tall / 2
    if 0 < size < bottom - top:
        top = bottom - size  # the box has room for every accent of the font: lines set close would touch
    box = (x0, top, x1, bottom)
    if slant.angle:
        there = [turn(corner, slant.angle) for corner in ((x0, top), (x1, top), (x0, bottom), (x1, bottom))]
        xs, ys = [x for x, _ in there], [y for _, y in there]
        box = (min(xs), min(ys), max(xs), max(ys))
    return {
        "text": text,
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "doctop": top,
        "upright": True,
        "size": bottom - top,
        "box": box,
        "around": around,
    }


def _sides(around: Box, slant: _Slant, size: float) -> tuple[float, float]:
    """A slanted letter's width and height, of which only the upright box around it is known."""
    wide, high = around[2] - around[0], around[3] - around[1]
    along_x, along_y, up_x, up_y = slant.sides
    turned = along_x * up_y - along_y * up_x
    tall = (high * along_x - wide * along_y) / turned if abs(turned) > _SQUARE else size * _USUAL_HEIGHT
    return max((wide + high - tall * (up_x + up_y)) / (along_x + along_y), 0.0), tall
