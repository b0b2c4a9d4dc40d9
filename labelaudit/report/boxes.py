"""Where each fact, statement and finding was read: boxes on the pictures, each one once, linked both ways."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from labelaudit.model.audit import SourcePage
from labelaudit.model.label import Evidence
from labelaudit.report.clean import shorten
from labelaudit.report.view import View

_MARGIN = 0.35
"""Of a box's height, left around its crop."""


@dataclass(frozen=True)
class Rectangle:
    """A place on a page, in its pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def view_box(self) -> str:
        """As SVG wants it."""
        return f"{self.x:g} {self.y:g} {self.width:g} {self.height:g}"


@dataclass
class Box:
    """One place that was read; `rows` are the ids of the rows that rest on it."""

    id: str
    page: int
    place: Rectangle
    crop: Rectangle
    text: str
    name: str
    rows: list[str] = field(default_factory=list)


class Boxes:
    """The boxes of one label; the same place is one box, whoever rests on it."""

    def __init__(self, shown: View, *, pages: tuple[SourcePage, ...], prefix: str) -> None:
        self._pages = pages
        self._prefix = prefix
        self._found: dict[tuple[object, ...], Box] = {}
        self.of_row: dict[str, list[Box]] = {}
        """Row id ("fact-0", "statement-1", "finding-2", after the prefix) to the boxes it rests on."""
        for fact in shown.facts:
            self._place(f"fact-{fact.index}", f"{fact.name}, {fact.amount}", fact.evidence)
        for statement in shown.statements:
            self._place(f"statement-{statement.index}", statement.kind, statement.evidence)
        for row in shown.findings:
            self._place(f"finding-{row.index}", row.title, row.evidence)

    def on_page(self, page: int) -> list[Box]:
        """The boxes of one page, in the order in which a person reads them."""
        return sorted(
            (box for box in self._found.values() if box.page == page), key=lambda b: (b.place.y, b.place.x)
        )

    def _place(self, row: str, name: str, evidence: Iterable[Evidence]) -> None:
        row_id = f"{self._prefix}{row}"
        boxes = self.of_row.setdefault(row_id, [])
        for piece in evidence:
            if not 0 <= piece.page < len(self._pages):
                continue
            key = (piece.page, piece.box)
            if key not in self._found:
                self._found[key] = self._box(piece, name)
            box = self._found[key]
            if box not in boxes:
                boxes.append(box)
                box.rows.append(row_id)

    def _box(self, piece: Evidence, name: str) -> Box:
        page = self._pages[piece.page]
        x0, x1 = (min(max(x, 0), 1) * page.width for x in (piece.box[0], piece.box[2]))
        y0, y1 = (min(max(y, 0), 1) * page.height for y in (piece.box[1], piece.box[3]))
        margin = (y1 - y0) * _MARGIN
        return Box(
            id=f"{self._prefix}box-{len(self._found)}",
            page=piece.page,
            place=_rectangle(x0, y0, x1, y1),
            crop=_rectangle(
                max(0, x0 - margin),
                max(0, y0 - margin),
                min(page.width, x1 + margin),
                min(page.height, y1 + margin),
            ),
            text=shorten(piece.text, limit=160),
            name=name,
        )


def _rectangle(x0: float, y0: float, x1: float, y1: float) -> Rectangle:
    return Rectangle(
        x=round(x0, 1), y=round(y0, 1), width=round(max(x1 - x0, 1), 1), height=round(max(y1 - y0, 1), 1)
    )
