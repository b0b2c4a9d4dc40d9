"""Tell two runs apart, product by product, in bounded memory: what is kept of a label is on disk."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from labelaudit.batch.compare import alone, compare, gtin_of, sku_of
from labelaudit.errors import UnreadableError, UsageError
from labelaudit.model.audit import Audit, Tool
from labelaudit.model.difference import Counts, Head, ProductChange, Side, Verdict

RESULTS = "results.jsonl"
"""A run's audits, one a line, in its folder."""

_VERDICTS = tuple(Verdict)
_TABLES = """
    CREATE TABLE line (
        id INTEGER PRIMARY KEY, run INTEGER, place INTEGER, number INTEGER,
        sku TEXT, gtin TEXT, name TEXT, panel INTEGER
    );
    CREATE TABLE pair (before INTEGER UNIQUE, after INTEGER UNIQUE);
    CREATE TABLE change (verdict INTEGER, place INTEGER, key TEXT, product TEXT);
"""
_SAME = {
    "sku, gtin, name": "true",
    "sku": "sku <> ''",
    "gtin": "gtin <> ''",
    "name": "sku = '' AND gtin = ''",
}
"""By what two lines are one product's, surest first, and of which lines that may be asked."""
_PAIR = """
    WITH single AS (
        SELECT id, run, panel, {by}, row_number() OVER (PARTITION BY run, panel, {by} ORDER BY id) AS nth
        FROM line WHERE {asked}
        AND id NOT IN (SELECT before FROM pair) AND id NOT IN (SELECT after FROM pair)
    )
    INSERT INTO pair SELECT one.id, other.id FROM single AS one JOIN single AS other USING (panel, nth, {by})
    WHERE one.run = 0 AND other.run = 1
"""
_BOTH = """
    SELECT one.place, one.number, other.place, other.number, other.id FROM pair
    JOIN line AS one ON one.id = pair.before JOIN line AS other ON other.id = pair.after ORDER BY other.id
"""
_ALONE = """
    SELECT place, number, id FROM line WHERE run = ?
    AND id NOT IN (SELECT before FROM pair) AND id NOT IN (SELECT after FROM pair) ORDER BY id
"""


@dataclass
class Difference:
    """What differs between two runs; `close` forgets what is on disk."""

    head: Head
    _kept: sqlite3.Connection = field(repr=False)

    def products(self) -> Iterator[ProductChange]:
        """Every product that differs, gravest first, in the order of its run."""
        for (product,) in self._kept.execute("SELECT product FROM change ORDER BY verdict, place"):
            yield ProductChange.model_validate_json(product)

    def verdicts(self) -> dict[str, Verdict]:
        """What became of each product that differs, by `compare.key_of`; of several, the gravest."""
        found = self._kept.execute("SELECT key, min(verdict) FROM change GROUP BY key")
        return {key: _VERDICTS[verdict] for key, verdict in found}

    def close(self) -> None:
        """Forget it."""
        self._kept.close()


def difference(before: Path, after: Path) -> Difference:
    """Compare two runs, each a run's folder or its results.jsonl.

    A product is known again by its SKU, else by its GTIN; where it has neither, by the name of its file. Of
    several that go by the same, the first of one run goes with the first of the other. Raises UsageError
    where there are no results, UnreadableError where they are damaged.
    """
    paths = _results(before), _results(after)
    kept = sqlite3.connect("")  # a file of SQLite's own, gone when it is closed
    try:
        kept.executescript(_TABLES)
        one, other = (_index(kept, path, run=run) for run, path in enumerate(paths))
        for by, asked in _SAME.items():
            kept.execute(_PAIR.format(by=by, asked=asked))
        counts = _compare(kept, *paths)
    except OSError as error:
        kept.close()
        raise UnreadableError("no_access", f"{error.filename}: cannot be read ({error.strerror})") from error
    except BaseException:
        kept.close()
        raise
    return Difference(Head(before=one, after=other, counts=counts), kept)


def changes_since(before: Path, after: Path) -> dict[str, Verdict]:
    """What became of each product that differs, by `compare.key_of`; errors as of `difference`."""
    with closing(difference(before, after)) as found:
        return found.verdicts()


def _results(run: Path) -> Path:
    path = run / RESULTS if run.is_dir() else run
    if not path.exists():
        what = f"has no {RESULTS}" if run.is_dir() else "is not there"
        raise UsageError(f"{run}: {what}; name the folder that `labelaudit scan` wrote, or its {RESULTS}")
    return path


def _index(kept: sqlite3.Connection, path: Path, *, run: int) -> Side:
    """Note where each line is, and by what its product goes."""
    tools: dict[str, Tool] = {}
    labels = place = 0
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                audit = _audit(line, path, number)
                tools.setdefault(repr(audit.tool), audit.tool)
                gtin = gtin_of(audit)
                goes_by = (sku_of(audit) or "", gtin.zfill(14) if gtin else "", audit.source.name)
                row = (run, place, number, *goes_by, audit.source.panel)
                kept.execute("INSERT INTO line VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)", row)
                labels += 1
            place += len(line)
    return Side(path=str(path), labels=labels, judged_by=tuple(tools.values()))


def _compare(kept: sqlite3.Connection, before: Path, after: Path) -> Counts:
    """Keep what differs, and count it."""
    found: Counter[str] = Counter()

    def keep(product: ProductChange, place: int) -> None:
        found[product.verdict.value] += 1
        row = (_VERDICTS.index(product.verdict), place, product.key, product.model_dump_json())
        kept.execute("INSERT INTO change VALUES (?, ?, ?, ?)", row)

    with before.open("rb") as old, after.open("rb") as new:
        for old_place, old_number, new_place, new_number, identity in kept.execute(_BOTH):
            lines = _line(old, old_place), _line(new, new_place)
            same = lines[0] == lines[1]
            change = (
                None
                if same
                else compare(_audit(lines[0], before, old_number), _audit(lines[1], after, new_number))
            )
            if change:
                keep(change, identity)
            else:
                found["unchanged"] += 1
        sides = ((0, Verdict.GONE, old, before), (1, Verdict.NEW, new, after))
        for run, verdict, file, path in sides:
            for place, number, identity in kept.execute(_ALONE, (run,)):
                keep(alone(_audit(_line(file, place), path, number), verdict), identity)
    return Counts(**found)


def _line(file: BinaryIO, place: int) -> bytes:
    file.seek(place)
    return file.readline()


def _audit(line: bytes, path: Path, number: int) -> Audit:
    try:
        return Audit.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        what = f"{where}: {first['msg']}" if where else first["msg"]
        raise UnreadableError(
            "damaged",
            f"{path}: line {number} is no audit that this version knows ({what}); "
            "compare the results.jsonl of two scans, with the newer labelaudit of the two",
        ) from error
