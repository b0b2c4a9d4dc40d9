"""`labelaudit scan`: a catalogue in, a report of every product out."""

import math
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from labelaudit.cli.options import (
    FailOn,
    FailUnder,
    GuidanceFile,
    MaxFileMegabytes,
    MaxMegapixels,
    Only,
    Profile,
    Skip,
    Strict,
    check_profile,
    chosen_limits,
    named,
)
from labelaudit.cli.scanbar import counted, shown
from labelaudit.cli.talk import hand_over, say
from labelaudit.errors import Exit, UsageError

if TYPE_CHECKING:
    from labelaudit.batch.scanning import Scan
    from labelaudit.model.audit import Audit

_FIELDS = ("sku", "gtin", "title", "brand", "image")
_NOTES = 10
"""Notes on a catalogue that are shown."""


class Form(StrEnum):
    """What `--format` takes; `labelaudit.batch.outputs.Format` says the same."""

    HTML = "html"
    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    PARQUET = "parquet"


def scan(
    context: typer.Context,
    catalogue: Annotated[
        str, typer.Argument(metavar="CATALOGUE", help="A folder, a glob, a ZIP, or a table with pictures.")
    ],
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="DIR", help="Write to this folder.  [default: reports/ and the name]"
        ),
    ] = None,
    form: Annotated[
        list[Form] | None,
        typer.Option("--format", help="Write this; may be given again.  [default: all but parquet]"),
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map", metavar="FIELD=COLUMN,...", help="Name a table's columns, as in image=photo,gtin=EAN."
        ),
    ] = None,
    images: Annotated[
        str | None, typer.Option(metavar="DIR", help="Start a table's paths from this folder or ZIP.")
    ] = None,
    group: Annotated[
        Literal["name", "none"],
        typer.Option(
            help="Take SKU_front.jpg and SKU-2.jpg of a folder for one product, or each for its own."
        ),
    ] = "name",
    fetch: Annotated[bool, typer.Option("--fetch", help="Fetch pictures that are given by address.")] = False,
    profile: Profile = "default",
    guidance: GuidanceFile = None,
    only: Only = None,
    skip: Skip = None,
    fail_under: FailUnder = None,
    fail_on: FailOn = None,
    strict: Strict = False,
    max_review: Annotated[
        str | None,
        typer.Option(metavar="N|N%", help="Exit with 1 where more products than this need a person."),
    ] = None,
    corrections: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Take in a review.csv that was filled in, for good."),
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Take the first so many products.")] = None,
    sample: Annotated[
        int | None, typer.Option(min=1, help="Draw so many products, the same ones each time.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Read so many pictures at a time.  [default: one a core]")
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Read on a Dask cluster instead, as in tcp://10.0.0.1:8786."),
    ] = None,
    deadline: Annotated[
        float | None, typer.Option(metavar="SECONDS", help="Give a picture so long.  [default: 300]")
    ] = None,
    engine: Annotated[
        Literal["auto", "rapidocr", "tesseract"],
        typer.Option(
            envvar="LABELAUDIT_ENGINE",
            help="Read with this engine; auto reads with RapidOCR and checks with Tesseract.",
        ),
    ] = "auto",
    max_megapixels: MaxMegapixels = None,
    max_file_megabytes: MaxFileMegabytes = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Forget what is stored, and read all anew.")] = False,
    rehash: Annotated[
        bool, typer.Option("--rehash", help="Look into every file, even if its size and time are the same.")
    ] = False,
) -> int:
    """Audit every product of a catalogue.

    Stopped or killed, the same command goes on, and what was read is not read again.

    \b
    Examples:
      labelaudit scan photos/
      labelaudit scan products.csv --images photos/ -o reports/march
      labelaudit scan export.xlsx --map image=photo,gtin=EAN --max-review 5%
    """  # noqa: D301  (\b keeps the example's lines apart)
    if strict and fail_under is None and not fail_on:
        raise UsageError(
            f"{named(context, 'strict')} says how a gate counts; add --fail-under 70 or --fail-on fail"
        )
    limits = chosen_limits(
        max_megapixels=max_megapixels, max_file_megabytes=max_file_megabytes, deadline=deadline
    )
    if cluster and workers:
        raise UsageError("--workers is for this machine; a cluster has its own")
    most = None if max_review is None else _Most(max_review)
    mapped = _mapped(columns or [])
    from labelaudit.accepting import score_without_accepted
    from labelaudit.audit.guidance import load
    from labelaudit.batch.outputs import USUAL
    from labelaudit.batch.run import Progress
    from labelaudit.batch.scanning import Request
    from labelaudit.batch.scanning import scan as scan_catalogue
    from labelaudit.cli.gate import Gate

    judged_by = load(guidance)
    check_profile(context, profile, judged_by)
    asked = Request(
        source=catalogue,
        output=output,
        formats=[each.value for each in form] if form else USUAL,
        columns=mapped,
        images=images,
        group=group,
        fetch=fetch,
        workers=workers,
        engine=engine,
        profile=profile,
        guidance=judged_by,
        only=only or (),
        skip=skip or (),
        accepted=context.obj.accept if context.obj else (),
        corrections=corrections,
        limit=limit,
        sample=sample,
        fresh=fresh,
        rehash=rehash,
        limits=limits,
    )
    gate = Gate(fail_under=fail_under, fail_on=fail_on or (), strict=strict)
    stopped: list[str] = []

    def hold(audit: "Audit") -> None:
        score = score_without_accepted(audit, guidance=judged_by, only=asked.only, skip=asked.skip)
        if gate.stops(audit, score):
            stopped.append(audit.source.name)

    progress = Progress()
    gated = fail_under is not None or fail_on
    with _stopping_once():
        try:
            with shown() as bar:

                def tell(now: Progress) -> None:
                    nonlocal progress
                    progress = now
                    bar.tell(now)

                readers = None
                if cluster:
                    from labelaudit.batch.cluster import ClusterEngine

                    readers = ClusterEngine(cluster)
                scanned = scan_catalogue(asked, readers=readers, told=tell, each=hold if gated else None)
        except (KeyboardInterrupt, SystemExit):
            done = f"{progress.done:,} of {progress.total:,} products"
            say(f"{done} are done and kept; the same command goes on")
            raise
    _summarize(scanned)
    hand_over(f"{scanned.folder / 'index.html' if 'html' in asked.formats else scanned.folder}\n")
    too_many = most is not None and most.exceeded(scanned.counts)
    return _exit_code(scanned.counts, stopped=bool(stopped) or too_many)


def _mapped(given: list[str]) -> dict[str, str]:
    """The columns by field; a part without a field goes on with the one before: image=front,back,gtin=EAN."""
    mapped: dict[str, str] = {}
    field = ""
    for part in (part.strip() for text in given for part in text.split(",")):
        name, equals, column = part.partition("=")
        if equals and name in _FIELDS and column:
            field, mapped[name] = name, column
        elif equals or not field or not part:
            raise UsageError(f"--map {part}: give FIELD=COLUMN, with a FIELD of {', '.join(_FIELDS)}")
        else:
            mapped[field] += f",{part}"
    return mapped


class _Most:
    """How many products may need a person: a number, or a share of all."""

    def __init__(self, text: str) -> None:
        number = text.removesuffix("%").strip()
        self._share = text.endswith("%")
        try:
            self._most = float(number)
        except ValueError:
            self._most = -1.0
        if not 0 <= self._most < math.inf or (self._share and self._most > 100):
            raise UsageError(
                f"--max-review {text}: give a number of products or a share of them, as in 20 or 5%"
            )

    def exceeded(self, counts: "Counter[str]") -> bool:
        most = self._most * counts.total() / 100 if self._share else self._most
        return counts["review"] > most


@contextmanager
def _stopping_once() -> Iterator[None]:
    """Let one Ctrl-C or SIGTERM be enough: a second one would interrupt the tidying up."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def stop(number: int, _frame: object) -> None:
        for each in before:
            signal.signal(each, signal.SIG_IGN)
        if number == signal.SIGINT:
            raise KeyboardInterrupt
        sys.exit(Exit.TERMINATED)

    for number in before:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _summarize(scanned: "Scan") -> None:
    for note in (*scanned.notes[:_NOTES], *scanned.unreadable):
        say(note.message)
    for more, what in (
        (len(scanned.notes) - _NOTES, "notes on the catalogue"),
        (scanned.counts["unreadable"] - len(scanned.unreadable), "unreadable products; the tables name them"),
    ):
        if more > 0:
            say(f"and {more:,} more {what}")
    say(f"{scanned.counts.total():,} products: {counted(scanned.counts)}; {scanned.read:,} pictures read")


def _exit_code(counts: "Counter[str]", *, stopped: bool) -> Exit:
    """Nothing read outranks a gate, a gate outranks something unread."""
    if counts["unreadable"] == counts.total():
        return Exit.UNREADABLE
    if stopped:
        return Exit.GATE
    return Exit.SOME_UNREADABLE if counts["unreadable"] else Exit.OK
