"""`labelaudit audit`: labels in, one page or one line each out."""

import shutil
import sys
import webbrowser
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from labelaudit.cli.formats import Format, choose_format
from labelaudit.cli.guarded import audit_guarded
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
from labelaudit.cli.output import check_writable, write_whole
from labelaudit.cli.page_ranges import parse_pages
from labelaudit.cli.talk import hand_over, progress, say, use_utf8, wants_colour
from labelaudit.errors import Exit, UsageError

if TYPE_CHECKING:
    from labelaudit.model.audit import Audit
    from labelaudit.model.guidance import Guidance
    from labelaudit.model.page import Page
    from labelaudit.model.sheet import Sheet
    from labelaudit.pipeline import Amend, OnPage
    from labelaudit.report.to_html import Report

# The stages are imported where they are used: `--help` answers at once.


def _servings(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal(0)
    if not (number.is_finite() and 0 < number <= 100):
        raise typer.BadParameter(f"{text} is not a number of servings; give one above 0, as in 2")
    return number


def audit(
    context: typer.Context,
    labels: Annotated[
        list[str], typer.Argument(metavar="LABEL", help="Pictures or PDFs; - is standard input.")
    ],
    *,
    form: Annotated[
        Format | None, typer.Option("--format", help="Print a page (text) or one JSON object a line.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write to a file instead; its suffix decides: .html .json .txt"),
    ] = None,
    show: Annotated[bool, typer.Option("--open", help="Open the HTML report when it is written.")] = False,
    profile: Profile = "default",
    guidance: GuidanceFile = None,
    only: Only = None,
    skip: Skip = None,
    servings_per_day: Annotated[
        Decimal | None,
        typer.Option(
            parser=_servings, metavar="NUMBER", help="Say how much is taken, where the label does not."
        ),
    ] = None,
    settle: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="FACT=FIGURE", help="Settle a fact as you read it, as in k2='100mcg MK-7'."
        ),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Add each rule's inputs, arithmetic and documents.")
    ] = False,
    fail_under: FailUnder = None,
    fail_on: FailOn = None,
    strict: Strict = False,
    together: Annotated[
        bool, typer.Option("--together", help="Take all LABELs for the sides of one pack: one product.")
    ] = False,
    engine: Annotated[
        Literal["auto", "rapidocr", "tesseract"],
        typer.Option(
            envvar="LABELAUDIT_ENGINE",
            help="Read with this engine; auto reads with RapidOCR and checks with Tesseract.",
        ),
    ] = "auto",
    pages: Annotated[
        str | None, typer.Option(metavar="PAGES", help="Read these pages of a PDF, as in 3-5,8.")
    ] = None,
    password: Annotated[
        str | None, typer.Option(envvar="LABELAUDIT_PDF_PASSWORD", help="Open an encrypted PDF.")
    ] = None,
    max_megapixels: MaxMegapixels = None,
    max_file_megabytes: MaxFileMegabytes = None,
    deadline: Annotated[
        float | None, typer.Option(metavar="SECONDS", help="Give a page so long.  [default: 300]")
    ] = None,
) -> int:
    """Audit labels: what they declare, and how that fits the guidance.

    \b
    Examples:
      labelaudit audit front.jpg
      labelaudit audit front.jpg -o report.html --open
      labelaudit audit *.jpg --format json --fail-under 70
      labelaudit audit --together front.jpg back.jpg facts.pdf
    """  # noqa: D301  (\b keeps the example's lines apart)
    form = choose_format(form, output)
    if show and (form != "html" or output is None):
        raise UsageError("--open shows an HTML report; add -o report.html")
    if strict and fail_under is None and not fail_on:
        raise UsageError(
            f"{named(context, 'strict')} says how a gate counts; add --fail-under 70 or --fail-on fail"
        )
    if explain and form == "json":
        raise UsageError("--explain adds to a page; the JSON holds it already")
    if settle and len(labels) > 1 and not together:
        raise UsageError("--set settles the facts of one label; give one LABEL")
    chosen = None if pages is None else parse_pages(pages)
    if output:
        check_writable(output)
    with progress("loading"):
        from labelaudit.accepting import accept, score_without_accepted
        from labelaudit.audit.guidance import load
        from labelaudit.cli.gate import Gate

        judged_by = load(guidance)
        check_profile(context, profile, judged_by)
        limits = chosen_limits(
            max_megapixels=max_megapixels, max_file_megabytes=max_file_megabytes, deadline=deadline
        )
    if form == "json":
        use_utf8()

    explained_by = judged_by if explain else None
    amend = _settle(settle, judged_by) if settle else None
    audits: list[Audit] = []
    held: list[str] = []
    reports: list[Report] = []
    packs = [labels] if together else [[label] for label in labels]
    for number, (label, *beside) in enumerate(packs, start=1):
        pictures: dict[int, bytes] = {}
        counted = f" ({number} of {len(packs)})" if len(packs) > 1 else ""
        with progress(f"reading {label}{counted}"):
            found = audit_guarded(
                label,
                engine=engine,
                profile=profile,
                guidance=judged_by,
                only=only or (),
                skip=skip or (),
                amend=amend,
                servings_per_day=servings_per_day,
                seconds=limits.label_seconds,
                limits=limits,
                password=password,
                chosen=chosen,
                beside=beside if together else None,
                on_page=_keep_in(pictures) if form == "html" else None,
            )
        if settle and len(found) > 1:
            raise UsageError(f"--set settles the facts of one panel; {label} shows {len(found)}")
        found = [accept(each, context.obj.accept if context.obj else ()) for each in found]
        audits += found
        for each in found:
            if each.error:
                say(each.error.message)
            if form == "html":
                reports.append((each, pictures))
            elif output:
                held.append(_worded(each, form, to_file=True, explained_by=explained_by))
            elif form == "json" or not each.error or len(packs) > 1:
                hand_over(_worded(each, form, to_file=False, explained_by=explained_by))
    if form == "html":
        held.append(_html(reports, judged_by, explain=explain))
    if output:
        write_whole(output, "".join(held))
    elif held:
        hand_over("".join(held))
    if show and output and not webbrowser.open(output.resolve().as_uri()):
        say(f"no browser could be started; open {output} yourself")
    gate = Gate(fail_under=fail_under, fail_on=fail_on or (), strict=strict)
    stopped = any(
        gate.stops(each, score_without_accepted(each, guidance=judged_by, only=only or (), skip=skip or ()))
        for each in audits
    )
    return _exit_code(audits, stopped=stopped)


def _keep_in(pictures: dict[int, bytes]) -> "OnPage":
    from labelaudit.picture import to_jpeg

    def keep(sheet: "Sheet", page: "Page") -> None:
        pictures[page.number] = to_jpeg(sheet.pixels, turn=page.turn)

    return keep


def _settle(figures: list[str], guidance: "Guidance") -> "Amend":
    from labelaudit.settling import read_figure, settle

    read = [read_figure(figure, guidance=guidance) for figure in figures]
    return partial(settle, figures=read, by="hand", when=date.today().isoformat())


def _worded(audit: "Audit", form: Format, *, to_file: bool, explained_by: "Guidance | None") -> str:
    if form == "json":
        from labelaudit.report.to_json import to_json

        return to_json(audit) + "\n"
    from labelaudit.report.to_text import to_text

    at_terminal = sys.stdout.isatty() and not to_file
    width = min(max(shutil.get_terminal_size().columns, 40), 120) if at_terminal else 100
    page = to_text(audit, width=width, colour=wants_colour() and not to_file) + "\n"
    if explained_by is None or audit.label is None:
        return page
    from labelaudit.audit.explain import explain_findings

    return f"{page}Rule by rule\n\n{explain_findings(audit.findings, audit.score, explained_by)}"


def _html(reports: "list[Report]", guidance: "Guidance", *, explain: bool) -> str:
    from labelaudit.audit.explain import explain_finding
    from labelaudit.report.to_html import to_html

    titles = {name: document.title for name, document in guidance.documents.items()}
    told = partial(explain_finding, guidance=guidance) if explain else None
    return to_html(reports, made=date.today(), titles=titles, explain=told)


def _exit_code(audits: "list[Audit]", *, stopped: bool) -> Exit:
    """Nothing read outranks a gate, a gate outranks something unread."""
    unread = [audit.error.code for audit in audits if audit.error]
    if len(unread) == len(audits):
        if "crashed" in unread:
            return Exit.BUG
        return Exit.ENGINE if {*unread} == {"engine"} else Exit.UNREADABLE
    if stopped:
        return Exit.GATE
    return Exit.SOME_UNREADABLE if unread else Exit.OK
