"""Facts of an infographic: a name with its amount beneath it, side by side under "each capsule delivers"."""

from collections.abc import Sequence

from labelaudit.model.label import Nutrient
from labelaudit.parse.fold import fold
from labelaudit.parse.joining import Row
from labelaudit.parse.marks import matches
from labelaudit.parse.names import names_nutrient, read_name
from labelaudit.parse.rows import Cell, Entry


def stacked_rows(entries: Sequence[Entry]) -> tuple[list[Row], str]:
    """Rows of names over amounts and the line that says that this is what the product holds; else none."""
    leads = [e.name for e in entries if not e.cells and matches("contains", fold(e.name))]
    rows = _without_titles(_stacked(entries))
    enough = len(rows) >= 2 or (rows and rows[0].named is not None and rows[0].named.ours)
    return (rows, " ".join(leads)) if leads and enough else ([], "")


def _without_titles(rows: Sequence[Row]) -> list[Row]:
    """Leave out the product's name: it names nutrients that each have a row of their own, in smaller letters.

    "Vitamin D3 + K2" names two; "Vitamin D" with its IU is the front of "Vitamin D3, 100 mcg".
    """
    told = [(_named_in(row), row) for row in rows]
    return [row for mine, row in told if not _is_title(mine, row, told)]


def _is_title(named: set[Nutrient], row: Row, told: Sequence[tuple[set[Nutrient], Row]]) -> bool:
    return bool(named) and all(
        any(
            its == {nutrient} and (len(named) > 1 or row.height > _LARGER * other.height)
            for its, other in told
        )
        for nutrient in named
    )


_LARGER = 1.4
"""A product's name is so many times as large as the names of what is in it."""


def _named_in(row: Row) -> set[Nutrient]:
    return {nutrient for nutrient in Nutrient if names_nutrient(row.name, nutrient)}


def _stacked(entries: Sequence[Entry]) -> list[Row]:
    cells = [c for e in entries for c in e.cells if _stands_alone(c, e)]
    names = [e for e in entries if not e.cells and read_name(e.name) is not None]
    rows = []
    for entry in names:
        under = [(drop, c) for c in cells if (drop := _drop(entry, c)) is not None]
        if not under:
            continue
        _, cell = min(under, key=lambda pair: pair[0])
        beside = [e for e in names if abs(e.y - entry.y) < entry.height]
        level = [
            c
            for c in cells
            # One run of text may hold the amounts of every name on the level.
            if (c.word is cell.word and min(beside, key=lambda e: _aside(e, c)) is entry)
            or (c.word is not cell.word and _beside(c, cell) and _drop(entry, c) is not None)
        ]
        below = [e for e in entries if _is_form(e, entry, cell)]
        name = " ".join([entry.name, *(e.name for e in below)])
        words = [*entry.words, *(w for e in below for w in e.words)]
        rows.append(
            Row(
                name=name,
                named=read_name(name),
                cells=level,
                words=[*words, *dict.fromkeys(c.word for c in level)],
                x0=entry.x0,
                y=entry.y,
                height=entry.height,
                notes=[],
            )
        )
    return rows


def _stands_alone(cell: Cell, entry: Entry) -> bool:
    """Whether an amount is not that of the name on its level, or of another text that stands far from it."""
    return cell.x0 - entry.x1 > _FAR * cell.height or read_name(entry.name) is None


_FAR = 3.0
"""Heights."""


def _drop(entry: Entry, cell: Cell) -> float | None:
    """How far an amount stands under a name, in pixels; None where it does not stand under it."""
    drop = (cell.word.box[1] + cell.word.box[3]) / 2 - (entry.box[1] + entry.box[3]) / 2
    tall = max(entry.height, cell.height)
    if not 0.6 * tall < drop < 3.2 * tall or _aside(entry, cell) > max(entry.x1 - entry.x0, 4 * tall) / 2:
        return None
    return drop


def _aside(entry: Entry, cell: Cell) -> float:
    """How far the middles of a name and an amount stand apart across, in pixels."""
    return abs(cell.x - (entry.x0 + entry.x1) / 2)


def _beside(a: Cell, b: Cell) -> bool:
    return abs(a.word.box[1] - b.word.box[1]) < 0.5 * b.height and abs(a.x - b.x) < 8 * b.height


def _is_form(entry: Entry, name: Entry, cell: Cell) -> bool:
    """A line under the amount that tells the form: "as MK-7"."""
    middle = (name.x0 + name.x1) / 2
    under = 0 < entry.box[1] - cell.word.box[1] < 3 * name.height
    return under and not entry.cells and abs((entry.x0 + entry.x1) / 2 - middle) < 3 * name.height
