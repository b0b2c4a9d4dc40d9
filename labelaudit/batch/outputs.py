"""Write what a run came to: the same bytes for the same audits, and nothing again that stands already."""

import csv
import io
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from filecmp import cmp as _same
from functools import partial
from hashlib import sha256
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, BinaryIO, Literal, TextIO

from labelaudit.batch.action_plan import NAME as ACTION_PLAN
from labelaudit.batch.action_plan import write_action_plan
from labelaudit.batch.compare import key_of
from labelaudit.batch.diff import changes_since
from labelaudit.batch.review import COLUMNS as REVIEW_COLUMNS
from labelaudit.batch.review import NAME as REVIEW
from labelaudit.batch.review import write_review
from labelaudit.batch.store import Store
from labelaudit.batch.whole import BEGUN, cannot_be_written, whole
from labelaudit.errors import UnreadableError
from labelaudit.model.audit import Audit
from labelaudit.model.difference import Verdict
from labelaudit.model.guidance import Guidance
from labelaudit.report.entry import Entry
from labelaudit.report.table import Table
from labelaudit.report.to_catalogue import write_catalogue
from labelaudit.report.to_csv import write_csv
from labelaudit.report.to_parquet import write_parquet
from labelaudit.report.to_xlsx import write_xlsx

if TYPE_CHECKING:
    from hashlib import _Hash as Hash

Format = Literal["html", "csv", "xlsx", "json", "parquet"]
USUAL: tuple[Format, ...] = ("html", "csv", "xlsx", "json")
"""What is written where nothing else is asked for."""
_TABLES: Mapping[Format, str] = {
    "csv": "results.csv",
    "xlsx": "results.xlsx",
    "json": "results.jsonl",
    "parquet": "results.parquet",
}
_REPORT = ("products", "thumbnails", "index.html")
"""What the report is of; the index last, for it leads to the others."""


@dataclass(frozen=True)
class Outputs:
    """Writes the files of a run's folder from its store."""

    store: Store
    folder: Path
    name: str
    """The catalogue's."""
    reader: str
    """Whose pictures are shown."""
    columns: Sequence[str]
    """The retailer's own, in order."""
    guidance: Guidance
    made: date
    formats: Sequence[Format] = USUAL
    corrections: Path | None = None
    """The filled-in review.csv that was taken in, which need not be kept."""

    def __iter__(self) -> Iterator[Entry]:
        """The products, for one output."""
        return self._entries()

    def _entries(self, verdict: str | None = None) -> Iterator[Entry]:
        """The products in the catalogue's order, each read anew."""
        for kept in self.store.kept(verdict):
            audit = Audit.model_validate_json(kept.audit)
            yield Entry(kept.item.key, audit, kept.item.columns, partial(self._pictures, audit))

    def write(self) -> None:
        """Write every file that is asked for, unless all stand there already, made of the same.

        Raises OutputError; UsageError where a library is missing.
        """
        made_of = self._made_of()
        if self.store.meta("outputs") == json.dumps([made_of, self._sizes()]):
            return
        changes = self._changes() if "html" in self.formats else None
        table = Table(self, own=self.columns, pages="" if "html" in self.formats else None)
        writers: dict[Format, Callable[[BinaryIO], None]] = {
            "csv": partial(_write_text, partial(write_csv, table)),
            "xlsx": partial(write_xlsx, table, made=self.made),
            "json": self._write_lines,
            "parquet": partial(write_parquet, table),
        }
        for form in self.formats:
            if form == "html":
                self._write_report(changes)
            else:
                with whole(self.folder / _TABLES[form]) as file:
                    writers[form](file)
        self._keep_answers()
        write_review(self._entries("review"), self.folder)
        write_action_plan(self, self.folder)
        self.store.set_meta("outputs", json.dumps([made_of, self._sizes()]))

    def _keep_answers(self) -> None:
        """Put a review.csv aside that a person wrote in and that was not taken in: nobody's work is lost."""
        path = self.folder / REVIEW
        if not path.exists() or not _is_answered(path):
            return
        if self.corrections and self.corrections.exists() and _same(path, self.corrections, shallow=False):
            return
        numbers = (f"review-answered-{number}.csv" for number in count(1))
        path.rename(next(aside for name in numbers if not (aside := self.folder / name).exists()))

    def _write_lines(self, file: BinaryIO) -> None:
        for kept in self.store.kept():
            file.write(kept.audit + b"\n")

    def _changes(self) -> dict[str, str] | None:
        """What became of products since the run before, by their keys; None where there was none.

        Kept until the audits are others, so that the same report can be written again.
        """
        made_of = self._fingerprint().hexdigest()
        changes: dict[str, str] | None
        known_of, changes = json.loads(self.store.meta("changes") or '["", null]')
        if known_of == made_of:
            return changes
        before = self.folder / _TABLES["json"]
        changes = None
        if before.exists():
            with TemporaryDirectory(prefix=BEGUN, dir=self.folder) as begun, suppress(UnreadableError):
                after = Path(begun, "results.jsonl")
                with after.open("wb") as file:
                    self._write_lines(file)
                found = changes_since(before, after)
                changes = {key: became.value for key, became in found.items() if became is Verdict.GONE}
                changes |= {
                    entry.key: became.value for entry in self if (became := found.get(key_of(entry.audit)))
                }
        self.store.set_meta("changes", json.dumps([made_of, changes]))
        self.store.commit()
        return changes

    def _write_report(self, changes: Mapping[str, str] | None) -> None:
        """Write the report beside the one that is there, and put it in its place."""
        titles = {name: document.title for name, document in self.guidance.documents.items()}
        beside = [_TABLES[form] for form in self.formats if form in _TABLES]
        try:
            with TemporaryDirectory(prefix=BEGUN, dir=self.folder) as begun:
                fresh, old = Path(begun, "new"), Path(begun, "old")
                fresh.mkdir()
                old.mkdir()
                write_catalogue(
                    self,
                    fresh,
                    name=self.name,
                    made=self.made,
                    changes=changes,
                    titles=titles,
                    beside=beside,
                )
                for part in _REPORT:
                    with suppress(FileNotFoundError):
                        (self.folder / part).rename(old / part)
                    (fresh / part).rename(self.folder / part)
        except OSError as error:
            raise cannot_be_written(self.folder / "index.html", error) from error

    def _pictures(self, audit: Audit) -> Mapping[int, bytes]:
        pages = enumerate(audit.source.pages)
        found = {index: self.store.picture(page.sha256, self.reader, page.page) for index, page in pages}
        return {index: jpeg for index, jpeg in found.items() if jpeg is not None}

    def _made_of(self) -> str:
        """A hash of all that the files are made from, the day aside."""
        hashed = self._fingerprint()
        hashed.update(json.dumps([self.name, [*self.columns], [*self.formats]]).encode())
        return hashed.hexdigest()

    def _fingerprint(self) -> "Hash":
        """A hash of what the audits are made from."""
        hashed = sha256()
        for each in self.store.fingerprints():
            hashed.update(each)
        return hashed

    def _sizes(self) -> list[list[int]]:
        """How large the files are: one that was removed, or was lost with the power, is written again."""
        if not all((self.folder / name).exists() for name in (REVIEW, ACTION_PLAN)):
            return []
        tables = [_size(self.folder / _TABLES[form]) for form in self.formats if form in _TABLES]
        if "html" not in self.formats:
            return tables
        return [*tables, *(_size(self.folder / part) for part in _REPORT)]


def _size(path: Path) -> list[int]:
    """The bytes of a file, or the number of a folder's files and their bytes; nothing where it is missing."""
    try:
        if not path.is_dir():
            return [path.stat().st_size]
        sizes = [each.stat().st_size for each in os.scandir(path)]
    except OSError:
        return []
    return [len(sizes), sum(sizes)]


def _is_answered(path: Path) -> bool:
    """Whether a person wrote in the review.csv, or saved it anew in another form than ours."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        rows = csv.DictReader(file)
        try:
            ours = [*(rows.fieldnames or ())] == [*REVIEW_COLUMNS]
            return not ours or any(row[name] for row in rows for name in ("value", "by", "when", "note"))
        except csv.Error:
            return True


def _write_text(write: Callable[[TextIO], None], file: BinaryIO) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="")
    write(text)
    text.detach()
