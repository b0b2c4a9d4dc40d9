"""The program: its commands, and every way that a run can end mapped to its exit code."""

import logging
import signal
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from labelaudit import __version__
from labelaudit.cli.audit import audit
from labelaudit.cli.diff import diff
from labelaudit.cli.doctor import doctor
from labelaudit.cli.facts import facts
from labelaudit.cli.guarded import kill_programs
from labelaudit.cli.guidance import guidance
from labelaudit.cli.report import report
from labelaudit.cli.rules import rules
from labelaudit.cli.scan import scan
from labelaudit.cli.schema import schema
from labelaudit.cli.talk import NobodyListens, hand_over, say
from labelaudit.errors import Exit, LabelauditError

_PIPE_CLOSED = 141
"""As a shell tells it of any program whose reader went away; nothing is said, the reader had enough."""

_HEED_SETTINGS = ("audit", "scan", "facts", "rules")

app = typer.Typer(
    name="labelaudit",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
app.command()(audit)
app.command()(scan)
app.command()(diff)
app.command()(report)
app.command()(facts)
app.command()(rules)
app.add_typer(guidance)
app.command()(schema)
app.command()(doctor)


def _tell_version(wanted: bool) -> None:  # noqa: FBT001  (Typer calls it so)
    if wanted:
        hand_over(f"labelaudit {__version__}\n")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def labelaudit(
    context: typer.Context,
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Print the version.")
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show where an unforeseen error came from; may stand anywhere.")
    ] = False,
) -> None:
    """Read a supplement label and hold it against published D3 / K2 pairing guidance.

    \b
    Example:
      labelaudit audit front.jpg
    """  # noqa: D301  (\b keeps the example's lines apart)
    if context.invoked_subcommand is None:
        hand_over(context.get_help() + "\n")


def run(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the program and exit with its code; nothing but that leaves it."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = given[: given.index("--")] if "--" in given else given
    debug = "--debug" in options
    kept = [word for word in options if word != "--debug"] + given[len(options) :]
    log = logging.getLogger("labelaudit")
    log.setLevel(logging.DEBUG if debug else logging.WARNING)
    log.handlers = [logging.StreamHandler()] if debug else []
    signal.signal(signal.SIGINT, _interrupt)
    signal.signal(signal.SIGTERM, _terminate)
    sys.exit(_exit_code(kept, debug=debug))


def _exit_code(arguments: list[str], *, debug: bool) -> int:
    try:
        code = app(arguments, prog_name="labelaudit", standalone_mode=False, **_settings(arguments))
        if code == Exit.INTERRUPTED:  # Typer's answer to a KeyboardInterrupt
            return _ended("stopped", Exit.INTERRUPTED, debug=debug)
        return code if isinstance(code, int) else Exit.OK
    except LabelauditError as error:
        return _ended(str(error), error.exit_code, debug=debug)
    except typer.TyperException as error:
        message = error.format_message()
        if "\n" in message:  # a group without a command answers with its help
            sys.stderr.write(f"{message}\n")
            return Exit.USAGE
        where = getattr(getattr(error, "ctx", None), "command_path", "labelaudit")
        return _ended(f"{message} (see: {where} --help)", Exit.USAGE, debug=debug)
    except NobodyListens:
        return _PIPE_CLOSED
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        hint = "" if debug else "; please report it with what --debug shows"
        return _ended(f"this is a bug in labelaudit ({what}){hint}", Exit.BUG, debug=debug)


def _settings(arguments: list[str]) -> dict[str, Any]:
    """The folder's settings as defaults, for the commands that heed them."""
    if not arguments or arguments[0] not in _HEED_SETTINGS or {"-h", "--help"} & {*arguments}:
        return {}
    from labelaudit.cli.settings import load_settings

    settings = load_settings(Path.cwd())
    return {"obj": settings, "default_map": {arguments[0]: settings.options}}


def _ended(message: str, code: Exit, *, debug: bool) -> int:
    if debug:
        traceback.print_exc()
    say(message)
    return code


# Both are raised where the program stands, so that half-written files are removed on the way out.


def _interrupt(_signal: int, _frame: object) -> None:
    kill_programs()
    raise KeyboardInterrupt


def _terminate(_signal: int, _frame: object) -> None:
    kill_programs()
    sys.exit(Exit.TERMINATED)
