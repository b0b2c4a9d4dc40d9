"""Read back what a person filled into review.csv, and put it in place of what was read of that picture."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import IO

from labelaudit.batch.question import K2, Target
from labelaudit.catalogue.delimited import open_delimited
from labelaudit.catalogue.notes import Notes
from labelaudit.catalogue.text import SAMPLE, tell_encoding
from labelaudit.errors import UnreadableError, UsageError
from labelaudit.limits import Limits
from labelaudit.model.base import Model, Note
from labelaudit.model.guidance import Guidance
from labelaudit.model.label import Label, Nutrient
from labelaudit.model.reading import Understood
from labelaudit.report.clean import shorten
from labelaudit.report.to_csv import as_given
from labelaudit.settling import (
    Figure,
    counted_unit,
    settle,
    settle_absent,
    settle_at,
    settle_taking,
    settle_units,
)
from labelaudit.typed import typed_fact

_ABSENT = frozenset({"absent", "none"})
_MOST_A_DAY = 100
_WRITE = {
    "vitamin_d": "write it as in 2000 IU, 50 mcg D3, or absent",
    "vitamin_k": "write it as in 100 mcg MK-7, 90 mcg K1, or absent",
    K2: "write it as in 100 mcg MK-7, or absent",
    "calcium": "write the calcium itself, as in 500 mg, or absent",
    "magnesium": "write the magnesium itself, as in 250 mg, or absent",
}
_WITH_FORM = re.compile(r"(?P<figure>.*?)\s*\b(?P<form>D3|D2|K1)", re.IGNORECASE)
_HOW_MANY = "write how many a day, as in 2"
_FORMS = {"vitamin_d": ("D3", "D2"), "vitamin_k": ("K1",)}
_DATES = ("%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y", "%m/%d/%Y", "%d/%m/%y", "%m/%d/%y")


class Correction(Model):
    """What a person read on the pack, for one place of one picture."""

    question: str
    """A `Target` as text."""
    value: str
    """As it was written."""
    by: str
    when: str
    """ISO 8601."""
    product: str = ""
    """What it stood beside."""


class Corrections:
    """Corrections by the picture that they are of; a later one of the same place takes the other's place."""

    def __init__(self, corrections: Iterable[Correction] = ()) -> None:
        self._kept = {each.question: each for each in corrections}
        self._of: dict[str, list[Correction]] = {}
        for each in self._kept.values():
            self._of.setdefault(each.question.partition("/")[0], []).append(each)
        self._met: set[str] = set()

    def __iter__(self) -> Iterator[Correction]:
        return iter(self._kept.values())

    def __len__(self) -> int:
        return len(self._kept)

    def of(self, pictures: Iterable[str]) -> list[Correction]:
        """Those of the pictures with these hashes."""
        hashes = [sha256 for sha256 in dict.fromkeys(pictures) if sha256 in self._of]
        self._met.update(hashes)
        return [each for sha256 in hashes for each in self._of[sha256]]

    def strangers(self) -> list[Correction]:
        """Those whose picture `of` was never asked for: it changed, or is not in the run."""
        return [each for sha256, those in self._of.items() if sha256 not in self._met for each in those]

    def to_json(self) -> str:
        """For `from_json`."""
        return json.dumps([each.model_dump() for each in self])

    @classmethod
    def from_json(cls, text: str) -> "Corrections":
        """What `to_json` gave."""
        return cls(Correction.model_validate(each) for each in json.loads(text))

    def apply(self, understood: Understood, *, guidance: Guidance) -> Understood:
        """The labels with what a person read in the place of what was read; notes say what no fact can.

        A correction whose place is not found again changes nothing, and a note says so.
        """
        labels, notes = list(understood.labels), list(understood.warnings)
        pictures = (page.sha256 for page in understood.source.pages)
        # What is taken away comes last: it moves the other rows.
        for each in sorted(self.of(pictures), key=lambda each: _is_absent(each.value)):
            target = _target(each)
            try:
                if target.panel > len(labels):
                    raise UsageError("nothing was read there")
                label = labels[target.panel - 1]
                labels[target.panel - 1] = _settled(label, target, each, understood, guidance)
            except UsageError as error:
                why = str(error).removeprefix("--set ")
                notes.append(Note(code="correction", message=f"{_told(each)} was not applied: {why}"))
                continue
            if target.kind == "taken" or _is_absent(each.value):
                notes.append(Note(code="settled", message=f"{_told(each)} stands for what was read"))
        return understood.model_copy(update={"labels": tuple(labels), "warnings": tuple(notes)})


def read_corrections(path: Path, *, guidance: Guidance) -> Corrections:
    """The lines of a review.csv that a person filled in, however a spreadsheet wrote it.

    Raises UsageError, which names file and row, for a value that is not understood.
    """
    name = shorten(str(path))

    def opener() -> IO[bytes]:
        return path.open("rb")

    try:
        with opener() as file:
            sample = file.read(SAMPLE)
        written = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC).date()
        encoding = None if sample.startswith(b"PK") else tell_encoding(sample)
        if encoding is None:
            raise UsageError(f"{name}: is no CSV; save it as CSV (UTF-8) out of the spreadsheet")
        notes = Notes()
        table = open_delimited(
            opener, sample=sample, encoding=encoding, name=name, notes=notes, limits=Limits()
        )
        if not {"question", "value"} <= set(table.columns):
            raise UsageError(f"{name}: has no columns question and value; give a review.csv of a scan")
        found: dict[str, tuple[int, Correction]] = {}
        for row in table.rows():
            cells = {column: as_given(cell).strip() for column, cell in row.cells.items()}
            if not cells["value"]:
                continue
            where = f"{name}: row {row.number}"
            if row.broken:
                raise UsageError(f"{where}: {row.broken}")
            each = _read(cells, where=where, guidance=guidance, written=written)
            number, before = found.setdefault(each.question, (row.number, each))
            if before.value != each.value:
                raise UsageError(f"{where}: answers what row {number} answers otherwise; leave one value out")
    except OSError as error:
        raise UsageError(f"{name}: cannot be read ({error.strerror})") from error
    except UnreadableError as error:
        raise UsageError(str(error)) from error
    return Corrections(each for _, each in found.values())


def _read(cells: dict[str, str], *, where: str, guidance: Guidance, written: date) -> Correction:
    target = Target.read(cells["question"])
    if target is None:
        raise UsageError(f"{where}: its question was changed; copy the line from the review.csv of the scan")
    value = cells["value"]
    try:
        if target.kind == "taken":
            _number(value)
        elif not _is_absent(value):
            _figure(value, target, guidance)
    except UsageError as error:
        shown = shorten(value, limit=60)
        raise UsageError(
            f"{where}: value {shown!r} is not understood; {_WRITE.get(target.about, _HOW_MANY)}"
        ) from error
    when = _date(cells.get("when", ""))
    if when is None:
        shown = shorten(cells["when"], limit=30)
        raise UsageError(f"{where}: when {shown!r} is no plain date; write it as in 2026-01-31")
    return Correction(
        question=str(target),
        value=value,
        by=cells.get("by") or "hand",
        when=when or written.isoformat(),
        product=cells.get("key", ""),
    )


def _settled(
    label: Label, target: Target, correction: Correction, understood: Understood, guidance: Guidance
) -> Label:
    """The label with one correction; raises UsageError where its place is not found again."""
    if target.kind == "taken":
        number = _number(correction.value)
        if target.about == "serving":
            return settle_taking(label, number)
        if counted_unit(label) != target.about:
            raise UsageError(f"the label is read to count {counted_unit(label) or 'serving'} now")
        return settle_units(label, number)
    nutrient = target.nutrient
    places = target.places(label, understood.source)
    if target.kind == "row":
        rows = {label.facts[place].model_copy(update={"evidence": ()}) for place in places}
        if len(rows) != 1:
            raise UsageError(f"{len(rows) or 'none'} of the rows that are read there now could be meant")
    if _is_absent(correction.value):
        return settle_absent(label, nutrient, places)
    words, typed = _figure(correction.value, target, guidance)
    who = {"by": correction.by, "when": correction.when}
    if not places:
        return settle(label, [(words, typed)], **who)
    if typed.form is None:  # the row's own stands
        row = label.facts[places[0]]
        if any(each.form not in {None, row.form} for each in row.candidates):
            raise UsageError(f"{words}: says no form, and the row leaves it open; add it")
        typed = typed.model_copy(update={"form": row.form, "forms": row.forms})
    return settle_at(label, places, (words, typed), **who)


def _figure(value: str, target: Target, guidance: Guidance) -> Figure:
    """What was written, as a fact; without a form where none was written. Raises UsageError."""
    nutrient, form, text = target.nutrient, None, value
    named = guidance if nutrient is Nutrient.VITAMIN_K else None
    if (match := _WITH_FORM.fullmatch(value)) and match["form"].upper() in _FORMS.get(target.about, ()):
        form, text = match["form"].upper(), match["figure"]
    fact = typed_fact(text, nutrient, form, option=text, guidance=named)
    if not fact.amount:
        raise UsageError(f"{value}: has no amount above 0")
    return value, fact


def _number(value: str) -> Decimal:
    try:
        number = Decimal(value.replace(",", "."))
    except InvalidOperation:
        number = Decimal(0)
    if not (number.is_finite() and 0 < number <= _MOST_A_DAY):
        raise UsageError(f"{value}: no number of a day")
    return number


def _is_absent(value: str) -> bool:
    return value.lower() in _ABSENT


def _date(text: str) -> str | None:
    """A date as ISO 8601, "" for none; None where it is none, or may be two."""
    if not text:
        return ""
    try:
        return datetime.fromisoformat(text).date().isoformat()
    except ValueError:
        pass
    found = set()
    for form in _DATES:
        try:
            found.add(datetime.strptime(text.split()[0], form).date())
        except ValueError:
            continue
    return found.pop().isoformat() if len(found) == 1 else None


def _target(correction: Correction) -> Target:
    target = Target.read(correction.question)
    assert target is not None
    return target


def _told(correction: Correction) -> str:
    name = _target(correction).name
    value, by = shorten(correction.value, limit=60), shorten(correction.by, limit=40)
    return f"{name}: {value}, settled by {by}, {correction.when},"
