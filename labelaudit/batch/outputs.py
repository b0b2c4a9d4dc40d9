"""Write what a run came to: the same bytes for the same audits, and nothing where nothing changed."""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import BinaryIO, Literal, TextIO

from labelaudit.batch.store import Store
from labelaudit.batch.whole import whole
from labelaudit.model.audit import Audit
from labelaudit.report.entry import Entry
from labelaudit.report.table import Table
from labelaudit.report.to_csv import write_csv
from labelaudit.report.to_parquet import write_parquet
from labelaudit.report.to_xlsx import write_xlsx

Format = Literal["html", "csv", "xlsx", "json", "parquet"]
USUAL: tuple[Format, ...] = ("html", "csv", "xlsx", "json")
"""What is written where nothing else is asked for."""


@dataclass(frozen=True)
class Outputs:
    """Writes the files of a run's folder from its store."""

    store: Store
    folder: Path
    reader: str
    columns: Sequence[str]
    """The retailer's own, in order."""
    made: date
    formats: Sequence[Format] = USUAL

    def __iter__(self) -> Iterator[Entry]:
        """The products in the catalogue's order, each read anew."""
        for kept in self.store.kept():
            audit = Audit.model_validate_json(kept.audit)
            yield Entry(kept.item.key, audit, kept.item.columns, partial(self._pictures, audit))

    def write(self) -> None:
        """Write every file that is asked for. Raises OutputError; UsageError where a library is missing."""
        table = Table(self, own=self.columns, pages="" if "html" in self.formats else None)
        writers: dict[Format, tuple[str, Callable[[BinaryIO], None]]] = {
            "json": ("results.jsonl", self._write_lines),
            "csv": ("results.csv", lambda file: _as_text(file, partial(write_csv, table))),
            "xlsx": ("results.xlsx", lambda file: write_xlsx(table, file, made=self.made)),
            "parquet": ("results.parquet", partial(write_parquet, table)),
        }
        for form in self.formats:
            if form in writers:
                name, write = writers[form]
                with whole(self.folder / name) as file:
                    write(file)

    def _write_lines(self, file: BinaryIO) -> None:
        for kept in self.store.kept():
            file.write(kept.audit + b"\n")

    def _pictures(self, audit: Audit) -> Mapping[int, bytes]:
        pages = enumerate(audit.source.pages)
        found = {index: self.store.picture(page.sha256, self.reader, page.page) for index, page in pages}
        return {index: jpeg for index, jpeg in found.items() if jpeg is not None}


def _as_text(file: BinaryIO, write: Callable[[TextIO], None]) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="")
    write(text)
    text.detach()
