"""The two channels: the product goes to standard output, everything said about it to standard error."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from labelaudit.errors import OutputError


class NobodyListens(Exception):  # noqa: N818  (no error)
    """The reader of standard output went away; a type of its own, because Typer ends on OSError with 1."""


def say(message: str) -> None:
    """One line on standard error that no file name can steer the terminal with."""
    from labelaudit.report.clean import clean

    print(f"labelaudit: {clean(message)}", file=sys.stderr, flush=True)  # noqa: T201


def hand_over(text: str) -> None:
    """Write the product to standard output, now.

    Raises OutputError where it cannot be written, NobodyListens where its reader went away.
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        _silence(sys.stdout)
        if isinstance(error, BrokenPipeError):
            raise NobodyListens from error
        raise OutputError(f"standard output cannot be written ({error.strerror})") from error


def use_utf8() -> None:
    """Standard output as UTF-8 whatever the locale: JSON is."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")


def wants_colour() -> bool:
    """Whether standard output is a person's terminal that shows colours, and is let to."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return sys.stdout.isatty() and not plain


def _silence(stream: TextIO) -> None:
    """Let Python's own flush at exit go nowhere, instead of failing once more."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


@contextmanager
def progress(note: str) -> Iterator[None]:
    """Show a note while something runs; only where standard error is a terminal."""
    if not sys.stderr.isatty():
        yield
        return
    from labelaudit.report.clean import shorten

    sys.stderr.write(f"\r{shorten(note, limit=70)} ...")
    sys.stderr.flush()
    try:
        yield
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
