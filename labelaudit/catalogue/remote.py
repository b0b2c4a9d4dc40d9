"""Catalogues and pictures in other stores, as s3://bucket/folder, by fsspec; needs the extra `remote`."""

import hashlib
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from labelaudit.catalogue.folder import Grouping, products
from labelaudit.catalogue.notes import Notes, printable
from labelaudit.catalogue.pictured import HEAD, is_hidden, named_as_picture
from labelaudit.catalogue.places import Base
from labelaudit.errors import UnreadableError, UsageError
from labelaudit.limits import Limits
from labelaudit.model.item import Item, Picture

if TYPE_CHECKING:
    from upath import UPath

_DEFAULT = Limits()
_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*)://", re.IGNORECASE)
_STORES = frozenset(
    {"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "adl", "oci", "hdfs", "webhdfs"}
    | {"sftp", "ssh", "smb", "ftp", "memory"}
)
"""fsspec knows more: chains, the local disk, and http without a guard."""
_BLOCK = 1 << 20


def is_address(source: str) -> bool:
    """Whether it is an address and no path."""
    return bool(_SCHEME.match(source))


def in_remote(source: str) -> "UPath":
    """The place behind an address. Raises UsageError on what is no store, or without the extra."""
    found = _SCHEME.match(source)
    if not found or found[1].lower() not in _STORES or "::" in source:
        known = ", ".join(sorted(_STORES))
        raise UsageError(f"{printable(source)}: is no store that is read ({known}); copy it to a folder")
    try:
        from upath import UPath

        return UPath(source)
    except ImportError as error:
        raise UsageError(
            f"{printable(source)}: needs other packages ({error}); pip install 'labelaudit[remote]' "
            "and what fsspec asks for"
        ) from error
    except Exception as error:
        raise _unreachable(source, error) from error


def read_head(place: "UPath") -> bytes | None:
    """How a file starts; None for a folder. Raises UnreadableError."""
    try:
        if place.is_dir():
            return None
        with place.open("rb") as file:
            return bytes(file.read(HEAD))
    except FileNotFoundError as error:
        raise UnreadableError(
            "missing", f"{printable(str(place))}: no such catalogue; check the address"
        ) from error
    except Exception as error:
        raise _unreachable(str(place), error) from error


def paths_below(root: "UPath") -> Base:
    """What a table's paths start from, in a store."""

    def place(name: str, path: str) -> Picture:
        return Picture(name=name, kind="url", place=str(root / path))

    return Base(str(root).rstrip("/"), place)


def walk_remote(root: "UPath", *, grouping: Grouping, notes: Notes) -> Iterator[Item]:
    """The products of a folder in a store and of all folders under it."""
    try:
        for at, folders, files in root.fs.walk(root.path):
            folders.sort()
            wanted = [f for f in files if named_as_picture(f)]
            for name in sorted(f for f in files if not (named_as_picture(f) or is_hidden(f))):
                notes.add("no_picture", f"{printable(at)}/{printable(name)}: is no picture and was left out")
            below = at.removeprefix(root.path).strip("/")
            place = partial(_picture, folder=root / below if below else root)
            owner = PurePosixPath(below).name or root.name
            yield from products(wanted, folder=below, root="", grouping=grouping, owner=owner, place=place)
    except Exception as error:
        raise _unreachable(str(root), error) from error


def _picture(shown: str, name: str, *, folder: "UPath") -> Picture:
    return Picture(name=shown, kind="url", place=str(folder / name))


def remote_stamp(address: str) -> str | None:
    """What the store tells of a file: its size, time or checksum; None where it tells nothing."""
    try:
        path = in_remote(address)
        return str(path.fs.ukey(path.path))
    except Exception:
        return None


def copy_remote(address: str, *, folder: Path, limits: Limits = _DEFAULT) -> Path:
    """A copy in `folder`. Raises UnreadableError: missing, too_large, not_fetched; UsageError."""
    path, left = in_remote(address), int(limits.file_megabytes * 1_000_000)
    target = folder / (hashlib.sha256(address.encode()).hexdigest()[:32] + path.suffix[:6])
    try:
        with path.open("rb") as source, target.open("wb") as out:
            while block := source.read(_BLOCK):
                left -= len(block)
                if left < 0:
                    raise UnreadableError(
                        "too_large", f"{printable(address)}: is over {limits.file_megabytes:g} MB"
                    )
                out.write(block)
    except FileNotFoundError as error:
        raise UnreadableError("missing", f"{printable(address)}: no such file; check the address") from error
    except UnreadableError:
        target.unlink(missing_ok=True)
        raise
    except Exception as error:
        target.unlink(missing_ok=True)
        raise _unreachable(address, error) from error
    return target


def _unreachable(address: str, error: Exception) -> UnreadableError:
    reason = " ".join(str(error).split())[:200] or type(error).__name__
    return UnreadableError("not_fetched", f"{printable(address)}: the store cannot be read ({reason})")
