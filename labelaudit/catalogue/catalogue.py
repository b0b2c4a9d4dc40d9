"""Open a retailer's catalogue, whatever it is: told by what it holds, never by its suffix."""

import glob
import gzip
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import IO, cast

from labelaudit.catalogue.archive import is_workbook, open_archive, table_member, walk_archive
from labelaudit.catalogue.columns import choose_roles, tell_kind
from labelaudit.catalogue.folder import Grouping, match, products, walk
from labelaudit.catalogue.formats import open_table
from labelaudit.catalogue.notes import Notes, printable
from labelaudit.catalogue.pictured import HEAD, is_picture
from labelaudit.catalogue.places import in_archive, in_folder
from labelaudit.catalogue.row import Opener
from labelaudit.catalogue.table import read_table
from labelaudit.errors import UnreadableError
from labelaudit.limits import Limits
from labelaudit.model.base import Note
from labelaudit.model.item import Item

_DEFAULT = Limits()
_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass
class Catalogue:
    """A catalogue that was recognised; its products are read anew by each call of `items`."""

    kind: str
    """folder, glob, picture, zip, table, shopify, merchant, woocommerce or openfoodfacts."""
    name: str
    """The last part of its path, without a suffix: what a report of it may be named."""
    columns: tuple[str, ...]
    """The retailer's own columns in their order; none for files by name."""
    stream: Callable[[], Iterator[Item]] = field(repr=False)
    collected: Notes = field(default_factory=Notes, repr=False)

    def items(self) -> Iterator[Item]:
        """The products, one at a time, in the catalogue's order. Raises UnreadableError, OutputError."""
        return self.stream()

    @property
    def notes(self) -> tuple[Note, ...]:
        """What should be known of the catalogue; complete once `items` has come to its end."""
        return self.collected.told


def open_catalogue(
    source: str,
    *,
    columns: Mapping[str, str] = _NONE,
    images: Path | None = None,
    group: Grouping = "name",
    limits: Limits = _DEFAULT,
) -> Catalogue:
    """The catalogue behind a path or a glob.

    `columns` maps sku, gtin, title, brand or image to a table's own column (several with commas); `images` is
    the folder or ZIP archive that a table's paths start from, its own folder otherwise.
    Raises UnreadableError and UsageError.
    """
    notes, path = Notes(), Path(source)
    name = path.stem or "catalogue"
    try:
        if path.is_dir():
            name = path.resolve().name or "catalogue"
            return Catalogue("folder", name, (), lambda: walk(path, grouping=group, notes=notes), notes)
        if not path.exists() and glob.has_magic(source):
            return Catalogue("glob", "matched", (), lambda: _matched(source, group, notes), notes)
        with path.open("rb") as file:
            head = file.read(HEAD)
    except FileNotFoundError as error:
        raise UnreadableError("missing", f"{printable(source)}: no such catalogue; check the path") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableError("no_access", f"{printable(source)}: cannot be opened ({reason})") from error
    if is_picture(head):
        at = str(path.parent)
        return Catalogue(
            "picture", name, (), lambda: products([path.name], folder=at, root=at, grouping=group), notes
        )
    opener: Opener = lambda: path.open("rb")  # noqa: E731
    if head.startswith(b"\x1f\x8b"):
        opener = lambda: cast("IO[bytes]", gzip.open(path, "rb"))  # noqa: E731, SIM115
    base = in_folder(path.parent)
    if head.startswith(b"PK") and not is_workbook(path, limits=limits):
        inside = table_member(path, notes=notes, limits=limits)
        if inside is None:
            return Catalogue(
                "zip", name, (), lambda: walk_archive(path, grouping=group, notes=notes, limits=limits), notes
            )
        opener = lambda: open_archive(path, limits=limits).open(inside)  # noqa: E731
        base = in_archive(path, str(PurePosixPath(inside).parent))
    if images is not None:
        base = in_folder(images) if images.is_dir() else in_archive(images)
    shown = printable(path.name)
    table = open_table(opener, name=shown, notes=notes, limits=limits)
    kind = tell_kind(table.columns)
    roles = choose_roles(table.columns, mapping=columns, name=shown)
    return Catalogue(
        kind,
        name,
        table.columns,
        lambda: read_table(table, kind=kind, roles=roles, base=base, name=shown),
        notes,
    )


def _matched(pattern: str, grouping: Grouping, notes: Notes) -> Iterator[Item]:
    found = False
    for item in match(pattern, grouping=grouping, notes=notes):
        found = True
        yield item
    if not found:
        raise UnreadableError("missing", f"{printable(pattern)}: matches no picture; check the pattern")
