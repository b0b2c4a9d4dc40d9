"""Read the words of a page's text layer with their places, whatever way they run across the page."""

import logging
import math
import statistics
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdfpage import PDFPage
from pdfplumber.pdf import PDF
from pdfplumber.utils.text import LIGATURES, extract_words

from labelaudit.model.page import Box, Point

for _talker in ("pdfminer", "pdfplumber"):  # they tell every oddity on stderr
    logging.getLogger(_talker).addHandler(logging.NullHandler())

_MOST_LETTERS = 30_000
"""A densely set page has a tenth of it; more costs minutes."""
_WORD_GAP = 0.15
"""Of the letter size: a wider gap parts two words. A space is at least 0.2, tracking seldom over 0.1."""
_SHARED = 0.5
"""Of the narrower of two letters; the tightest setting shares a fifth."""
_SMALL = 0.85
"""Of the size of the word beside it: smaller is an index or a footnote's mark."""
_DROPPED = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
"""Characters that draw nothing."""


class LayerError(Exception):
    """The words cannot be told; the message says why."""


@dataclass(frozen=True)
class LayerWord:
    """A word of the text layer, in points from the top left of the page's media box, y downwards.

    `quad` has the corners in reading order; `letters` the box of every letter, so that each can be
    looked for on the page.
    """

    text: str
    quad: tuple[Point, Point, Point, Point]
    letters: tuple[tuple[str, Box], ...]


def read_words(document: PDF, page: PDFPage) -> tuple[LayerWord, ...]:
    """The words of one page; raises whatever pdfminer does on a damaged one, and LayerError."""
    device = _Letters(document.rsrcmgr)
    PDFPageInterpreter(document.rsrcmgr, device).process_page(page)
    layout = device.get_result()
    lines: dict[float, list[dict[str, Any]]] = defaultdict(list)
    for letter in _letters(layout):
        angle, placed = _place(letter, layout.height)
        lines[angle].append(placed)
    return tuple(word for angle, letters in lines.items() for word in _group(_once(letters), angle))


class _Letters(PDFPageAggregator):
    """Keeps the letters alone: lines and pictures cost most and are seen on the rendered page."""

    count = 0

    def render_char(self, *args: Any, **kwargs: Any) -> float:
        self.count += 1
        if self.count > _MOST_LETTERS:
            raise LayerError("it has too many letters")
        return float(super().render_char(*args, **kwargs))

    def paint_path(self, *args: Any, **kwargs: Any) -> None:
        pass

    def render_image(self, *args: Any, **kwargs: Any) -> None:
        pass


def _letters(container: LTContainer[Any]) -> Iterator[LTChar]:
    for item in container:
        if isinstance(item, LTChar):
            yield item
        elif isinstance(item, LTContainer):
            yield from _letters(item)


def _place(letter: LTChar, height: float) -> tuple[float, dict[str, Any]]:
    """The letter as pdfplumber wants it, in a frame in which its line runs level; and its angle."""
    x0, x1, top, bottom = letter.x0, letter.x1, height - letter.y1, height - letter.y0
    box = (x0, top, x1, bottom)
    a, b = letter.matrix[:2]
    angle = float(round(math.degrees(math.atan2(b, a))))
    if angle:
        # pdfminer gives the upright box around a turned letter: its centre is the letter's own.
        cos, sin = abs(math.cos(math.radians(angle))), abs(math.sin(math.radians(angle)))
        wide = abs(letter.adv) * math.hypot(a, b)
        high = max((letter.width + letter.height) / (cos + sin) - wide, 0.0)
        x, y = _turn(((x0 + x1) / 2, (top + bottom) / 2), -angle)
        x0, x1, top, bottom = x - wide / 2, x + wide / 2, y - high / 2, y + high / 2
    text = letter.get_text().translate(_DROPPED)
    return angle, {
        "text": text or "\ufffd",
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "doctop": top,
        "upright": True,
        "size": bottom - top,
        "box": box,
    }


def _turn(point: Point, angle: float) -> Point:
    """The point turned around the origin, anticlockwise as seen with y downwards."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    x, y = point
    return x * cos + y * sin, y * cos - x * sin


def _once(letters: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The letters without those drawn twice in a place, as a bold or a shadow is faked."""
    seen: set[tuple[str, int, int]] = set()
    kept = []
    for letter in letters:
        step = letter["size"] * 0.2 or 1.0
        across, down = letter["x0"] / step, letter["top"] / step
        # Twice rounded, half a step apart: of two letters that nearly coincide one pair agrees.
        places = {
            (letter["text"], round(across), round(down)),
            (letter["text"], ~round(across + 0.5), ~round(down + 0.5)),
        }
        if letter["text"].isspace() or seen.isdisjoint(places):
            kept.append(letter)
        seen |= places
    return kept


def _group(letters: list[dict[str, Any]], angle: float) -> Iterator[LayerWord]:
    size = statistics.median(letter["size"] for letter in letters)
    words = extract_words(letters, x_tolerance_ratio=_WORD_GAP, y_tolerance=0.3 * size, return_chars=True)
    if any(_tangled(word["chars"]) for word in words):
        raise LayerError("letters lie on top of each other")
    for word in _join_indices([_drop_marks(word) for word in words]):
        corners = (
            (word["x0"], word["top"]),
            (word["x1"], word["top"]),
            (word["x1"], word["bottom"]),
            (word["x0"], word["bottom"]),
        )
        a, b, c, d = (_turn(corner, angle) for corner in corners)
        yield LayerWord(
            text=word["text"],
            quad=(a, b, c, d),
            letters=tuple((letter["text"], letter["box"]) for letter in word["chars"]),
        )


def _tangled(letters: list[dict[str, Any]]) -> bool:
    """Whether two letters share most of a place: which of them is seen, ink cannot tell."""
    for one, other in pairwise(letter for letter in letters if letter["text"].isalnum()):
        narrow = min(one["x1"] - one["x0"], other["x1"] - other["x0"])
        if one["x1"] - other["x0"] > _SHARED * narrow > 0:
            return True
    return False


def _drop_marks(word: dict[str, Any]) -> dict[str, Any]:
    """The word without a footnote's raised digits: glued to an amount they would be read as part of it."""
    base = max(word["chars"], key=lambda letter: letter["size"])
    kept = [
        letter
        for letter in word["chars"]
        if not (letter["text"].isdigit() and _small(letter, base) and _above(letter, base))
    ]
    if len(kept) == len(word["chars"]):
        return word
    text = "".join(LIGATURES.get(letter["text"], letter["text"]) for letter in kept)
    return {**word, "chars": kept, "text": text, "x1": kept[-1]["x1"]}


def _join_indices(words: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The words with each lowered digit ("D" and a small 3) back in the word that it belongs to."""
    joined: list[dict[str, Any]] = []
    by_end: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for word in words:
        by_end[round(word["x1"])].append(word)
    for word in words:
        base = _base(word, by_end) if word["text"].isdigit() and len(word["text"]) <= 2 else None
        if base is None:
            joined.append(word)
        elif not _above(word, base):
            base |= {
                "text": base["text"] + word["text"],
                "x1": word["x1"],
                "bottom": max(base["bottom"], word["bottom"]),
                "chars": [*base["chars"], *word["chars"]],
            }
    return joined


def _base(index: dict[str, Any], by_end: dict[int, list[dict[str, Any]]]) -> dict[str, Any] | None:
    """The larger word that a small digit touches."""
    start = round(index["x0"])
    for word in (word for x in (start - 1, start, start + 1) for word in by_end[x]):
        gap = index["x0"] - word["x1"]
        size = word["chars"][-1]["size"]
        overlap = min(word["bottom"], index["bottom"]) - max(word["top"], index["top"])
        if word is not index and abs(gap) <= _WORD_GAP * size and overlap > 0 and _small(index, word):
            return word
    return None


def _small(part: dict[str, Any], base: dict[str, Any]) -> bool:
    return bool(part["bottom"] - part["top"] < _SMALL * (base["bottom"] - base["top"]))


def _above(part: dict[str, Any], base: dict[str, Any]) -> bool:
    """Whether a small part stands nearer to the top of its base than to the foot."""
    return bool(part["top"] - base["top"] < base["bottom"] - part["bottom"])
