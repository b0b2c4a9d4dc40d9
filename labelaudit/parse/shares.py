"""Part a page among its panels: the name and the text that are plainly one product's, and no others."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from labelaudit.parse.blocks import Block
from labelaudit.parse.heading import find_heading, usual_height
from labelaudit.parse.panel import Panel
from labelaudit.parse.rows import Entry

_OVER = 0.5
"""Of the narrower of two: how much of it must lie over or under the other to be in its column."""


@dataclass
class Share:
    """What of a page's text belongs to one panel; `title` is the product's name where it is plain."""

    title: str | None = None
    blocks: list[Block] = field(default_factory=list)


def share_out(panels: Sequence[Panel], blocks: Sequence[Block], entries: Sequence[Entry]) -> list[Share]:
    """One share a panel, in their order; what may be another's is nobody's.

    Text between two panels of a column is parted by the lower one's heading: what stands under a
    heading belongs to the panel below, what stands over it to the panel above.
    """
    shares = [Share() for _ in panels]
    between: dict[tuple[int | None, int | None], list[Block]] = defaultdict(list)
    for block in blocks:
        column = [n for n, panel in enumerate(panels) if _in_column(_span(block), _width(panel))]
        if column and all(_in_column(_width(panels[n]), _width(panels[column[0]])) for n in column):
            top = block.entries[0].y
            over = [n for n in column if panels[n].title.y < top]
            under = [n for n in column if panels[n].title.y >= top]
            above = over[-1] if over else None  # panels come from top to bottom
            below = under[0] if under else None
            between[above, below].append(block)
    for (above, below), found in between.items():
        heading = find_heading(found, usual=usual_height(entries)) if below is not None else None
        for block in found:
            if heading and below is not None and block.entries[0].y >= heading[1].y:
                shares[below].blocks.append(block)
            elif above is not None and (heading or below is None):
                shares[above].blocks.append(block)
        if heading and below is not None:
            shares[below].title = heading[0]
    if len(panels) == 1:
        shares[0].blocks = list(blocks)
    return shares


def _span(block: Block) -> tuple[float, float]:
    return min(e.x0 for e in block.entries), max(e.right for e in block.entries)


def _width(panel: Panel) -> tuple[float, float]:
    return panel.x0, panel.x1


def _in_column(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return min(a[1], b[1]) - max(a[0], b[0]) > _OVER * min(a[1] - a[0], b[1] - b[0])
