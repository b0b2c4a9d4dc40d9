"""A folder, a glob or one picture to products by the files' names; one folder's names are held at a time."""

import glob
import os
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Literal

from labelaudit.catalogue.naming import group, gtin_in
from labelaudit.catalogue.notes import Notes, printable
from labelaudit.catalogue.pictured import HEAD, TABLES, is_hidden, is_picture, named_as_picture
from labelaudit.model.base import Note
from labelaudit.model.item import Item, Picture
from labelaudit.model.product import Product

Grouping = Literal["name", "none"]
Place = Callable[[str, str], Picture]
"""The picture that is shown by a name, and has a name in its folder."""

STORE = "store.sqlite"
"""What a scan goes on from: the folder that it is in holds a report, whose thumbnails are no products."""


def walk(root: Path, *, grouping: Grouping, notes: Notes) -> Iterator[Item]:
    """The products of a folder and all folders under it; links to folders are not followed."""
    for at, folders, files in os.walk(root, onerror=lambda error: _unreadable(error, root, notes)):
        for linked in (f for f in folders if Path(at, f).is_symlink()):
            notes.add(
                "linked_folder", f"{printable(str(Path(at, linked)))}: a link to a folder is not followed"
            )
        folders[:] = sorted(f for f in folders if _is_searched(Path(at, f)))
        names = [f for f in files if _is_wanted(Path(at, f), notes)]
        yield from local_products(names, folder=at, root=str(root), grouping=grouping)


def _is_searched(folder: Path) -> bool:
    return not (folder.name.startswith(".") or folder.name == "__MACOSX" or (folder / STORE).exists())


def match(pattern: str, *, grouping: Grouping, notes: Notes) -> Iterator[Item]:
    """The products among the files that a pattern matches; `**` is any folders."""
    found = glob.iglob(pattern, recursive=True)  # noqa: PTH207 - a pattern may be absolute
    paths = sorted({os.path.split(path) for path in found if Path(path).is_file()})
    root = os.path.commonpath([at for at, _ in paths]) if paths else ""
    for at, same in groupby(paths, key=lambda path: path[0]):
        names = [name for _, name in same if _is_wanted(Path(at, name), notes)]
        yield from local_products(names, folder=at, root=root, grouping=grouping)


def products(
    names: list[str], *, folder: str, root: str, grouping: Grouping, owner: str, place: Place
) -> Iterator[Item]:
    """The products of one folder's file names, in order; keys are paths from the root.

    `owner` is the folder's own name, which names that are only a side belong to.
    """
    below = os.path.relpath(folder, root) if folder != root else ""
    for name in sorted(n for n in names if not _is_text(f"{folder}/{n}")):
        yield _undecodable(Path(below, name))
    readable = (n for n in names if _is_text(f"{folder}/{n}"))
    grouped = (
        group(readable, folder=owner) if grouping == "name" else ((name, [name]) for name in sorted(readable))
    )
    seen: Counter[str] = Counter()
    for base, found in grouped:
        sku = Path(base).stem if grouping == "none" else base
        seen[base] += 1  # x.jpg and x-1.jpg beside x-25.jpg: both are x, and no one product
        key = Path(below, base).as_posix() + (f" #{seen[base]}" if seen[base] > 1 else "")
        pictures = tuple(place(printable(Path(below, name).as_posix()), name) for name in found)
        yield Item(key=key, product=Product(sku=sku, gtin=gtin_in(sku)), pictures=pictures)


def local_products(names: list[str], *, folder: str, root: str, grouping: Grouping) -> Iterator[Item]:
    """The products of the file names in a folder on disk."""
    owner = Path(folder).name or Path(folder).resolve().name

    def place(shown: str, name: str) -> Picture:
        return Picture(name=shown, kind="file", place=str(Path(folder, name)))

    return products(names, folder=folder, root=root, grouping=grouping, owner=owner, place=place)


def _is_wanted(path: Path, notes: Notes) -> bool:
    """Whether a file is a picture: by its suffix, or else by how it starts."""
    if is_hidden(path.name):
        return False
    if named_as_picture(path.name):
        return True
    try:
        if path.is_file():
            with path.open("rb") as file:
                if is_picture(file.read(HEAD)):
                    return True
    except OSError as error:
        notes.add("no_access", f"{printable(str(path))}: cannot be opened ({error.strerror}); ask for access")
        return False
    if path.suffix.lower() in TABLES:
        notes.add("table", f"{printable(str(path))}: is a table and was left out; name it itself to read it")
    else:
        notes.add("no_picture", f"{printable(str(path))}: is no picture and was left out")
    return False


def _unreadable(error: OSError, root: Path, notes: Notes) -> None:
    where = error.filename or root
    notes.add("no_access", f"{printable(str(where))}: cannot be listed ({error.strerror}); ask for access")


def _is_text(name: str) -> bool:
    return name.isascii() or not any("\ud800" <= c <= "\udfff" for c in name)


def _undecodable(path: Path) -> Item:
    shown = path.as_posix().encode("utf-8", "backslashreplace").decode()
    note = Note(
        code="name_encoding", message=f"{printable(shown)}: the file's name is not valid UTF-8; rename it"
    )
    return Item(key=shown, product=Product(), problems=(note,))
