"""Find a product's name: the text that is plainly larger than all around it, or none."""

from collections.abc import Sequence
from statistics import median

from labelaudit.model.page import Page
from labelaudit.parse.blocks import Block
from labelaudit.parse.panel import title_kind
from labelaudit.parse.rows import Entry

_LARGE = 1.5
"""Times the page's usual letter height from which a text may be a product's name."""
_ALIKE = 0.85
"""Of the largest letters' height: as large as they are, for an eye."""
_MOST_LETTERS = 60
_FEWEST_LETTERS = 4
"""Fewer are an emblem's: GMP, FDA."""
_CLEAR = 0.8


def usual_height(entries: Sequence[Entry]) -> float:
    """The letter height of most of a page's text."""
    return median([e.height for e in entries for _ in range(1 + len(e.text) // 8)] or [0.0])


def page_heading(blocks: Sequence[Block], entries: Sequence[Entry], page: Page) -> str | None:
    """The title of a PDF's page: its heading, where nothing stands above it.

    On a picture the largest letters are as often an emblem's.
    """
    heading = find_heading(blocks, usual=usual_height(entries)) if page.engine == "textlayer" else None
    return heading[0] if heading and heading[1].y <= min(e.y for e in entries) + heading[1].height else None


def find_heading(blocks: Sequence[Block], *, usual: float) -> tuple[str, Entry] | None:
    """The largest text with its first line; None where nothing is large, or two texts are alike large."""
    large = [
        [e for e in b.entries if e.height >= _LARGE * usual and title_kind(e.text) is None] for b in blocks
    ]
    tallest = max((e.height for group in large for e in group), default=0.0)
    chosen = [kept for group in large if (kept := [e for e in group if e.height >= _ALIKE * tallest])]
    if len(chosen) != 1 or min(e.confidence for e in chosen[0]) < _CLEAR:
        return None
    text = " ".join(" ".join(e.text for e in chosen[0]).split())
    letters = sum(map(str.isalpha, text))
    return (text, chosen[0][0]) if _FEWEST_LETTERS <= letters <= _MOST_LETTERS else None
