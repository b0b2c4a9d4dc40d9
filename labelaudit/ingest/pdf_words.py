"""Read the words of a page's text layer with their places, whatever way they run across the page."""

import statistics
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium
from pdfplumber.utils.text import LIGATURES, extract_words

from labelaudit.ingest.pdf_letters import LayerError, Letter, read_letters, turn
from labelaudit.model.page import Box, Point

_WORD_GAP = 0.15
"""Of the letter size: a wider gap parts two words. A space is at least 0.2, tracking seldom over 0.1."""
_SHARED = 0.5
"""Of the narrower of two letters; the tightest setting shares a fifth."""
_SMALL = 0.85
"""Of the size of the word beside it: smaller is an index or a footnote's mark."""


@dataclass(frozen=True)
class LayerWord:
    """A word of the text layer, in points from the top left of the page as it is displayed, y downwards.

    `quad` has the corners in reading order; `letters` the box of every letter, so that each can be
    looked for on the page.
    """

    text: str
    quad: tuple[Point, Point, Point, Point]
    letters: tuple[tuple[str, Box], ...]


def read_words(page: pdfium.PdfPage) -> tuple[LayerWord, ...]:
    """The words of one page; raises LayerError, and PdfiumError on a damaged one."""
    lines = read_letters(page)
    return tuple(word for angle, letters in lines.items() for word in _group(_once(letters), angle))


def _once(letters: list[Letter]) -> list[Letter]:
    """The letters without those drawn twice in a place, as a bold or a shadow is faked."""
    seen: set[tuple[str, int, int]] = set()
    kept = []
    for letter in letters:
        text, step = letter["text"], letter["size"] * 0.2 or 1.0
        across, down = letter["x0"] / step, letter["top"] / step
        # Twice rounded, half a step apart: of two letters that nearly coincide one pair agrees.
        one = text, round(across), round(down)
        other = text, ~round(across + 0.5), ~round(down + 0.5)
        if (one not in seen and other not in seen) or text.isspace():
            kept.append(letter)
        seen.add(one)
        seen.add(other)
    return kept


def _group(letters: list[Letter], angle: float) -> Iterator[LayerWord]:
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
        a, b, c, d = (turn(corner, angle) for corner in corners)
        yield LayerWord(
            text=word["text"],
            quad=(a, b, c, d),
            letters=tuple((letter["text"], letter["box"]) for letter in word["chars"]),
        )


def _tangled(letters: list[Letter]) -> bool:
    """Whether two letters share most of a place: which of them is seen, ink cannot tell."""
    for one, other in pairwise(letter for letter in letters if letter["text"].isalnum()):
        narrow = min(one["x1"] - one["x0"], other["x1"] - other["x0"])
        if one["x1"] - other["x0"] > _SHARED * narrow > 0:
            return True
    return False


def _drop_marks(word: Letter) -> Letter:
    """The word without a footnote's raised digits: glued to an amount they would be read as part of it."""
    base = max(word["chars"], key=lambda letter: letter["size"])
    kept = [
        letter
        for letter in word["chars"]
        if not (letter["text"].isdecimal() and _small(letter, base) and _above(letter, base))
    ]
    if len(kept) == len(word["chars"]):
        return word
    text = "".join(LIGATURES.get(letter["text"], letter["text"]) for letter in kept)
    return {**word, "chars": kept, "text": text, "x1": kept[-1]["x1"]}


def _join_indices(words: list[Letter]) -> list[Letter]:
    """The words with each lowered digit ("D" and a small 3) back in the word that it belongs to."""
    joined: list[Letter] = []
    by_end: dict[int, list[Letter]] = defaultdict(list)
    for word in words:
        by_end[round(word["x1"])].append(word)
    for word in words:
        base = _base(word, by_end) if word["text"].isdecimal() and len(word["text"]) <= 2 else None
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


def _base(index: Letter, by_end: dict[int, list[Letter]]) -> Letter | None:
    """The larger word that a small digit touches."""
    start = round(index["x0"])
    for word in (word for x in (start - 1, start, start + 1) for word in by_end[x]):
        gap = index["x0"] - word["x1"]
        size = word["chars"][-1]["size"]
        overlap = min(word["bottom"], index["bottom"]) - max(word["top"], index["top"])
        if word is not index and abs(gap) <= _WORD_GAP * size and overlap > 0 and _small(index, word):
            return word
    return None


def _small(part: Letter, base: Letter) -> bool:
    return bool(part["bottom"] - part["top"] < _SMALL * (base["bottom"] - base["top"]))


def _above(part: Letter, base: Letter) -> bool:
    """Whether a small part stands nearer to the top of its base than to the foot."""
    return bool(part["top"] - base["top"] < base["bottom"] - part["bottom"])
