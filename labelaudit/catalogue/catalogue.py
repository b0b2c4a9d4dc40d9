"""Open a retailer's catalogue, whatever it is: told by what it holds, never by its suffix."""

import glob
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from labelaudit.catalogue.archive import open_archive, walk_archive
from labelaudit.catalogue.folder import Grouping, match, products, walk
from labelaudit.catalogue.notes import Notes, printable
from labelaudit.catalogue.pictured import HEAD, is_picture
from labelaudit.errors import UnreadableError
from labelaudit.limits import Limits
from labelaudit.model.base import Note
from labelaudit.model.item import Item

_DEFAULT = Limits()


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
    columns: Mapping[str, str] | None = None,
    images: Path | None = None,
    group: Grouping = "name",
    limits: Limits = _DEFAULT,
) -> Catalogue:
    """The catalogue behind a path or a glob.

    `columns` maps sku, gtin, title, brand or image to a table's own column (several with commas); `images` is
    the folder that a table's paths start from, its own otherwise. Raises UnreadableError and UsageError.
    """
    notes, path = Notes(), Path(source)
    name = path.stem or path.resolve().name or "catalogue"
    try:
        if path.is_dir():
            return Catalogue(
                "folder", path.resolve().name, (), lambda: walk(path, grouping=group, notes=notes), notes
            )
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
    if head.startswith(b"PK"):
        open_archive(path, limits=limits)
        return Catalogue(
            "zip", name, (), lambda: walk_archive(path, grouping=group, notes=notes, limits=limits), notes
        )
    raise UnreadableError("unsupported", f"{printable(source)}: is no catalogue of a kind that is read")


def _matched(pattern: str, grouping: Grouping, notes: Notes) -> Iterator[Item]:
    found = False
    for item in match(pattern, grouping=grouping, notes=notes):
        found = True
        yield item
    if not found:
        raise UnreadableError("missing", f"{printable(pattern)}: matches no picture; check the pattern")
