"""What a person is asked about an audit, and how an answer finds its way back to the same place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, Self

from labelaudit.audit.reading import iu_conflict
from labelaudit.audit.registry import RULES
from labelaudit.model.amount import Unit, plain
from labelaudit.model.audit import Audit, Finding, Outcome, Reason, Source, SourcePage
from labelaudit.model.label import Declared, Evidence, Fact, Label, Nutrient, Standing
from labelaudit.model.page import Box
from labelaudit.report.clean import shorten
from labelaudit.report.facts import NUTRIENTS, fact_rows, plural
from labelaudit.settling import counted_unit

MINERALS = (Nutrient.CALCIUM, Nutrient.MAGNESIUM)
K2 = "vitamin_k2"
"""Asked of a label that declares vitamin K, but perhaps none of it K2."""

NAMES: dict[str, str] = {
    "": "Servings a day",
    **{each.value: name for each, name in NUTRIENTS.items()},
    K2: "Vitamin K2",
}
"""The nutrients that a target may be about, for a person."""

_WHOLE: Box = (0, 0, 1, 1)
_SAME_PLACE = 0.5
"""Two boxes that share so much of the smaller one are the same row, read by another version."""


@dataclass(frozen=True)
class Target:
    """What a question is about: a row, whether there is one, or how much is taken; on one page of a picture.

    As text it stands in the column `question`, and is all that an answer is found by.
    """

    sha256: str
    """Of the picture's file: another picture is never given the answer."""
    page: int
    """In its file, from 1."""
    panel: int
    """Of its source, from 1."""
    kind: Literal["row", "missing", "taken"]
    about: str
    """A nutrient, or `K2`; for what is taken the unit that is counted, as in "gummy", or "serving"."""
    basis: str = ""
    form: str = ""
    box: tuple[int, int, int, int] = (0, 0, 0, 0)
    """Thousandths of the page."""

    def __str__(self) -> str:
        parts: tuple[object, ...] = (self.sha256, self.page, self.panel, self.kind, self.about)
        if self.kind == "row":
            parts = (*parts, self.basis, self.form, "-".join(map(str, self.box)))
        return "/".join(map(str, parts))

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The target that a text names; None where it names none."""
        found = _TARGET.fullmatch(text.strip())
        if found is None:
            return None
        x0, y0, x1, y1 = (int(found[side] or 0) for side in ("x0", "y0", "x1", "y1"))
        kind: Literal["row", "missing", "taken"] = "row"
        if found["basis"] is None:
            kind = "missing" if found["missing"] else "taken"
        return cls(
            sha256=found["sha256"],
            page=int(found["page"]),
            panel=int(found["panel"]),
            kind=kind,
            about=found["row"] or found["missing"] or found["taken"],
            basis=found["basis"] or "",
            form=found["form"] or "",
            box=(x0, y0, x1, y1),
        )

    @property
    def name(self) -> str:
        """What it is about, for a person."""
        return f"{plural(self.about).capitalize()} a day" if self.kind == "taken" else NAMES[self.about]

    @property
    def nutrient(self) -> Nutrient:
        """The nutrient that it is about."""
        return Nutrient.VITAMIN_K if self.about == K2 else Nutrient(self.about)

    def places(self, label: Label, source: Source) -> list[int]:
        """The rows of the label that it is about; several where one is printed several times alike."""
        pages = {index for index, page in enumerate(source.pages) if self._is_on(page)}
        found = [
            index
            for index, fact in enumerate(label.facts)
            if fact.nutrient.value == self.about and any(self._covers(each, pages) for each in fact.evidence)
        ]
        for narrower in (
            [index for index in found if _basis(label.facts[index]) == self.basis],
            [index for index in found if _form(label.facts[index]) == self.form],
        ):
            found = [index for index in found if index in narrower] or found
        return found

    def _is_on(self, page: SourcePage) -> bool:
        return page.sha256 == self.sha256 and page.page == self.page

    def _covers(self, piece: Evidence, pages: set[int]) -> bool:
        if piece.page not in pages:
            return False
        x0, y0, x1, y1 = (edge / 1000 for edge in self.box)
        a0, b0, a1, b1 = piece.box
        shared = max(0, min(x1, a1) - max(x0, a0)) * max(0, min(y1, b1) - max(y0, b0))
        return shared > 0 and shared >= _SAME_PLACE * min((x1 - x0) * (y1 - y0), (a1 - a0) * (b1 - b0))


_NUTRIENTS = "|".join((*Nutrient, K2))
_TARGET = re.compile(
    r"(?P<sha256>[0-9a-f]{64})/(?P<page>\d+)/(?P<panel>\d+)/"
    rf"(?:row/(?P<row>{_NUTRIENTS})/(?P<basis>[\w.]+)/(?P<form>[^/]*)/"
    r"(?P<x0>\d+)-(?P<y0>\d+)-(?P<x1>\d+)-(?P<y1>\d+)"
    rf"|missing/(?P<missing>{_NUTRIENTS})|taken/(?P<taken>[a-z][a-z ]*))"
)


@dataclass(frozen=True)
class Question:
    """One thing that a person can settle."""

    target: Target
    page: int
    """Index in the source's pages."""
    box: Box
    """Where to look, in 0..1 of the page."""
    name: str
    """What is asked for, as in "Vitamin K2 as MK-7, a serving"."""
    read: str
    """The words of the label as they were read."""
    candidates: tuple[str, ...]
    """What it may say, each written as an answer is."""
    reason: Reason
    rules: tuple[str, ...]
    """Rules that wait for the answer."""
    message: str


def questions(audit: Audit) -> list[Question]:
    """What a person could settle of this audit: each thing once, in the order of the findings.

    Only what is doubtful or ambiguous is asked; what another side of the pack would tell is not.
    """
    found: dict[Target, Question] = {}
    for finding in audit.findings if audit.label else ():
        if finding.outcome is not Outcome.REVIEW or finding.accepted:
            continue
        for question in _asked(finding, audit):
            known = found.get(question.target, replace(question, rules=()))
            found[question.target] = replace(known, rules=(*known.rules, finding.rule))
    return list(found.values())


def _asked(finding: Finding, audit: Audit) -> Iterator[Question]:
    label, needs = audit.label, sorted(RULES[finding.rule].needs)
    if label is None or finding.reason not in {Reason.DOUBTFUL, Reason.AMBIGUOUS}:
        return
    rows = [i for i, fact in enumerate(label.facts) if fact.nutrient in needs and not fact.settled]
    if finding.reason is Reason.AMBIGUOUS:
        vague = [i for i in rows if _vague(label.facts[i])]
        yield from (_about_row(index, finding, audit, label) for index in vague)
        if not vague or _taken_variously(label):
            unit = counted_unit(label) or "serving"
            yield _about_the_pack("taken", unit, finding, audit, label)
        return
    missing = [about for about in (_missing(label, nutrient) for nutrient in needs) if about]
    doubtful = [i for i in rows if _doubtful(label.facts[i])]
    yield from (_about_row(index, finding, audit, label) for index in doubtful or ([] if missing else rows))
    yield from (_about_the_pack("missing", about, finding, audit, label) for about in missing)


def _doubtful(fact: Fact) -> bool:
    return fact.standing is Standing.DOUBTFUL or (fact.amount is not None and fact.unit is None)


def _vague(fact: Fact) -> bool:
    """Whether the label itself leaves the row open: a figure off the pack would close it."""
    salt = fact.elemental_mg is not None and fact.elemental_mg.how in {"estimated", "unknown"}
    odd = {Unit.IU, Unit.MCG} if fact.nutrient in MINERALS else {Unit.MG, Unit.G}
    if fact.nutrient is Nutrient.VITAMIN_K:
        odd = {*odd, Unit.IU}
    return bool(salt or fact.qualifier or fact.bounds or iu_conflict(fact) or fact.unit in odd)


def _missing(label: Label, nutrient: Nutrient) -> str:
    """The nutrient, where a row of it may have been missed."""
    if getattr(label.declares, nutrient.value) is Declared.UNKNOWN:
        return nutrient.value
    asked_k2 = nutrient is Nutrient.VITAMIN_K and label.declares.vitamin_k2 is Declared.UNKNOWN
    return K2 if asked_k2 else ""


def _taken_variously(label: Label) -> bool:
    regimen = label.regimen
    return any(low != high for low, high in (regimen.units_per_intake, regimen.intakes_per_day))


def _about_row(index: int, finding: Finding, audit: Audit, label: Label) -> Question:
    fact, row = label.facts[index], fact_rows(label)[index]
    page = next((each.page for each in fact.evidence if each.engine != "typed"), 0)
    box = _around([each for each in fact.evidence if each.page == page])
    x0, y0, x1, y1 = (round(edge * 1000) for edge in box)
    target = Target(
        *_on(audit.source, page), "row", fact.nutrient.value, _basis(fact), _form(fact), (x0, y0, x1, y1)
    )
    return Question(
        target=target,
        page=page,
        box=box,
        name=f"{row.name}, {row.basis}",
        read=" ".join(each.text for each in fact.evidence),
        candidates=tuple(dict.fromkeys(_readings(fact))),
        reason=finding.reason or Reason.DOUBTFUL,
        rules=(finding.rule,),
        message=finding.message,
    )


def _readings(fact: Fact) -> Iterator[str]:
    """What it may say, each as an answer is written."""
    found = [(one.amount, one.unit or fact.unit, one.form or fact.form) for one in fact.candidates]
    found = found or [(amount, fact.unit, fact.form) for amount in fact.bounds or (fact.amount,)]
    for amount, unit, form in found:
        if amount is not None and (unit is not Unit.IU or fact.nutrient is Nutrient.VITAMIN_D):
            yield " ".join(filter(None, (plain(amount), unit, form)))


def _about_the_pack(
    kind: Literal["missing", "taken"], about: str, finding: Finding, audit: Audit, label: Label
) -> Question:
    """A question that no row shows: the whole page is looked at, or the directions."""
    directions = [s for s in label.statements if s.kind == "directions"] if kind == "taken" else []
    told = [piece for statement in directions for piece in statement.evidence]
    rows = [piece for fact in label.facts for piece in fact.evidence if piece.engine != "typed"]
    page = (told or rows)[0].page if told or rows else 0
    target = Target(*_on(audit.source, page), kind, about)
    unread = f"A row of the panel could not be read; it may declare {target.name}."
    return Question(
        target=target,
        page=page,
        box=_around([piece for piece in told if piece.page == page]),
        name=target.name + (_a_serving(label) if about == "serving" else ""),
        read=" ".join(dict.fromkeys(statement.text for statement in directions)),
        candidates=(),
        reason=finding.reason or Reason.DOUBTFUL,
        rules=(finding.rule,),
        message=unread if kind == "missing" else finding.message,
    )


def _a_serving(label: Label) -> str:
    """What a serving is, where the panel says so; " (a serving: 2 gummies)"."""
    return f" (a serving: {shorten(label.serving.text, limit=60)})" if label.serving else ""


def _on(source: Source, page: int) -> tuple[str, int, int]:
    place = source.pages[page]
    return place.sha256, place.page, source.panel


def _around(pieces: list[Evidence]) -> Box:
    if not pieces:
        return _WHOLE
    xs = [x for piece in pieces for x in (piece.box[0], piece.box[2])]
    ys = [y for piece in pieces for y in (piece.box[1], piece.box[3])]
    return min(xs), min(ys), max(xs), max(ys)


def _basis(fact: Fact) -> str:
    units = fact.basis.units
    return fact.basis.kind if units is None else f"{fact.basis.kind}{units:f}"


def _form(fact: Fact) -> str:
    return (fact.form or "+".join(fact.forms)).replace("/", " ")
