"""Audit one label whatever it brings about: what fails or hangs costs that label, and no other."""

import logging
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING, NoReturn, Unpack

from labelaudit.cli.talk import say
from labelaudit.errors import EngineError, Exit, LabelauditError

if TYPE_CHECKING:
    from labelaudit.model.audit import Audit
    from labelaudit.model.page import Page
    from labelaudit.model.sheet import Sheet
    from labelaudit.pipeline import Options

_GRACE = 15
"""Seconds after the deadline in which what does not listen to it may end."""
_log = logging.getLogger("labelaudit")


class _TimeUp(BaseException):
    """No Exception: nothing on the way may take it for a fault of the picture."""


def audit_guarded(
    label: str, *, beside: Sequence[str] | None, seconds: float, **options: Unpack["Options"]
) -> "list[Audit]":
    """`audit_file` within so many seconds a page, where what breaks it off makes an audit that says so.

    Its error is "deadline", "memory", "engine", or "crashed" for a fault of ours. Raises LabelauditError for
    what no label has to do with: an engine that is missing, the guidance, the request.
    """
    from labelaudit.ingest.source import printable
    from labelaudit.model.base import Note
    from labelaudit.pipeline import audit_file, audit_unread

    def told(sheet: "Sheet", page: "Page") -> None:
        begin_page()
        if on_page:
            on_page(sheet, page)

    on_page = options.get("on_page")
    options["on_page"] = told
    name = "standard input" if label == "-" else printable(label)
    try:
        with _within(seconds, name) as begin_page:
            return audit_file(label, beside=beside, **options)
    except _TimeUp:
        code, what = "deadline", _too_long(seconds)
    except MemoryError:
        code, what = "memory", "needs more memory than there is to be read; reduce the picture"
    except EngineError as error:
        code, what = "engine", str(error)
    except LabelauditError:
        raise
    except Exception as fault:
        _log.debug("%s", name, exc_info=fault)
        fault_told = f"{type(fault).__name__}: {fault}"
        code = "crashed"
        what = f"fails labelaudit itself ({fault_told}); please report it with what --debug shows"
    return [audit_unread(label, Note(code=code, message=f"{name}: {what}"), **options)]


def kill_programs() -> None:
    """Kill the programs that this one runs: broken off, nobody would wait for them."""
    import psutil

    from labelaudit.batch.watch import kill_children

    kill_children(psutil.Process())


def _too_long(seconds: float) -> str:
    return f"was not read within {seconds:g} seconds a page; give it more with --deadline"


@contextmanager
def _within(seconds: float, name: str) -> Iterator[Callable[[], None]]:
    """Break off by _TimeUp, where there are alarms, what takes longer; end the process if that is not heard.

    Gives what begins the time anew.
    """

    def ring(_signal: int, _frame: object) -> NoReturn:
        kill_programs()
        raise _TimeUp

    def give_up() -> None:
        say(f"{name}: {_too_long(seconds)}")
        kill_programs()
        os._exit(Exit.UNREADABLE)

    last: Timer | None = None
    alarms = hasattr(signal, "setitimer")

    def begin(seconds: float = seconds) -> None:
        nonlocal last
        if last:
            last.cancel()
        if alarms:
            signal.setitimer(signal.ITIMER_REAL, seconds)
        if seconds:
            last = Timer(seconds + _GRACE, give_up)
            last.daemon = True
            last.start()

    if alarms:
        signal.signal(signal.SIGALRM, ring)
    begin()
    try:
        yield begin
    finally:
        begin(0)
        if alarms:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
