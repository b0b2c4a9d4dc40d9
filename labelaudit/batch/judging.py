"""Make a product's audit of what was read of its pictures; what is stored already is not made again."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from labelaudit.accepting import Acceptance, accept
from labelaudit.batch.corrections import Corrections
from labelaudit.batch.plan import Found
from labelaudit.batch.store import Store
from labelaudit.model.audit import Audit, Source, Status, Tool
from labelaudit.model.base import Note
from labelaudit.model.guidance import Guidance
from labelaudit.model.item import Item, Picture
from labelaudit.model.reading import Reading, Understood
from labelaudit.pipeline import audit_understood, parse_readings


@dataclass
class Judge:
    """Judges products by one guidance and profile, from what one reader read."""

    store: Store
    reader: str
    """Which readings of the store count."""
    tool: Tool
    guidance: Guidance
    only: Sequence[str] = ()
    skip: Sequence[str] = ()
    acceptances: Sequence[Acceptance] = ()
    corrections: Corrections = field(default_factory=Corrections)

    def inputs(self, item: Item, found: Sequence[Found]) -> str:
        """A hash of all that the product's audit is made from."""
        told = item.model_dump(mode="json", include={"key", "product", "problems"})
        corrected = [each.model_dump() for each in self.corrections.of(each.sha256 for each in found)]
        return _digest([self._by, told, self._pictures(found), corrected])

    def audit(self, item: Item, found: Sequence[Found]) -> Audit:
        """The product's one audit; every picture must have been read, or have an error."""
        key = _digest([self.reader, item.key if not found else "", self._pictures(found)])
        understood = self.store.understood(key)
        if understood is None:
            understood = self._understand(item, found)
            self.store.keep_understood(key, understood)
        corrected = self.corrections.apply(understood, guidance=self.guidance)
        (audit,) = audit_understood(
            corrected, tool=self.tool, guidance=self.guidance, only=self.only, skip=self.skip
        )
        update = {"product": item.product, "warnings": (*audit.warnings, *item.problems)}
        return accept(audit.model_copy(update=update), self.acceptances)

    @cached_property
    def _by(self) -> list[object]:
        accepted = [each.model_dump() for each in self.acceptances]
        return [self.reader, self.tool.model_dump(), [*self.only], [*self.skip], accepted]

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
            understood = parse_readings(read, name=found[0].picture.name, together=True)
            return understood.model_copy(update={"warnings": (*errors, *understood.warnings)})
        nothing = Note(code="no_picture", message=f"{item.key}: names no picture; add one to the catalogue")
        first, *others = errors or (nothing,)
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


def verdict(audit: Audit) -> str:
    """What a run counts a product as: unreadable, review, good, mixed, poor (at its lowest), or other."""
    if audit.status is Status.UNREADABLE:
        return "unreadable"
    if audit.status is Status.NEEDS_REVIEW:
        return "review"
    return audit.score.band.partition("–")[0] if audit.score else "other"


def _where(picture: Picture) -> str:
    return f"{picture.place}/{picture.member}" if picture.member else picture.place


def _digest(value: object) -> str:
    return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
