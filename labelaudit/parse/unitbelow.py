"""Give numbers the unit that their row's name ends in where the name goes on below them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from labelaudit.parse.joining import Row
from labelaudit.parse.names import read_name
from labelaudit.parse.rows import Cell, Entry, cell_of
from labelaudit.parse.unitapart import bare_number, is_bare, lone_unit, number_and_share, unit_behind

_LINES = 3
"""That a name may go on for."""
_DROP = 1.7
"""Heights from one line of a name to the next."""


def take_units_below(entries: Sequence[Entry]) -> list[Entry]:
    """The entries (top to bottom): "Vitamin K2" and "75" over "(menaquinone-7) (µg)" tell 75 µg."""
    spent: set[int] = set()
    for place, entry in enumerate(entries):
        cells = _uncounted(entry)
        if not entry.name or not cells:
            continue
        unit = entry.unit
        if unit is None and (told := unit_behind(entry.name)):
            entry.name, unit = told
        for below in _lines_below(entry, entries[place + 1 :]) if unit is None else ():
            told = unit_behind(below.name)
            unit = told[1] if told else lone_unit(below.text)
            if unit is not None:
                below.name = told[0] if told else ""
                spent |= set() if told else {id(below)}
                break
        if unit is not None:
            entry.cells = [
                replace(c, quantity=unit.count(c.quantity)) if is_bare(c.quantity) else c for c in cells
            ]
            entry.notes = [note for note in entry.notes if bare_number(note) is None]
    return [entry for entry in entries if id(entry) not in spent]


def count_numbers(rows: Sequence[Row]) -> None:
    """Give a row's bare numbers the unit that its name ends in, where it was joined of pieces."""
    for row in rows:
        told = None if any(cell.quantity.unit for cell in row.cells) else unit_behind(row.name)
        found = [(w, n) for w in row.words if w.text.strip() in row.notes and (n := bare_number(w.text))]
        both = number_and_share(row.cells[0].word.text) if len(row.cells) == 1 and not found else []
        if told is None or not (found or both):
            continue
        row.name, unit = told
        row.named = read_name(row.name)
        row.cells += [Cell(unit.count(number), w.box[0], w.box[2], w, row.height) for w, number in found]
        if both:
            row.cells = [replace(row.cells[0], quantity=q) for q in (unit.count(both[0]), both[1])]
        row.cells.sort(key=lambda cell: cell.x0)
        row.notes = [note for note in row.notes if bare_number(note) is None]


def _uncounted(entry: Entry) -> list[Cell]:
    """The cells of an entry that has no amount, with its bare numbers; none where it has no such number.

    A lone percentage may be a number and its percentage.
    """
    if any(cell.quantity.unit for cell in entry.cells):
        return []
    noted = [
        cell_of(piece, number)
        for piece in entry.pieces
        for note in entry.notes
        if piece.text.strip().startswith(note) and (number := bare_number(note))
    ]
    if noted:
        return sorted([*entry.cells, *noted], key=lambda cell: cell.x0)
    words = [cell.word for cell in entry.cells]
    return [cell_of(p, q) for p in entry.pieces if [p.word] == words for q in number_and_share(p.text)]


def _lines_below(entry: Entry, entries: Sequence[Entry]) -> Iterator[Entry]:
    """The lines that the entry's name may go on with, until one has figures or a name of its own."""
    last, left = entry, _LINES
    for other in entries:
        if abs(other.x0 - entry.x0) > 2 * entry.height or other.y - last.y < 0.5 * entry.height:
            continue
        if other.y - last.y > _DROP * entry.height or other.cells or any(map(bare_number, other.notes)):
            return
        if read_name(other.name) and not (other.name.lstrip().startswith("(") or _is_open(entry.name)):
            return
        yield other
        last, left = other, left - 1
        if not left:
            return


def _is_open(name: str) -> bool:
    return name.count("(") > name.count(")")
