"""What products are judged by, and the judging of one: no store, so that any process can do it."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from labelaudit.accepting import Acceptance, accept
from labelaudit.batch.corrections import Corrections
from labelaudit.model.audit import Audit, Status, Tool
from labelaudit.model.base import Note
from labelaudit.model.guidance import Guidance
from labelaudit.model.item import Item
from labelaudit.model.reading import Understood
from labelaudit.pipeline import audit_understood
from labelaudit.report.to_json import to_json


@dataclass(frozen=True)
class Standard:
    """What a run judges by; pickles."""

    tool: Tool
    guidance: Guidance
    only: Sequence[str] = ()
    skip: Sequence[str] = ()
    acceptances: Sequence[Acceptance] = ()
    corrections: Corrections = field(default_factory=Corrections)

    def audit(self, item: Item, understood: Understood) -> Audit:
        """The product's one audit; a fault of ours makes it an error, and costs no other product."""
        try:
            return self._audit(item, understood)
        except Exception as fault:
            return self._audit(item, Understood(source=understood.source, error=crashed(item.key, fault)))

    def _audit(self, item: Item, understood: Understood) -> Audit:
        corrected = self.corrections.apply(understood, guidance=self.guidance)
        (audit,) = audit_understood(
            corrected, tool=self.tool, guidance=self.guidance, only=self.only, skip=self.skip
        )
        problems = (note for note in item.problems if note != audit.error)
        update = {"product": item.product, "warnings": (*audit.warnings, *problems)}
        return accept(audit.model_copy(update=update), self.acceptances)


def crashed(name: str, fault: Exception) -> Note:
    """A fault of ours, told of what brought it about."""
    what = f"{type(fault).__name__}: {fault}".splitlines()[0]
    return Note(code="crashed", message=f"{name}: fails labelaudit itself ({what}); please report it")


@dataclass(frozen=True)
class Due:
    """A product to be judged; pickles small."""

    place: int
    """In the run."""
    inputs: str
    """A hash of all that the audit is made from."""
    item: Item
    understood: bytes
    """What its pictures say, as JSON, packed."""


@dataclass(frozen=True)
class Judged:
    """What came of it."""

    due: Due
    verdict: str
    audit: bytes
    """As JSON, packed."""


def judge(standard: Standard, due: Due) -> Judged:
    """Judge one product."""
    understood = Understood.model_validate_json(zlib.decompress(due.understood))
    audit = standard.audit(due.item, understood)
    return Judged(due, verdict(audit), zlib.compress(to_json(audit).encode(), 1))


def verdict(audit: Audit) -> str:
    """What a run counts a product as: unreadable, review, good, mixed, poor (at its lowest), or other."""
    if audit.status is Status.UNREADABLE:
        return "unreadable"
    if audit.status is Status.NEEDS_REVIEW:
        return "review"
    return audit.score.band.partition("–")[0] if audit.score else "other"
