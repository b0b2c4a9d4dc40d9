"""Read a file's bytes once, bounded and without ever waiting: regular files and standard input only."""

import hashlib
import os
import stat
import sys
from dataclasses import dataclass, field

from labelaudit.errors import UnreadableError
from labelaudit.limits import Limits


@dataclass(frozen=True)
class Source:
    """A file's bytes and where they came from."""

    name: str
    """As the user gave it; "-" for standard input."""
    content: bytes = field(repr=False)
    sha256: str
    """Of the content, hex."""

    @property
    def title(self) -> str:
        """The name as messages show it: one printable line."""
        return printable(self.name)


def printable(name: str) -> str:
    """A file's name on one line: what a terminal would act on, or could not show, is escaped."""
    if name == "-":
        return "standard input"
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in name)


def read_source(name: str, *, limits: Limits) -> Source:
    """The bytes behind a name, hashed.

    Raises UnreadableError: missing, directory, not_a_file, no_access, empty, too_large.
    """
    most = int(limits.file_megabytes * 1_000_000)
    try:
        content = sys.stdin.buffer.read(most + 1) if name == "-" else _read_regular(name, most)
    except FileNotFoundError as error:
        raise UnreadableError("missing", f"{printable(name)}: no such file; check the path") from error
    except PermissionError as error:
        raise UnreadableError("no_access", f"{printable(name)}: may not be read; ask for access") from error
    except (OSError, ValueError) as error:  # a name too long or with a NUL, a loop of links, a failing disk
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableError(
            "no_access", f"{printable(name)}: cannot be opened ({reason}); check the path"
        ) from error
    if len(content) > most:
        raise _over(name, most)
    if not content:
        raise UnreadableError("empty", f"{printable(name)}: is empty; export or copy it again")
    return Source(name=name, content=content, sha256=hashlib.sha256(content).hexdigest())


def _over(name: str, most: int) -> UnreadableError:
    return UnreadableError(
        "too_large",
        f"{printable(name)}: is over the limit of {most / 1_000_000:g} MB; "
        "raise it with --max-file-megabytes if you trust this file",
    )


def _read_regular(name: str, most: int) -> bytes:
    # Opening a FIFO would wait for a writer, and some devices act on being opened: O_NONBLOCK returns
    # at once, and what was opened (not what the name meant a moment before) is what is checked.
    handle = os.open(name, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        status = os.fstat(handle)
        if stat.S_ISDIR(status.st_mode):
            raise UnreadableError("directory", f"{printable(name)}: is a directory; name a file in it")
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError("not_a_file", f"{printable(name)}: is not a regular file; copy it to one")
        if status.st_size > most:
            raise _over(name, most)
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(most + 1)
    finally:
        os.close(handle)
