"""A table as CSV that no spreadsheet runs: UTF-8, and an apostrophe before what could be a formula."""

import csv
import re
from typing import TextIO

from labelaudit.report.columns import Cell
from labelaudit.report.table import Table

_FORMULA = re.compile("[\\s\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u206f]*[=+\\-@＝＋－＠]")
"""How a formula begins for one spreadsheet or another, after blanks and marks that nobody sees."""
_NUMBER = re.compile(r"[+-]\d[\d.,]*%?|[+-][.,]\d+%?")
"""A plain number with its sign: nothing that could be worked out."""


def write_csv(table: Table, file: TextIO) -> None:
    """Write the head and every row; `file` is opened with `newline=""`."""
    writer = csv.writer(file)
    writer.writerow(map(inert, table.head))
    for row in table.rows():
        writer.writerow(map(inert, row))


def inert(value: Cell) -> Cell:
    """What a spreadsheet shows as it is, whatever stands in it."""
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, str) and _FORMULA.match(value) and not _NUMBER.fullmatch(value):
        return f"'{value}"
    return value


def as_given(cell: str) -> str:
    """The text that `inert` was given, of the cell that it made of it."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell, 1) else cell
