"""A PDF page's own words, joined to the runs that a reader of pixels would return."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from labelaudit.model.page import Point, Word

_GAP = 0.6
"""Of the letter height: a wider gap starts another run."""
_EVEN, _ONE_LETTER = 0.03, 1.15
"""Letters as wide in two words, within so much of the height, are a typewriter's: its blank is as wide."""
_LEVEL = 0.35
"""Of the letter height: what stands further off is on another line."""
_SAME_WAY = 0.98
"""The cosine of the angle between two words of one line."""


@dataclass
class _Run:
    """Words of one line, where they end, which way they run, how high and how wide their letters are."""

    words: list[Word]
    end: Point
    along: Point
    height: float
    wide: float


def join_runs(words: Sequence[Word]) -> tuple[Word, ...]:
    """Join the words of one line, at any angle, that stand a blank apart; order and letters stay."""
    runs: list[_Run] = []
    for word in words:
        tl, tr, br, bl = word.quad
        along, height = _unit(tl, tr), max(1.0, math.dist(tl, bl))
        start, end = _middle(tl, bl), _middle(tr, br)
        wide = math.dist(tl, tr) / max(1, len(word.text))
        home = next((run for run in reversed(runs[-8:]) if _goes_on(run, start, along, wide)), None)
        if home is None:
            runs.append(_Run([word], end, along, height, wide))
        else:
            home.words.append(word)
            home.end, home.along, home.height, home.wide = end, along, height, wide
    return tuple(_joined(run.words) for run in runs)


def _goes_on(run: _Run, start: Point, along: Point, wide: float) -> bool:
    """Whether a word that starts here and runs along, its letters so wide, goes on where the run ends."""
    dx, dy = start[0] - run.end[0], start[1] - run.end[1]
    if abs(dx * run.along[1] - dy * run.along[0]) >= _LEVEL * run.height:
        return False
    gap = dx * run.along[0] + dy * run.along[1]
    alike = run.along[0] * along[0] + run.along[1] * along[1]
    blank = _ONE_LETTER * wide if abs(wide - run.wide) < _EVEN * run.height else 0
    return -0.3 * run.height < gap < max(_GAP * run.height, blank) and alike > _SAME_WAY


def _joined(run: Sequence[Word]) -> Word:
    first, last = run[0], run[-1]
    if len(run) == 1:
        return first
    return first.model_copy(
        update={
            "text": " ".join(w.text for w in run),
            "quad": (first.quad[0], last.quad[1], last.quad[2], first.quad[3]),
            "confidence": min(w.confidence for w in run),
        }
    )


def _middle(a: Point, b: Point) -> Point:
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def _unit(a: Point, b: Point) -> Point:
    length = math.dist(a, b) or 1.0
    return (b[0] - a[0]) / length, (b[1] - a[1]) / length
