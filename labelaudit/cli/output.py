"""Write a file whole or not at all."""

import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from labelaudit.errors import OutputError


def check_writable(path: Path) -> None:
    """Fail before the work rather than after it; raises OutputError."""
    folder = path.parent
    if path.is_dir():
        raise OutputError(f"{path}: is a directory; name a file in it")
    if not folder.is_dir():
        raise OutputError(f"{path}: there is no directory {folder}; create it first")
    if not os.access(folder, os.W_OK):
        raise OutputError(f"{path}: {folder} may not be written; choose another place")


def write_whole(path: Path, text: str | Iterable[str | bytes]) -> None:
    """Write the text as UTF-8, or its pieces as they come, beside its place and move it there.

    A link is followed; a device or a pipe is written as it is. Raises OutputError.
    """
    path = Path(os.path.realpath(path))
    pieces = [text] if isinstance(text, str) else text
    content = (p if isinstance(p, bytes) else p.encode("utf-8", "replace") for p in pieces)
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as file:
                file.writelines(content)
            return
        _replace(path, content)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror}); choose another place") from error


def _replace(path: Path, content: Iterable[bytes]) -> None:
    beside = path.with_name(f".labelaudit.{secrets.token_hex(6)}")
    try:
        with beside.open("xb") as file:
            file.writelines(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
