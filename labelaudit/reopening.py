"""The pictures that a stored audit names, opened again where they are still the files that were read."""

from labelaudit.errors import UnreadableError
from labelaudit.ingest import open_file
from labelaudit.limits import Limits
from labelaudit.model.audit import Audit
from labelaudit.picture import to_jpeg

_DEFAULT = Limits()


def reopen(audit: Audit, *, limits: Limits = _DEFAULT) -> dict[int, bytes]:
    """JPEGs of the pages, by their index; what is gone or differs in its SHA-256 is left out."""
    found: dict[int, bytes] = {}
    for index, page in enumerate(audit.source.pages):
        if page.path == "-":
            continue  # it came through a pipe
        try:
            for sheet in open_file(page.path, limits=limits, pages=[range(page.page, page.page + 1)]):
                if sheet.sha256 == page.sha256 and sheet.page == page.page:
                    found[index] = to_jpeg(sheet.pixels, turn=page.turn)
        except UnreadableError:
            continue
    return found
