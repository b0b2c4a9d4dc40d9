"""Bring every product of a run to its audit: read what is missing, judge what is there, lose nothing."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from labelaudit.batch.engine import PASSING, Engine, ReadDone, ReadTask
from labelaudit.batch.judges import Judges
from labelaudit.batch.judging import Judging
from labelaudit.batch.plan import Found, Planner, unnamed
from labelaudit.batch.standard import Due, Judged, judge
from labelaudit.batch.store import Store
from labelaudit.errors import EngineError, UnreadableError
from labelaudit.model.base import Note
from labelaudit.model.item import Item
from labelaudit.model.reading import Reading

_WAITING = 1000
"""Products that are remembered while their pictures are read; those beyond come in another round."""
_IN_A_ROW = 50
"""So many pictures one after another that fail the reader: it is the reader that is at fault. A supplier's
few that are made to fail it must not stop the run."""
_AT_FAULT = frozenset({"engine", "crashed"})
_COMMIT = 1.0
"""Seconds of work without any reading that may be done again."""


@dataclass
class Progress:
    """How far a run is."""

    step: Literal["listing", "reading", "writing"] = "listing"
    total: int = 0
    """Products of the run; 0 while they are listed."""
    counts: Counter[str] = field(default_factory=Counter)
    """Products by `judging.verdict`."""
    read: int = 0
    """Pictures that were read in this run."""

    @property
    def done(self) -> int:
        """Products that have their audit."""
        return self.counts.total()


@dataclass
class Run:
    """One run over the products that the store holds."""

    store: Store
    planner: Planner
    judging: Judging
    judges: Judges
    engine: Engine
    progress: Progress
    told: Callable[[Progress], None] = lambda _progress: None
    """Called at every step."""
    _waiting: dict[int, "_Waiting"] = field(default_factory=dict)
    _asked: dict[str, "_Asked"] = field(default_factory=dict)
    """What is being read, by its content."""
    _failures: list[Note] = field(default_factory=list)
    """Of the last pictures in a row that failed the reader."""
    _committed: float = 0.0

    def finish(self) -> None:
        """Go on until every product has its audit. Raises EngineError, OutputError, UnreadableError."""
        self.progress.step = "reading"
        self.store.forget(PASSING)
        before = -1
        while before < self.progress.done < self.progress.total:
            before = self.progress.done
            for answer in self.engine.run(self._tasks()):
                self._keep(answer)
            for judged in self.judges.rest():
                self._judged(judged)
        self.store.commit()
        if self.progress.read == sum(error.code == "engine" for error in self._failures) > 0:
            raise EngineError(self._failures[-1].message)  # it read nothing at all
        if self.progress.done < self.progress.total:
            raise AssertionError(f"{self.progress.total - self.progress.done} products were left over")

    def _tasks(self) -> Iterator[ReadTask]:
        """What must be read; products of which everything is known are settled on the way."""
        for place, item, found in self.planner.find(self._open()):
            yield from self._tasks_of(place, item, found)

    def _open(self) -> Iterator[tuple[int, Item]]:
        place = -1
        while products := self.store.open_items(after=place):
            yield from products
            place = products[-1][0]

    def _tasks_of(self, place: int, item: Item, found: list[Found]) -> Iterator[ReadTask]:
        unread = {
            each.sha256: each
            for each in found
            if each.sha256 and self.store.outcome(each.sha256, self.judging.reader) is None
        }
        new = [content for content in unread if content not in self._asked]
        for each in found:
            if each.sha256 not in new or each is not unread[each.sha256]:
                self.planner.drop(each.path)  # it is read already, or being read
        if not unread:
            self._settle(place, item, found, here=False)
            return
        tracked = len(self._waiting) < _WAITING
        if tracked:
            self._waiting[place] = _Waiting(item, found, set(unread))
        for content, each in unread.items():
            asked = self._asked.setdefault(content, _Asked(each))
            if tracked:
                asked.places.append(place)
        for content in new:
            try:
                task = self.planner.task(unread[content])
            except UnreadableError as error:  # it has gone since it was found
                self._keep(ReadDone(content, Reading(error=Note(code="changed", message=str(error)))))
            else:
                self._asked[content].path = task.path
                yield task

    def _keep(self, answer: ReadDone) -> None:
        """Store what was read, at once and for good; settle the products that waited for nothing else."""
        asked = self._asked.pop(answer.sha256)
        reading = answer.reading
        if reading.error:
            message = unnamed(reading.error.message, asked.path, asked.found.picture)
            reading = Reading(error=Note(code=reading.error.code, message=message))
        self.store.keep_reading(answer.sha256, self.judging.reader, reading, answer.pictures)
        self.planner.drop(asked.path)
        self._commit()
        self.progress.read += 1
        self._check(reading.error)
        for place in asked.places:
            waiting = self._waiting[place]
            waiting.unread.discard(answer.sha256)
            if not waiting.unread:
                del self._waiting[place]
                self._settle(place, waiting.item, waiting.found, here=True)

    def _check(self, error: Note | None) -> None:
        """Raise EngineError where it is the reader that fails, and not one picture or another."""
        if error is None or error.code not in _AT_FAULT:
            self._failures.clear()
            return
        self._failures.append(error)
        if len(self._failures) >= _IN_A_ROW:
            raise EngineError(f"the last {len(self._failures)} pictures failed alike: {error.message}")

    def _settle(self, place: int, item: Item, found: list[Found], *, here: bool) -> None:
        """Let its audit stand where nothing changed; else have it judged, `here` or in any process."""
        inputs = self.judging.inputs(item, found)
        known = self.store.verdict(item.key, inputs)
        if known is not None:
            self._stands(place, inputs, known)
            return
        plain = item.model_copy(update={"columns": {}})
        due = Due(place, inputs, plain, self.judging.understood(item, found))
        for judged in [judge(self.judging.standard, due)] if here else self.judges.take(due):
            self._judged(judged)

    def _judged(self, judged: Judged) -> None:
        due = judged.due
        self.store.keep_audit(due.item.key, due.inputs, judged.verdict, judged.audit)
        self._stands(due.place, due.inputs, judged.verdict)

    def _stands(self, place: int, inputs: str, verdict: str) -> None:
        self.store.settle(place, inputs)
        self.progress.counts[verdict] += 1
        if time.monotonic() - self._committed > _COMMIT:
            self._commit()
        self.told(self.progress)

    def _commit(self) -> None:
        self.store.commit()
        self._committed = time.monotonic()


@dataclass
class _Waiting:
    item: Item
    found: list[Found]
    unread: set[str]


@dataclass
class _Asked:
    found: Found
    path: str = ""
    places: list[int] = field(default_factory=list)
