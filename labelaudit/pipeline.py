"""The only file that knows the order of the stages."""

from collections.abc import Callable, Sequence
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
from labelaudit.model.label import Label
from labelaudit.model.page import Page
from labelaudit.model.question import Look
from labelaudit.model.reading import Reading, Understood
from labelaudit.model.sheet import Sheet
from labelaudit.parse.label import parse
from labelaudit.read.answer import answer
from labelaudit.read.engine import Readers, choose_readers
from labelaudit.read.page import read_page
from labelaudit.settling import settle_taking

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
    readers = _readers(engine)
    tool = tell_tool(readers.name, guidance=guidance, profile=profile)
    readings: list[Reading] = []
    for side in sides:
        before = sum(len(reading.pages) for reading in readings)
        readings.append(
            read_file(
                side,
                readers=readers,
                limits=limits,
                password=password,
                chosen=chosen,
                on_page=on_page and _counting_from(before, on_page),
            )
        )
        if readings[-1].error:
            break
    return audit_understood(
        parse_readings(readings, name=sides[0], together=beside is not None),
        tool=tool,
        guidance=guidance,
        only=only,
        skip=skip,
        amend=amend,
        servings_per_day=servings_per_day,
    )


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


def tell_tool(engine: str, *, guidance: Guidance, profile: str) -> Tool:
    """What makes a result; `engine` is the readers' own name. Raises UsageError for an unknown profile."""
    if profile not in guidance.profiles:
        known = ", ".join(guidance.profiles)
        raise UsageError(f"--profile {profile}: no such profile in this guidance; choose one of {known}")
    return Tool(
        version=__version__,
        engine=engine,
        guidance=GuidanceRef(name=guidance.name, version=guidance.version, sha256=guidance.sha256),
        profile=profile,
    )


def read_file(
    path: str,
    *,
    readers: Readers,
    limits: Limits = _DEFAULT,
    password: str | None = None,
    chosen: Sequence[range] | None = None,
    on_page: OnPage | None = None,
) -> Reading:
    """Read one file, and look again where the parser asks; a file that cannot be read is a Reading too.

    No pixels are kept: one page's may go before the next page's come. Raises EngineError.
    """
    pages: list[Page] = []
    places: list[SourcePage] = []
    looks: list[Look] = []
    warnings: list[Note] = []
    try:
        for sheet in open_file(path, limits=limits, password=password, pages=chosen):
            page = read_page(sheet, readers=readers, number=len(pages), limits=limits)
            if on_page:
                on_page(sheet, page)
            pages.append(page)
            places.append(_source_page(sheet, page))
            warnings += sheet.warnings
            if page.engine != "textlayer":
                questions = parse([page]).questions[: limits.second_looks]
                found = (answer(q, sheet=sheet, page=page, readers=readers, limits=limits) for q in questions)
                looks += [look for look in found if look is not None]
    except UnreadableError as error:
        return Reading(error=Note(code=error.code, message=_printable(str(error))))
    return Reading(pages=tuple(pages), places=tuple(places), looks=tuple(looks), warnings=tuple(warnings))


def parse_readings(readings: Sequence[Reading], *, name: str, together: bool) -> Understood:
    """Parse what was read of one source; `together` says that its files are the sides of one product.

    A reading with an error makes the whole unreadable. `name` is the source's.
    """
    shown = _printable(name)
    error = next((reading.error for reading in readings if reading.error), None)
    if error:
        return Understood(source=Source(name=shown, kind=_kind_by_name(name)), error=error)
    pages: list[Page] = []
    looks: list[Look] = []
    warnings: list[Note] = []
    for reading in readings:
        before = len(pages)
        pages += [page.model_copy(update={"number": before + page.number}) for page in reading.pages]
        looks += [_moved(look, by=before) for look in reading.looks]
        named = f"{reading.places[0].name}: " if len(readings) > 1 else ""
        warnings += [Note(code=n.code, message=f"{named}{n.message}") for n in reading.warnings]
    parsed = parse(pages, looks, together=together)
    places = tuple(place for reading in readings for place in reading.places)
    return Understood(
        source=Source(name=shown, kind=places[0].kind, pages=places),
        labels=parsed.labels,
        warnings=(*warnings, *parsed.warnings),
    )


def audit_understood(
    understood: Understood,
    *,
    tool: Tool,
    guidance: Guidance,
    only: Sequence[str] = (),
    skip: Sequence[str] = (),
    amend: Amend | None = None,
    servings_per_day: Decimal | None = None,
) -> list[Audit]:
    """Judge every label of a source; always at least one Audit, `unreadable` where there is none."""
    origin = understood.source
    if understood.error:
        return [_unreadable(origin, tool, understood.error, understood.warnings)]
    warnings = (*understood.warnings, *left_out(only=only, skip=skip))
    audits = []
    for panel, label in enumerate(understood.labels or (None,), start=1):
        placed = origin.model_copy(update={"panel": panel})
        if label is None or _says_nothing(label):
            audits.append(_unreadable(placed, tool, _no_panel(origin.name), warnings))
            continue
        if servings_per_day is not None:
            label = settle_taking(label, servings_per_day)
        label = amend(label) if amend else label
        judged = judge(label, guidance=guidance, profile=tool.profile, only=only, skip=skip)
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


def audit_unread(source: str, error: Note, **options: Unpack[Options]) -> Audit:
    """The audit of a source that something beside it kept from being read; raises as `audit_file` does."""
    tool = tell_tool(
        _readers(options.get("engine", "auto")).name,
        guidance=options.get("guidance") or load(),
        profile=options.get("profile", "default"),
    )
    return _unreadable(Source(name=_printable(source), kind=_kind_by_name(source)), tool, error)


def _counting_from(before: int, on_page: OnPage) -> OnPage:
    """The pages of one of several files by their number among all."""

    def call(sheet: Sheet, page: Page) -> None:
        on_page(sheet, page.model_copy(update={"number": before + page.number}))

    return call


def _moved(look: Look, *, by: int) -> Look:
    question = look.question.model_copy(update={"page": by + look.question.page})
    return look.model_copy(update={"question": question})


def _says_nothing(label: Label) -> bool:
    claims = any(statement.kind == "claim" for statement in label.statements)
    return label.panel == "none" and not label.facts and not claims


def _no_panel(name: str) -> Note:
    message = "shows no panel, amount or claim that could be read; photograph the panel, near and sharp"
    return Note(code="no_panel", message=f"{name}: {message}")


def _unreadable(source: Source, tool: Tool, error: Note, warnings: tuple[Note, ...] = ()) -> Audit:
    return Audit(tool=tool, source=source, warnings=warnings, status=Status.UNREADABLE, error=error)


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
