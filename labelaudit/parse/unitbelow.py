"""Give numbers the unit that their row's name ends in where the name goes on below them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from labelaudit.parse.names import read_name
from labelaudit.parse.rows import Entry, cell_of
from labelaudit.parse.unitapart import bare_number, lone_unit, unit_behind

_LINES = 3
"""That a name may go on for."""
_DROP = 1.7
"""Heights from one line of a name to the next."""


def take_units_below(entries: Sequence[Entry]) -> list[Entry]:
    """The entries (top to bottom): "Vitamin K2" and "75" over "(menaquinone-7) (µg)" tell 75 µg."""
    spent: set[int] = set()
    for place, entry in enumerate(entries):
        bare = {note: number for note in entry.notes if (number := bare_number(note))}
        if entry.unit is not None or not bare or not entry.name:
            continue
        for below in _lines_below(entry, entries[place + 1 :]):
            told = unit_behind(below.name)
            unit = told[1] if told else lone_unit(below.name)
            if unit is None:
                continue
            below.name, entry.unit = told[0] if told else "", unit
            spent |= set() if told else {id(below)}
            for piece in entry.pieces:
                note = next((note for note in bare if piece.text.strip().startswith(note)), None)
                if note in entry.notes:
                    entry.cells.append(cell_of(piece, replace(bare[note], unit=unit)))
                    entry.notes.remove(note)
            entry.cells.sort(key=lambda cell: cell.x0)
            break
    return [entry for entry in entries if id(entry) not in spent]


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
