"""Find the panels of a page: where each begins and ends, and which entries are its rows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Literal

from rapidfuzz import fuzz

from labelaudit.parse.columns import read_basis
from labelaudit.parse.fold import fold
from labelaudit.parse.marks import matches, opens_text, patterns
from labelaudit.parse.named import OURS
from labelaudit.parse.names import read_name
from labelaudit.parse.rows import Entry, cut, part
from labelaudit.parse.tables import find_tables

Kind = Literal["us", "eu", "ca", "au", "food"]


@dataclass
class Panel:
    """One panel: its title, the entries between head and foot, and what shows that it ends in view."""

    title: Entry
    kind: Kind
    x0: float
    x1: float
    furniture: list[Entry] = field(default_factory=list)
    """Serving size, column heads."""
    rows: list[Entry] = field(default_factory=list)
    footnotes: list[Entry] = field(default_factory=list)
    ingredients: Entry | None = None
    reach: float = 0.0
    """The right end of what stands beside the title and is the panel's too."""
    edge: float = inf
    """Where the rows of a table that has no title begin, left of its heads."""
    beside: bool = False
    """Whether a row of ours stands on the level of its rows that no panel holds."""

    @property
    def left(self) -> float:
        """Where its title begins, or what stands left of that and is the panel's too."""
        return min(self.title.x0, self.edge)


def find_panels(entries: Sequence[Entry]) -> list[Panel]:
    """Panels in reading order; an entry belongs to the last title above it that it stands under."""
    entries = [e for entry in entries for e in _part_title(entry)]
    panels = [
        Panel(title=entry, kind=kind, x0=entry.x0, x1=entry.right)
        for entry in entries
        if (kind := title_kind(entry.name)) is not None
    ]
    panels = _drop_repeats(panels)
    for panel in panels:
        others = [p for p in panels if p is not panel]
        _collect(panel, entries, others)
    panels = [p for p in panels if any(r.cells for r in p.rows)]
    for panel in panels:
        _widen(panel, entries, panels)
    while tables := find_tables(_left(entries, panels)):
        table = tables[0]
        panel = Panel(
            title=table.title, kind=table.kind, x0=table.x0, x1=table.x1, edge=table.x0, reach=table.x1
        )
        _collect(panel, _left(entries, panels), panels)
        if not any(r.cells for r in panel.rows):
            break
        panels.append(panel)
    return sorted(panels, key=lambda p: (p.title.y, p.title.x0))


def _widen(panel: Panel, entries: Sequence[Entry], panels: Sequence[Panel]) -> None:
    """Take in the panel's right half, which its title does not reach: a column of rows on the same levels."""
    beside = _beside(panel, entries, panels)
    others = [p for p in panels if p is not panel]
    edge = min((e.x0 for e in beside), default=0.0)
    column = all(e.x0 - edge < 2 * e.height for e in beside)
    if len(beside) >= 2 and column and _nutrients(beside).isdisjoint(_nutrients(panel.rows)):
        panel.reach = panel.x1 = max(e.right for e in beside)
        _collect(panel, entries, others)
        beside = _beside(panel, entries, panels)
    panel.beside = not OURS.isdisjoint(_nutrients(beside) - _nutrients(panel.rows))


def _beside(panel: Panel, entries: Sequence[Entry], panels: Sequence[Panel]) -> list[Entry]:
    """The rows right of a panel, on the level of one of its own, that no panel holds or spans."""
    rows = [row for row in panel.rows if row.cells]
    return [
        e
        for e in _left(entries, panels)
        if e.cells
        and read_name(e.name) is not None
        and e.x0 > max(row.x0 for row in rows)
        and any(abs(e.y - row.y) < 0.5 * row.height for row in rows)
        and not any(p is not panel and _spans(e, p) for p in panels)
    ]


def _nutrients(entries: Sequence[Entry]) -> set[str]:
    return {named.nutrient for e in entries if e.cells and (named := read_name(e.name)) is not None}


def _part_title(entry: Entry) -> list[Entry]:
    """Cut a title off what stands left of it at the same height: a brand, a claim of the pack's front."""
    for i, piece in enumerate(entry.pieces[1:], start=1):
        if title_kind(piece.text) in ("us", "food"):
            return [*cut(entry.pieces[:i]), *cut(entry.pieces[i:])]
    return [entry]


def _left(entries: Sequence[Entry], panels: Sequence[Panel]) -> list[Entry]:
    """The entries that no panel holds, nor a piece of them."""
    held = {id(w) for p in panels for e in (p.title, *p.furniture, *p.rows, *p.footnotes) for w in e.words}
    return [e for e in entries if not any(id(w) in held for w in e.words)]


def title_kind(text: str) -> Kind | None:
    """Whose rules a panel of this title follows; None where it titles none."""
    folded = fold(text).strip(" :.*-")
    kinds: tuple[Kind, ...] = ("us", "food", "eu", "ca", "au")
    for kind in kinds:
        match = patterns("titles", kind).search(folded)
        if match is None:
            continue
        if (kind == "us" and len(folded) <= 80) or (match.start() <= 3 and len(folded) <= 60):
            return kind
    start = folded[:17]
    if len(folded) >= 12 and fuzz.ratio(start[:16], "supplement facts") >= 80:
        return "us"
    if len(folded) >= 12 and fuzz.ratio(start[:15], "nutrition facts") >= 82:
        return "food"
    return None


def _drop_repeats(panels: list[Panel]) -> list[Panel]:
    """A bilingual title stands twice: the lower of two titles with nothing between them is furniture."""
    kept: list[Panel] = []
    for panel in panels:
        near = any(
            abs(panel.title.y - k.title.y) < 3.5 * max(panel.title.height, k.title.height)
            and panel.x0 < k.x1
            and k.x0 < panel.x1
            for k in kept
        )
        if not near:
            kept.append(panel)
    return kept


def _collect(panel: Panel, entries: Sequence[Entry], others: Sequence[Panel]) -> None:
    """Take the entries under the title: to see where the rows stand, and again knowing that."""
    first = panel.x0, panel.x1
    _take(panel, entries, others)
    if panel.rows:
        edges, extent = [panel.left, *_columns(panel)], (panel.left, max(panel.title.right, panel.reach))
        parted = [e for entry in entries for e in part(entry, edges)]
        if len(parted) > len(entries) or extent != first:
            panel.x0, panel.x1 = extent
            _take(panel, parted, others)
    _trim(panel)


def _take(panel: Panel, entries: Sequence[Entry], others: Sequence[Panel]) -> None:
    """Gather twice: what the panel's own rows make it span the first time is its own the second."""
    for _ in range(2):
        before = panel.x0, panel.x1
        panel.furniture, panel.rows, panel.footnotes, panel.ingredients = [], [], [], None
        _gather(panel, entries, others)
        if (panel.x0, panel.x1) == before:
            break


def _columns(panel: Panel) -> list[float]:
    """Where names begin: the left edges that two lines or more share, a row with its amount among them."""
    rows = [e for e in panel.rows if e.cells and read_name(e.name) is not None]
    starts = sorted((e.x0, e.height, any(e is row for row in rows)) for e in panel.rows if e.name.strip())
    groups: list[list[tuple[float, bool]]] = []
    for x, height, whole in starts:
        if groups and x - groups[-1][-1][0] < 2 * height:
            groups[-1].append((x, whole))
        else:
            groups.append([(x, whole)])
    return [min(x for x, _ in g) for g in groups if len(g) >= 2 and any(whole for _, whole in g)]


def _gather(panel: Panel, entries: Sequence[Entry], others: Sequence[Panel]) -> None:
    title = panel.title
    for candidate in entries:
        entry = candidate
        if (entry is title and not is_row(entry)) or entry.y <= title.y - 0.8 * title.height:
            continue
        if any(entry is p.title for p in others):
            if _spans(entry, panel):
                break
            continue
        if not _spans(entry, panel) or _nearer_other(entry, panel, others):
            continue
        if entry.cells and entry.x0 < panel.x0 - 3 * entry.height and read_name(entry.name) is None:
            # Text beside the panel, chained to an amount or a head of it: no reason to grow that far.
            within = [p for p in entry.pieces if p.x0 >= panel.x0 - 1.5 * entry.height]
            if not within:
                continue
            entry = cut(within)[0]
        text = fold(entry.name)
        if matches("ingredients", text) and panel.rows:
            panel.ingredients = entry
            break
        if matches("ingredients", text):
            continue
        if opens_text(text) and _ends_at(entry, panel, entries):
            break
        if matches("footnotes", text):
            panel.footnotes.append(entry)
        elif not is_row(entry) and (
            matches("furniture", text)
            or (not any(row.cells for row in panel.rows) and read_basis(entry.text))
            or entry.y <= title.y + 0.5 * title.height
        ):
            panel.furniture.append(entry)
            panel.x1 = max(panel.x1, entry.right)
        else:
            panel.rows.append(entry)
            if entry.cells:
                panel.x0, panel.x1 = min(panel.x0, entry.x0), max(panel.x1, entry.right)


def _ends_at(entry: Entry, panel: Panel, entries: Sequence[Entry]) -> bool:
    """Whether rows stand above a line of other text and none below it, which else were called absent."""
    below = [e for e in entries if e.y > entry.y and e.cells and _spans(e, panel)]
    return any(row.cells for row in panel.rows) and not any(read_name(e.name) is not None for e in below)


def is_row(entry: Entry) -> bool:
    """Whether an entry is a row and no head: amounts behind a name, not "per 100 g" or a serving size."""
    if not entry.cells or _NO_ROW.search(fold(entry.name)):
        return False
    return read_name(entry.name) is not None or read_basis(entry.text) is None


_NO_ROW = re.compile(r"serving|portion|container|daily value")


def _spans(entry: Entry, panel: Panel) -> bool:
    margin = 1.5 * entry.height
    return entry.right > panel.x0 + margin * 0.3 and entry.x0 < panel.x1 + margin * (
        0.5 if not entry.cells else 1
    )


def _nearer_other(entry: Entry, panel: Panel, others: Sequence[Panel]) -> bool:
    """Whether another panel's title stands over the entry, lower than this one's or beside it."""
    for other in others:
        if other.title.y > entry.y or not _spans(entry, other):
            continue
        if other.title.y > panel.title.y + panel.title.height:
            return True
        if other.title.y < panel.title.y - panel.title.height:
            continue
        mine = abs((panel.title.x0 + panel.title.right) / 2 - (entry.x0 + entry.right) / 2)
        its = abs((other.title.x0 + other.title.right) / 2 - (entry.x0 + entry.right) / 2)
        if its < mine:
            return True
    return False


def _trim(panel: Panel) -> None:
    """Drop what follows the last row: text that stands apart, or no list of a blend's members."""
    last = max((i for i, row in enumerate(panel.rows) if row.cells), default=-1)
    if last < 0:
        panel.rows = []
        return
    kept = panel.rows[: last + 1]
    for row in panel.rows[last + 1 :]:
        if row.y - kept[-1].y > 2.2 * max(row.height, kept[-1].height):
            break
        kept.append(row)
    panel.rows = kept
