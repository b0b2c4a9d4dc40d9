"""Find tables that have no title of their own: nutrients and amounts that stand in columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from labelaudit.parse.columns import read_basis
from labelaudit.parse.fold import fold
from labelaudit.parse.marks import matches
from labelaudit.parse.names import read_name
from labelaudit.parse.rows import Entry, part

_ENOUGH = 4
"""So many known nutrients in a column are a table without any other sign of one."""
_MOST_HEADS = 5
"""Lines above the first row that may belong to it."""


@dataclass(frozen=True)
class Table:
    """Where an untitled table begins: its topmost line, its kind, and how wide its rows are."""

    title: Entry
    kind: Literal["us", "eu"]
    x0: float
    x1: float


def find_tables(entries: Sequence[Entry]) -> list[Table]:
    """Tables told by their columns: with percentages, with a head that says what they are for, or long.

    A slogan ("Vitamin D3 2,000 IU" above "K2 100 mcg" on a front) has none of these and is no table.
    """
    known = [e for e in entries if e.cells and read_name(e.name) is not None]
    tables = []
    for group in _aligned(known):
        edge = min(e.x0 for e in group)
        heads = _heads(group[0], [e for entry in entries for e in part(entry, (edge, edge))])
        above = " ".join(fold(e.text) for e in heads)
        x0, x1 = min(e.x0 for e in group), max(e.right for e in group)
        headed = any(read_basis(e.text) for e in heads) or matches("eu_terms", above)
        rated = sum(any(c.quantity.percent for c in e.cells) for e in group)
        if not (headed or len(group) >= _ENOUGH or rated >= 2):
            continue
        under = " ".join(fold(e.text) for e in entries if e.y > group[-1].y and e.x0 < x1 and e.right > x0)
        kind: Literal["us", "eu"] = "us" if matches("us_terms", above) else "eu"
        if not headed and not rated and not matches("eu_terms", under):
            kind = "us"
        top = [e for e in heads if abs(e.y - heads[0].y) < 0.5 * heads[0].height] or group[:1]
        tables.append(Table(title=min(top, key=lambda e: e.x0), kind=kind, x0=x0, x1=x1))
    return tables


def _aligned(known: Sequence[Entry]) -> list[list[Entry]]:
    """Entries under one another whose names and first amounts stand in the same columns, or in one list."""
    groups: list[list[Entry]] = []
    for entry in known:
        home = next((g for g in groups if _same_columns(g[-1], entry)), None)
        if home is None:
            groups.append([entry])
        else:
            home.append(entry)
    return groups


def _same_columns(above: Entry, entry: Entry) -> bool:
    height = max(above.height, entry.height)
    if entry.y - above.y > 9 * height or abs(entry.x0 - above.x0) > 3 * height:
        return False
    if _is_inline(above) and _is_inline(entry):
        return abs(entry.x0 - above.x0) < height
    a, b = above.cells[0], entry.cells[0]
    return min(abs(a.x0 - b.x0), abs(a.x1 - b.x1), abs(a.x - b.x)) < 2.5 * height


def _is_inline(entry: Entry) -> bool:
    """Whether an amount stands right behind the name, as in a list: "Vitamin K2 180 mcg"."""
    return entry.cells[0].word is entry.pieces[0].word


def _heads(first: Entry, entries: Sequence[Entry]) -> list[Entry]:
    """The lines right above the first row, topmost first."""
    heads: list[Entry] = []
    edge = first
    for entry in sorted((e for e in entries if e.y < first.y), key=lambda e: -e.y):
        if entry.x0 > first.right or entry.right < first.x0 or len(heads) == _MOST_HEADS:
            continue
        if edge.y - entry.y > 3.2 * max(edge.height, entry.height):
            break
        heads.append(entry)
        edge = entry
    return heads[::-1]
