"""Notice a hole between the lines of a panel, where a row may stand that was not read."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median_low

from labelaudit.parse.panel import Panel
from labelaudit.parse.rows import Entry

_BETWEEN = 1.75
"""Row pitches between two rows from which one may be missing (real panels: 1.0 to 1.7, with bars between)."""
_ABOVE = 2.1
"""The same between the heads and the first row, where the thick bar is (real panels: 0.7 to 2.0)."""
_BELOW = 1.95
"""The same between the last row and what follows it (real panels: 0.8 to 1.85)."""
_FEW = 4
"""Fewer steps from row to row tell no pitch by themselves."""


def has_gap(panel: Panel, entries: Sequence[Entry]) -> bool:
    """Whether two lines that follow each other stand so far apart that a row may be missing between them.

    `entries` are all of the page: a foot that other text parts from the rows tells nothing.
    """
    feet = [*panel.footnotes, *([panel.ingredients] if panel.ingredients else [])]
    rows, heads = {id(e) for e in panel.rows}, {id(e) for e in panel.furniture}
    last = max(r.y for r in panel.rows)
    under = [e for e in entries if e.y > last and e.x0 < panel.x1 and e.right > panel.x0]
    nearest = min(under, key=lambda e: e.y, default=None)
    foot = [nearest] if nearest is not None and any(nearest is f for f in feet) else []
    lines = _lines([*panel.furniture, *panel.rows, *foot])
    steps = [
        (below.y - above.y, id(above) in rows, id(below) in rows, above) for above, below in pairwise(lines)
    ]
    between = [step for step, from_row, to_row, _ in steps if from_row and to_row]
    if not between:
        return False
    pitch = median_low(between) if len(between) >= _FEW else min(step for step, *_ in steps)
    return any(
        step > pitch * (_BETWEEN if from_row and to_row else _BELOW if from_row else _ABOVE)
        for step, from_row, to_row, above in steps
        if from_row or (to_row and id(above) in heads)
    )


def _lines(entries: Sequence[Entry]) -> list[Entry]:
    """One entry a level, from top to bottom; a row stands for its level."""
    lines: list[Entry] = []
    for entry in sorted(entries, key=lambda e: e.y):
        if not lines or entry.y - lines[-1].y > 0.5 * min(entry.height, lines[-1].height):
            lines.append(entry)
    return lines
