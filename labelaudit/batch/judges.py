"""Judge many products on all cores; a few are judged here, for processes take a second to start."""

import multiprocessing
import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool

from pebble import ProcessExpired, ProcessPool

from labelaudit.batch.standard import Due, Judged, Standard, judge
from labelaudit.batch.watch import Watch, settle_in

_HERE = 200
"""Products that are judged in this process before others are called in."""
_CHUNK = 25
"""Products that a process is handed at a time."""
_EACH = 3
"""Chunks that are under way for each process."""

Chunk = list[Due]


class Judges:
    """Judges in processes of its own once it is worth it; answers come in the order of the products."""

    def __init__(self, standard: Standard, *, workers: int, here: int = _HERE) -> None:
        self._standard = standard
        self._workers = workers
        self._here = here
        self._gathered: Chunk = []
        self._held: deque[tuple[Future[list[Judged]], Chunk]] = deque()
        self._pool: ProcessPool | None = None

    def take(self, due: Due) -> Iterator[Judged]:
        """Judge one product; gives those that are judged by now, this one or earlier ones."""
        if self._here or self._workers == 1:
            self._here = max(0, self._here - 1)
            yield judge(self._standard, due)
            return
        self._gathered.append(due)
        if len(self._gathered) == _CHUNK:
            self._hand_out()
        while len(self._held) > _EACH * self._workers:
            yield from self._first()

    def rest(self) -> Iterator[Judged]:
        """Those that are still under way."""
        self._hand_out()
        while self._held:
            yield from self._first()

    def stop(self) -> None:
        """End the processes, whatever they do."""
        if self._pool:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()

    def _hand_out(self) -> None:
        if not self._gathered:
            return
        if self._pool is None:
            self._pool = ProcessPool(
                max_workers=self._workers,
                initializer=_begin,
                initargs=(self._standard, os.getpid()),
                context=multiprocessing.get_context("spawn"),
            )
        self._held.append((self._pool.schedule(_judge, args=(self._gathered,)), self._gathered))
        self._gathered = []

    def _first(self) -> list[Judged]:
        future, chunk = self._held.popleft()
        try:
            return future.result()
        except BrokenProcessPool:
            self.stop()
            self._pool = None
        except ProcessExpired:  # killed, perhaps for the memory of all
            pass
        return [judge(self._standard, due) for due in chunk]


_standard: Standard | None = None
_watch: Watch | None = None


def _begin(standard: Standard, parent: int) -> None:
    global _standard, _watch
    settle_in()
    _standard, _watch = standard, Watch(parent=parent)


def _judge(chunk: Chunk) -> list[Judged]:
    assert _standard
    return [judge(_standard, due) for due in chunk]
