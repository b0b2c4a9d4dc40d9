"""`labelaudit report`: stored audits in, a report or a table out, without reading a label again."""

import shutil
import sys
import tempfile
import webbrowser
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from labelaudit.cli.folder import check_folder, whole_folder
from labelaudit.cli.output import check_writable, write_whole
from labelaudit.cli.scan import Form
from labelaudit.cli.talk import hand_over, progress, say, use_utf8
from labelaudit.errors import Exit, UnreadableError, UsageError

if TYPE_CHECKING:
    from labelaudit.model.audit import Audit
    from labelaudit.report.entry import Entry
    from labelaudit.report.table import Table

# The stages are imported where they are used: `--help` answers at once.

_SUFFIXES = {
    ".html": Form.HTML,
    ".htm": Form.HTML,
    ".csv": Form.CSV,
    ".xlsx": Form.XLSX,
    ".parquet": Form.PARQUET,
    ".jsonl": Form.JSON,
    ".json": Form.JSON,
}
_FILES = {
    Form.CSV: "results.csv",
    Form.XLSX: "results.xlsx",
    Form.PARQUET: "results.parquet",
    Form.JSON: "results.jsonl",
}
_ONE_FILE = 100
"""Labels that one HTML file holds, their pictures in it."""
_DAMAGES = 20
"""Damaged lines that are named one by one."""


def report(
    audits: Annotated[
        list[str],
        typer.Argument(
            metavar="AUDITS", help="Stored audits, one a line; a scan's folder; - is standard input."
        ),
    ],
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="Write to this folder, or to a file: .html .csv .xlsx .parquet .jsonl"
        ),
    ] = None,
    form: Annotated[
        list[Form] | None,
        typer.Option("--format", help="Write this; may be given again.  [default: html]"),
    ] = None,
    name: Annotated[
        str | None, typer.Option(help="Name the catalogue on its page, as in --name Spring.")
    ] = None,
    show: Annotated[bool, typer.Option("--open", help="Open the HTML report when it is written.")] = False,
) -> int:
    """Render stored audits again, as pages or as tables.

    A folder has an index and a page a product; a file is one HTML page, or one table.

    Pictures are opened again where they are still the files that were read; where one is gone or has
    changed, the report says so and stands without it.

    \b
    Examples:
      labelaudit report audits.jsonl -o report
      labelaudit report audits.jsonl -o report --format html --format xlsx
      labelaudit report audits.jsonl --format csv > audits.csv
    """  # noqa: D301  (\b keeps the examples' lines apart)
    forms, is_folder = _choose(form, output)
    if show and (output is None or Form.HTML not in forms):
        raise UsageError("--open shows an HTML report; add -o report")
    if output:
        (check_folder if is_folder else check_writable)(output)
        _spare(audits, [output / _FILES[each] for each in forms if each in _FILES] if is_folder else [output])
    with ExitStack() as kept, progress("reading the audits"):
        files = [kept.enter_context(_opened(source)) for source in audits]
        stored = _Stored(files, ["standard input" if source == "-" else source for source in audits])
        good, damaged = stored.check()
        if not good:
            raise UnreadableError("no_audits", f"{', '.join(audits)}: no line is an audit of labelaudit")
        rendering = _Rendering(stored, date.today(), good)
        if is_folder and output:
            with whole_folder(output) as folder:
                rendering.fill(folder, forms, name or output.resolve().name)
        else:
            rendering.write(forms[0], output)
    if show and output:
        page = (output / "index.html" if is_folder else output).resolve()
        if not webbrowser.open(page.as_uri()):
            say(f"no browser could be started; open {page} yourself")
    return Exit.SOME_UNREADABLE if damaged else Exit.OK


def _choose(form: list[Form] | None, output: Path | None) -> tuple[list[Form], bool]:
    """What is written, and whether into a folder."""
    forms: list[Form] = list(dict.fromkeys(form or ()))
    if output is None:
        if len(forms) == 1 and forms[0] in {Form.CSV, Form.JSON}:
            return forms, False
        raise UsageError("where shall it be written? add -o report; --format csv and json may be printed")
    by_suffix = _SUFFIXES.get(output.suffix.lower())
    if by_suffix is None or output.is_dir():
        return forms or [Form.HTML], True
    if forms and forms != [by_suffix]:
        raise UsageError(f"{output}: its suffix says {by_suffix} and --format says {', '.join(forms)}")
    return [by_suffix], False


def _spare(sources: Sequence[str], written: Sequence[Path]) -> None:
    """What is read is not written: of a damaged file nothing but the good lines would be left."""
    for source in map(_lines_of, sources):
        for path in written:
            if source.exists() and path.exists() and source.samefile(path):
                raise UsageError(f"{path}: is what is read; name another output")


def _lines_of(source: str) -> Path:
    return Path(source, _FILES[Form.JSON]) if Path(source).is_dir() else Path(source)


def _opened(source: str) -> BinaryIO:
    """The lines, to be read as often as needed: what comes through a pipe is kept on disk."""
    if source == "-":
        return _kept(sys.stdin.buffer)
    path = _lines_of(source)
    try:
        file = path.open("rb")
    except OSError as error:
        raise UnreadableError(
            "missing", f"{path}: cannot be opened ({error.strerror}); check the path"
        ) from error
    return file if file.seekable() else _kept(file)


def _kept(pipe: BinaryIO) -> BinaryIO:
    copy = tempfile.TemporaryFile()  # noqa: SIM115  (the caller closes it)
    shutil.copyfileobj(pipe, copy)
    copy.seek(0)
    return copy


@dataclass(frozen=True)
class _Stored:
    """Stored audits as entries, read anew each time."""

    files: Sequence[BinaryIO]
    names: Sequence[str]

    def check(self) -> tuple[int, int]:
        """How many lines are audits and how many are damaged; says which are."""
        from labelaudit.stored import Damage, read_stored

        good = damaged = 0
        for file, name in zip(self.files, self.names, strict=True):
            for read in read_stored(file):
                if not isinstance(read, Damage):
                    good += 1
                    continue
                damaged += 1
                if damaged <= _DAMAGES:
                    say(f"{name}: line {read.number} {read.reason}")
        if damaged > _DAMAGES:
            say(f"{damaged - _DAMAGES:,} more lines are no audits")
        return good, damaged

    def audits(self) -> "Iterator[Audit]":
        """The good lines."""
        from labelaudit.stored import Damage, read_stored

        for file in self.files:
            file.seek(0)
            for read in read_stored(file):
                if not isinstance(read, Damage):
                    yield read

    def __iter__(self) -> "Iterator[Entry]":
        from labelaudit.reopening import reopen
        from labelaudit.report.entry import Entry

        seen: Counter[str] = Counter()
        for audit in self.audits():
            key = _key(audit)
            seen[key] += 1
            key = f"{key} ({seen[key]})" if seen[key] > 1 else key
            yield Entry(key, audit, pictures=partial(reopen, audit))


def _key(audit: "Audit") -> str:
    product = audit.product
    number = (product.sku or product.gtin) if product else None
    return number or f"{audit.source.name}{f', panel {audit.source.panel}' if audit.source.panel > 1 else ''}"


@dataclass(frozen=True)
class _Rendering:
    """Writes what is asked for."""

    stored: _Stored
    made: date
    count: int

    def fill(self, folder: Path, forms: Sequence[Form], name: str) -> None:
        """The index with its pages, and the tables beside it."""
        from labelaudit.report.table import Table
        from labelaudit.report.to_catalogue import write_catalogue

        table = Table(self.stored, pages="" if Form.HTML in forms else None)
        for form in forms:
            if form is Form.HTML:
                beside = [_FILES[other] for other in forms if other in _FILES]
                write_catalogue(
                    self.stored, folder, name=name, made=self.made, titles=self._titles(), beside=beside
                )
            else:
                with (folder / _FILES[form]).open("wb") as file:
                    self._write_table(form, table, file)

    def write(self, form: Form, output: Path | None) -> None:
        """One file, or standard output."""
        from labelaudit.report.table import Table

        if form is Form.HTML and output:
            write_whole(output, self._page())
            return
        with tempfile.TemporaryFile() as file:
            self._write_table(form, Table(self.stored), file)
            file.seek(0)
            if output:
                write_whole(output, iter(partial(file.read, 1 << 20), b""))
                return
            use_utf8()
            for line in file:
                hand_over(line.decode("utf-8"))

    def _write_table(self, form: Form, table: "Table", file: BinaryIO) -> None:
        import io

        from labelaudit.report.to_csv import write_csv
        from labelaudit.report.to_json import to_json
        from labelaudit.report.to_parquet import write_parquet
        from labelaudit.report.to_xlsx import write_xlsx

        if form is Form.XLSX:
            write_xlsx(table, file, made=self.made)
        elif form is Form.PARQUET:
            write_parquet(table, file)
        else:
            text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
            if form is Form.CSV:
                write_csv(table, text)
            else:
                text.writelines(to_json(audit) + "\n" for audit in self.stored.audits())
            text.detach()

    def _page(self) -> str:
        from labelaudit.report.to_html import to_html

        if self.count > _ONE_FILE:
            raise UsageError(
                f"{self.count:,} labels are too many for one file of HTML; name a folder, as in -o report"
            )
        reports = ((entry.audit, entry.pictures()) for entry in self.stored)
        return to_html(reports, made=self.made, titles=self._titles())

    def _titles(self) -> dict[str, str]:
        from labelaudit.audit.guidance import load

        return {name: document.title for name, document in load().documents.items()}
