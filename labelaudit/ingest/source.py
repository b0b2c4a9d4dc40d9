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
        raise UnreadableError(
            "no_access", f"{printable(name)}: may not be read; change its permissions"
        ) from error
    except (OSError, ValueError) as error:  # a name too long or with a NUL, a loop of links, a failing disk
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnreadableError(
            "no_access", f"{printable(name)}: cannot be opened ({reason}); check the path"
        ) from error
    if len(content) > most:
        raise UnreadableError(
            "too_large",
            f"{printable(name)}: is over the limit of {limits.file_megabytes:g} MB; "
            "raise it with --max-file-megabytes if you trust this file",
        )
    if not content:
        raise UnreadableError("empty", f"{printable(name)}: is empty; export or copy it again")
    return Source(name=name, content=content, sha256=hashlib.sha256(content).hexdigest())


def _read_regular(name: str, most: int) -> bytes:
    # Opening a FIFO would wait for a writer, and some devices act on being opened: O_NONBLOCK returns
    # at once, and what was opened (not what the name meant a moment before) is what is checked.
    handle = os.open(name, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        kind = os.fstat(handle).st_mode
        if stat.S_ISDIR(kind):
            raise UnreadableError("directory", f"{printable(name)}: is a directory; name a file in it")
        if not stat.S_ISREG(kind):
            raise UnreadableError("not_a_file", f"{printable(name)}: is not a regular file; copy it to one")
        return file.read(most + 1)
