"""Read on this machine: a few processes, each on one thread, each expendable."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import nullcontext, suppress
from itertools import islice

import psutil
from pebble import ProcessExpired, ProcessPool

from labelaudit.batch import work
from labelaudit.batch.engine import ReadDone, ReadTask, failed
from labelaudit.batch.watch import Ended, Watch, kill_children, settle_in
from labelaudit.errors import EngineError

WORKERS_NAME = "pebble_pool_worker"
_BROKEN = "the processes that read end as soon as they start; `labelaudit doctor` says what is missing"

Work = Callable[[ReadTask], ReadDone]

_RECYCLED = 200
"""Pictures that one process reads before a new one takes its place: libraries leak."""
_GRACE = 15
"""Seconds after the deadline that a worker has to end itself, before it is ended."""
_EACH = 2
"""Tasks a worker that are handed out: one in hand, one at hand."""


class LocalEngine:
    """An `Engine` of processes; `work` is what they do with a task: a function that a module names."""

    def __init__(self, workers: int, *, work: Work = work.read, recycled: int = _RECYCLED) -> None:
        self.workers = workers
        self._work = work
        # Spawned: a fork takes along the locks of threads that it does not take.
        self._pool = ProcessPool(
            max_workers=workers,
            max_tasks=recycled,
            initializer=_begin,
            context=multiprocessing.get_context("spawn"),
        )

    def run(self, tasks: Iterable[ReadTask]) -> Iterator[ReadDone]:
        """Answer every task; see `Engine.run`."""
        source = iter(tasks)
        held: dict[Future[ReadDone], ReadTask] = {}
        while True:
            for task in islice(source, _EACH * self.workers - len(held)):
                held[self._schedule(task)] = task
            if not held:
                return
            # In steps, so that Ctrl-C is heard on every system.
            for future in wait(held, timeout=0.5, return_when=FIRST_COMPLETED).done:
                yield _answer(future, held.pop(future))

    def stop(self) -> None:
        """Kill every worker, with what it runs, and wait until they are gone."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        for process in multiprocessing.active_children():
            if process.name == WORKERS_NAME:
                with suppress(psutil.Error):
                    kill_children(psutil.Process(process.pid))
                process.kill()
        self._pool.join()

    def _schedule(self, task: ReadTask) -> Future[ReadDone]:
        seconds = task.limits.label_seconds + _GRACE
        try:
            return self._pool.schedule(_do, args=(self._work, task), timeout=seconds)
        except RuntimeError as error:
            raise EngineError(_BROKEN) from error


_watch: Watch | None = None


def _begin() -> None:
    """What a worker does first."""
    global _watch
    settle_in()
    _watch = Watch(parent=os.getppid())


def _do(work: Work, task: ReadTask) -> ReadDone:
    with _watch.over(task.limits) if _watch else nullcontext():
        return work(task)


def _answer(future: Future[ReadDone], task: ReadTask) -> ReadDone:
    try:
        return future.result()
    except ProcessExpired as expired:
        match expired.exitcode:
            case Ended.DEADLINE:
                return _too_long(task)
            case Ended.MEMORY:
                most = f"{task.limits.worker_megabytes:g} MB"
                return failed(task, "memory", f"needs more memory than {most} to be read; reduce the picture")
        return failed(task, "crashed", f"ends the process that reads it ({_told(expired.exitcode)})")
    except TimeoutError:
        return _too_long(task)
    except BrokenProcessPool as error:
        raise EngineError(_BROKEN) from error
    except Exception as error:  # whatever one picture brings about, the others are read
        what = f"{type(error).__name__}: {error}".splitlines()[0]
        return failed(task, "crashed", f"fails labelaudit itself ({what}); please report it")


def _too_long(task: ReadTask) -> ReadDone:
    seconds = f"{task.limits.label_seconds:g} seconds"
    return failed(task, "deadline", f"was not read within {seconds}; give it more with --deadline")


def _told(exitcode: int) -> str:
    try:
        return signal.Signals(-exitcode).name
    except ValueError:
        return f"exit code {exitcode}"
