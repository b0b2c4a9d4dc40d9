"""Catalogues whose pictures are read from what was stored of them: the store, the workers and the outputs
are real, the pixels are not.

A picture here is the first bytes of a PNG and a line of JSON that says what reading it does.
"""

import json
import os
import signal
import time
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import numpy as np

from labelaudit.batch.engine import ReadDone, ReadTask, failed
from labelaudit.limits import Limits
from labelaudit.model.audit import SourcePage
from labelaudit.model.base import Note
from labelaudit.model.page import Page
from labelaudit.model.reading import Reading
from labelaudit.picture import to_jpeg

PAGES = Path(__file__).parents[2] / "fixtures" / "pages"
CASES = sorted(path.name for path in PAGES.iterdir())
LOG = "RECORDED_LOG"
"""The variable that names a file which gets a line a reading: its content's hash."""
_PNG = b"\x89PNG\r\n\x1a\n"


def picture(path: Path, case: str, **does: object) -> Path:
    """Write a picture that reads as a stored page; `does`: crash, hang, wait (seconds), swell, number ..."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_PNG + json.dumps({"case": case, **does}).encode())
    return path


def pictures(folder: Path, count: int, **does: object) -> Path:
    """A folder of so many products, each with a picture of its own."""
    for number in range(count):
        picture(folder / f"P{number:05}.png", CASES[number % len(CASES)], number=number, **does)
    return folder


def read(task: ReadTask) -> ReadDone:
    """Read a picture as it says."""
    content = Path(task.path).read_bytes()
    does = json.loads(content.removeprefix(_PNG))
    if log := os.environ.get(LOG):
        with Path(log).open("a", encoding="utf-8") as file:
            file.write(f"{task.sha256}\n")
    time.sleep(does.get("wait", 0))
    if does.get("crash"):
        os.kill(os.getpid(), signal.SIGKILL)
    if does.get("hang"):
        signal.pause()
    if does.get("swell"):
        held = bytearray(os.urandom(1) * does["swell"])
        time.sleep(30)
        return failed(task, "crashed", str(len(held)))
    if does.get("fail"):
        return failed(task, str(does["fail"]), "fails as it says")
    if does.get("damaged"):
        return ReadDone(task.sha256, Reading(error=Note(code="damaged", message=f"{task.path}: is damaged")))
    if does.get("raise"):
        raise ZeroDivisionError(does["raise"])
    page = Page.model_validate_json((PAGES / does["case"] / "page.json").read_text(encoding="utf-8"))
    place = SourcePage(
        name=task.path,
        path=task.path,
        sha256=sha256(content).hexdigest(),
        kind="image",
        page=1,
        width=page.width,
        height=page.height,
        turn=page.turn,
    )
    return ReadDone(task.sha256, Reading(pages=(page,), places=(place,)), (_jpeg(),))


def reading_of(path: Path) -> Reading:
    """What is read of a picture."""
    return read(ReadTask(sha256="", path=str(path), engine="auto", reader="", limits=Limits())).reading


@lru_cache
def _jpeg() -> bytes:
    return to_jpeg(np.full((30, 20, 3), 200, np.uint8))


class Inline:
    """An engine that reads in this very process, one by one; after `stop_after` of them comes Ctrl-C."""

    workers = 1

    def __init__(self, *, stop_after: int | None = None) -> None:
        self.read: list[str] = []
        self.stopped = False
        self._stop_after = stop_after

    def run(self, tasks: Iterable[ReadTask]) -> Iterator[ReadDone]:
        for task in tasks:
            if len(self.read) == self._stop_after:
                raise KeyboardInterrupt
            self.read.append(Path(task.path).name)
            yield read(task)

    def stop(self) -> None:
        self.stopped = True
