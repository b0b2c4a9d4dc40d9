"""Kill a scan that writes at so many random moments; everything that it left must parse every time.

python -m tests.killed_writer FOLDER MOMENTS

A process of its own, which forks: loading the program takes longer than a scan.
"""

import csv
import json
import os
import random
import signal
import sqlite3
import sys
import time
import zipfile
from itertools import count
from pathlib import Path

from labelaudit.batch.scanning import Request, scan
from labelaudit.cli.output import write_whole
from labelaudit.model.audit import Audit
from tests.batch.recorded import Inline, pictures


def write_for_ever(shop: Path, out: Path) -> None:
    """Scan all anew, again and again, with one more product each time; write a single file beside it."""
    for number in count(3):
        pictures(shop, 3 + number % 3)
        scan(Request(str(shop), output=out, fresh=number % 2 == 0, workers=1), readers=Inline())
        write_whole(out / "audit.json", json.dumps(["x" * 100_000] * 5))


def check(out: Path) -> int:
    """Parse every file there; how many."""
    files = [path for path in out.rglob("*") if path.is_file() and not path.name.startswith("store.sqlite-")]
    whole = [path for path in files if ".labelaudit." not in str(path)]
    for path in whole:
        match path.suffix:
            case ".jsonl":
                assert [Audit.model_validate_json(line) for line in path.read_text().splitlines()]
            case ".json":
                json.loads(path.read_text())
            case ".csv":
                rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(keepends=True)))
                assert {len(row) for row in rows} == {len(rows[0])}
            case ".xlsx":
                assert zipfile.ZipFile(path).testzip() is None
            case ".html":
                assert path.read_text().rstrip().endswith("</html>")
            case ".jpg" | ".jpeg":
                assert path.read_bytes().endswith(b"\xff\xd9")
            case ".sqlite":
                base = sqlite3.connect(path)
                assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                base.close()
            case _:
                raise AssertionError(f"{path} is of no kind that is known")
    return len(whole)


def main() -> None:
    """Fork, kill, check; ends with how many files were seen."""
    folder, moments = Path(sys.argv[1]), int(sys.argv[2])
    shop, out = folder / "shop", folder / "out"
    draw, seen = random.Random(5), 0
    scan(Request(str(pictures(shop, 3)), output=out, workers=1), readers=Inline())  # what a kill may spoil
    for _ in range(moments):
        child = os.fork()
        if child == 0:
            write_for_ever(shop, out)
        time.sleep(draw.uniform(0.05, 1.0))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        if out.exists():
            seen += check(out)
    scan(Request(str(pictures(shop, 5)), output=out), readers=Inline())
    assert len((out / "results.jsonl").read_text().splitlines()) == 5
    assert not [path for path in out.iterdir() if path.name.startswith(".labelaudit.")]
    sys.stdout.write(str(seen))


if __name__ == "__main__":
    main()
