"""Options that commands share: for whom, by which guidance, by which rules, and what fails."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from labelaudit.errors import UsageError

if TYPE_CHECKING:
    from labelaudit.limits import Limits
    from labelaudit.model.guidance import Guidance

# The rules are imported where they are used: `--help` answers at once.


def check_rules(given: Sequence[str]) -> list[str]:
    """The rules' ids, taken apart at commas; raises ValueError for one that no rule has."""
    return _checked(given, also=())


def check_gates(given: Sequence[str]) -> list[str]:
    """Outcomes and rules' ids, taken apart at commas; raises ValueError for one that is neither."""
    from labelaudit.cli.gate import OUTCOMES

    return _checked(given, also=tuple(OUTCOMES))


def _checked(given: Sequence[str], *, also: tuple[str, ...]) -> list[str]:
    from labelaudit.audit.registry import RULES

    names = [name.strip() for text in given for name in text.split(",") if name.strip()]
    for name in names:
        if name not in RULES and name not in also:
            choice = f"one of {', '.join(also)}, or a rule" if also else "a rule"
            raise ValueError(f"{name}: is not {choice}; `labelaudit rules` lists the rules")
    return names


def _option(check: Callable[[Sequence[str]], list[str]]) -> Callable[[list[str] | None], list[str]]:
    def called(given: list[str] | None) -> list[str]:
        try:
            return check(given or [])
        except ValueError as error:
            raise typer.BadParameter(str(error)) from error

    return called


Profile = Annotated[
    str, typer.Option(envvar="LABELAUDIT_PROFILE", help="Judge vitamin D for these people, as in over-70.")
]
GuidanceFile = Annotated[
    Path | None,
    typer.Option(envvar="LABELAUDIT_GUIDANCE", help="Judge by your own guidance file.", show_default=False),
]
Only = Annotated[
    list[str] | None,
    typer.Option(
        envvar="LABELAUDIT_ONLY",
        metavar="RULE,...",
        callback=_option(check_rules),
        help="Judge by these rules alone.",
    ),
]
Skip = Annotated[
    list[str] | None,
    typer.Option(
        envvar="LABELAUDIT_SKIP",
        metavar="RULE,...",
        callback=_option(check_rules),
        help="Leave these rules out.",
    ),
]
FailOn = Annotated[
    list[str] | None,
    typer.Option(
        envvar="LABELAUDIT_FAIL_ON",
        metavar="fail|warn|review|RULE,...",
        callback=_option(check_gates),
        help="Exit with 1 where a finding is this, or where this rule warns or fails.",
    ),
]
FailUnder = Annotated[
    int | None,
    typer.Option(
        envvar="LABELAUDIT_FAIL_UNDER",
        min=0,
        max=100,
        help="Exit with 1 where a score, at its best, is under this.",
    ),
]
Strict = Annotated[
    bool,
    typer.Option(
        "--strict/--no-strict",
        envvar="LABELAUDIT_STRICT",
        help="Let --fail-under and --fail-on take what is undecided at its worst.",
    ),
]

MaxMegapixels = Annotated[
    float | None, typer.Option(help="Allow larger pictures than 80 million pixels.", show_default=False)
]
MaxFileMegabytes = Annotated[
    float | None, typer.Option(help="Allow larger files than 200 MB.", show_default=False)
]


def chosen_limits(
    *,
    max_megapixels: float | None,
    max_file_megabytes: float | None,
    deadline: float | None = None,
) -> "Limits":
    """The limits with those that were given; raises UsageError for one that is not above 0."""
    from labelaudit.limits import Limits

    given = {
        "--max-megapixels": ("megapixels", max_megapixels),
        "--max-file-megabytes": ("file_megabytes", max_file_megabytes),
        "--deadline": ("label_seconds", deadline),
    }
    for option, (_, value) in given.items():
        if value is not None and not value > 0:
            raise UsageError(f"{option} {value:g}: give a number above 0")
    return Limits(**{name: value for name, value in given.values() if value is not None})


def named(context: typer.Context, option: str) -> str:
    """How the user gave an option's value: by the option, by a variable, by a key of a file."""
    source = context.get_parameter_source(option)
    if source and source.name == "DEFAULT_MAP":
        return f"{context.obj.path}: {option.replace('_', '-')}"
    if source and source.name == "ENVIRONMENT":
        return f"LABELAUDIT_{option.upper()}"
    return f"--{option.replace('_', '-')}"


def check_profile(context: typer.Context, profile: str, guidance: "Guidance") -> None:
    """Raise UsageError for a profile that the guidance has not, and name those that it has."""
    if profile not in guidance.profiles:
        known = ", ".join(guidance.profiles)
        raise UsageError(f"{named(context, 'profile')}: {profile}: no such profile; choose one of {known}")
