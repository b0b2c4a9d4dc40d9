"""Read a sheet to a page: text layer or pixels, reduced when huge, set upright, made level."""

from collections.abc import Sequence

import cv2
import numpy as np

from labelaudit.limits import Limits
from labelaudit.model.page import Level, Page, Turn, Word
from labelaudit.model.sheet import Pixels, Sheet
from labelaudit.read.barcode import read_codes
from labelaudit.read.engine import Readers
from labelaudit.read.level import find_bend, find_tilt, level_words, make_level, run_alike, tell_a_bend
from labelaudit.read.profile import guess_bend
from labelaudit.read.script import complete_greek, is_greek
from labelaudit.read.sharpness import BLURRED, find_blur, sharpen
from labelaudit.read.textlayer import join_runs
from labelaudit.read.unread import find_unread
from labelaudit.read.upright import (
    lies_on_side,
    lines_to_try_upside_down,
    reads_well,
    sureness,
    turn_to_read,
    turn_words,
)

_QUARTERS: dict[Turn, int] = {0: 0, 90: 3, 180: 2, 270: 1}
"""np.rot90 turns anticlockwise; `turn` is clockwise."""

_BENT = 2
"""A bend told by a few torn lines is told better once most of them are whole."""
_AS_MUCH = 0.97
"""Of the letters: a level page on which no fewer are read is the better one, for its rows do not part."""


def read_page(sheet: Sheet, *, readers: Readers, number: int = 0, limits: Limits | None = None) -> Page:
    """Read one sheet; `number` is the page's index in its source, from 0."""
    limits = limits or Limits()
    if sheet.layer is not None:
        words, engine = join_runs(sheet.layer), "textlayer"
        if sheet.pictures is not None:
            words = (*words, *read_bounded(sheet.pictures, readers=readers, limits=limits))
            engine = f"textlayer+{readers.first.name}"
        turn = turn_to_read(words)
        words = turn_words(words, turn, width=sheet.width, height=sheet.height)
        return _page(sheet, words, turn, number=number, engine=engine)
    blur = find_blur(sheet.pixels)
    blur = round(blur, 2) if blur >= BLURRED else 0.0
    pixels = sharpen(sheet.pixels, blur) if blur else sheet.pixels
    words, turn = _read_upright(pixels, readers=readers, limits=limits)
    words, level = _read_level(turned(pixels, turn), words, readers=readers, limits=limits)
    page = _page(sheet, words, turn, number=number, engine=readers.first.name, level=level, blur=blur)
    page = page.model_copy(update={"unread": find_unread(as_read(sheet, page), words)})
    if readers.greek is None or not is_greek(words):
        return page
    return page.model_copy(update={"words": complete_greek(as_read(sheet, page), words, read=readers.greek)})


def _page(
    sheet: Sheet,
    words: tuple[Word, ...],
    turn: Turn,
    *,
    number: int,
    engine: str,
    level: Level | None = None,
    blur: float = 0.0,
) -> Page:
    width, height = (sheet.width, sheet.height) if turn in (0, 180) else (sheet.height, sheet.width)
    return Page(
        number=number,
        width=width,
        height=height,
        turn=turn,
        level=level,
        blur=blur,
        engine=engine,
        words=words,
        codes=read_codes(sheet.pixels) if sheet.bars else (),
    )


def as_read(sheet: Sheet, page: Page) -> Pixels:
    """The pixels that the quads of the page's words are in."""
    upright = turned(sharpen(sheet.pixels, page.blur) if page.blur else sheet.pixels, page.turn)
    return make_level(upright, page.level) if page.level else upright


def turned(pixels: Pixels, turn: Turn) -> Pixels:
    """The pixels after `turn` degrees clockwise."""
    return np.ascontiguousarray(np.rot90(pixels, _QUARTERS[turn])) if turn else pixels


def _read_upright(pixels: Pixels, *, readers: Readers, limits: Limits) -> tuple[tuple[Word, ...], Turn]:
    words = read_bounded(pixels, readers=readers, limits=limits)
    if lies_on_side(words):
        # The engine reads what runs downwards as it is: such a page need only be turned, not read again.
        height, width = pixels.shape[:2]
        as_read = turn_words(words, 270, width=width, height=height)
        if reads_well(words):
            return as_read, 270
        again = read_bounded(turned(pixels, 90), readers=readers, limits=limits)
        return (again, 90) if sureness(again) > sureness(words) else (as_read, 270)
    if _stands_on_head(pixels, lines_to_try_upside_down(words), readers=readers):
        again = read_bounded(turned(pixels, 180), readers=readers, limits=limits)
        if sureness(again) > sureness(words):
            return again, 180
    return words, 0


def _read_level(
    upright: Pixels, words: tuple[Word, ...], *, readers: Readers, limits: Limits
) -> tuple[tuple[Word, ...], Level | None]:
    """Level the rows: what is tilted reads well as it is; what bends is read again, if that loses nothing.

    The detector loses most of a line that sags, or all of it: then the pixels tell the bend.
    """
    height, width = upright.shape[:2]
    level = find_tilt(words, width=width, height=height)
    if level:
        words = level_words(words, level)
    bend = find_bend(words, level, width=width, height=height)
    told = tell_a_bend(words) and (bend is not None or run_alike(words))
    guess = None if told else guess_bend(upright)
    if guess:
        again = read_bounded(make_level(upright, guess), readers=readers, limits=limits)
        if _text(again) > _text(words):
            words, level = again, guess
    for _ in range(_BENT):
        bend = find_bend(words, level, width=width, height=height)
        if bend is None:
            break
        again = read_bounded(make_level(upright, bend), readers=readers, limits=limits)
        if _text(again) < _AS_MUCH * _text(words):
            break
        words, level = again, bend
    return words, level


def _text(words: Sequence[Word]) -> float:
    """How much was read, in letters that are sure."""
    return sum(len(w.text) * w.confidence for w in words)


def _stands_on_head(pixels: Pixels, lines: Sequence[Word], *, readers: Readers) -> bool:
    """Whether a few lines read better on their head: a probe that spares most pages a second reading."""
    there, turned_round = 0, 0
    for line in lines:
        x0, y0, x1, y1 = (round(v) for v in line.box)
        crop = pixels[max(0, y0 - 2) : y1 + 3, max(0, x0 - 2) : x1 + 3]
        if crop.size == 0:
            continue
        again = readers.first.read_line(turned(crop, 180))
        there += 1
        turned_round += sureness(again) > line.confidence and len(again) > 0
    return there > 0 and 2 * turned_round > there


def read_bounded(pixels: Pixels, *, readers: Readers, limits: Limits) -> tuple[Word, ...]:
    """Read at native size; a huge picture is reduced first and its boxes are scaled back."""
    height, width = pixels.shape[:2]
    most = limits.reading_megapixels * 1_000_000
    scale = min(limits.reading_pixels / max(height, width), (most / (height * width)) ** 0.5)
    if scale >= 1:
        return readers.first.read(pixels)
    return scaled(readers.first.read(resized(pixels, scale)), 1 / scale)


def resized(pixels: Pixels, scale: float, *, wider: float = 1.0) -> Pixels:
    """The picture, enlarged or reduced by `scale`, and its width by `wider` beyond that."""
    height, width = pixels.shape[:2]
    size = (max(1, round(width * scale * wider)), max(1, round(height * scale)))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, size, interpolation=how), dtype=np.uint8)


def scaled(
    words: tuple[Word, ...], factor: float, *, wider: float = 1.0, dx: float = 0.0, dy: float = 0.0
) -> tuple[Word, ...]:
    """The words with their quads multiplied by `factor`, brought back from `wider`, then moved by dx, dy."""
    moved = []
    for word in words:
        quad = ((round(x * factor / wider + dx, 1), round(y * factor + dy, 1)) for x, y in word.quad)
        a, b, c, d = quad
        moved.append(word.model_copy(update={"quad": (a, b, c, d)}))
    return tuple(moved)
