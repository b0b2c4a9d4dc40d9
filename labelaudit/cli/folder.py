"""Put a report into a folder: all of it or none, and nothing that is not ours taken away."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

from labelaudit.errors import OutputError

_OURS = b'content="labelaudit catalogue report"'
_HEAD = 4096
"""Bytes of an index in which it says whose it is."""


def check_folder(path: Path) -> None:
    """Fail before the work rather than after it; raises OutputError."""
    if path.exists() and not path.is_dir():
        raise OutputError(f"{path}: is a file; name a folder")
    if not path.parent.is_dir():
        raise OutputError(f"{path}: there is no directory {path.parent}; create it first")
    taken = [name for name in ("index.html", "products", "thumbnails") if (path / name).exists()]
    if taken and not _is_ours(path / "index.html"):
        raise OutputError(f"{path}: holds {taken[0]}, which is no report's; name another folder")


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """An empty folder; what was written into it takes its place in `path` at the end. Raises OutputError."""
    begun = path.parent / f".labelaudit.{secrets.token_hex(6)}"
    fresh, old = begun / "new", begun / "old"
    try:
        fresh.mkdir(parents=True)
        old.mkdir()
        yield fresh
        if not path.exists():
            fresh.rename(path)
            return
        for part in sorted(fresh.iterdir(), key=lambda part: part.name == "index.html"):
            target = path / part.name
            if target.exists():
                target.rename(old / part.name)
            part.rename(target)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OutputError(f"{path}: cannot be written ({reason}); choose another place") from error
    finally:
        rmtree(begun, ignore_errors=True)


def _is_ours(index: Path) -> bool:
    try:
        with index.open("rb") as file:
            return _OURS in file.read(_HEAD)
    except OSError:
        return False
