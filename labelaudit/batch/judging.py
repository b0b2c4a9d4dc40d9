"""Get a product ready to be judged: what its pictures say, and what its audit is made from."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from labelaudit.batch.plan import Found
from labelaudit.batch.standard import Standard, crashed
from labelaudit.batch.store import Store
from labelaudit.model.audit import Source
from labelaudit.model.base import Note
from labelaudit.model.item import Item, Picture
from labelaudit.model.reading import Reading, Understood
from labelaudit.pipeline import parse_readings

_NO_PICTURE = ("no_picture", "broken_row", "name_encoding")
"""Problems of a catalogue's row that say why a product has no picture."""


@dataclass
class Judging:
    """Gets products ready to be judged: from what one reader read, by one standard."""

    store: Store
    reader: str
    """Which readings of the store count."""
    standard: Standard

    def inputs(self, item: Item, found: Sequence[Found]) -> str:
        """A hash of all that the product's audit is made from."""
        told = item.model_dump(mode="json", include={"key", "product", "problems"})
        of = self.standard.corrections.of(each.sha256 for each in found)
        return _digest([self._by, told, self._pictures(found), [each.model_dump() for each in of]])

    def understood(self, item: Item, found: Sequence[Found]) -> bytes:
        """What the product's pictures say, as JSON, packed; each must have been read, or have an error."""
        key = _digest([self.reader, item.key if not found else "", self._pictures(found)])
        kept = self.store.understood(key)
        if kept is None:
            kept = zlib.compress(self._understand(item, found).model_dump_json().encode(), 1)
            self.store.keep_understood(key, kept)
        return kept

    @cached_property
    def _by(self) -> list[object]:
        by = self.standard
        accepted = [each.model_dump() for each in by.acceptances]
        return [self.reader, by.tool.model_dump(), [*by.only], [*by.skip], accepted]

    def _pictures(self, found: Sequence[Found]) -> list[object]:
        return [
            [
                each.picture.model_dump(),
                each.sha256,
                each.error.model_dump() if each.error else self.store.outcome(each.sha256, self.reader),
            ]
            for each in found
        ]

    def _understand(self, item: Item, found: Sequence[Found]) -> Understood:
        readings = [self._reading(each) for each in found]
        read = [reading for reading in readings if reading.error is None]
        errors = tuple(reading.error for reading in readings if reading.error)
        if read:
            try:
                understood = parse_readings(read, name=found[0].picture.name, together=True)
            except Exception as fault:  # whatever one product brings about, the others are audited
                errors = (crashed(found[0].picture.name, fault), *errors)
            else:
                return understood.model_copy(update={"warnings": (*errors, *understood.warnings)})
        nothing = Note(code="no_picture", message=f"{item.key}: names no picture; add one to the catalogue")
        told = (note for note in item.problems if note.code in _NO_PICTURE)
        first, *others = errors or (next(told, nothing),)
        name = found[0].picture.name if found else item.key
        kind = "pdf" if name.lower().endswith(".pdf") else "image"
        return Understood(source=Source(name=name, kind=kind), warnings=tuple(others), error=first)

    def _reading(self, found: Found) -> Reading:
        """What was read of a picture, under the name that the catalogue gives it."""
        reading = None if found.error else self.store.reading(found.sha256, self.reader)
        error = found.error or (reading and reading.error)
        if error:
            return Reading(error=Note(code=error.code, message=f"{found.picture.name}: {error.message}"))
        assert reading
        named = {"name": found.picture.name, "path": _where(found.picture)}
        places = tuple(place.model_copy(update=named) for place in reading.places)
        return reading.model_copy(update={"places": places})


def _where(picture: Picture) -> str:
    return f"{picture.place}/{picture.member}" if picture.member else picture.place


def _digest(value: object) -> str:
    return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
