"""Chain words into levels: what stands side by side at one height, along what bend is left."""

import re
from collections.abc import Sequence

from labelaudit.parse.geometry import Placed
from labelaudit.parse.units import find_quantities

_APART = 3.0
"""Heights between two texts that stand in different columns."""
_IN_TEXT = re.compile(r"[^\W\d_]{3,}\)?[.,]$")
"""The end of a sentence, or of a line of a list: no amount in another column belongs to it."""
_NEAR_LINES = 3.5
"""Rows so many heights apart are still the same list."""
_LEAN = 0.25
"""The left edge of a list leans so much in a picture that is tilted."""
_WIDEST = 0.5 + _LEAN * _NEAR_LINES
"""Heights by which the edges of two of its lines may differ at the most."""


def chain_words(placed: Sequence[Placed]) -> list[list[Placed]]:
    """Link each word to the nearest one on its right at the same height: rows follow what bend is left."""
    order = sorted(placed, key=lambda p: p.x0)
    begins = _line_starts(order)
    links: list[tuple[float, int, int]] = []
    for i, a in enumerate(order):
        for j in range(i + 1, len(order)):
            b = order[j]
            off = abs(b.y - a.y)
            if off > 0.5 * a.height or j in begins or b.x0 <= a.x0:
                continue
            small = min(a.height, b.height)
            overlap = a.x1 - b.x0
            if off > 0.5 * small or overlap > 0.6 * small or max(a.height, b.height) > 2.2 * small:
                continue
            if -overlap > _APART * small and _IN_TEXT.search(a.text):
                continue
            links.append((4 * off - overlap, i, j))
    after: dict[int, int] = {}
    before: dict[int, int] = {}
    for _, i, j in sorted(links):
        if i not in after and j not in before:
            after[i], before[j] = j, i
    chains = []
    for i in range(len(order)):
        if i in before:
            continue
        chain, at = [order[i]], i
        while at in after:
            at = after[at]
            chain.append(order[at])
        chains.append(chain)
    return chains


def _line_starts(order: Sequence[Placed]) -> set[int]:
    """Places of the words that begin a line of a list: two lines near them begin at the same edge.

    A list without columns has its amounts behind its names; what stands left of it is another text. Two of
    the lines, the word's own among them, are whole rows; the third may be what wrapped.
    """
    whole = {id(p) for p in order if _is_whole_row(p.text)}
    if len(whole) < 2:
        return set()
    lines = [p for p in order if sum(map(str.isalpha, p.text)) >= _LINE]
    starts = set()
    for j, word in enumerate(order):
        near = (row for row in lines if abs(row.x0 - word.x0) <= _WIDEST * row.height)
        aligned = [row for row in near if _begins_with(row, word)]
        if len(aligned) >= 2 and sum(id(p) in whole for p in [*aligned, word]) >= 2:
            starts.add(j)
    return starts


_LINE = 8
"""Letters that make a word a line of text."""


def _begins_with(row: Placed, word: Placed) -> bool:
    """Whether a line near a word begins at the same edge."""
    away = abs(row.y - word.y)
    near = 0 < away <= _NEAR_LINES * row.height
    return near and abs(row.x0 - word.x0) <= 0.5 * row.height + _LEAN * away


_NEXT_NAME = re.compile(r"[,;]\s+(?=[^\W\d])")
_NAME = 4
"""Letters."""


def _is_whole_row(text: str) -> bool:
    """Whether one run of text holds a name and, behind it, an amount with its unit.

    It may begin with the amount of the line above: "10 µg (200% NRV), Vitamin K2 75 µg".
    """
    amounts = [q.start for q in find_quantities(text) if q.unit is not None]
    starts = [0, *(m.end() for m in _NEXT_NAME.finditer(text, amounts[0]))] if amounts else []
    return any(
        sum(map(str.isalpha, text[start:amount])) >= _NAME
        for start in starts
        for amount in [at for at in amounts if at >= start][:1]
    )
