"""Brings rows of one group together, wherever they stand, on disk: memory does not grow with the table."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain, groupby, islice
from operator import itemgetter

from labelaudit.catalogue.row import Row
from labelaudit.errors import OutputError

MOST_ROWS = 3000
"""Of one product: a shop's export has a row a variant and a row a picture."""
_SHARED = f"shares its key with more than {MOST_ROWS:,} rows, and is taken as a product of its own"
_SCHEMA = """
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    PRAGMA temp_store = FILE;
    CREATE TABLE groups (first INTEGER PRIMARY KEY, name TEXT UNIQUE);
    CREATE TABLE rows (grp INTEGER, n INTEGER, row TEXT, PRIMARY KEY (grp, n)) WITHOUT ROWID;
    CREATE TABLE keys (key TEXT PRIMARY KEY, times INTEGER) WITHOUT ROWID;
"""
_KEY = "INSERT INTO keys VALUES (?, 1) ON CONFLICT DO UPDATE SET times = times + 1 RETURNING times"


class Spool:
    """A private file in the temporary folder that SQLite removes by itself; OutputError where it is full."""

    def __init__(self) -> None:
        # Without a name it is on disk once it outgrows SQLite's cache, and gone when it is closed.
        self._file = sqlite3.connect("")
        self._file.executescript(_SCHEMA)

    def gather(self, rows_by_name: Iterable[tuple[str | None, Row]]) -> Iterator[list[Row]]:
        """The rows of each group together, groups in the order of their first rows; None is a group of one.

        A name that more than `MOST_ROWS` rows share is none: each of them is a group, and odd.
        """
        with _mapped():
            for n, (name, row) in enumerate(rows_by_name):
                self._add(n, name, row)
            stored = self._file.execute("SELECT grp, row FROM rows ORDER BY grp, n")
            for _, found in groupby(stored, key=itemgetter(0)):
                rows = (Row(*json.loads(text)) for _, text in found)
                group = list(islice(rows, MOST_ROWS + 1))
                if len(group) <= MOST_ROWS:
                    yield group
                else:
                    yield from ([replace(row, odd=_SHARED)] for row in chain(group, rows))

    def _add(self, n: int, name: str | None, row: Row) -> None:
        found = name and self._file.execute("SELECT first FROM groups WHERE name = ?", (name,)).fetchone()
        if not found:
            self._file.execute("INSERT INTO groups VALUES (?, ?)", (n, name))
        text = json.dumps([row.number, row.cells, row.broken, row.odd], ensure_ascii=False)
        self._file.execute("INSERT INTO rows VALUES (?, ?, ?)", (found[0] if found else n, n, text))

    def unique(self, key: str) -> str:
        """The key, or the key with a number where it was given before."""
        with _mapped():
            (times,) = self._file.execute(_KEY, (key,)).fetchone()
        return key if times == 1 else self.unique(f"{key} #{times}")

    def close(self) -> None:
        """Remove the file."""
        self._file.close()


@contextmanager
def _mapped() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise OutputError(f"the temporary folder cannot take the catalogue ({error}); set TMPDIR") from error
