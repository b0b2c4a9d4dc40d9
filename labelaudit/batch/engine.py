"""What reads many pictures, here or elsewhere: tasks in as there is room, readings out as they come."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from labelaudit.limits import Limits
from labelaudit.model.base import Note
from labelaudit.model.reading import Reading

PASSING = frozenset({"crashed", "deadline", "memory", "engine", "changed"})
"""Codes of errors that may be the machine's and not the picture's: the next run tries again."""


@dataclass(frozen=True)
class ReadTask:
    """One picture to read; pickles small, so an engine whose workers see no file here adds its bytes."""

    sha256: str
    """Of the content, hex; tells the tasks of a run apart."""
    path: str
    """A file that the process which made the task can read."""
    engine: str
    """As `--engine` has it: "auto", "rapidocr", "tesseract"."""
    reader: str
    """What that must come to wherever the worker is, as `work.reader_name` has it: no two kinds are mixed."""
    limits: Limits
    """Among them how long, and in how much memory, one picture may be read."""


@dataclass(frozen=True)
class ReadDone:
    """What became of a task; pickles."""

    sha256: str
    """The task's."""
    reading: Reading
    """With an error where the picture could not be read, whatever the reason."""
    pictures: tuple[bytes, ...] = ()
    """A JPEG of each page after its turn."""


class Engine(Protocol):
    """Workers that read pictures; `labelaudit.batch.work.read` is what each of them does.

    A picture that hangs or kills its worker is an answer too: a `Reading` with the error "deadline",
    "memory" or "crashed" (`failed` makes one). An EngineError that a worker raised is the error "engine".
    """

    @property
    def workers(self) -> int:
        """How many pictures are read at the same time, as far as is known."""
        ...

    def run(self, tasks: Iterable[ReadTask]) -> Iterator[ReadDone]:
        """Answer every task once, in any order.

        Tasks are taken in the caller's own thread, between two answers, and only as there is room for them:
        at most a few a worker are held. Waiting lets KeyboardInterrupt through. Raises EngineError when the
        engine as a whole is gone; what was answered before stays valid.
        """
        ...

    def stop(self) -> None:
        """End within a few seconds, whatever is being read; no process of the engine's own is left."""
        ...


def failed(task: ReadTask, code: str, message: str) -> ReadDone:
    """The answer for a picture that brought no reading; the message starts with what the picture does."""
    return ReadDone(task.sha256, Reading(error=Note(code=code, message=f"{task.path}: {message}")))
