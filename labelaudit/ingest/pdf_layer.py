"""Decide whether a page's text layer may stand for what a person sees; where in doubt it may not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from labelaudit.ingest.pdf_words import LayerWord
from labelaudit.model.page import Point
from labelaudit.model.sheet import Pixels

_INK = 24
"""Of 255: how much a letter must change its place on the page to be seen."""
_INNER = 0.15
"""Of a letter's width, cut off on either side: the neighbours' ink."""
_BROKEN = re.compile("\\(cid:\\d+\\)|[\x00-\x08\x0e-\x1f\ufffd]")
_PRIVATE = re.compile("^[\ue000-\uf8ff]$")
"""A lone private character: a bullet of a symbol font."""
_AMOUNT = re.compile(r"\d\s*(?:[mµμu]c?g|IU|I\.U\.|IE|I\.E\.|UI|j\.m\.)(?!\w)", re.IGNORECASE)
_PANEL_AMOUNTS = 2
_MOST_BROKEN = 0.02
_LEAST_VOWELS = 0.6
"""Of the words of four letters and more, how many have a vowel; in a shifted alphabet few do."""
_TILE = 16
_BUSY_TILE = 0.08
_BUSY_PAGE = 0.04


@dataclass(frozen=True)
class Frame:
    """Where the drawn page lies: its top left corner in the words' points, and pixels a point."""

    left: float
    top: float
    across: float
    down: float

    def place(self, point: Point) -> Point:
        """A point of the layer in pixels of the drawn page."""
        return (point[0] - self.left) * self.across, (point[1] - self.top) * self.down


@dataclass(frozen=True)
class Verdict:
    """What may be taken from a text layer: `words` is None where the pixels must be read instead."""

    words: tuple[LayerWord, ...] | None
    refusal: str | None = None
    """Why a layer that holds words is not used."""
    hidden: int = 0
    """Words that lie on the page and cannot be seen."""
    mixed: bool = False
    """The page also shows what may be letters and is not in the layer."""


def judge_layer(words: Sequence[LayerWord], frame: Frame, drawn: Pixels, bare: Pixels) -> Verdict:
    """Hold the words against the page as it is drawn, and as it is drawn without its text.

    `drawn` and `bare` have the same shape; where they differ, text is seen. `frame` places the
    letters on them. So every way of hiding text is found alike: invisible ink,
    white on white, a cover, a clip, a layer that is switched off, a place outside the page.
    """
    seen, partly, outside = _seen(words, frame, _ink(drawn, bare))
    hidden = sum(1 for s, out in zip(seen, outside, strict=True) if not s and not out)
    visible = tuple(word for word, s in zip(words, seen, strict=True) if s)
    busy = _busy(bare) >= _BUSY_PAGE
    if not visible:
        return Verdict(None, "its words are not visible" if hidden else None, hidden)
    if partly:
        return Verdict(None, "some words are partly covered", hidden)
    if _broken(visible):
        return Verdict(None, "its letters have no plain characters", hidden)
    if _scrambled(visible):
        return Verdict(None, "its letters stand for other letters", hidden)
    if busy and hidden:
        return Verdict(None, "it hides words and the page shows pictures", hidden)
    if busy and len(_AMOUNT.findall(" ".join(w.text for w in visible))) < _PANEL_AMOUNTS:
        return Verdict(None, "it gives no amounts and the page shows pictures or drawn letters", hidden)
    mapped = tuple(w for w in visible if not _BROKEN.search(w.text) and not _PRIVATE.match(w.text))
    return Verdict(mapped, None, hidden, busy)


def _ink(drawn: Pixels, bare: Pixels) -> npt.NDArray[np.int32]:
    """The integral of the pixels that text changes: how many lie in a box is four look-ups."""
    change = cv2.absdiff(drawn, bare).max(axis=2)
    return np.asarray(cv2.integral((change >= _INK).astype(np.uint8)), dtype=np.int32)


def _seen(
    words: Sequence[LayerWord], frame: Frame, ink: npt.NDArray[np.int32]
) -> tuple[list[bool], bool, list[bool]]:
    """For each word whether it is seen; whether one is seen in part; whether it lies off the page."""
    owner, corners = [], []
    for index, word in enumerate(words):
        for text, (x0, top, x1, bottom) in word.letters:
            if any(c.isalnum() for c in text) and x1 > x0:
                inset = (x1 - x0) * _INNER
                owner.append(index)
                corners.append((*frame.place((x0 + inset, top)), *frame.place((x1 - inset, bottom))))
    count = len(words)
    if not owner:
        return [True] * count, False, [False] * count
    height, width = ink.shape[0] - 1, ink.shape[1] - 1
    box = np.array(corners)
    x0, y0 = np.floor(box[:, :2]).astype(int).T
    x1, y1 = np.ceil(box[:, 2:]).astype(int).T
    off = (x1 <= 0) | (y1 <= 0) | (x0 >= width) | (y0 >= height)
    x0, x1 = np.clip(x0, 0, width), np.clip(x1, 0, width)
    y0, y1 = np.clip(y0, 0, height), np.clip(y1, 0, height)
    inked = ink[y1, x1] - ink[y0, x1] - ink[y1, x0] + ink[y0, x0] > 0
    letters = np.bincount(owner, minlength=count)
    shown = np.bincount(owner, weights=inked, minlength=count)
    outside = np.bincount(owner, weights=off, minlength=count)
    # A word of marks alone (a bullet, a dagger) says nothing that could be a lie.
    seen = (shown == letters) | (letters == 0)
    partly = bool(((shown > 0) & (shown < letters)).any())
    return seen.tolist(), partly, ((outside == letters) & (letters > 0)).tolist()


def _broken(words: Sequence[LayerWord]) -> bool:
    """Whether letters without Unicode stand inside words, or make up more than a few of them."""
    broken = [word.text for word in words if _BROKEN.search(word.text)]
    inside = any(any(c.isalnum() for c in _BROKEN.sub("", text)) for text in broken)
    return inside or len(broken) > _MOST_BROKEN * len(words)


def _scrambled(words: Sequence[LayerWord]) -> bool:
    """Whether the words cannot be words: a font whose map is shifted gives letters without vowels."""
    plain = [w.text.lower() for w in words if len(w.text) >= 4 and w.text.isascii() and w.text.isalpha()]
    with_vowels = sum(1 for text in plain if re.search("[aeiouy]", text))
    return len(plain) >= 5 and with_vowels < _LEAST_VOWELS * len(plain)


def _busy(bare: Pixels) -> float:
    """The share of the page that pictures or drawn letters may fill: tiles with edges both ways.

    A ruled line has edges one way only; a photograph's soft ground has none.
    """
    grey = cv2.cvtColor(bare, cv2.COLOR_RGB2GRAY)
    across = (cv2.absdiff(grey[:-1, 1:], grey[:-1, :-1]) > 32).astype(np.float32)
    down = (cv2.absdiff(grey[1:, :-1], grey[:-1, :-1]) > 32).astype(np.float32)
    tiles = max(1, grey.shape[1] // _TILE), max(1, grey.shape[0] // _TILE)
    busy = [cv2.resize(edges, tiles, interpolation=cv2.INTER_AREA) >= _BUSY_TILE for edges in (across, down)]
    return float((busy[0] & busy[1]).mean())
