"""A table as a workbook that people keep: frozen head, filters, real numbers, links, and never a formula."""

import re
from datetime import date, datetime
from typing import BinaryIO

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from labelaudit.errors import OutputError
from labelaudit.report.columns import Cell, Column
from labelaudit.report.table import Table

_ROWS = 1_048_575
"""Rows of a sheet, the head aside."""
_COLUMNS = 16_384
_LINKS = 65_530
"""Links of a sheet; more, and the file does not open."""
_CHARACTERS = 32_767
"""Of a cell, in UTF-16."""
_WIDTHS = {"whole": 10, "number": 10, "link": 10, "text": 22}
_WIDE = {"la_sentence": 70, "la_advice": 50, "la_product": 40}
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,10})(?:\.(\d{1,6}))?")
"""What a sheet shows as it was written, given as many decimals: no leading zero, no barcode."""


def write_xlsx(table: Table, file: BinaryIO, *, made: date) -> None:
    """Write every row, one at a time; raises OutputError for more columns than a sheet holds."""
    if len(table.head) > _COLUMNS:
        raise OutputError(f"XLSX holds {_COLUMNS:,} columns and these are {len(table.head):,}; choose CSV")
    book = Workbook(file, {"constant_memory": True, "strings_to_numbers": False})
    book.set_properties({"created": datetime(made.year, made.month, made.day)})
    sheet = _Sheet(book, table, number=1)
    for row in table.rows():
        if sheet.rows == _ROWS:
            sheet.close()
            sheet = _Sheet(book, table, number=sheet.number + 1)
        sheet.add(row)
    sheet.close()
    book.close()


class _Sheet:
    """One sheet with its head; rows are added from the top down."""

    def __init__(self, book: Workbook, table: Table, *, number: int) -> None:
        self.number = number
        self.rows = 0
        self._book = book
        self._columns = table.columns
        self._shapes: dict[int, Format] = {}
        self._sheet: Worksheet = book.add_worksheet("products" if number == 1 else f"products {number}")
        head = book.add_format({"bold": True, "bottom": 1})
        for place, (name, column) in enumerate(zip(table.head, table.columns, strict=True)):
            self._sheet.set_column(place, place, _width(column))
            self._sheet.write_string(0, place, _cut(name), head)
        self._sheet.freeze_panes(1, 1)

    def add(self, row: tuple[Cell, ...]) -> None:
        """One product."""
        self.rows += 1
        for place, (cell, column) in enumerate(zip(row, self._columns, strict=True)):
            if cell is not None:
                self._write(place, cell, column)

    def close(self) -> None:
        """Filters over what there is."""
        self._sheet.autofilter(0, 0, max(self.rows, 1), len(self._columns) - 1)

    def _write(self, place: int, cell: Cell, column: Column | None) -> None:
        if isinstance(cell, int | float):
            self._sheet.write_number(self.rows, place, cell)
            return
        text = str(cell)
        number = _NUMBER.fullmatch(text) if column is None else None
        if number and text != "-0":
            decimals = len(number[1] or "")
            self._sheet.write_number(self.rows, place, float(text), self._shape(decimals))
        elif column and column.kind == "link" and self.rows <= _LINKS:
            self._sheet.write_url(self.rows, place, f"external:{text}", string="open")
        else:
            self._sheet.write_string(self.rows, place, _cut(text))

    def _shape(self, decimals: int) -> Format:
        """Shows as many decimals as were given."""
        if decimals not in self._shapes:
            pattern = "0." + "0" * decimals if decimals else "0"
            self._shapes[decimals] = self._book.add_format({"num_format": pattern})
        return self._shapes[decimals]


def _width(column: Column | None) -> int:
    return _WIDE.get(column.name, _WIDTHS[column.kind]) if column else _WIDTHS["text"]


def _cut(text: str) -> str:
    """The text as far as a cell holds it; where it is cut, it says so."""
    encoded = text.encode("utf-16-le")
    if len(encoded) <= 2 * _CHARACTERS:
        return text
    note = f"… (cut: {len(text):,} characters)"
    return encoded[: 2 * (_CHARACTERS - len(note))].decode("utf-16-le", "ignore") + note
