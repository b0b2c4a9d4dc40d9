"""Numbers that stand alone: percentages whose sign is in their head, "% NRV" over "400", and amounts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from labelaudit.parse.fold import fold
from labelaudit.parse.geometry import Placed
from labelaudit.parse.joining import Row
from labelaudit.parse.rows import Cell, Entry, cell_of
from labelaudit.parse.unitapart import bare_number, is_bare

_SIGNED = re.compile(r"\d\s?%")
_READABLE = re.compile(r"[a-zα-ω\d]")
_SHARED = 0.3
"""Of the narrower, a head and a number under it: the next column's number may touch it."""
_FOOTNOTES = 20
"""More than any panel has."""
_ENOUGH = 2
"""Rows that have a number under the head: a lone one may be anything."""


def sign_from_head(heads: Sequence[Entry], rows: Sequence[Entry]) -> None:
    """Make the bare numbers under a percentage's head percentages, where no row prints the sign itself."""
    if any(cell.quantity.percent for row in rows for cell in row.cells):
        return
    places = [place for entry in heads for piece in entry.pieces if (place := _sign_of(piece)) is not None]
    found = [(row, piece) for row in rows for piece in _under(row, places)]
    if len({id(row) for row, _ in found}) >= _ENOUGH:
        for row, piece in found:
            _take(row, piece)


def trust_numbers(rows: Sequence[Row], *, columns: int) -> None:
    """Take numbers whose unit stands apart for plain amounts: one a row, or one a column that has a head.

    On a panel with percentages only where the row has one too, or a mark in its place: a number may be
    a percentage that lost its sign, or hold one ("100133"; "25 500", on any panel). A small one that no
    other row's amount stands above or below may be a footnote's.
    """
    shared = any(cell.quantity.percent for row in rows for cell in row.cells)
    for row in rows:
        bare = [i for i, cell in enumerate(row.cells) if cell.quantity.unit and is_bare(cell.quantity)]
        rated = any(cell.quantity.percent for cell in row.cells) or any(map(_is_mark, row.notes))
        if len(bare) > max(1, columns) or (shared and not rated):
            continue
        for i in bare:
            cell = row.cells[i]
            if (rated or " " not in cell.quantity.raw) and _is_in_column(cell, row, rows):
                row.cells[i] = replace(cell, quantity=replace(cell.quantity, clean=True, plain=True))


def _is_in_column(cell: Cell, row: Row, rows: Sequence[Row]) -> bool:
    """Whether the number is too large for a footnote's, or another row's amount stands above or below it."""
    if cell.quantity.values[0] >= _FOOTNOTES:
        return True
    others = [c for other in rows if other is not row for c in other.cells if c.quantity.unit]
    return not others or any(c.x0 < cell.x1 and cell.x0 < c.x1 for c in others)


def _is_mark(note: str) -> bool:
    """Whether it is a mark beside an amount; asterisks may be read as a character of another script."""
    return _READABLE.search(fold(note)) is None


def _sign_of(piece: Placed) -> tuple[float, float, float] | None:
    """Where a head's sign and what follows it stand, and how low; None where the text has no such sign."""
    folded = fold(piece.text)
    at = folded.find("%")
    if at < 0 or _SIGNED.search(folded):
        return None
    return piece.x0 + at / len(folded) * (piece.x1 - piece.x0), piece.x1, piece.y


def _under(row: Entry, places: Sequence[tuple[float, float, float]]) -> Iterator[Placed]:
    """Of the row's bare numbers the one that stands nearest under each sign."""
    numbers = [piece for piece in row.pieces if bare_number(piece.text)]
    for x0, x1, y in places:
        nearest = min(numbers, key=lambda piece: abs(piece.x0 + piece.x1 - x0 - x1), default=None)
        if nearest is None or y >= nearest.y:
            continue
        shared = min(x1, nearest.x1) - max(x0, nearest.x0)
        if shared > _SHARED * min(x1 - x0, nearest.x1 - nearest.x0):
            yield nearest


def _take(row: Entry, piece: Placed) -> None:
    """Put a number among the row's cells as the percentage that it is."""
    number = bare_number(piece.text)
    if number is None:
        return
    row.cells = [cell for cell in row.cells if cell.word is not piece.word]
    row.cells.append(cell_of(piece, replace(number, clean=True, plain=True)))
    if piece.text.strip() in row.notes:
        row.notes.remove(piece.text.strip())
