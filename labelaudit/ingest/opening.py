"""Open a label's file as sheets, one at a time; every failure is an UnreadableError of one line."""

from collections.abc import Iterator, Sequence

from labelaudit.ingest.image import read_image
from labelaudit.ingest.kind import Kind, tell_kind
from labelaudit.ingest.source import read_source
from labelaudit.limits import Limits
from labelaudit.model.sheet import Sheet

_DEFAULT = Limits()


def open_file(
    source: str,
    *,
    limits: Limits = _DEFAULT,
    password: str | None = None,
    pages: Sequence[range] | None = None,
) -> Iterator[Sheet]:
    """The sheets of an image (one) or a PDF (one a page), made as they are asked for.

    `source` is a path, or "-" for standard input. `pages` names the pages of a PDF that are wanted,
    counted from 1; a picture is always read. Nothing is opened, and no UnreadableError raised, before
    the first sheet is asked for.
    """
    opened = read_source(source, limits=limits)
    kind = tell_kind(opened)
    if kind is Kind.PDF:
        from labelaudit.ingest.pdf import read_pdf  # its libraries take long to load

        yield from read_pdf(opened, limits=limits, password=password, pages=pages)
        return
    yield read_image(opened, kind, limits=limits)
