"""A ZIP archive without trusting it: names that leave it, links, bombs and nested archives are refused."""

import hashlib
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache, partial
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import IO

from labelaudit.catalogue.folder import Grouping, products
from labelaudit.catalogue.notes import Notes, printable
from labelaudit.catalogue.pictured import TABLES, is_hidden, named_as_picture
from labelaudit.errors import UnreadableError
from labelaudit.limits import Limits
from labelaudit.model.item import Item, Picture

_DEFAULT = Limits()
_BLOCK = 1 << 20
DAMAGES = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, OSError, NotImplementedError, RuntimeError, ValueError, LookupError),
)
"""What zipfile and the decompressors below it raise for a broken, locked or oddly packed member."""


def members(archive: Path, *, notes: Notes, limits: Limits = _DEFAULT) -> list[zipfile.ZipInfo]:
    """The members that may be read, in order of their names; each refused one leaves a note."""
    kept: dict[str, zipfile.ZipInfo] = {}
    for info in open_archive(archive, limits=limits).infolist():
        why = _refusal(info, limits)
        if info.filename.endswith("/") or (why is None and is_hidden(info.filename)):
            continue
        if why is None and info.filename in kept:
            why = ("duplicate_member", "stands twice in the archive; the last one is read")
        if why:
            notes.add(why[0], f"{archive.name}: {printable(info.filename)}: {why[1]}")
        if why is None or why[0] == "duplicate_member":
            kept[info.filename] = info
    return [kept[name] for name in sorted(kept)]


def walk_archive(
    archive: Path, *, grouping: Grouping, notes: Notes, limits: Limits = _DEFAULT
) -> Iterator[Item]:
    """The products of an archive, by the names of its members, as a folder's."""
    wanted = []
    for info in members(archive, notes=notes, limits=limits):
        if named_as_picture(info.filename):
            at, _, name = info.filename.rpartition("/")
            wanted.append((at, name))
        else:
            notes.add(
                "no_picture", f"{archive.name}: {printable(info.filename)}: is no picture and was left out"
            )
    for at, found in groupby(sorted(wanted), key=lambda path: path[0]):
        names = [name for _, name in found]
        owner = PurePosixPath(at).name or archive.stem
        place = partial(_member, archive=archive, folder=at)
        yield from products(names, folder=at, root="", grouping=grouping, owner=owner, place=place)


def _member(shown: str, name: str, *, archive: Path, folder: str) -> Picture:
    return Picture(
        name=shown, kind="member", place=str(archive), member=f"{folder}/{name}" if folder else name
    )


def is_workbook(archive: Path, *, limits: Limits = _DEFAULT) -> bool:
    """Whether the archive is a spreadsheet. Raises UnreadableError where it is none that can be opened."""
    held = set(open_archive(archive, limits=limits).namelist())
    return "xl/workbook.xml" in held


def table_member(archive: Path, *, notes: Notes, limits: Limits = _DEFAULT) -> str | None:
    """The one member that is a table by its suffix; None where there is none, or several (a note says so)."""
    held = [info.filename for info in members(archive, notes=notes, limits=limits)]
    tables = [name for name in held if PurePosixPath(name.lower()).suffix in TABLES]
    if len(tables) > 1:
        listed = ", ".join(printable(name) for name in tables[:5])
        notes.add(
            "several_tables", f"{archive.name}: holds several tables, none is read ({listed}); unpack it"
        )
    return tables[0] if len(tables) == 1 else None


def open_member(archive: Path, member: str, *, limits: Limits = _DEFAULT) -> IO[bytes]:
    """A member's bytes, to be read once."""
    return open_archive(archive, limits=limits).open(member)


def _refusal(info: zipfile.ZipInfo, limits: Limits) -> tuple[str, str] | None:
    path = PurePosixPath(info.filename.replace("\\", "/"))
    if not path.parts or path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return "member_outside", "its name leads out of the archive; it was left out"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "member_link", "is a link; it was left out"
    if info.flag_bits & 1:
        return "member_encrypted", "is locked by a password; it was left out"
    if info.file_size > limits.file_megabytes * 1_000_000:
        return "member_too_large", f"would be {info.file_size / 1e6:.0f} MB; it was left out"
    if info.file_size > _BLOCK and info.file_size > info.compress_size * limits.archive_ratio:
        return (
            "member_bomb",
            f"would grow more than {limits.archive_ratio:g} times when unpacked; it was left out",
        )
    if path.suffix.lower() == ".zip":
        return "member_nested", "is an archive in an archive; unpack it and name it by itself"
    return None


def open_archive(path: Path, *, limits: Limits = _DEFAULT) -> zipfile.ZipFile:
    """The archive, opened once while it stays unchanged. Raises UnreadableError."""
    try:
        status = path.stat()
    except FileNotFoundError as error:
        raise UnreadableError("missing", f"{printable(str(path))}: no such file; check the path") from error
    except OSError as error:
        raise UnreadableError(
            "no_access", f"{printable(str(path))}: cannot be opened ({error.strerror})"
        ) from error
    return _opened(path, status.st_size, status.st_mtime_ns, limits)


@lru_cache(maxsize=2)
def _opened(path: Path, size: int, mtime_ns: int, limits: Limits) -> zipfile.ZipFile:
    # A member costs zipfile about 700 bytes of memory before anything of it is looked at.
    try:
        count = _declared_members(path, size)
        if count > limits.archive_members:
            raise UnreadableError(
                "too_large",
                f"{printable(str(path))}: holds {count:,} members, over the limit of "
                f"{limits.archive_members:,}; unpack it and name the folder",
            )
        return zipfile.ZipFile(path)
    except DAMAGES as error:
        raise UnreadableError(
            "damaged", f"{printable(str(path))}: is a damaged ZIP archive; copy it again"
        ) from error


def _declared_members(path: Path, size: int) -> int:
    """At most how many members the directory at the archive's end can hold, by its size in bytes."""
    with path.open("rb") as file:
        file.seek(max(0, size - 66_000))
        tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 22:
        raise zipfile.BadZipFile
    (bytes_,) = struct.unpack("<L", tail[end + 12 : end + 16])
    wide = tail.rfind(b"PK\x06\x06")
    if bytes_ == 0xFFFFFFFF and wide >= 0 and len(tail) >= wide + 48:
        (bytes_,) = struct.unpack("<Q", tail[wide + 40 : wide + 48])
    return int(bytes_) // 46


def member_crc(archive: Path, member: str) -> int | None:
    """The checksum that the archive tells of a member; None where it has none of that name."""
    try:
        return open_archive(archive).getinfo(member).CRC
    except (UnreadableError, KeyError):
        return None


def extract(archive: Path, member: str, *, folder: Path, limits: Limits = _DEFAULT) -> Path:
    """A copy of one member in `folder`, under a name of our own; what it unpacks to is counted, not believed.

    Raises UnreadableError: missing, too_large, damaged.
    """
    shown = f"{archive.name}: {printable(member)}"
    try:
        info = open_archive(archive, limits=limits).getinfo(member)
    except KeyError as error:
        raise UnreadableError("missing", f"{shown}: no such member; check the archive") from error
    if why := _refusal(info, limits):
        raise UnreadableError(
            "too_large" if "bomb" in why[0] or "large" in why[0] else "no_access", f"{shown}: {why[1]}"
        )
    name = hashlib.sha256(f"{archive}\0{member}".encode("utf-8", "surrogateescape")).hexdigest()[:32]
    target = folder / f"{name}{PurePosixPath(member).suffix[:6]}"
    left = int(limits.file_megabytes * 1_000_000)
    try:
        with open_archive(archive, limits=limits).open(info) as packed, target.open("wb") as out:
            while block := packed.read(_BLOCK):
                left -= len(block)
                if left < 0:
                    raise UnreadableError(
                        "too_large", f"{shown}: unpacks to more than {limits.file_megabytes:g} MB"
                    )
                out.write(block)
    except UnreadableError:
        target.unlink(missing_ok=True)
        raise
    except DAMAGES as error:
        target.unlink(missing_ok=True)
        raise UnreadableError("damaged", f"{shown}: cannot be unpacked; copy the archive again") from error
    return target
