"""Read on a Dask cluster that is there already: pictures travel with their tasks, so no disk is shared."""

import logging
import math
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from labelaudit import __version__
from labelaudit.batch import work
from labelaudit.batch.engine import ReadDone, ReadTask, failed
from labelaudit.batch.watch import Watch
from labelaudit.errors import EngineError, UsageError
from labelaudit.ingest.source import printable
from labelaudit.model.base import Note

if TYPE_CHECKING:
    from distributed import Client, Future

Work = Callable[[ReadTask], ReadDone]

_CONNECT_SECONDS = 10
_EACH = 2
"""Tasks a worker that are handed out: one in hand, one at hand."""
_MOST_BYTES = 500_000_000
"""Of pictures under way: they are held here and by the scheduler until they are read."""
_LOOK_SECONDS = 2.0
"""Between two looks at how many workers there are."""
_ALONE_SECONDS = 60.0
"""Without a single worker after which a run gives up: a cluster may be restarting its own."""
_ANSWER_SECONDS = 30
"""For an answer of the scheduler or of a worker."""


_TLS = "Dask's own settings name them, as DASK_DISTRIBUTED__COMM__TLS__CA_FILE does (docs/cluster.md)"


class ClusterEngine:
    """An `Engine` of a cluster's workers; `work` is what they do with a task: a function that a module names.

    A worker that dies costs its pictures another try, on another worker. Raises EngineError where the
    scheduler does not answer, has no workers, or where their labelaudit is of another version.
    """

    def __init__(
        self, address: str, *, work: Work = work.read, alone_seconds: float = _ALONE_SECONDS
    ) -> None:
        self._address = address
        self._work = work
        self._alone_seconds = alone_seconds
        self._client = _connect(address)
        try:
            self._count = self._known_workers()
            _check_versions(self._client, address)
        except BaseException:
            self.stop()
            raise
        self._looked = self._seen = time.monotonic()

    @property
    def workers(self) -> int:
        """How many workers there were when last looked."""
        return self._count

    def run(self, tasks: Iterable[ReadTask]) -> Iterator[ReadDone]:
        """Answer every task; see `Engine.run`."""
        source = iter(tasks)
        held: dict[Future[ReadDone], tuple[ReadTask, int]] = {}
        more = True
        while True:
            while more and self._has_room(held.values()):
                task = next(source, None)
                if task is None:
                    more = False
                    break
                try:
                    content = Path(task.path).read_bytes()
                except OSError as error:
                    yield failed(task, "changed", f"cannot be read any more ({error.strerror}); run again")
                    continue
                held[self._submit(task, content)] = task, len(content)
            if not held:
                return
            for future in self._done(held):
                answer = self._answer(future, held[future][0])
                if answer:
                    del held[future]
                    yield answer

    def stop(self) -> None:
        """Leave the cluster; its workers drop what they were asked for."""
        with suppress(Exception), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self._client.close(timeout=3)

    def _has_room(self, held: Iterable[tuple[ReadTask, int]]) -> bool:
        sizes = [size for _, size in held]
        return len(sizes) < _EACH * max(self._count, 1) and sum(sizes) < _MOST_BYTES

    def _submit(self, task: ReadTask, content: bytes) -> "Future[ReadDone]":
        key = f"labelaudit-{task.sha256[:16]}-{uuid4().hex}"
        return self._client.submit(read_there, task, content, self._work, key=key, pure=False)

    def _done(self, held: "dict[Future[ReadDone], tuple[ReadTask, int]]") -> "list[Future[ReadDone]]":
        from distributed import wait

        self._look()
        try:
            # In steps, so that Ctrl-C is heard, and workers are counted.
            with self._client.as_current():
                return list(wait(list(held), timeout=0.5, return_when="FIRST_COMPLETED").done)
        except TimeoutError:
            return []
        except (CancelledError, OSError, RuntimeError) as error:
            raise self._lost() from error

    def _answer(self, future: "Future[ReadDone]", task: ReadTask) -> ReadDone | None:
        """The answer; None where it went with its worker, and is being made again."""
        from distributed import KilledWorker

        try:
            return future.result(timeout=_ANSWER_SECONDS)
        except KilledWorker as error:
            tries = error.allowed_failures + 1
            return failed(
                task, "crashed", f"ends the worker that reads it, or fills its memory ({tries} tries)"
            )
        except Exception as error:
            if future.status != "error":  # not the task's own
                if isinstance(error, TimeoutError):
                    return None
                raise self._lost() from error
            # Whatever one picture brings about, the others are read.
            what = f"{type(error).__name__}: {error}".splitlines()[0]
            return failed(task, "crashed", f"fails labelaudit itself ({what}); please report it")

    def _look(self) -> None:
        """Count the workers now and then; raises EngineError where there were none for long."""
        now = time.monotonic()
        if self._client.status not in {"running", "connecting"}:
            raise self._lost()
        if now - self._looked < _LOOK_SECONDS:
            return
        self._looked = now
        self._count = self._known_workers()
        if self._count:
            self._seen = now
        elif now - self._seen > self._alone_seconds:
            raise EngineError(
                f"{self._address}: has no workers left; start some, then the same command goes on"
            )

    def _known_workers(self) -> int:
        try:
            scheduler: Any = self._client.scheduler
            return len(self._client.sync(scheduler.ncores, callback_timeout=_ANSWER_SECONDS))
        except (CancelledError, OSError, TimeoutError, RuntimeError) as error:
            raise self._lost() from error

    def _lost(self) -> EngineError:
        return EngineError(
            f"{self._address}: the scheduler is gone or hangs; start it again, then the same command goes on"
        )


def read_there(task: ReadTask, content: bytes, work: Work) -> ReadDone:
    """What a worker does with a picture that was sent to it: one at a time, whatever threads it has.

    A picture that goes on for longer than its limit ends the worker. How much memory that may take is the
    cluster's own to say: others may be at work in it.
    """
    limits = task.limits.model_copy(update={"worker_megabytes": math.inf})
    with _reading, TemporaryDirectory(prefix="labelaudit-", dir=_own_folder()) as folder:
        there = Path(folder, f"picture{Path(task.path).suffix}")
        there.write_bytes(content)
        with _watch().over(limits):
            done = work(replace(task, path=str(there)))
    return _renamed(done, str(there), task.path)


_reading = Lock()


@lru_cache
def _watch() -> Watch:
    return Watch()


def _own_folder() -> str | None:
    """The worker's folder, which its successor clears where it died."""
    from distributed import get_worker

    try:
        return str(get_worker().local_directory)
    except ValueError:
        return None


def _renamed(done: ReadDone, there: str, here: str) -> ReadDone:
    """The answer as if the picture had been read where it came from."""
    reading, shown = done.reading, printable(here)
    error = reading.error
    if error and error.message.startswith(there):
        error = Note(code=error.code, message=f"{shown}{error.message.removeprefix(there)}")
    named = {"name": shown, "path": shown}
    places = tuple(place.model_copy(update=named) for place in reading.places)
    return replace(done, reading=reading.model_copy(update={"error": error, "places": places}))


def _connect(address: str) -> "Client":
    if not address.startswith(("tcp://", "tls://")):
        raise UsageError(f"--cluster {address}: give a scheduler's address, as in tcp://10.0.0.5:8786")
    try:
        import dask
        from distributed import Client, Security
    except ImportError as error:
        raise UsageError("--cluster needs Dask; install it: pip install 'labelaudit[cluster]'") from error
    for name in [name for name in logging.root.manager.loggerDict if name.startswith("distributed")]:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)  # what is wrong is told in one line
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GB"})
    try:
        secured = Security().get_connection_args("client")["ssl_context"]
    except (OSError, ValueError) as error:
        raise EngineError(f"{address}: the certificates cannot be used ({error}); {_TLS}") from error
    if address.startswith("tls://") and secured is None:
        raise EngineError(f"{address}: TLS needs certificates; {_TLS}")
    try:
        return Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except OSError as error:  # TimeoutError among them
        raise EngineError(
            f"{address}: no scheduler answers; start one with `dask scheduler`, or correct the address"
        ) from error


def _check_versions(client: "Client", address: str) -> None:
    """Raise EngineError where a worker has no labelaudit, or another one."""
    found: dict[str, Any] = client.run(version, "labelaudit", on_error="return")
    for worker, theirs in sorted(found.items()):
        if isinstance(theirs, PackageNotFoundError):
            raise EngineError(f"{address}: worker {worker} has no labelaudit; install {__version__} there")
        if isinstance(theirs, Exception):
            raise EngineError(f"{address}: worker {worker} does not answer ({theirs}); start it again")
        if theirs != __version__:
            raise EngineError(
                f"{address}: worker {worker} has labelaudit {theirs}, and {__version__} is here; "
                "install the same on every machine"
            )
