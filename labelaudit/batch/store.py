"""Keep a run in one SQLite file: what is committed survives any death, and two runs never share it."""

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from labelaudit.batch.whole import remove_begun
from labelaudit.errors import OutputError
from labelaudit.model.item import Item
from labelaudit.model.reading import Reading

VERSION = 1
"""Of the tables below."""
_OURS = 0x1ABE1A
"""Tells our files from any other SQLite file."""
_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE stamp (place TEXT PRIMARY KEY, stamp TEXT NOT NULL, sha256 TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE reading (sha256 TEXT, reader TEXT, error TEXT, body BLOB, PRIMARY KEY (sha256, reader));
CREATE TABLE picture (sha256 TEXT, reader TEXT, page INTEGER, jpeg BLOB, PRIMARY KEY (sha256, reader, page));
CREATE TABLE understood (key TEXT PRIMARY KEY, body BLOB);
CREATE TABLE audit (key TEXT PRIMARY KEY, inputs TEXT, verdict TEXT, body BLOB);
CREATE TABLE item (place INTEGER PRIMARY KEY, key TEXT UNIQUE, pick INTEGER, inputs TEXT, body BLOB);
"""


@dataclass(frozen=True)
class Kept:
    """One product of the run with its audit, as it stands in the store."""

    item: Item
    audit: bytes
    """The audit as JSON."""


class Store:
    """One open run; only the process that opened it reads or writes it, from one thread.

    Raises OutputError: the file is another run's at the moment, cannot be written, is damaged, or is of
    another version.
    """

    def __init__(self, path: Path, *, fresh: bool = False) -> None:
        self.path = path
        with self._told():
            if fresh:
                self._remove()
            self._base = self._open()
            remove_begun(path.parent)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Keep what is whole, let go what was broken off, and let the next run in."""
        try:
            if error is None:
                self.commit()
        finally:
            self._base.close()

    def commit(self) -> None:
        """Nothing of before is lost any more, whatever happens."""
        with self._told():
            self._base.commit()

    # What does not depend on a run.

    def meta(self, name: str) -> str | None:
        """A value that `set_meta` kept."""
        return self._text("SELECT value FROM meta WHERE name = ?", name)

    def set_meta(self, name: str, value: str) -> None:
        """Keep a value under a name."""
        self._do("INSERT OR REPLACE INTO meta VALUES (?, ?)", name, value)

    def sha256(self, place: str, stamp: str) -> str | None:
        """The hash of the picture at this place, if its stamp is the one that it was hashed with."""
        return self._text("SELECT sha256 FROM stamp WHERE place = ? AND stamp = ?", place, stamp)

    def keep_stamp(self, place: str, stamp: str, sha256: str) -> None:
        """Remember the hash of the picture at this place."""
        self._do("INSERT OR REPLACE INTO stamp VALUES (?, ?, ?)", place, stamp, sha256)

    def outcome(self, sha256: str, reader: str) -> str | None:
        """The code of the error that reading this content gave, "" for none; None where it was not read."""
        return self._text("SELECT error FROM reading WHERE sha256 = ? AND reader = ?", sha256, reader)

    def reading(self, sha256: str, reader: str) -> Reading:
        """What this reader read of this content; KeyError where it has not."""
        body = self._body("SELECT body FROM reading WHERE sha256 = ? AND reader = ?", sha256, reader)
        if body is None:
            raise KeyError(sha256)
        return Reading.model_validate_json(zlib.decompress(body))

    def keep_reading(self, sha256: str, reader: str, reading: Reading, pictures: Iterable[bytes]) -> None:
        """Keep what was read and its pages' pictures."""
        body = _packed(reading.model_dump_json().encode())
        code = reading.error.code if reading.error else ""
        self._do("INSERT OR REPLACE INTO reading VALUES (?, ?, ?, ?)", sha256, reader, code, body)
        for place, jpeg in zip(reading.places, pictures, strict=False):
            self._do("INSERT OR REPLACE INTO picture VALUES (?, ?, ?, ?)", sha256, reader, place.page, jpeg)

    def forget(self, codes: Iterable[str]) -> None:
        """Have the pictures read again whose reading failed with one of these errors."""
        for code in codes:
            self._do("DELETE FROM reading WHERE error = ?", code)

    def picture(self, sha256: str, reader: str, page: int) -> bytes | None:
        """A JPEG of a page, numbered from 1 in its file, after its turn."""
        return self._body(
            "SELECT jpeg FROM picture WHERE sha256 = ? AND reader = ? AND page = ?", sha256, reader, page
        )

    def understood(self, key: str) -> bytes | None:
        """What the pictures of a product say, packed; None where they were not parsed yet."""
        return self._body("SELECT body FROM understood WHERE key = ?", key)

    def keep_understood(self, key: str, packed: bytes) -> None:
        """Keep what the pictures of a product say."""
        self._do("INSERT OR REPLACE INTO understood VALUES (?, ?)", key, packed)

    def keep_audit(self, key: str, inputs: str, verdict: str, packed: bytes) -> None:
        """Keep a product's audit, and all that it was made from as one hash."""
        self._do("INSERT OR REPLACE INTO audit VALUES (?, ?, ?, ?)", key, inputs, verdict, packed)

    def verdict(self, key: str, inputs: str) -> str | None:
        """What `keep_audit` kept of this product, if it was made from the same."""
        return self._text("SELECT verdict FROM audit WHERE key = ? AND inputs = ?", key, inputs)

    # The run: the catalogue's products in their order.

    def begin(self, items: Iterable[tuple[int, Item]], *, sample: int | None = None) -> int:
        """Make these the products of the run, each with a number to draw by; how many there are.

        `sample` keeps so many of them, those with the least numbers.
        """
        with self._told():
            self._base.execute("DELETE FROM item")
            self._base.executemany(
                "INSERT INTO item VALUES (?, ?, ?, NULL, ?)",
                (
                    (place, item.key, pick, _packed(item.model_dump_json().encode()))
                    for place, (pick, item) in enumerate(items)
                ),
            )
            if sample is not None:
                self._base.execute(
                    "DELETE FROM item WHERE place NOT IN "
                    "(SELECT place FROM item ORDER BY pick, place LIMIT ?)",
                    (sample,),
                )
            self._base.commit()
        return int(self._one("SELECT count(*) FROM item") or 0)

    def open_items(self, *, after: int = -1, most: int = 500) -> list[tuple[int, Item]]:
        """The next products of the run that have no audit yet, each with its place."""
        with self._told():
            found = self._base.execute(
                "SELECT place, body FROM item WHERE place > ? AND inputs IS NULL ORDER BY place LIMIT ?",
                (after, most),
            ).fetchall()
        return [(place, Item.model_validate_json(zlib.decompress(body))) for place, body in found]

    def settle(self, place: int, inputs: str) -> None:
        """Say that the product's audit of these inputs is the run's."""
        self._do("UPDATE item SET inputs = ? WHERE place = ?", inputs, place)

    def fingerprints(self) -> Iterator[bytes]:
        """What tells every product of the run, with its audit, from any other, in the catalogue's order."""
        with self._told():
            for body, inputs in self._base.execute("SELECT body, inputs FROM item ORDER BY place"):
                yield body + inputs.encode()

    def kept(self, verdict: str | None = None) -> Iterator[Kept]:
        """The products of the run (of this verdict alone) with their audits, in the catalogue's order."""
        with self._told():
            for item, audit in self._base.execute(
                "SELECT item.body, audit.body FROM item JOIN audit USING (key, inputs) "
                "WHERE ?1 IS NULL OR verdict = ?1 ORDER BY place",
                (verdict,),
            ):
                yield Kept(Item.model_validate_json(zlib.decompress(item)), zlib.decompress(audit))

    # Below: SQLite.

    def _do(self, statement: str, *values: str | int | bytes) -> None:
        with self._told():
            self._base.execute(statement, values)

    def _one(self, statement: str, *values: str | int) -> Any:  # SQLite has no types
        with self._told():
            row = self._base.execute(statement, values).fetchone()
        return None if row is None else row[0]

    def _text(self, statement: str, *values: str) -> str | None:
        found = self._one(statement, *values)
        return None if found is None else str(found)

    def _body(self, statement: str, *values: str | int) -> bytes | None:
        found = self._one(statement, *values)
        return None if found is None else bytes(found)

    def _open(self) -> sqlite3.Connection:
        base = sqlite3.connect(self.path, timeout=0)
        try:
            # Exclusive: the lock is the process's own and dies with it.
            base.execute("PRAGMA locking_mode = EXCLUSIVE")
            base.execute("PRAGMA journal_mode = WAL")
            base.execute("PRAGMA synchronous = FULL")
            base.execute("BEGIN EXCLUSIVE")
            self._check(base)
            base.commit()
        except BaseException:
            base.close()
            raise
        return base

    def _check(self, base: sqlite3.Connection) -> None:
        """Make a new file ours; refuse what is another program's, or of another version."""
        (owner,) = base.execute("PRAGMA application_id").fetchone()
        (version,) = base.execute("PRAGMA user_version").fetchone()
        if not owner and not base.execute("SELECT 1 FROM sqlite_schema").fetchone():
            for statement in _TABLES.split(";"):
                base.execute(statement)
            base.execute(f"PRAGMA application_id = {_OURS}")
            base.execute(f"PRAGMA user_version = {VERSION}")
        elif owner != _OURS:
            raise OutputError(f"{self.path}: is no store of labelaudit; choose another folder with -o")
        elif version != VERSION:
            made = "a newer" if version > VERSION else "an older"
            raise OutputError(
                f"{self.path}: is of {made} labelaudit (store {version}, this one has {VERSION}); "
                "choose another folder with -o, or begin anew with --fresh"
            )

    def _remove(self) -> None:
        try:
            if self.path.exists():
                self._open().close()  # another run may be at it
        except (sqlite3.DatabaseError, OutputError) as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
                raise
        for end in ("", "-wal", "-shm", "-journal"):
            self.path.with_name(self.path.name + end).unlink(missing_ok=True)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise OutputError(f"{self.path}: {_reason(error)}") from error
        except OSError as error:
            raise OutputError(f"{self.path}: cannot be removed ({error.strerror})") from error


def _reason(error: sqlite3.Error) -> str:
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return "another run is at work in this folder; wait for it, or choose another with -o"
        case sqlite3.SQLITE_FULL:
            return "the disk is full; make room and run the same command again"
        case sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_CORRUPT:
            return "is damaged; begin anew with --fresh"
    return f"cannot be written ({error}); choose another folder with -o"


def _packed(body: bytes) -> bytes:
    return zlib.compress(body, 1)
