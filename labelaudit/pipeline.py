"""The only file that knows the order of the stages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from os import PathLike, fspath
from typing import Literal, TypedDict, Unpack

from labelaudit import __version__
from labelaudit.audit.guidance import load
from labelaudit.audit.runner import judge, left_out
from labelaudit.errors import UnreadableError, UsageError
from labelaudit.ingest import open_file
from labelaudit.limits import Limits
from labelaudit.model.audit import Audit, GuidanceRef, Source, SourcePage, Status, Tool
from labelaudit.model.base import Note
from labelaudit.model.guidance import Guidance
from labelaudit.model.label import Label, Regimen
from labelaudit.model.page import Page
from labelaudit.model.question import Look
from labelaudit.model.sheet import Sheet
from labelaudit.parse.label import parse
from labelaudit.read.answer import answer
from labelaudit.read.engine import Readers, choose_readers
from labelaudit.read.page import read_page

OnPage = Callable[[Sheet, Page], None]
"""Called with each page while its pixels are at hand."""
Amend = Callable[[Label], Label]
"""What is made of each label before it is judged, as by `labelaudit.settling.settle`."""

_DEFAULT = Limits()


def audit_file(
    source: str | PathLike[str],
    *,
    engine: str = "auto",
    profile: str = "default",
    guidance: Guidance | None = None,
    only: Sequence[str] = (),
    skip: Sequence[str] = (),
    amend: Amend | None = None,
    servings_per_day: Decimal | None = None,
    limits: Limits = _DEFAULT,
    password: str | None = None,
    chosen: Sequence[range] | None = None,
    beside: Sequence[str | PathLike[str]] | None = None,
    on_page: OnPage | None = None,
) -> list[Audit]:
    """Audit every panel of one file; always at least one Audit, `unreadable` with its error included.

    `source` is a path, or "-" for standard input; `chosen` names pages of a PDF, from 1; `only` and `skip`
    choose rules by id. `beside` names the other sides of the same pack: all pages then show one product,
    and there is one Audit. Raises EngineError, GuidanceError and UsageError: what is wrong with the machine
    or the request, not with the label.
    """
    sides = [fspath(side) for side in (source, *(beside or ()))]
    guidance = guidance or load()
    if profile not in guidance.profiles:
        known = ", ".join(guidance.profiles)
        raise UsageError(f"--profile {profile}: no such profile in this guidance; choose one of {known}")
    readers = _readers(engine)
    tool = Tool(
        version=__version__,
        engine=readers.name,
        guidance=GuidanceRef(name=guidance.name, version=guidance.version, sha256=guidance.sha256),
        profile=profile,
    )
    shown = _printable(sides[0])
    read = _Read(several=len(sides) > 1)
    try:
        for side in sides:
            for sheet in open_file(side, limits=limits, password=password, pages=chosen):
                read.add(sheet, readers=readers, limits=limits, on_page=on_page)
    except UnreadableError as error:
        return [_unreadable(Source(name=shown, kind=_kind_by_name(sides[0])), tool, error)]
    parsed = parse(read.pages, read.looks, together=beside is not None)

    origin = Source(name=shown, kind=read.places[0].kind, pages=tuple(read.places))
    warnings = (*read.warnings, *parsed.warnings, *left_out(only=only, skip=skip))
    audits = []
    for panel, label in enumerate(parsed.labels or (None,), start=1):
        placed = origin.model_copy(update={"panel": panel})
        if label is None or _says_nothing(label):
            audits.append(_unreadable(placed, tool, _no_panel(shown), warnings))
            continue
        if servings_per_day is not None:
            label = label.model_copy(update={"regimen": _regimen(label, servings_per_day)})
        label = amend(label) if amend else label
        judged = judge(label, guidance=guidance, profile=profile, only=only, skip=skip)
        audits.append(
            Audit(
                tool=tool,
                source=placed,
                warnings=warnings,
                status=judged.status,
                label=label,
                daily=judged.daily,
                intake=judged.intake,
                findings=judged.findings,
                score=judged.score,
                advice=judged.advice,
            )
        )
    return audits


class Options(TypedDict, total=False):
    """The options of `audit_file`, for `audit_together`."""

    engine: str
    profile: str
    guidance: Guidance | None
    only: Sequence[str]
    skip: Sequence[str]
    amend: Amend | None
    servings_per_day: Decimal | None
    limits: Limits
    password: str | None
    chosen: Sequence[range] | None
    on_page: OnPage | None


def audit_together(sources: Sequence[str | PathLike[str]], **options: Unpack[Options]) -> Audit:
    """Audit the sides of one pack as one product: what one side does not show another may.

    A side that cannot be opened makes the audit unreadable. Options and errors are those of `audit_file`.
    """
    if not sources:
        raise UsageError("no sides of a pack were given; name one file or more")
    first, *others = sources
    (audit,) = audit_file(first, beside=others, **options)
    return audit


@lru_cache(maxsize=4)
def _readers(engine: str) -> Readers:
    """Loaded once a process: an engine's models take longer to load than a label to read."""
    return choose_readers(engine)


@dataclass
class _Read:
    """What was read of a source: its pages in order, and what a further look found; no pixels are kept."""

    several: bool
    """Whether there are several files, so that a warning must name its own."""
    pages: list[Page] = field(default_factory=list)
    places: list[SourcePage] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    warnings: list[Note] = field(default_factory=list)

    def add(self, sheet: Sheet, *, readers: Readers, limits: Limits, on_page: OnPage | None) -> None:
        """Read one more page, and look again at once: its pixels may go before the next page's come."""
        page = read_page(sheet, readers=readers, number=len(self.pages), limits=limits)
        if on_page:
            on_page(sheet, page)
        self.pages.append(page)
        self.places.append(_source_page(sheet, page))
        named = f"{_printable(sheet.name)}: " if self.several else ""
        self.warnings += [Note(code=n.code, message=f"{named}{n.message}") for n in sheet.warnings]
        if sheet.layer is None:
            questions = parse([page]).questions[: limits.second_looks]
            found = (answer(q, sheet=sheet, page=page, readers=readers, limits=limits) for q in questions)
            self.looks += [look for look in found if look is not None]


def _says_nothing(label: Label) -> bool:
    claims = any(statement.kind == "claim" for statement in label.statements)
    return label.panel == "none" and not label.facts and not claims


def _no_panel(name: str) -> UnreadableError:
    return UnreadableError(
        "no_panel",
        f"{name}: shows no panel, amount or claim that could be read; photograph the panel, near and sharp",
    )


def _unreadable(source: Source, tool: Tool, error: UnreadableError, warnings: tuple[Note, ...] = ()) -> Audit:
    note = Note(code=error.code, message=_printable(str(error)))
    return Audit(tool=tool, source=source, warnings=warnings, status=Status.UNREADABLE, error=note)


def _regimen(label: Label, servings_per_day: Decimal) -> Regimen:
    """What the user says is taken, a serving at a time."""
    units = label.serving.units if label.serving and label.serving.units else Decimal(1)
    return Regimen(
        units_per_intake=(units, units),
        intakes_per_day=(servings_per_day, servings_per_day),
        source="option",
        text=label.regimen.text,
    )


def _source_page(sheet: Sheet, page: Page) -> SourcePage:
    return SourcePage(
        name=_printable(sheet.name),
        path=_printable(sheet.path),
        sha256=sheet.sha256,
        kind=_kind(sheet),
        page=sheet.page,
        width=page.width,
        height=page.height,
        turn=page.turn,
    )


def _kind(sheet: Sheet) -> Literal["image", "pdf"]:
    return "pdf" if sheet.kind == "pdf" else "image"


def _kind_by_name(source: str) -> Literal["image", "pdf"]:
    return "pdf" if source.lower().endswith(".pdf") else "image"


def _printable(name: str) -> str:
    """A file's name as valid Unicode: bytes that are none stand as question marks."""
    return name.encode("utf-8", "replace").decode("utf-8")
