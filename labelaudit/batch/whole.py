"""Write a file of a run's folder whole or not at all."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from typing import BinaryIO

from labelaudit.errors import OutputError

BEGUN = ".labelaudit."
"""How the names start of what a run has not finished."""


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A file beside the path that takes its place when all is written; raises OutputError."""
    beside = path.with_name(f"{BEGUN}{secrets.token_hex(6)}")
    try:
        with beside.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise cannot_be_written(path, error) from error
    finally:
        beside.unlink(missing_ok=True)


def cannot_be_written(path: Path, error: OSError) -> OutputError:
    """The one line that tells it."""
    reason = error.strerror or type(error).__name__
    return OutputError(f"{path}: cannot be written ({reason}); make room, or choose another folder with -o")


def open_folder(folder: Path) -> None:
    """Make the folder where it is missing; raises OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OutputError(f"{folder}: cannot be created ({reason}); choose another with -o") from error


def remove_begun(folder: Path) -> None:
    """Remove what a run that was killed had begun to write; to be called while no other run is at work."""
    for left in folder.glob(f"{BEGUN}*"):
        if left.is_dir():
            rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)
