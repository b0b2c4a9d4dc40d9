"""Open a table in whatever format it is: told by its bytes; what breaks half-way ends in a broken row."""

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace

from labelaudit.catalogue.delimited import open_delimited
from labelaudit.catalogue.feed import open_feed
from labelaudit.catalogue.jsonl import is_jsonl, open_jsonl, refuse_array
from labelaudit.catalogue.notes import Notes
from labelaudit.catalogue.parquet import open_parquet
from labelaudit.catalogue.row import Opener, Row, Table
from labelaudit.catalogue.text import SAMPLE, decode_sample, read_sample, tell_encoding
from labelaudit.catalogue.workbook import open_workbook
from labelaudit.errors import UnreadableError
from labelaudit.limits import Limits

_BREAKS = (OSError, EOFError, UnicodeError, zlib.error, lzma.LZMAError, zipfile.BadZipFile)
"""What reading a file, a gzip file or a member of an archive may come to."""


def open_table(opener: Opener, *, name: str, notes: Notes, limits: Limits) -> Table:
    """The table in a file. Raises UnreadableError: unsupported, damaged, empty, too_large; UsageError."""
    try:
        table = _open(opener, name=name, notes=notes, limits=limits)
    except _BREAKS as error:
        raise UnreadableError("damaged", f"{name}: cannot be read ({error}); copy it again") from error
    return replace(table, rows=lambda: _up_to_a_break(table))


def _up_to_a_break(table: Table) -> Iterator[Row]:
    number = 0
    try:
        for row in table.rows():
            number = row.number
            yield row
    except (*_BREAKS, UnreadableError) as error:
        yield Row(number + 1, {}, f"cannot be read, nor what follows it ({error})")


def _open(opener: Opener, *, name: str, notes: Notes, limits: Limits) -> Table:
    sample = read_sample(opener)
    if sample.startswith(b"PAR1"):
        return open_parquet(opener, name=name)
    if sample.startswith(b"PK"):
        return open_workbook(opener, name=name, notes=notes, limits=limits)
    if not sample.strip():
        raise UnreadableError("empty", f"{name}: is empty; export it again")
    encoding = tell_encoding(sample)
    if encoding is None:
        known = "CSV, TSV, XLSX, JSONL, Parquet or a Google Merchant feed"
        raise UnreadableError(
            "unsupported", f"{name}: is no catalogue; give a folder, a ZIP of pictures, or a table as {known}"
        )
    text = decode_sample(sample, encoding).lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        return open_feed(opener, name=name, limits=limits)
    if text.startswith("{") and (is_jsonl(text.partition("\n")[0]) or len(sample) == SAMPLE):
        return open_jsonl(opener, encoding=encoding, name=name, limits=limits)
    if text.startswith("[") and text[1:].lstrip().startswith("{"):
        raise refuse_array(name)
    return open_delimited(opener, sample=sample, encoding=encoding, name=name, notes=notes, limits=limits)
