"""Notice a hole between the lines of a panel, where a row may stand that was not read."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median_low

from labelaudit.model.page import Box, Word
from labelaudit.parse.evidence import around
from labelaudit.parse.fold import fold
from labelaudit.parse.joining import Row
from labelaudit.parse.names import is_no_name, mentions, read_name
from labelaudit.parse.panel import Panel
from labelaudit.parse.rows import Entry
from labelaudit.parse.units import find_quantities

_BETWEEN = 1.75
"""Row pitches between two rows from which one may be missing (real panels: 1.0 to 1.7, with bars between)."""
_ABOVE = 1.95
"""The same between the heads and the first row, where the thick bar is (real panels: 0.7 to 2.05)."""
_BELOW = 1.95
"""The same between the last row and what follows it (real panels: 0.8 to 1.85)."""
_FEW = 4
"""Fewer steps from row to row tell no pitch by themselves."""


def find_gaps(panel: Panel, entries: Sequence[Entry]) -> list[Box]:
    """The bands of the page where a row may be missing: two lines stand too far apart.

    `entries` are all of the page: a foot that other text parts from the rows tells nothing.
    """
    told = [r for r in panel.rows if not _is_remnant(r)]
    last = max(r.y for r in panel.rows)
    under = [e for e in entries if e.y > last and e.x0 < panel.x1 and e.right > panel.x0]
    nearest = min(under, key=lambda e: e.y, default=None)
    feet = [*panel.footnotes, *([panel.ingredients] if panel.ingredients else [])]
    foot = [nearest] if nearest is not None and any(nearest is f for f in feet) else []
    first = min((r.y for r in panel.rows if r.cells), default=last)
    heads_end = max((f.y for f in panel.furniture if f.y < first), default=panel.title.y)
    # A line above a column's head is part of the heads: "Amount" over "Per Serving".
    heads = [*(panel.furniture or [panel.title]), *(r for r in told if r.y < heads_end)]
    lines = _lines([*heads, *told, *foot])
    above_rows = {id(e) for e in heads}
    rows = {id(e) for e in told} - above_rows
    steps = [
        (below.y - above.y, id(above) in rows, id(below) in rows, above, below)
        for above, below in pairwise(lines)
    ]
    between = [step for step, from_row, to_row, *_ in steps if from_row and to_row]
    pitch = median_low(between) if len(between) >= _FEW else min((step for step, *_ in steps), default=0.0)
    return [
        around([*above.words, *below.words])
        for step, from_row, to_row, above, below in steps
        if (from_row or (to_row and id(above) in above_rows))
        and step > pitch * (_BETWEEN if from_row and to_row else _BELOW if from_row else _ABOVE)
    ]


_TELLING = 3
"""Letters of a word that is more than what a torn row leaves."""


def _is_remnant(entry: Entry) -> bool:
    """Whether an entry is what is left of a lost row, and no line of a list: "Vitamin", "as", "mcg"."""
    if any(c.quantity.unit is not None or c.quantity.percent for c in entry.cells) or ")" in entry.text:
        return False
    words = re.findall(r"[^\W_]+", fold(entry.text))
    telling = (w for w in words if sum(map(str.isalpha, w)) >= _TELLING and not is_no_name(w))
    return read_name(entry.name) is None and not any(telling)


def find_lost(
    panel: Panel, entries: Sequence[Entry], words: Sequence[Word], unread: Sequence[Box]
) -> list[Box]:
    """The bands of a panel where print stands that no word covers, not even after a further look."""
    lines = [panel.title, *panel.furniture, *panel.rows]
    x0, y0, x1, y1 = around([w for e in lines for w in e.words])
    last = max(panel.rows, key=lambda r: r.y)
    under = [
        e.box for e in entries if e.y > last.y + 0.5 * last.height and e.x0 < panel.x1 and e.right > panel.x0
    ]
    foot = min((box[1] for box in under), default=y1 + _REACH * last.height)
    inside = [(max(x0, a), max(y0, b), min(x1, c), min(max(foot, y1), d)) for a, b, c, d in unread]
    boxes = [word.box for word in words]
    return [
        box
        for box in inside
        if box[2] - box[0] > _LINE * last.height
        and box[3] - box[1] > 0.5 * last.height
        and not _is_covered(box, boxes)
    ]


def find_lost_beside(rows: Sequence[Row], words: Sequence[Word], unread: Sequence[Box]) -> list[Box]:
    """The bands above and under what running text lists in which print stands that no word covers."""
    x0, y0, x1, y1 = around([w for row in rows for w in row.words])
    high = median_low(row.height for row in rows)
    boxes = [word.box for word in words]
    return [
        box
        for box in unread
        if min(x1, box[2]) - max(x0, box[0]) > _COVERED * (box[2] - box[0])
        and y0 - _REACH * high < box[3]
        and box[1] < y1 + _REACH * high
        and box[2] - box[0] > _LINE * high
        and not _is_covered(box, boxes)
    ]


_LINE = 2.5
"""Heights that lost print is long within the panel: a border, or text that runs up its side, is not."""
_REACH = 2.0
"""Heights below the last row in which another may stand, where nothing read stands under it."""
_COVERED = 0.5


def _is_covered(box: Box, words: Sequence[Box]) -> bool:
    """Whether words were read in most of a box."""
    area = (box[2] - box[0]) * (box[3] - box[1])
    shared = (
        max(0.0, min(box[2], w[2]) - max(box[0], w[0])) * max(0.0, min(box[3], w[3]) - max(box[1], w[1]))
        for w in words
    )
    return sum(shared) > _COVERED * area


def has_torn_foot(panel: Panel, entries: Sequence[Entry]) -> bool:
    """Whether the line under the rows is the rest of one that was not read, or parts them from their foot.

    Or a line that passes for a foot or a head tells an amount of ours: "NRV), Vitamin K1 100 mcg. NRV = ...",
    or a row of ours stands beside the panel's own.
    """
    if panel.beside or any(_tells_amount(entry) for entry in (*panel.furniture, *panel.footnotes)):
        return True
    last = max(r.y for r in panel.rows)
    under = [e for e in entries if e.y > last and e.x0 < panel.x1 and e.right > panel.x0]
    nearest = min(under, key=lambda e: e.y, default=None)
    feet = [*panel.footnotes, *([panel.ingredients] if panel.ingredients else [])]
    if nearest is None or any(nearest is f for f in feet):
        return False
    return _is_torn_off(nearest) or any(f.y > nearest.y for f in panel.footnotes)


def _tells_amount(entry: Entry) -> bool:
    names = (read_name(entry.text[at:]) for at in mentions(entry.text))
    return any(named is not None and named.ours for named in names) and any(
        not quantity.percent and quantity.unit is not None for quantity in find_quantities(entry.text)
    )


def _is_torn_off(entry: Entry) -> bool:
    """Whether a line under the rows is the rest of one: "(as MK-7)"."""
    return entry.name.startswith(("(", "[")) or read_name(entry.name) is not None


def _lines(entries: Sequence[Entry]) -> list[Entry]:
    """One entry a level, from top to bottom; a row stands for its level."""
    lines: list[Entry] = []
    for entry in sorted(entries, key=lambda e: e.y):
        if not lines or entry.y - lines[-1].y > 0.5 * min(entry.height, lines[-1].height):
            lines.append(entry)
    return lines
