"""Brings rows of one group together, wherever they stand, on disk: memory does not grow with the table."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing

from labelaudit.catalogue.row import Row
from labelaudit.errors import OutputError

_SCHEMA = """
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    PRAGMA temp_store = FILE;
    CREATE TABLE groups (first INTEGER PRIMARY KEY, name TEXT UNIQUE);
    CREATE TABLE rows (grp INTEGER, n INTEGER, row TEXT, PRIMARY KEY (grp, n)) WITHOUT ROWID;
    CREATE TABLE keys (key TEXT PRIMARY KEY) WITHOUT ROWID;
"""


class Spool:
    """A private file in the temporary folder that SQLite removes by itself."""

    def __init__(self) -> None:
        self._file = sqlite3.connect(
            ""
        )  # no name: on disk once it outgrows SQLite's cache, and gone when closed
        self._file.executescript(_SCHEMA)

    def gather(self, rows: Iterable[tuple[str | None, Row]]) -> Iterator[list[Row]]:
        """The rows of each group together, groups in the order of their first rows; None is a group of one.

        Raises OutputError where the temporary folder is full.
        """
        try:
            for n, (name, row) in enumerate(rows):
                self._add(n, name, row)
            yield from self._groups()
        except sqlite3.Error as error:
            raise OutputError(
                f"the temporary folder cannot take the catalogue ({error}); set TMPDIR"
            ) from error

    def _add(self, n: int, name: str | None, row: Row) -> None:
        found = name and self._file.execute("SELECT first FROM groups WHERE name = ?", (name,)).fetchone()
        if not found:
            self._file.execute("INSERT INTO groups VALUES (?, ?)", (n, name))
        text = json.dumps([row.number, row.cells, row.broken, row.odd], ensure_ascii=False)
        self._file.execute("INSERT INTO rows VALUES (?, ?, ?)", (found[0] if found else n, n, text))

    def _groups(self) -> Iterator[list[Row]]:
        at = -1
        held: list[Row] = []
        with closing(self._file.execute("SELECT grp, row FROM rows ORDER BY grp, n")) as cursor:
            for group, text in cursor:
                if group != at and held:
                    yield held
                    held = []
                at = group
                held.append(Row(*json.loads(text)))
        if held:
            yield held

    def unique(self, key: str) -> str:
        """The key, or the key with a number where it was given before."""
        tried, again = key, 1
        while not self._file.execute("INSERT OR IGNORE INTO keys VALUES (?)", (tried,)).rowcount:
            again += 1
            tried = f"{key} #{again}"
        return tried

    def close(self) -> None:
        """Remove the file."""
        self._file.close()
