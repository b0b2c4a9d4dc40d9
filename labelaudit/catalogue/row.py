"""A row of a retailer's table, whatever file it came from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO

Opener = Callable[[], IO[bytes]]
"""Opens a file anew, from its start: on disk, in an archive, in a store."""


@dataclass(frozen=True)
class Row:
    """Cells by column, as text."""

    number: int
    """As a person counts: in a spreadsheet with its head, in JSONL by line, in a feed by product."""
    cells: dict[str, str]
    broken: str = ""
    """Why its cells are not to be trusted; one line for a person."""
    odd: str = ""
    """What a person should look at, though the cells are of use."""


@dataclass(frozen=True)
class Table:
    """A table's columns, and its rows, which are read anew by each call."""

    columns: tuple[str, ...]
    rows: Callable[[], Iterator[Row]] = field(repr=False)


def name_columns(cells: list[str]) -> tuple[str, ...]:
    """The head of a table, each name once: blanks become "column 3", a repeated name "image (2)"."""
    names: dict[str, None] = {}
    for n, cell in enumerate(cells, start=1):
        name = plain = cell.strip() or f"column {n}"
        again = 1
        while name in names:
            again += 1
            name = f"{plain} ({again})"
        names[name] = None
    return tuple(names)


def fit(number: int, cells: list[str], columns: tuple[str, ...]) -> Row:
    """The row under its columns; one with more cells than the head is broken, and says so."""
    while len(cells) > len(columns) and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) > len(columns):
        why = f"has {len(cells)} cells where the head has {len(columns)}; a cell may need quotes around it"
        return Row(number, dict(zip(columns, cells, strict=False)), why)
    padded = [*cells, *[""] * (len(columns) - len(cells))]
    return Row(number, dict(zip(columns, padded, strict=True)))
