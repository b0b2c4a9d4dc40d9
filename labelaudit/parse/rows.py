"""Words to rows: what stands on one level, cut into entries of a name and the amounts to its right."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from labelaudit.model.amount import Unit
from labelaudit.model.page import Box, Word
from labelaudit.parse.chains import chain_words
from labelaudit.parse.evidence import around
from labelaudit.parse.fold import fold
from labelaudit.parse.geometry import Placed
from labelaudit.parse.names import read_name
from labelaudit.parse.parting import NOTES, depths, part_names, part_of, tells_more, text_behind
from labelaudit.parse.unitapart import (
    UnitApart,
    bare_number,
    lone_unit,
    number_behind_unit,
    two_numbers,
    unit_behind,
)
from labelaudit.parse.units import Quantity, find_quantities


@dataclass(frozen=True)
class Cell:
    """An amount or a percentage of a row, with its place across the straightened page."""

    quantity: Quantity
    x0: float
    x1: float
    word: Word
    height: float

    @property
    def x(self) -> float:
        """The middle."""
        return (self.x0 + self.x1) / 2


@dataclass
class Entry:
    """A name (perhaps empty) and the cells to its right, on one level of the straightened page."""

    name: str
    x0: float
    x1: float
    """Where the name starts and ends."""
    y: float
    height: float
    cells: list[Cell]
    pieces: list[Placed]
    notes: list[str] = field(default_factory=list)
    """Texts to the right that are no amounts: daggers, RAE, bracketed amounts of a part."""
    unit: UnitApart | None = None
    """That of the numbers to its right, told behind its name or in a column of its own."""

    @property
    def words(self) -> list[Word]:
        """The words, from left to right."""
        return [p.word for p in self.pieces]

    @property
    def text(self) -> str:
        """All that was read on this level."""
        return " ".join(w.text for w in self.words)

    @property
    def confidence(self) -> float:
        """Of the least sure word: 0..1."""
        return min((w.confidence for w in self.words), default=0.0)

    @property
    def box(self) -> Box:
        """Around all words, in pixels of the page as read."""
        return around(self.words)

    @property
    def right(self) -> float:
        """The right end of the last cell, or of the name."""
        return max([self.x1, *(c.x1 for c in self.cells)])


def build_entries(placed: Sequence[Placed]) -> list[Entry]:
    """Chain the words into levels from left to right, and cut the levels into entries, top to bottom."""
    entries: list[Entry] = []
    for chain in chain_words(placed):
        entries.extend(cut(chain))
    return sorted(entries, key=lambda e: (e.y, e.x0))


def cut(chain: Sequence[Placed]) -> list[Entry]:
    """Cut a level: a text that is no amount, behind amounts or behind a wide gap, starts a new entry."""
    entries: list[Entry] = []
    current: Entry | None = None
    for piece in (p for whole in chain for p in _pieces(whole)):
        name, tail, behind = (piece.text, [], "") if runs_on(piece.text) else _split(piece.text)
        has_name = any(c.isalpha() for c in name) and not _is_note(name)
        gap = piece.x0 - (current.right if current else piece.x0)
        other = current is not None and current.name and _unlike(piece, current.pieces[-1])
        wide = gap > (_OTHER_TEXT if other else 1.6) * piece.height
        bracketed = name.lstrip().startswith("(")
        if current and current.name and not current.cells and (unit := lone_unit(name)):
            current.unit, has_name = None if _has_number(current) else unit, False
        if current and tail and tail[0].unit and tail[0].raw[:1].isalpha() and _has_number(current):
            tail = [replace(tail[0], clean=False, plain=False), *tail[1:]]
        if current is None or (has_name and (wide or (current.cells and not bracketed))):
            current = Entry(
                name="", x0=piece.x0, x1=piece.x0, y=piece.y, height=piece.height, cells=[], pieces=[]
            )
            entries.append(current)
        current.pieces.append(piece)
        if has_name:
            current.name = f"{current.name} {name}".strip()
            share = len(name) / max(1, len(piece.text))
            current.x1 = max(current.x1, piece.x0 + share * (piece.x1 - piece.x0))
        elif (bare := bare_number(name)) and (unit := _unit_of(current)):
            tail = [unit.count(bare), *tail]
        elif name.strip():
            current.notes.append(name.strip())
        for quantity in tail:
            current.cells.append(cell_of(piece, quantity))
        if current.name and tells_more(current.name, behind):
            current.name = f"{current.name} {behind}"
    return entries


def _has_number(entry: Entry) -> bool:
    """Whether a number without unit stands there: a unit behind it is its own, torn off, and no other's."""
    return any(map(bare_number, entry.notes))


def _unit_of(entry: Entry) -> UnitApart | None:
    """The unit of an entry's numbers; one that stands behind its name is taken off it."""
    if entry.unit is None and (told := unit_behind(entry.name)):
        entry.name, entry.unit = told
    return entry.unit


def _pieces(whole: Placed) -> list[Placed]:
    second = two_numbers(whole.text) or number_behind_unit(whole.text)
    if second is not None:
        return [part_of(whole, 0, second), part_of(whole, second, len(whole.text))]
    return [whole] if runs_on(whole.text) else part_names(whole)


_OTHER_TEXT = 0.3
"""Heights between two texts of unlike size that are not one row."""


def _unlike(one: Placed, before: Placed) -> bool:
    """Whether a text names a nutrient in much larger or smaller letters than what is before it.

    A product's name stands beside the lines of a list.
    """
    unlike = max(one.height, before.height) > 1.5 * min(one.height, before.height)
    return unlike and read_name(one.text) is not None


def part(entry: Entry, columns: Sequence[float]) -> list[Entry]:
    """Cut off what stands left of the panel and was chained to a piece of one of its rows.

    The first of `columns` is where the title begins: rows may begin elsewhere, so that it cuts only
    before a piece that begins there too.
    """
    for place, column in enumerate(columns):
        margin = 1.5 * entry.height
        if entry.x0 > column - 2 * margin or not (entry.cells or entry.notes):
            continue
        left = [p for p in entry.pieces if p.x0 < column - margin]
        right = entry.pieces[len(left) :]
        aligned = bool(right) and abs(right[0].x0 - column) < margin
        figures = [c.x0 for c in entry.cells] or [p.x0 for p in right]
        # A name that reaches over the column's edge is of the column left of it, its amounts with it.
        ends = all(p.x1 < column + margin for p in left)
        if right and (aligned or (place and figures[-1] > column and ends)):
            return [*cut(left), *cut(right)]
    return [entry]


_RUNS_ON = re.compile(
    r"(?:mg|mcg|μg|iu|ui|i\.?e\.?|%|nrv|vrn|vnr|ri|rws|δτα|δta)\.?\s?\)?\s?[,;•|]\s*\(?[^\W\d]{2,}"
)


def runs_on(text: str) -> bool:
    """Whether a line goes on behind an amount with a comma and another name: a paragraph and no row."""
    return _RUNS_ON.search(fold(text)) is not None


_GLUED_DAGGER = re.compile(r"(?P<amount>\d\s?(?:mc|[mµμ])g)t{1,2}(?![^\W_])", re.IGNORECASE)


def _split(text: str) -> tuple[str, list[Quantity], str]:
    """The name in front, the amounts behind it, and what stands behind; a name's brackets are its own."""
    # A dagger glued to an amount reads as t: "100 mcgt".
    quantities = find_quantities(_GLUED_DAGGER.sub(lambda m: m["amount"].ljust(len(m[0])), text))
    depth_at = depths(text)
    tail: list[Quantity] = []
    for quantity in quantities:
        inside = depth_at[quantity.start] > 0 or _OPEN_STATED.search(fold(text[: quantity.start]))
        if inside and not _own_bracket(text, quantity):
            continue
        if quantity.percent and not tail and _letters_follow(text, quantity.end):
            continue  # a strength inside a name: "50% Alpha GPC"
        tail.append(quantity)
    if not tail:
        return text, [], ""
    start = tail[0].start
    while start and text[start - 1] in " (<~":
        start -= 1
    stated = _stated(text, tail)
    if stated:
        return text[:start] + stated, tail[:1], ""
    return text[:start], tail, text_behind(text, tail)


STATED = (
    r"providing|provides|supplying|supplies|delivering|delivers|yielding|yields|elemental|equivalent to|"
    r"equivalent|equiv|davon|entspricht|entsprechend|liefert|dont|apportant|fournissant|soit|que aporta\w*|"
    r"aportando|pari a|di cui|waarvan|overeenkom\w*|fornecendo|odpowiada\w*|w tym"
)
"""What stands between a salt's weight and its element's."""
_OPEN_STATED = re.compile(rf"[(\[][^)\]]*\b(?:{STATED})\W*$")
"""The same in a bracket that closes on the next line: "Calcium carbonate (providing 250 mg"."""


def _stated(text: str, tail: Sequence[Quantity]) -> str:
    """The element's weight behind its salt's, as a note of the name; empty where there is none."""
    if len(tail) != 2 or any(q.unit is None or q.unit is Unit.IU for q in tail):
        return ""
    between = fold(text[tail[0].end : tail[1].start])
    if not re.match(rf"\W*(?:{STATED})\b", between):
        return ""
    return f" ({text[tail[0].end : tail[1].end].strip(' (')})"


def _own_bracket(text: str, quantity: Quantity) -> bool:
    """Whether a bracket holds this amount alone: (800 IU), (200% NRV), (250%*)."""
    before = text[: quantity.start].rstrip()
    after = text[quantity.end :]
    close = after.find(")")
    rest = after[: close if close >= 0 else len(after)].strip(" *†‡.^+")
    return before.endswith(("(", "[", ";", ",", "/")) and len(rest) <= 6


def _letters_follow(text: str, at: int) -> bool:
    """Whether a name goes on behind a percentage; a word of the column's head (NRV, RDI) is none."""
    word = re.match(r"\W*([a-z]+)", text[at:].casefold())
    return word is not None and word[1] not in NOTES


def _is_note(text: str) -> bool:
    """Whether a text is a mark beside an amount and no name."""
    plain = text.strip(" *†‡+★.,:;()[]#^·°").casefold()
    return not plain or plain in NOTES or (len(plain) == 1 and plain.isalpha())


def cell_of(piece: Placed, quantity: Quantity) -> Cell:
    """A quantity of a piece's text as a cell, where it stands in the piece."""
    width = piece.x1 - piece.x0
    length = max(1, len(piece.text))
    return Cell(
        quantity=quantity,
        x0=piece.x0 + width * quantity.start / length,
        x1=piece.x0 + width * quantity.end / length,
        word=piece.word,
        height=piece.height,
    )
