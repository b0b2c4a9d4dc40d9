"""Lines as a reader would hand them on, one under the other."""

from labelaudit.model.label import Evidence
from labelaudit.parse.line import Line


def lines(*texts: str, confidence: float = 0.95) -> list[Line]:
    """A block of lines at a usual distance."""
    return [line(text, row=row, confidence=confidence) for row, text in enumerate(texts)]


def line(text: str, *, row: int, confidence: float = 0.95, left: float = 0.1, page: int = 0) -> Line:
    """One line, `row` rows down."""
    top = 0.05 + 0.03 * row
    box = (left, top, left + 0.35, top + 0.024)
    return Line(text, Evidence(text=text, page=page, box=box, confidence=confidence, engine="rapidocr"))
