"""Scan a catalogue: every product audited once, and nothing that is known done again."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.util import find_spec
from itertools import islice
from os import PathLike
from pathlib import Path
from tempfile import TemporaryDirectory

from labelaudit.accepting import Acceptance
from labelaudit.audit.guidance import load
from labelaudit.batch.corrections import Corrections, read_corrections
from labelaudit.batch.engine import Engine
from labelaudit.batch.judges import Judges
from labelaudit.batch.judging import Judging
from labelaudit.batch.local import LocalEngine
from labelaudit.batch.outputs import USUAL, Format, Outputs
from labelaudit.batch.plan import Planner, numbered
from labelaudit.batch.run import Progress, Run
from labelaudit.batch.standard import Standard
from labelaudit.batch.store import Store
from labelaudit.batch.whole import BEGUN, open_folder
from labelaudit.batch.work import reader_name
from labelaudit.catalogue import open_catalogue
from labelaudit.catalogue.fetch import Fetcher
from labelaudit.catalogue.folder import STORE, Grouping
from labelaudit.errors import UnreadableError, UsageError
from labelaudit.limits import Limits
from labelaudit.model.audit import Audit
from labelaudit.model.base import Note
from labelaudit.model.guidance import Guidance
from labelaudit.pipeline import tell_tool
from labelaudit.read.engine import choose_readers
from labelaudit.report.clean import shorten
from labelaudit.report.to_catalogue import check_place

_READING = {
    "file_megabytes",
    "megapixels",
    "pdf_pages",
    "reading_pixels",
    "reading_megapixels",
    "second_looks",
}
"""The limits that a reading depends on."""
_SHOWN = 5
"""Products that are unreadable whose errors are told."""


@dataclass(frozen=True)
class Request:
    """What is asked of a scan."""

    source: str
    """A folder, a glob, an archive or a table."""
    output: str | PathLike[str] | None = None
    """Where the reports and the store are; None: reports/ and the catalogue's name."""
    formats: Sequence[Format] = USUAL
    columns: Mapping[str, str] = field(default_factory=dict)
    """Which of a table's columns hold sku, gtin, title, brand and image, where that is not plain."""
    images: str | None = None
    """The folder, archive or store that a table's paths start from."""
    group: Grouping = "name"
    """How the pictures of a folder make products."""
    fetch: bool = False
    """Fetch pictures that are given by address."""
    workers: int | None = None
    """None: as many as there are cores."""
    engine: str = "auto"
    profile: str = "default"
    guidance: Guidance | None = None
    only: Sequence[str] = ()
    skip: Sequence[str] = ()
    accepted: Sequence[Acceptance] = ()
    corrections: str | PathLike[str] | None = None
    """A review.csv that a person filled in; what it says is kept for its pictures from then on."""
    limit: int | None = None
    """Only the first so many products."""
    sample: int | None = None
    """Only so many products, drawn by their keys: the same ones each time."""
    fresh: bool = False
    """Forget what earlier runs stored."""
    rehash: bool = False
    """Trust no file's size and times."""
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True)
class Scan:
    """What a scan came to."""

    folder: Path
    """With the outputs and the store."""
    counts: Counter[str]
    """Products by what became of them: good, mixed, poor (at their lowest), review, unreadable, other."""
    read: int
    """Pictures that were read; those known from before are not."""
    notes: tuple[Note, ...]
    """What should be known of the catalogue and of the corrections."""
    unreadable: tuple[Note, ...]
    """Why the first few products that are unreadable are so."""


def cores() -> int:
    """The cores that this process may use, at least one."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def scan(
    asked: Request,
    *,
    readers: Engine | None = None,
    told: Callable[[Progress], None] = lambda _progress: None,
    each: Callable[[Audit], None] | None = None,
) -> Scan:
    """Audit every product of a catalogue, and write what came of it.

    `readers` reads in the place of this machine's own workers; it is stopped at the end, whatever that is.
    `told` is called at every step, `each` with every audit in the catalogue's order. Stopped at any
    moment, by KeyboardInterrupt or death, the next call with the same request goes on.

    Raises UnreadableError (the catalogue), UsageError, EngineError, GuidanceError, OutputError.
    """
    engine = readers or LocalEngine(asked.workers or cores())
    try:
        return _scan(asked, engine, told, each)
    finally:
        engine.stop()


def _scan(
    asked: Request, engine: Engine, told: Callable[[Progress], None], each: Callable[[Audit], None] | None
) -> Scan:
    if "parquet" in asked.formats and find_spec("pyarrow") is None:
        raise UsageError("Parquet needs pyarrow; install it: pip install 'labelaudit[parquet]'")
    guidance = asked.guidance or load()
    chosen = choose_readers(asked.engine)
    reader = reader_name(chosen)
    kept_as = f"{reader}, {asked.limits.model_dump_json(include=_READING)}"
    tool = tell_tool(chosen.name, guidance=guidance, profile=asked.profile)
    filled = Path(asked.corrections) if asked.corrections else None
    given = read_corrections(filled, guidance=guidance) if filled else Corrections()
    catalogue = open_catalogue(
        asked.source, columns=asked.columns, images=asked.images, group=asked.group, limits=asked.limits
    )
    folder = Path(asked.output or Path("reports", catalogue.name))
    open_folder(folder)
    if "html" in asked.formats and not (folder / STORE).exists():
        check_place(folder)
    with (
        Store(folder / STORE, fresh=asked.fresh) as store,
        TemporaryDirectory(prefix=BEGUN, dir=folder, ignore_cleanup_errors=True) as copies,
    ):
        _claim(folder, store, asked)
        progress = Progress()
        told(progress)
        progress.total = store.begin(numbered(catalogue.items(), limit=asked.limit), sample=asked.sample)
        if not progress.total:
            raise UnreadableError("empty", f"{asked.source}: holds no products")
        corrections = _keep(given, store)
        standard = Standard(
            tool=tool,
            guidance=guidance,
            only=asked.only,
            skip=asked.skip,
            acceptances=asked.accepted,
            corrections=corrections,
        )
        judging = Judging(store, kept_as, standard)
        judges = Judges(standard, workers=asked.workers or cores())
        planner = Planner(
            store=store,
            folder=Path(copies),
            engine=asked.engine,
            reader=reader,
            limits=asked.limits,
            fetcher=Fetcher(folder / "fetched", limits=asked.limits) if asked.fetch else None,
            rehash=asked.rehash,
        )
        try:
            Run(store, planner, judging, judges, engine, progress, told).finish()
        finally:
            planner.close()
            judges.stop()
        progress.step = "writing"
        told(progress)
        outputs = Outputs(
            store=store,
            folder=folder,
            name=catalogue.name,
            reader=kept_as,
            columns=catalogue.columns,
            guidance=guidance,
            made=date.today(),
            formats=asked.formats,
            corrections=filled,
        )
        outputs.write()
        if each:
            for entry in outputs:
                each(entry.audit)
        notes = (*catalogue.notes, *_strangers(given, corrections))
        unread = (Audit.model_validate_json(kept.audit).error for kept in store.kept("unreadable"))
        shown = tuple(error for error in islice(unread, _SHOWN) if error)
        return Scan(folder, progress.counts, progress.read, notes, shown)


def _claim(folder: Path, store: Store, asked: Request) -> None:
    """Raise UsageError where the folder was not named and holds the report of another catalogue."""
    source = asked.source if "://" in asked.source else str(Path(asked.source).resolve())
    known = store.meta("source")
    if asked.output is None and known not in (None, source):
        raise UsageError(f"{folder}: holds the report of {known}; name another folder with -o")
    store.set_meta("source", source)


def _keep(given: Corrections, store: Store) -> Corrections:
    """All corrections of this store, those given now among them, for good."""
    known = Corrections.from_json(store.meta("corrections") or "[]")
    corrections = Corrections([*known, *given])
    if given:
        store.set_meta("corrections", corrections.to_json())
        store.commit()
    return corrections


def _strangers(given: Corrections, corrections: Corrections) -> Iterator[Note]:
    """What of the given corrections met no picture of the run."""
    places = {each.question for each in given}
    for each in corrections.strangers():
        if each.question in places:
            about = f"{each.product or 'a picture'}: the correction {shorten(each.value, limit=60)}"
            yield Note(
                code="correction", message=f"{about} is of a picture that changed or is not in this run"
            )
