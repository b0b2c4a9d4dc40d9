"""CSV and its kin: delimiter and encoding sniffed, and no row swallowed by a stray quote."""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import PurePosixPath

from labelaudit.catalogue.columns import find_roles
from labelaudit.catalogue.notes import Notes
from labelaudit.catalogue.pictured import SUFFIXES
from labelaudit.catalogue.row import Opener, Row, Table, fit, name_columns
from labelaudit.catalogue.text import decode_sample, lines, whole
from labelaudit.limits import Limits

_TOLD = re.compile(r"\ufeff?sep=(.)\s*$", re.IGNORECASE | re.MULTILINE)
"""What Excel writes before a table."""
_DELIMITERS = (",", ";", "\t", "|")
Stands = Callable[[list[str]], bool]
"""Whether cells are a row by themselves."""
_JUDGED = 50
"""Rows by which delimiters are compared."""
_LONGEST_CELL = 1_000_000


def open_delimited(
    opener: Opener, *, sample: bytes, encoding: str, name: str, notes: Notes, limits: Limits
) -> Table:
    """The table that a delimited text is; its first row that is not blank has the columns."""
    text = decode_sample(sample, encoding)
    delimiter = tell_delimiter(text)
    if encoding == "cp1252":
        notes.add("encoding", f"{name}: is no UTF-8 and was read as cp1252; look at names with accents")

    def records(stands: Stands) -> Iterator[tuple[int, list[str], bool]]:
        return _records(lines(opener, encoding=encoding, name=name, limits=limits), delimiter, stands)

    head = next((cells for _, cells, _ in records(_never) if any(c.strip() for c in cells)), [])
    columns = name_columns([whole(c) for c in head])

    def rows() -> Iterator[Row]:
        headless = True
        for number, cells, odd in records(_standing(columns)):
            if not any(c.strip() for c in cells):
                continue
            if headless:
                headless = False
                continue
            row = fit(number, [whole(c) for c in cells], columns)
            yield replace(row, odd="has quotes that do not match; look at its cells") if odd else row

    return Table(columns, rows)


def tell_delimiter(text: str) -> str:
    """The one under which the head has known columns and the rows have as many cells as the head."""
    if told := _TOLD.match(text):
        return told[1]
    return max(_DELIMITERS, key=lambda delimiter: _fitness(text, delimiter))


def _fitness(text: str, delimiter: str) -> tuple[int, float]:
    whole_lines = iter(text.splitlines(keepends=True))
    rows = [cells for _, cells, _ in islice(_records(whole_lines, delimiter, _never), _JUDGED) if any(cells)]
    if not rows or len(rows[0]) < 2:
        return 0, 0
    alike = sum(len(row) == len(rows[0]) for row in rows) / len(rows)
    return len(find_roles(name_columns(rows[0]))), alike * len(rows[0])


def _never(_cells: list[str]) -> bool:
    return False


def _standing(columns: tuple[str, ...]) -> Stands:
    """Whether a line's cells are a row under these columns: named, with pictures where pictures belong."""
    roles = find_roles(columns)
    named = [columns.index(c) for role in ("handle", "sku", "gtin", "title") for c in roles.get(role, ())]
    pictures = [columns.index(c) for c in roles.get("image", ())]

    def stands(cells: list[str]) -> bool:
        if not 1 < len(columns) == len(cells) or (named and not cells[named[0]].strip(' "')):
            return False
        texts = [cells[n].strip(' "').lower() for n in pictures]
        return all(not t or "://" in t or PurePosixPath(t).suffix in SUFFIXES for t in texts)

    return stands


def _records(source: Iterator[str], delimiter: str, stands: Stands) -> Iterator[tuple[int, list[str], bool]]:
    """Number, cells and oddness of each row.

    A quote that is never closed, or is closed in a later row, would make one cell of many rows: where the
    first and the last line are rows by themselves, or the quotes make no sense, the first line is read
    without regard to quotes, and reading goes on at the very next one.
    """
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    waiting: list[str] = []
    taken: list[str] = []
    number = 0

    def feed() -> Iterator[str]:
        while True:
            line = waiting.pop() if waiting else next(source, None)
            if line is None:
                return
            taken.append(line)
            yield line

    while True:
        taken.clear()
        number += 1
        try:
            cells = next(csv.reader(feed(), delimiter=delimiter, skipinitialspace=True, strict=True), None)
            ends = (taken[0], taken[-1]) if len(taken) > 1 else ()
            odd = bool(ends) and all(stands(_as_they_stand(line, delimiter)) for line in ends)
        except csv.Error:
            cells, odd = None, True
        if odd:
            waiting.extend(reversed(taken[1:]))
            cells = _as_they_stand(taken[0], delimiter)
        if cells is None:
            return
        if number == 1 and _TOLD.match(taken[0]):
            continue
        yield number, cells, odd


def _as_they_stand(line: str, delimiter: str) -> list[str]:
    return line.rstrip("\r\n").split(delimiter)
