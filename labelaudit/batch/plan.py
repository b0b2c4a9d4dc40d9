"""Find out which pictures a product has and what they hold, by reading no more of them than must be."""

import json
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import islice
from pathlib import Path

from pebble import ThreadPool

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
_AHEAD = 32
"""Products whose pictures are fetched before their turn comes."""
_FETCHED = 8
"""Pictures that are fetched at a time."""


@dataclass(frozen=True)
class Found:
    """One picture of a product: its content's hash, or why it has none."""

    picture: Picture
    sha256: str = ""
    error: Note | None = None
    """Its message does not name the picture."""
    path: str = ""
    """Where its bytes were read, if they were."""


Opening = Future[Found] | None
"""A picture that is being fetched; None for one that is here."""


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

    def find(self, products: Iterable[tuple[int, Item]]) -> Iterator[tuple[int, Item, list[Found]]]:
        """The products, by their places, with their pictures; those of a few are fetched ahead.

        What cannot be opened is told, not raised.
        """
        ahead: deque[tuple[int, Item, list[Opening]]] = deque()
        for place, item in products:
            ahead.append((place, item, [self._begin(picture) for picture in item.pictures]))
            while ahead and (len(ahead) > _AHEAD or not any(ahead[0][2])):
                yield self._found(*ahead.popleft())
        while ahead:
            yield self._found(*ahead.popleft())

    def task(self, found: Found) -> ReadTask:
        """The task to read a picture; raises UnreadableError where it has gone since it was found."""
        path = found.path or str(local(found.picture, folder=self.folder, fetch=self.fetcher))
        return ReadTask(
            sha256=found.sha256, path=path, engine=self.engine, reader=self.reader, limits=self.limits
        )

    def drop(self, path: str) -> None:
        """Remove a picture's copy, if it is one."""
        if path and Path(path).is_relative_to(self.folder):
            Path(path).unlink(missing_ok=True)

    def close(self) -> None:
        """Fetch no more; what is under way is not waited for."""
        if "_fetching" in self.__dict__:
            self._fetching.stop()  # type: ignore[no-untyped-call]

    @cached_property
    def _fetching(self) -> ThreadPool:
        return ThreadPool(max_workers=_FETCHED)

    def _begin(self, picture: Picture) -> Opening:
        return self._fetching.schedule(self._look_into, args=(picture,)) if picture.kind == "url" else None

    def _found(self, place: int, item: Item, opening: list[Opening]) -> tuple[int, Item, list[Found]]:
        pictures = zip(item.pictures, opening, strict=True)
        return place, item, [begun.result() if begun else self._find(each) for each, begun in pictures]

    def _find(self, picture: Picture) -> Found:
        place = json.dumps([picture.kind, picture.place, picture.member])
        stamped = None if self._just_changed(picture) else stamp(picture)
        known = self.store.sha256(place, stamped) if stamped and not self.rehash else None
        if known:
            return Found(picture, known)
        found = self._look_into(picture)
        if stamped and found.sha256:
            self.store.keep_stamp(place, stamped, found.sha256)
        return found

    def _look_into(self, picture: Picture) -> Found:
        """Read the picture's bytes wherever they are; touches no store, and so may run in any thread."""
        path = ""
        try:
            path = str(local(picture, folder=self.folder, fetch=self.fetcher))
            return Found(picture, read_source(path, limits=self.limits).sha256, path=path)
        except UnreadableError as error:
            self.drop(path)
            return Found(picture, error=Note(code=error.code, message=unnamed(str(error), path, picture)))

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
