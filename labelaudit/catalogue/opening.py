"""Where a picture's bytes are: a path to read, and a stamp that tells an unchanged one unread."""

import stat
from pathlib import Path

from labelaudit.catalogue.archive import extract, member_crc
from labelaudit.catalogue.fetch import Fetcher
from labelaudit.catalogue.notes import printable
from labelaudit.catalogue.remote import copy_remote, remote_stamp
from labelaudit.errors import UnreadableError
from labelaudit.limits import Limits
from labelaudit.model.item import Picture

_DEFAULT = Limits()


def stamp(picture: Picture) -> str | None:
    """Size, mtime in nanoseconds and inode of a file, with a member's CRC; None where nothing is known."""
    if picture.kind == "url":
        return remote_stamp(picture.place) if _in_store(picture) else None
    try:
        status = Path(picture.place).stat()
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    told = f"{status.st_size}-{status.st_mtime_ns}-{status.st_ino}"
    if picture.member is None:
        return told
    crc = member_crc(Path(picture.place), picture.member)
    return None if crc is None else f"{told}-{crc:08x}"


def local(picture: Picture, *, folder: Path, fetch: Fetcher | None, limits: Limits = _DEFAULT) -> Path:
    """A path to the picture's bytes: the file itself, or a copy in `folder`, which is the caller's to empty.

    Raises UnreadableError: missing, not_a_file, no_access, too_large, damaged, encrypted, not_fetched.
    """
    if picture.kind == "member":
        return extract(Path(picture.place), picture.member or "", folder=folder, limits=limits)
    if picture.kind == "url" and _in_store(picture):
        return copy_remote(picture.place, folder=folder, limits=limits)
    if picture.kind == "url":
        if fetch is None:
            raise UnreadableError(
                "not_fetched", f"{printable(picture.name)}: is an address; give --fetch to have it fetched"
            )
        return fetch.get(picture.place)
    try:
        mode = Path(picture.place).stat().st_mode
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UnreadableError(
            "missing", f"{printable(picture.name)}: no such file ({printable(picture.place)}); check the path"
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableError(
            "no_access", f"{printable(picture.name)}: cannot be opened ({reason}); check the path"
        ) from error
    if not stat.S_ISREG(mode):
        raise UnreadableError(
            "not_a_file", f"{printable(picture.name)}: is not a regular file; copy it to one"
        )
    return Path(picture.place)


def _in_store(picture: Picture) -> bool:
    return not picture.place.lower().startswith(("http://", "https://"))
