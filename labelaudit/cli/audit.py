"""`labelaudit audit`: labels in, one page or one line each out."""

import os
import shutil
import sys
import webbrowser
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from labelaudit.cli.output import check_writable, write_whole
from labelaudit.cli.pages import parse_pages
from labelaudit.cli.talk import hand_over, progress, say, use_utf8
from labelaudit.errors import Exit, UsageError

if TYPE_CHECKING:
    from labelaudit.limits import Limits
    from labelaudit.model.audit import Audit
    from labelaudit.model.guidance import Guidance
    from labelaudit.model.page import Page
    from labelaudit.model.sheet import Sheet
    from labelaudit.pipeline import OnPage
    from labelaudit.report.to_html import Report

# The stages are imported where they are used: `--help` answers at once.

Format = Literal["text", "json", "html"]
_SUFFIXES: dict[str, Format] = {
    ".txt": "text",
    ".json": "json",
    ".jsonl": "json",
    ".html": "html",
    ".htm": "html",
}


def _servings(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal(0)
    if not (number.is_finite() and 0 < number <= 100):
        raise typer.BadParameter(f"{text} is not a number of servings; give one above 0, as in 2")
    return number


def audit(
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
    profile: Annotated[
        str, typer.Option(help="Judge vitamin D for these people, as in over-70.")
    ] = "default",
    guidance: Annotated[
        Path | None, typer.Option(help="Judge by your own guidance file.", show_default=False)
    ] = None,
    servings_per_day: Annotated[
        Decimal | None,
        typer.Option(
            parser=_servings, metavar="NUMBER", help="Say how much is taken, where the label does not."
        ),
    ] = None,
    fail_under: Annotated[
        int | None,
        typer.Option(min=0, max=100, help="Exit with 1 where a score, at its best, is under this."),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Let --fail-under take a score at its worst.")
    ] = False,
    engine: Annotated[
        Literal["auto", "rapidocr", "tesseract"],
        typer.Option(help="Read with this engine; auto reads with RapidOCR and checks with Tesseract."),
    ] = "auto",
    pages: Annotated[
        str | None, typer.Option(metavar="PAGES", help="Read these pages of a PDF, as in 3-5,8.")
    ] = None,
    password: Annotated[
        str | None, typer.Option(envvar="LABELAUDIT_PDF_PASSWORD", help="Open an encrypted PDF.")
    ] = None,
    max_megapixels: Annotated[
        float | None, typer.Option(help="Allow larger pictures than 80 million pixels.", show_default=False)
    ] = None,
    max_file_megabytes: Annotated[
        float | None, typer.Option(help="Allow larger files than 200 MB.", show_default=False)
    ] = None,
) -> int:
    """Audit labels: what they declare, and how that fits the guidance.

    \b
    Examples:
      labelaudit audit front.jpg
      labelaudit audit front.jpg -o report.html --open
      labelaudit audit *.jpg --format json --fail-under 70
    """  # noqa: D301  (\b keeps the example's lines apart)
    form = _choose_format(form, output)
    if show and (form != "html" or output is None):
        raise UsageError("--open shows an HTML report; add -o report.html")
    if strict and fail_under is None:
        raise UsageError("--strict says how --fail-under counts; add --fail-under 70")
    chosen = None if pages is None else parse_pages(pages)
    if output:
        check_writable(output)
    with progress("loading"):
        from labelaudit.audit.guidance import load
        from labelaudit.pipeline import audit_file

        judged_by = load(guidance)
        limits = _limits(megapixels=max_megapixels, file_megabytes=max_file_megabytes)
    if form == "json":
        use_utf8()

    audits: list[Audit] = []
    held: list[str] = []
    reports: list[Report] = []
    for number, label in enumerate(labels, start=1):
        pictures: dict[int, bytes] = {}
        counted = f" ({number} of {len(labels)})" if len(labels) > 1 else ""
        with progress(f"reading {label}{counted}"):
            found = audit_file(
                label,
                engine=engine,
                profile=profile,
                guidance=judged_by,
                servings_per_day=servings_per_day,
                limits=limits,
                password=password,
                chosen=chosen,
                on_page=_keep_in(pictures) if form == "html" else None,
            )
        audits += found
        for each in found:
            if each.error:
                say(each.error.message)
            if form == "html":
                reports.append((each, pictures))
            elif output:
                held.append(_worded(each, form, to_file=True))
            elif form == "json" or not each.error or len(labels) > 1:
                hand_over(_worded(each, form, to_file=False))
    if form == "html":
        held.append(_html(reports, judged_by))
    if output:
        write_whole(output, "".join(held))
    elif held:
        hand_over("".join(held))
    if show and output and not webbrowser.open(output.resolve().as_uri()):
        say(f"no browser could be started; open {output} yourself")
    return _exit_code(audits, fail_under=fail_under, strict=strict)


def _choose_format(form: Format | None, output: Path | None) -> Format:
    by_suffix = _SUFFIXES.get(output.suffix.lower()) if output else None
    if output and not form and not by_suffix:
        raise UsageError(f"{output}: no format of that suffix; name it .html, .json or .txt, or add --format")
    if form and by_suffix and form != by_suffix:
        raise UsageError(f"{output}: its suffix says {by_suffix} and --format says {form}; leave one out")
    return form or by_suffix or "text"


def _limits(*, megapixels: float | None, file_megabytes: float | None) -> "Limits":
    from labelaudit.limits import Limits

    given = {"megapixels": megapixels, "file_megabytes": file_megabytes}
    for name, value in given.items():
        if value is not None and not value > 0:
            raise UsageError(f"--max-{name.replace('_', '-')} {value:g}: give a number above 0")
    return Limits(**{name: value for name, value in given.items() if value is not None})


def _keep_in(pictures: dict[int, bytes]) -> "OnPage":
    from labelaudit.picture import to_jpeg

    def keep(sheet: "Sheet", page: "Page") -> None:
        pictures[page.number] = to_jpeg(sheet.pixels, turn=page.turn)

    return keep


def _worded(audit: "Audit", form: Format, *, to_file: bool) -> str:
    if form == "json":
        from labelaudit.report.to_json import to_json

        return to_json(audit) + "\n"
    from labelaudit.report.to_text import to_text

    at_terminal = sys.stdout.isatty() and not to_file
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    width = min(max(shutil.get_terminal_size().columns, 40), 120) if at_terminal else 100
    return to_text(audit, width=width, colour=at_terminal and not plain) + "\n"


def _html(reports: "list[Report]", guidance: "Guidance") -> str:
    from labelaudit.report.to_html import to_html

    titles = {name: document.title for name, document in guidance.documents.items()}
    return to_html(reports, made=date.today(), titles=titles)


def _exit_code(audits: "list[Audit]", *, fail_under: int | None, strict: bool) -> Exit:
    """Nothing read outranks a gate, a gate outranks something unread."""
    unread = sum(audit.error is not None for audit in audits)
    if unread == len(audits):
        return Exit.UNREADABLE
    scores = [audit.score for audit in audits if audit.score]
    if fail_under is not None and any((score.low if strict else score.high) < fail_under for score in scores):
        return Exit.GATE
    return Exit.SOME_UNREADABLE if unread else Exit.OK
