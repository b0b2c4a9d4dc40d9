"""Find out which pictures a product has and what they hold, by reading no more of them than must be."""

import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path

from labelaudit.batch.engine import ReadTask
from labelaudit.batch.store import Store
from labelaudit.catalogue.fetch import Fetcher
from labelaudit.catalogue.opening import local, stamp
from labelaudit.errors import UnreadableError
from labelaudit.ingest.source import printable, read_source
from labelaudit.limits import Limits
from labelaudit.model.base import Note
from labelaudit.model.item import Item, Picture

_SETTLED = 3.0
"""Seconds after which a file's times tell it apart: a change within the clock's grain leaves them alike."""


@dataclass(frozen=True)
class Found:
    """One picture of a product: its content's hash, or why it has none."""

    picture: Picture
    sha256: str = ""
    error: Note | None = None
    """Its message does not name the picture."""


@dataclass
class Planner:
    """Tells pictures apart by their content, and has it read only where a stamp does not tell."""

    store: Store
    folder: Path
    """For copies of what is in an archive or at an address."""
    engine: str
    reader: str
    limits: Limits
    fetcher: Fetcher | None = None
    rehash: bool = False
    clock: Callable[[], float] = time.time

    def find(self, item: Item) -> list[Found]:
        """The pictures of a product; what cannot be opened is told, not raised."""
        return [self._find(picture) for picture in item.pictures]

    def task(self, found: Found) -> ReadTask:
        """The task to read a picture; raises UnreadableError where it has gone since it was found."""
        path = local(found.picture, folder=self.folder, fetch=self.fetcher)
        return ReadTask(
            sha256=found.sha256, path=str(path), engine=self.engine, reader=self.reader, limits=self.limits
        )

    def drop(self, path: str) -> None:
        """Remove a picture's copy, if it is one."""
        if Path(path).is_relative_to(self.folder):
            Path(path).unlink(missing_ok=True)

    def _find(self, picture: Picture) -> Found:
        place = json.dumps([picture.kind, picture.place, picture.member])
        stamped = None if self._just_changed(picture) else stamp(picture)
        known = self.store.sha256(place, stamped) if stamped and not self.rehash else None
        if known:
            return Found(picture, known)
        path = ""
        try:
            path = str(local(picture, folder=self.folder, fetch=self.fetcher))
            content = read_source(path, limits=self.limits).sha256
        except UnreadableError as error:
            return Found(picture, error=Note(code=error.code, message=unnamed(str(error), path, picture)))
        if stamped:
            self.store.keep_stamp(place, stamped, content)
        return Found(picture, content)

    def _just_changed(self, picture: Picture) -> bool:
        if picture.kind == "url":
            return False
        try:
            return self.clock() - Path(picture.place).stat().st_mtime < _SETTLED
        except OSError:
            return False


def unnamed(message: str, path: str, picture: Picture) -> str:
    """A message without the file's name before it: a copy's name says nothing, and twins have others."""
    for name in (path, picture.place, picture.name):
        if name and message.startswith(f"{printable(name)}: "):
            return message[len(printable(name)) + 2 :]
    return message


def numbered(items: Iterable[Item], *, limit: int | None) -> Iterator[tuple[int, Item]]:
    """The first `limit` products, each with a number to draw a sample by, which is its own for ever."""
    for item in islice(items, limit):
        yield int.from_bytes(sha256(item.key.encode("utf-8", "replace")).digest()[:7]), item
