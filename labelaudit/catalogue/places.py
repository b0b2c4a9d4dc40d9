"""Where a table's pictures are: addresses as they stand, and paths below one folder or archive, no other."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from posixpath import normpath

from labelaudit.catalogue.notes import printable
from labelaudit.catalogue.pictured import SUFFIXES
from labelaudit.model.base import Note
from labelaudit.model.item import Picture

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]+):(?=//|[^\\/])")
_DRIVE = re.compile(r"[a-zA-Z]:")
_BEFORE_ADDRESS = re.compile(r"[,;|\s]+(?=(?:https?:)?//)", re.IGNORECASE)
_LONGEST = 4096
"""Letters of a path or an address."""
_REDUCED = re.compile(r"(\.openfoodfacts\.org/images/products/.+)\.(100|200|400)\.jpg$")


@dataclass(frozen=True)
class Base:
    """What paths in a table start from."""

    root: str | None
    """How absolute paths below it begin; None where there are none."""
    place: Callable[[str, str], Picture]
    """A picture of its name and its path below the root."""


def in_folder(folder: Path) -> Base:
    """Paths below a folder."""

    def place(name: str, path: str) -> Picture:
        return Picture(name=name, kind="file", place=str(folder / path))

    return Base(folder.absolute().as_posix(), place)


def in_archive(archive: Path, inside: str = "") -> Base:
    """Paths below a folder inside an archive."""

    def place(name: str, path: str) -> Picture:
        member = str(PurePosixPath(inside, path))
        return Picture(name=name, kind="member", place=str(archive), member=member)

    return Base(None, place)


def split_cell(cell: str) -> Iterator[str]:
    """The pictures that one cell names: lines, `|`, `;`, and commas where what they part are pictures."""
    for line in cell.splitlines():
        text = line.strip()
        if text.startswith("data:"):
            parts = [text]
        elif "://" in text or text.startswith("//"):
            parts = _BEFORE_ADDRESS.split(text)
        else:
            parts = [p for part in text.split("|") for p in part.split(";")]
            commas = [c for part in parts for c in part.split(",")]
            if all(PurePosixPath(c.strip().lower()).suffix in SUFFIXES for c in commas):
                parts = commas
        yield from (part for p in parts if (part := p.strip().strip("\"'").strip()))


def find_picture(text: str, base: Base) -> Picture | Note:
    """The picture that a cell's text names, or what is wrong with it."""
    name = printable(text)
    if len(text) > _LONGEST:
        return Note(code="picture_address", message=f"{name[:60]}...: is too long for a path or an address")
    if text.startswith("//"):
        text = f"https:{text}"
    scheme = _SCHEME.match(text)
    if scheme and scheme[1].lower() in ("http", "https"):
        # Open Food Facts lists pictures of 400 pixels and keeps the whole ones beside them.
        return Picture(name=name, kind="url", place=_REDUCED.sub(r"\1.full.jpg", text))
    path = text.replace("\\", "/")
    below = base.root is not None and path.startswith(f"{base.root}/")
    if scheme and not below:
        return Note(
            code="picture_address", message=f"{name[:200]}: only http and https addresses are fetched"
        )
    path = normpath(path.removeprefix(base.root or "").lstrip("/") if below else path)
    if path.startswith(("/", "../")) or path in (".", "..") or _DRIVE.match(path):
        message = f"{name[:200]}: lies outside the catalogue's folder; name its folder with --images DIR"
        return Note(code="picture_outside", message=message)
    return base.place(name, path)
