"""Open a retailer's catalogue, whatever it is: told by what it holds, never by its suffix."""

import glob
import gzip
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import takewhile
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import IO, cast

from labelaudit.catalogue.archive import is_workbook, open_archive, open_member, table_member, walk_archive
from labelaudit.catalogue.columns import choose_roles, tell_kind
from labelaudit.catalogue.folder import Grouping, local_products, match, walk
from labelaudit.catalogue.formats import open_table
from labelaudit.catalogue.notes import Notes, printable
from labelaudit.catalogue.pictured import HEAD, is_picture
from labelaudit.catalogue.places import Base, in_archive, in_folder
from labelaudit.catalogue.remote import in_remote, is_address, paths_below, read_head, walk_remote
from labelaudit.catalogue.row import Opener
from labelaudit.catalogue.table import read_table
from labelaudit.errors import UnreadableError, UsageError
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

    def __post_init__(self) -> None:
        self._opening = self.collected.told

    def items(self) -> Iterator[Item]:
        """The products, one at a time, in the catalogue's order.

        Raises UnreadableError, where there is none too, and OutputError.
        """
        self.collected.restart(self._opening)
        found = False
        for item in self.stream():
            found = True
            yield item
        if not found:
            raise UnreadableError(
                "empty", f"{self.name}: holds no product; name a folder or ZIP of pictures, or a table itself"
            )

    @property
    def notes(self) -> tuple[Note, ...]:
        """What should be known of the catalogue; complete once `items` has come to its end."""
        return self.collected.told


@dataclass(frozen=True)
class _Asked:
    """How a catalogue is to be read."""

    columns: Mapping[str, str]
    images: Path | str | None
    grouping: Grouping
    limits: Limits
    notes: Notes


def open_catalogue(
    source: str,
    *,
    columns: Mapping[str, str] = _NONE,
    images: Path | str | None = None,
    group: Grouping = "name",
    limits: Limits = _DEFAULT,
) -> Catalogue:
    """The catalogue behind a path, a glob or a store's address.

    `columns` maps sku, gtin, title, brand or image to a table's own column (several with commas); `images` is
    the folder, ZIP archive or store that a table's paths start from, its own folder otherwise.
    Raises UnreadableError and UsageError.
    """
    asked = _Asked(columns, images, group, limits, Notes())
    if is_address(source):
        return _from_store(source, asked)
    path = Path(source)
    try:
        if path.is_dir():
            stream = partial(walk, path, grouping=group, notes=asked.notes)
            return Catalogue("folder", path.resolve().name or "catalogue", (), stream, asked.notes)
        if not path.exists() and glob.has_magic(source):
            stream = partial(match, source, grouping=asked.grouping, notes=asked.notes)
            return Catalogue("glob", _before_magic(source), (), stream, asked.notes)
        with path.open("rb") as file:
            head = file.read(HEAD)
    except FileNotFoundError as error:
        raise UnreadableError("missing", f"{printable(source)}: no such catalogue; check the path") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableError("no_access", f"{printable(source)}: cannot be opened ({reason})") from error
    return _from_file(path, head, asked)


def _from_file(path: Path, head: bytes, asked: _Asked) -> Catalogue:
    if is_picture(head):
        at = str(path.parent)
        stream = partial(local_products, [path.name], folder=at, root=at, grouping=asked.grouping)
        return Catalogue("picture", path.stem, (), stream, asked.notes)
    if not head.startswith(b"PK") or is_workbook(path, limits=asked.limits):
        packed = head.startswith(b"\x1f\x8b")
        opener = partial(_unpacked, path) if packed else cast("Opener", partial(path.open, "rb"))
        return _from_table(opener, path.name, in_folder(path.parent), asked)
    if inside := table_member(path, notes=asked.notes, limits=asked.limits):
        base = in_archive(path, str(PurePosixPath(inside).parent))
        return _from_table(partial(open_member, path, inside, limits=asked.limits), path.name, base, asked)
    archived = partial(walk_archive, path, grouping=asked.grouping, notes=asked.notes, limits=asked.limits)
    return Catalogue("zip", path.stem, (), archived, asked.notes)


def _from_store(source: str, asked: _Asked) -> Catalogue:
    place = in_remote(source)
    head = read_head(place)
    if head is None:
        stream = partial(walk_remote, place, grouping=asked.grouping, notes=asked.notes)
        return Catalogue("folder", place.name or "catalogue", (), stream, asked.notes)
    return _from_table(
        cast("Opener", partial(place.open, "rb")), place.name, paths_below(place.parent), asked
    )


def _from_table(opener: Opener, file_name: str, base: Base, asked: _Asked) -> Catalogue:
    name = printable(file_name)
    table = open_table(opener, name=name, notes=asked.notes, limits=asked.limits)
    kind = tell_kind(table.columns)
    roles = choose_roles(table.columns, mapping=asked.columns, name=name)
    base = base if asked.images is None else _images(asked.images)
    stream = partial(read_table, table, kind=kind, roles=roles, base=base, name=name)
    return Catalogue(kind, Path(file_name).stem, table.columns, stream, asked.notes)


def _images(images: Path | str) -> Base:
    if is_address(str(images)):
        return paths_below(in_remote(str(images)))
    path = Path(images)
    if path.is_dir():
        return in_folder(path)
    if path.is_file():
        open_archive(path)
        return in_archive(path)
    raise UsageError(f"--images {printable(str(path))}: no such folder or ZIP archive; check the path")


def _before_magic(pattern: str) -> str:
    """The last folder of a pattern that is named outright."""
    parts = list(takewhile(lambda part: not glob.has_magic(part), Path(pattern).parts))
    return Path(*parts).resolve().name or "catalogue"


def _unpacked(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path, "rb"))
