"""XLSX: the first sheet that has rows, its bombs refused before they unpack."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from labelaudit.catalogue.archive import DAMAGES
from labelaudit.catalogue.jsonl import cell_text
from labelaudit.catalogue.notes import Notes
from labelaudit.catalogue.row import Opener, Row, Table, fit, name_columns
from labelaudit.errors import UnreadableError
from labelaudit.limits import Limits

_BLOCK = 1 << 20
_CELL = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_OVERLAP = 32
"""Bytes of one block that are looked at again with the next: a cell's name may lie across both."""


def open_workbook(opener: Opener, *, name: str, notes: Notes, limits: Limits) -> Table:
    """The table on the first sheet with rows; a note names the other sheets that have some.

    Raises UnreadableError: damaged, too_large, empty.
    """
    with opener() as file:
        content = file.read(int(limits.file_megabytes * 1_000_000) + 1)
    if len(content) > limits.file_megabytes * 1_000_000:
        raise _too_large(name)
    _check(content, name, limits)
    filled = [title for title, _ in _sheets(content, name)]
    if not filled:
        raise UnreadableError("empty", f"{name}: no sheet has any rows; export it again")
    if others := ", ".join(filled[1:]):
        notes.add("other_sheets", f"{name}: sheet {filled[0]!r} is read; not read: {others}")
    columns = name_columns(next(_cells(content, name))[1])

    def rows() -> Iterator[Row]:
        cells = _cells(content, name)
        next(cells)
        return (fit(number, row, columns) for number, row in cells)

    return Table(columns, rows)


def _check(content: bytes, name: str, limits: Limits) -> None:
    """Unpack every part once, counting: the sheets' reader would believe what the archive declares.

    It also makes room for every cell up to the last one, and ends the process where there is none.
    """
    left = limits.workbook_megabytes * 1_000_000
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for info in archive.infolist():
                columns, rows, before = 0, 0, b""
                with archive.open(info) as part:  # ends at the declared size, and then the checksum is wrong
                    while block := part.read(_BLOCK):
                        left -= len(block)
                        if not before and b"\0" in block[:200] and info.filename.endswith(".xml"):
                            raise _damaged(name)  # UTF-16, in which no cell's name would be found
                        for column, row in _CELL.findall(before + block):
                            columns, rows = max(columns, _number(column)), max(rows, int(row))
                        if left < 0 or columns * rows > limits.workbook_cells:
                            raise _too_large(name)
                        before = block[-_OVERLAP:]
    except DAMAGES as error:
        raise _damaged(name) from error


def _number(letters: bytes) -> int:
    """A column's number: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sheets(content: bytes, name: str) -> Iterator[tuple[str, CalamineSheet]]:
    """The sheets that have rows."""
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
            for title in book.sheet_names:
                sheet = book.get_sheet_by_name(title)
                if sheet.end is not None:
                    yield title, sheet
    except (CalamineError, ValueError, OSError) as error:
        raise _damaged(name) from error


def _cells(content: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank, as a person numbers them."""
    _, sheet = next(_sheets(content, name))
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = [cell_text(cell) for cell in row]
        if any(cells):
            yield number, cells


def _too_large(name: str) -> UnreadableError:
    return UnreadableError("too_large", f"{name}: is too large to be opened; save the sheet as CSV")


def _damaged(name: str) -> UnreadableError:
    return UnreadableError("damaged", f"{name}: cannot be opened as a spreadsheet; save it as XLSX or CSV")
