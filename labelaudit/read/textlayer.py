"""A PDF page's own words, joined to the runs that a reader of pixels would return."""

import math
from collections.abc import Sequence

from labelaudit.model.page import Point, Word

_GAP = 0.6
"""Of the letter height: a wider gap starts another run."""
_LEVEL = 0.35
"""Of the letter height: what stands further off is on another line."""


def join_runs(words: Sequence[Word]) -> tuple[Word, ...]:
    """Join the words of one line, at any angle, that stand a blank apart; order and letters stay."""
    runs: list[list[Word]] = []
    for word in words:
        home = next((run for run in reversed(runs[-8:]) if _follows(run[-1], word)), None)
        if home is None:
            runs.append([word])
        else:
            home.append(word)
    return tuple(_joined(run) for run in runs)


def _follows(last: Word, word: Word) -> bool:
    start, end = _middle(last.quad[1], last.quad[2]), _middle(word.quad[0], word.quad[3])
    along = _unit(last.quad[0], last.quad[1])
    height = max(1.0, math.dist(last.quad[0], last.quad[3]))
    dx, dy = end[0] - start[0], end[1] - start[1]
    gap = dx * along[0] + dy * along[1]
    off = abs(dx * along[1] - dy * along[0])
    turned = along[0] * _unit(word.quad[0], word.quad[1])[0] + along[1] * _unit(word.quad[0], word.quad[1])[1]
    return -0.3 * height < gap < _GAP * height and off < _LEVEL * height and turned > 0.98


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
