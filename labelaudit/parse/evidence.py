"""Words as evidence: their text, and their boxes in 0..1 of the page."""

from collections.abc import Sequence

from labelaudit.model.label import Evidence
from labelaudit.model.page import Box, Page, Word


def cite(word: Word, page: Page) -> Evidence:
    """One word."""
    return cite_all([word], page)


def cite_all(words: Sequence[Word], page: Page) -> Evidence:
    """Several words as one piece of the picture: the box around them, the least of their confidences."""
    box = around(words)
    x0, y0, x1, y1 = page.level.around(box) if page.level else box
    return Evidence(
        text=" ".join(w.text for w in words),
        page=page.number,
        box=(
            _share(x0, page.width),
            _share(y0, page.height),
            _share(x1, page.width),
            _share(y1, page.height),
        ),
        confidence=round(min(w.confidence for w in words), 2),
        engine=words[0].engine,
    )


def around(words: Sequence[Word]) -> Box:
    """The upright box around words, in pixels of the page as it was read."""
    return around_boxes([w.box for w in words])


def around_boxes(boxes: Sequence[Box]) -> Box:
    """The upright box around boxes."""
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )


def _share(value: float, whole: int) -> float:
    return round(min(1.0, max(0.0, value / whole)), 5)
