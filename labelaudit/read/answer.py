"""Answer a question of the parser: read one box of a page again, enlarged or by the second reader."""

from math import inf
from statistics import median

import numpy as np

from labelaudit.errors import EngineError
from labelaudit.limits import Limits
from labelaudit.model.page import Box, Page, Turn, Word
from labelaudit.model.question import Ask, Look, Question
from labelaudit.model.sheet import Pixels, Sheet
from labelaudit.read.engine import Reader, Readers
from labelaudit.read.page import as_read, read_bounded, resized, scaled, turned
from labelaudit.read.script import complete_greek, is_greek
from labelaudit.read.upright import reads_well, sureness, turn_words

_LARGER_SIDE = 2000
"""Pixels of the longer side when a page is read again larger (measured: real labels .829 to .854)."""
_MOST_ENLARGED = 4.0
_LETTERS = 48.0
"""Pixels that lines are enlarged to at most: the recogniser's own height."""
_WIDER = 1.5
"""A band enlarged is stretched as well: of print that was not legible more is found and read (measured on
real bottles: a tenth more letters)."""
_LEAST_SIDE = 736
"""Pixels of the shorter side that the detector enlarges a picture to: a band of a page is padded instead."""
_ROW_HEIGHT = 48
"""Pixels that a row's box is enlarged to for the second reader."""
_ROW_MARGIN = 0.35
_EDGE = 2.0
"""Pixels from a crop's edge within which a word may be cut."""
_TURN_MARGIN = 10.0
_BOTH_WAYS: tuple[tuple[Turn, Turn], ...] = ((90, 270), (270, 90))


def answer(question: Question, *, sheet: Sheet, page: Page, readers: Readers, limits: Limits) -> Look | None:
    """Look once more; None where no reader could tell more than before."""
    if page.engine == "textlayer":
        return None
    pixels = as_read(sheet, page)
    match question.ask:
        case Ask.LARGER | Ask.GAP:
            look = _larger(question, pixels, page, readers, limits)
        case Ask.ROW:
            return _row(question, pixels, readers)
        case Ask.TURN:
            look = _turned(question, pixels, readers, limits)
    if look is None or readers.greek is None or not is_greek(page.words):
        return look
    return look.model_copy(update={"words": complete_greek(pixels, look.words, read=readers.greek)})


def _turned(question: Question, pixels: Pixels, readers: Readers, limits: Limits) -> Look:
    """Read the box turned, as text that runs upwards is; and the other way where that does not read."""
    crop, dx, dy = _cut(pixels, question.box, margin=_TURN_MARGIN)
    best: tuple[Word, ...] = ()
    for turn, back in _BOTH_WAYS:
        on_side = turned(crop, turn)
        words = read_bounded(on_side, readers=readers, limits=limits)
        height, width = on_side.shape[:2]
        if sureness(words) > sureness(best):
            best = turn_words(words, back, width=width, height=height)
        if reads_well(words):
            break
    return Look(question=question, words=scaled(best, 1.0, dx=dx, dy=dy))


def _larger(question: Question, pixels: Pixels, page: Page, readers: Readers, limits: Limits) -> Look | None:
    crop, dx, dy = _cut(pixels, question.box, margin=0.0)
    (height, width), (rows, columns) = pixels.shape[:2], crop.shape[:2]
    heights = [word.box[3] - word.box[1] for word in page.words if _inside(word.box, question.box)]
    most = _LETTERS / median(heights) if heights else _MOST_ENLARGED
    scale = min(_MOST_ENLARGED, most, min(_LARGER_SIDE, limits.reading_pixels) / max(rows, columns))
    if scale < 1.15:
        return None
    room = limits.reading_pixels / (scale * columns)
    wider = min(_WIDER, max(1.0, room)) if question.ask is Ask.LARGER else 1.0
    found = readers.first.read(_padded(resized(crop, scale, wider=wider)))
    words = scaled(found, 1 / scale, wider=wider, dx=dx, dy=dy)
    inner = (
        dx + _EDGE if dx else -inf,
        dy + _EDGE if dy else -inf,
        dx + columns - _EDGE if dx + columns < width else inf,
        dy + rows - _EDGE if dy + rows < height else inf,
    )
    return Look(question=question, words=tuple(w for w in words if _inside(w.box, inner)))


def _padded(pixels: Pixels) -> Pixels:
    height, width = pixels.shape[:2]
    below, right = max(0, _LEAST_SIDE - height), max(0, _LEAST_SIDE - width)
    return np.pad(pixels, ((0, below), (0, right), (0, 0)), constant_values=int(np.median(pixels)))


def _inside(box: Box, inner: Box) -> bool:
    """Whether a word is whole: one that the crop's edge cuts would be read as another."""
    return box[0] > inner[0] and box[1] > inner[1] and box[2] < inner[2] and box[3] < inner[3]


def _row(question: Question, pixels: Pixels, readers: Readers) -> Look | None:
    if readers.second is None:
        return None
    try:
        words = [
            word
            for box in (question.box, *question.cells)
            for word in _once_more(box, pixels, readers.second)
        ]
    except EngineError:
        return None  # the second reader is a help: without its word the row stays as it was read
    return Look(question=question, words=tuple(words))


def _once_more(box: Box, pixels: Pixels, reader: Reader) -> tuple[Word, ...]:
    height = max(1.0, box[3] - box[1])
    crop, dx, dy = _cut(pixels, box, margin=_ROW_MARGIN * height)
    scale = max(1.0, min(_MOST_ENLARGED, _ROW_HEIGHT / height))
    return scaled(reader.read_line(resized(crop, scale)), 1 / scale, dx=dx, dy=dy)


def _cut(pixels: Pixels, box: Box, *, margin: float) -> tuple[Pixels, float, float]:
    height, width = pixels.shape[:2]
    x0, y0 = max(0, int(box[0] - margin)), max(0, int(box[1] - margin))
    x1, y1 = min(width, int(box[2] + margin) + 1), min(height, int(box[3] + margin) + 1)
    return pixels[y0 : max(y0 + 1, y1), x0 : max(x0 + 1, x1)], float(x0), float(y0)
