"""Audits as one table: the retailer's own columns first, then ours (`la_...`), one row a product."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from labelaudit.report.columns import COLUMNS, Cell, Column
from labelaudit.report.entry import Entries
from labelaudit.report.view import view

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no table can hold: controls but tab and line breaks, halves of surrogate pairs, non-characters."""


@dataclass(frozen=True)
class Table:
    """What a writer writes."""

    entries: Entries
    own: Sequence[str] = ()
    """The retailer's columns, in order."""
    pages: str | None = None
    """The way from the table's file to the folder with the products' pages, "" where it lies in it; None
    where no pages are written."""

    @property
    def head(self) -> tuple[str, ...]:
        """The columns' names, no two alike."""
        return (*own_names(self.own), *(column.name for column in COLUMNS))

    @property
    def columns(self) -> tuple[Column | None, ...]:
        """Ours in their places; None for the retailer's, which hold text."""
        return (*(None for _ in self.own), *COLUMNS)

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """A row a product, in the entries' order."""
        for entry in self.entries:
            shown = view(entry.audit)
            ours = (_cell(column.value(entry, shown, self.pages)) for column in COLUMNS)
            yield (*(_cell(_own(entry.columns, name)) for name in self.own), *ours)


def own_names(own: Sequence[str]) -> tuple[str, ...]:
    """The retailer's names for the head; one that ours begin with, or that stands twice, is told apart."""
    taken: set[str] = set()
    names = []
    for number, given in enumerate(own, start=1):
        name = _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", given) or f"column {number}"
        if name.lower().startswith("la_"):
            name = f"own_{name}"
        free, copies = name, 1
        while free.lower() in taken:
            copies += 1
            free = f"{name} ({copies})"
        taken.add(free.lower())
        names.append(free)
    return tuple(names)


def _own(columns: Mapping[str, str], name: str) -> str | None:
    return columns.get(name) or None


def _cell(value: Cell) -> Cell:
    if not isinstance(value, str):
        return value
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", value) or None
