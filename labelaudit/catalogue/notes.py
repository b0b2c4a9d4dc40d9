"""What should be known of a catalogue as a whole, told once and bounded in number."""

from collections import Counter
from collections.abc import Iterable

from labelaudit.model.base import Note

_MOST = 20
"""Notes of one code; the rest are counted."""


class Notes:
    """Collects notes; the same note again changes nothing."""

    def __init__(self) -> None:
        self._told: dict[tuple[str, str], Note] = {}
        self._more: Counter[str] = Counter()

    def add(self, code: str, message: str) -> None:
        """Leave a note, or count it where its code has had enough of them."""
        if (code, message) in self._told:
            return
        if sum(c == code for c, _ in self._told) >= _MOST:
            self._more[code] += 1
            return
        self._told[code, message] = Note(code=code, message=message)

    def restart(self, notes: Iterable[Note]) -> None:
        """Keep these alone: the catalogue is read anew."""
        self._told = {(note.code, note.message): note for note in notes}
        self._more.clear()

    @property
    def told(self) -> tuple[Note, ...]:
        """The notes in order, then how many more there were of a code."""
        more = (Note(code=c, message=f"... and {n} more like it ({c})") for c, n in self._more.items())
        return (*self._told.values(), *more)


def printable(name: str) -> str:
    """A name on one line: what a terminal would act on, or could not show, is escaped."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in name)
