"""Watch one worker from within: past its deadline, over its memory, or orphaned, it ends at once.

A worker that is killed from outside would leave the programs that it runs; this one takes them along.
"""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import IntEnum
from typing import NoReturn

import psutil

from labelaudit.limits import Limits

_EVERY = 0.25
"""Seconds between two looks."""


class Ended(IntEnum):
    """The exit codes of a worker that ended itself."""

    DEADLINE = 81
    MEMORY = 82
    ORPHANED = 83


class Watch:
    """Ends the process that it was made in when that is due; only while a picture is read.

    With a `parent`, also when that is gone.
    """

    def __init__(self, *, parent: int | None = None) -> None:
        self._process = psutil.Process()
        self._parent = parent
        self._until = 0.0
        self._bytes = 0.0
        self._reading = threading.Event()
        threading.Thread(target=self._look, daemon=True).start()

    @contextmanager
    def over(self, limits: Limits) -> Iterator[None]:
        """Hold what is done within to the limits."""
        self._until = time.monotonic() + limits.label_seconds
        self._bytes = limits.worker_megabytes * 1_000_000
        self._reading.set()
        try:
            yield
        finally:
            self._reading.clear()

    def _look(self) -> None:
        while True:
            time.sleep(_EVERY)
            if self._parent and os.getppid() != self._parent:
                self._end(Ended.ORPHANED)
            if not self._reading.is_set():
                continue
            if time.monotonic() > self._until:
                self._end(Ended.DEADLINE)
            if self._process.memory_info().rss > self._bytes:
                self._end(Ended.MEMORY)

    def _end(self, code: Ended) -> NoReturn:
        kill_children(self._process)
        os._exit(code)


def kill_children(process: psutil.Process) -> None:
    """Kill what the process started, and what that started."""
    with suppress(psutil.Error):
        for child in process.children(recursive=True):
            with suppress(psutil.Error):
                child.kill()


def settle_in() -> None:
    """Make this process a worker: no output, no say in what the terminal sends, one thread, its own group."""
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)
