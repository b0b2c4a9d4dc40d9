"""Where each fact, statement and finding was read: boxes on the pictures, each one once, linked both ways."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from statistics import median

from labelaudit.model.audit import SourcePage
from labelaudit.model.label import Evidence
from labelaudit.report.clean import shorten
from labelaudit.report.view import View

_MARGIN = 0.3
"""Of a line's height, left around a crop."""
_LINE = 22
"""Height, in pixels of the screen, at which a crop shows a line of the label."""
_MOST_LINES = 6
"""A crop that would span more shows its pieces one by one."""
_MOST_CROPS = 3


@dataclass(frozen=True)
class Rectangle:
    """A place on a page, in its pixels."""

    x: float
    y: float
    width: float
    height: float


@dataclass
class Box:
    """One place that was read; `rows` are the ids of the rows that rest on it."""

    id: str
    page: int
    place: Rectangle
    text: str
    name: str
    rows: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Crop:
    """A cut-out of a page; `scale` enlarges it to a legible size; `box` is the first box in it."""

    page: int
    place: Rectangle
    scale: float
    text: str
    box: str


class Boxes:
    """The boxes of one label; the same place is one box, whoever rests on it.

    Rows are named by what they are and their index, after the label's prefix: "fact-0",
    "statement-1", "finding-2", "look-3" (what rules wait for).
    """

    def __init__(self, shown: View, *, pages: tuple[SourcePage, ...], prefix: str) -> None:
        self._pages = pages
        self._prefix = prefix
        self._found: dict[tuple[object, ...], Box] = {}
        self._owners: dict[str, list[Crop]] = {}
        self.of_row: dict[str, list[Box]] = {}
        self.crops: dict[str, list[Crop]] = {}
        for fact in shown.facts:
            crops = self._place(f"fact-{fact.index}", f"{fact.name}, {fact.amount}", fact.evidence)
            for box in self.of_row[f"{prefix}fact-{fact.index}"]:
                self._owners.setdefault(box.id, crops)
        for statement in shown.statements:
            self._place(f"statement-{statement.index}", statement.kind, statement.evidence)
        for row in shown.findings:
            self._place(f"finding-{row.index}", row.title, row.evidence)
        for index, group in enumerate(shown.look):
            self._place(f"look-{index}", group.cause, group.evidence)

    def on_page(self, page: int) -> list[Box]:
        """The boxes of one page, in the order in which a person reads them."""
        return sorted(
            (box for box in self._found.values() if box.page == page), key=lambda b: (b.place.y, b.place.x)
        )

    def _place(self, row: str, name: str, evidence: Sequence[Evidence]) -> list[Crop]:
        row_id = f"{self._prefix}{row}"
        boxes = self.of_row.setdefault(row_id, [])
        for piece in evidence:
            if piece.engine == "typed" or not 0 <= piece.page < len(self._pages):
                continue  # typed by hand: no place shows it
            box = self._found.setdefault((piece.page, piece.box), self._box(piece, name))
            if box not in boxes:
                boxes.append(box)
                box.rows.append(row_id)
        # A finding shows the facts that it rests on as the facts themselves show them.
        owned = [crop for box in boxes for crop in self._owners.get(box.id, ())]
        crops = owned + self._crops([box for box in boxes if box.id not in self._owners])
        self.crops[row_id] = list(dict.fromkeys(crops))[:_MOST_CROPS]
        return self.crops[row_id]

    def _box(self, piece: Evidence, name: str) -> Box:
        page = self._pages[piece.page]
        x0, x1 = (min(max(x, 0), 1) * page.width for x in (piece.box[0], piece.box[2]))
        y0, y1 = (min(max(y, 0), 1) * page.height for y in (piece.box[1], piece.box[3]))
        return Box(
            id=f"{self._prefix}box-{len(self._found)}",
            page=piece.page,
            place=_rectangle(x0, y0, x1, y1),
            text=shorten(piece.text, limit=160),
            name=name,
        )

    def _crops(self, boxes: Sequence[Box]) -> list[Crop]:
        found = []
        for index, group in groupby(sorted(boxes, key=lambda b: b.page), key=lambda b: b.page):
            pieces = list(group)
            whole = _crop(pieces, self._pages[index])
            tall = whole.place.height * whole.scale > _MOST_LINES * _LINE
            found += [_crop([piece], self._pages[index]) for piece in pieces] if tall else [whole]
        return found


def _crop(boxes: Sequence[Box], page: SourcePage) -> Crop:
    places = [box.place for box in boxes]
    line = median(place.height for place in places)
    margin = line * _MARGIN
    place = _rectangle(
        max(0, min(p.x for p in places) - margin),
        max(0, min(p.y for p in places) - margin),
        min(page.width, max(p.x + p.width for p in places) + margin),
        min(page.height, max(p.y + p.height for p in places) + margin),
    )
    text = shorten(" ".join(box.text for box in boxes))
    return Crop(page=boxes[0].page, place=place, scale=_LINE / line, text=text, box=boxes[0].id)


def _rectangle(x0: float, y0: float, x1: float, y1: float) -> Rectangle:
    return Rectangle(
        x=round(x0, 1), y=round(y0, 1), width=round(max(x1 - x0, 1), 1), height=round(max(y1 - y0, 1), 1)
    )
