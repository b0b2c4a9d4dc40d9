"""XLSX and its kin: the first sheet that has rows, its bombs refused before they unpack."""

import zipfile
from collections.abc import Iterator
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook

from labelaudit.catalogue.jsonl import cell_text
from labelaudit.catalogue.notes import Notes
from labelaudit.catalogue.row import Opener, Row, Table, fit, name_columns
from labelaudit.errors import UnreadableError
from labelaudit.limits import Limits

_BLOCK = 1 << 20


def open_workbook(opener: Opener, *, name: str, notes: Notes, limits: Limits) -> Table:
    """The table on the first sheet with rows; a note names the other sheets that have some.

    Raises UnreadableError: damaged, too_large.
    """
    with opener() as file:
        content = file.read(int(limits.file_megabytes * 1_000_000) + 1)
    if len(content) > limits.file_megabytes * 1_000_000:
        raise _too_large(name, limits)
    if content.startswith(b"PK"):
        _check(content, name, limits)
    sheets = _sheets(content, name)
    if not sheets:
        raise UnreadableError("empty", f"{name}: no sheet has any rows; export it again")
    title, cells = sheets[0]
    if others := ", ".join(other for other, _ in sheets[1:]):
        notes.add("other_sheets", f"{name}: sheet {title!r} is read; not read: {others}")
    filled = [(n, row) for n, row in enumerate(cells, start=1) if any(row)]
    columns = name_columns(filled[0][1])

    def rows() -> Iterator[Row]:
        return (fit(number, row, columns) for number, row in filled[1:])

    return Table(columns, rows)


def _check(content: bytes, name: str, limits: Limits) -> None:
    """Unpack every part once, counting: the sheets' reader would believe what the archive declares."""
    most = limits.workbook_megabytes * 1_000_000
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if sum(info.file_size for info in archive.infolist()) > most:
                raise _too_large(name, limits)
            for info in archive.infolist():
                with archive.open(info) as part:  # ends at the declared size, and then the checksum is wrong
                    while part.read(_BLOCK):
                        pass
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise _damaged(name) from error
    except Exception as error:
        if isinstance(error, UnreadableError):
            raise
        raise _damaged(name) from error


def _sheets(content: bytes, name: str) -> list[tuple[str, list[list[str]]]]:
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        found = []
        for title in book.sheet_names:
            cells = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
            if any(any(cell != "" for cell in row) for row in cells):
                found.append((title, [[cell_text(cell) for cell in row] for row in cells]))
        return found
    except (CalamineError, ValueError, OSError) as error:
        raise _damaged(name) from error


def _too_large(name: str, limits: Limits) -> UnreadableError:
    return UnreadableError(
        "too_large",
        f"{name}: is or unpacks to more than {limits.workbook_megabytes:g} MB; save the sheet as CSV",
    )


def _damaged(name: str) -> UnreadableError:
    return UnreadableError("damaged", f"{name}: cannot be opened as a spreadsheet; save it again, or as CSV")
