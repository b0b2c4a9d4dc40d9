"""How far a scan is: a bar on a terminal, a line now and then elsewhere; all of it on standard error."""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from labelaudit.cli.talk import say

if TYPE_CHECKING:
    from labelaudit.batch.run import Progress

_EVERY = 30.0
"""Seconds between two lines where there is no terminal."""
_WORDS = {
    "good": "good",
    "mixed": "mixed",
    "poor": "poor",
    "review": "to review",
    "unreadable": "unreadable",
    "other": "out of scope",
}
_STEPS = {"listing": "reading the catalogue", "reading": "auditing", "writing": "writing the report"}


def counted(counts: "Counter[str]") -> str:
    """The counts in words, as in "12 good, 3 mixed"; those of none are left out but where all are."""
    return (
        ", ".join(f"{counts[name]:,} {word}" for name, word in _WORDS.items() if counts[name]) or "none yet"
    )


class Lines:
    """Tells how far it is in lines, the first after half a minute."""

    def __init__(self) -> None:
        self._begun = self._told = time.monotonic()
        self._known = 0

    def tell(self, progress: "Progress") -> None:
        """Say a line if it is time for one."""
        now = time.monotonic()
        if now - self._told < _EVERY or progress.step != "reading" or progress.done == progress.total:
            return
        self._told = now
        said = f"{progress.done:,} of {progress.total:,} products: {counted(progress.counts)}"
        seconds = (now - self._begun) * (progress.total - progress.done) / max(1, progress.done)
        say(f"{said}; about {_time(seconds)} left")


def _time(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"


class Bar:
    """Draws how far it is."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            ProgressColumn,
            Task,
            TextColumn,
            TimeRemainingColumn,
        )
        from rich.text import Text

        class Rate(ProgressColumn):
            def render(self, task: Task) -> Text:
                return Text(f"{task.speed:.1f}/s" if task.speed else "")

        self.drawn = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=20),
            MofNCompleteColumn(),
            Rate(),
            TimeRemainingColumn(compact=True),
            TextColumn("{task.fields[counts]}"),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self.drawn.add_task("", total=None, counts="")

    def tell(self, progress: "Progress") -> None:
        """Draw it anew, at the next occasion."""
        self.drawn.update(
            self._task,
            description=_STEPS[progress.step],
            total=progress.total or None,
            completed=progress.done,
            counts=counted(progress.counts) if progress.done else "",
        )


@contextmanager
def shown() -> "Iterator[Bar | Lines]":
    """What tells how far a scan is while it runs."""
    if not sys.stderr.isatty():
        yield Lines()
        return
    bar = Bar()
    with bar.drawn:
        yield bar
