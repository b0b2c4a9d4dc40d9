"""Put a report into a folder: all of it or none, and nothing that is not ours taken away."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

from labelaudit.errors import OutputError


def check_folder(path: Path) -> None:
    """Fail before the work rather than after it; raises OutputError."""
    if path.exists() and not path.is_dir():
        raise OutputError(f"{path}: is a file; name a folder")
    if not path.parent.is_dir():
        raise OutputError(f"{path}: there is no directory {path.parent}; create it first")
    from labelaudit.report.to_catalogue import check_place

    check_place(path)


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """An empty folder; what was written into it takes its place in `path` at the end. Raises OutputError."""
    # Beside what is replaced, so that nothing is moved from one file system to another.
    begun = (path if path.exists() else path.parent) / f".labelaudit.{secrets.token_hex(6)}"
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
