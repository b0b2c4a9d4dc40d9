"""`labelaudit guidance`: show the guidance that labels are held against, or check one's own."""

from pathlib import Path
from typing import Annotated

import typer

from labelaudit.cli.talk import hand_over, use_utf8

guidance = typer.Typer(name="guidance", rich_markup_mode=None, no_args_is_help=True)
"""The command group; `app.add_typer(guidance)`."""


@guidance.callback()
def _about() -> None:
    """Show the guidance, or check your own.

    \b
    Example:
      labelaudit guidance show > mine.toml
    """  # noqa: D301  (\b keeps the example's lines apart)


@guidance.command()
def show() -> None:
    """Print the guidance that labelaudit brings, as a file to start from.

    \b
    Example:
      labelaudit guidance show > mine.toml
    """  # noqa: D301  (\b keeps the example's lines apart)
    from labelaudit.audit.guidance import SHIPPED

    use_utf8()
    hand_over(SHIPPED.read_text(encoding="utf-8"))


@guidance.command()
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Your guidance file.")],
) -> None:
    """Check a guidance file. Where something is wrong, the line is told, and the code is 5.

    \b
    Example:
      labelaudit guidance check mine.toml
    """  # noqa: D301  (\b keeps the example's lines apart)
    from labelaudit.audit.guidance import load

    found = load(file)
    weight = sum(rule.weight for rule in found.rules.values())
    use_utf8()
    hand_over(
        f"{file}: good. {found.name} {found.version}, {len(found.rules)} rules (weight {weight:g}), "
        f"{len(found.profiles)} profiles, sha256 {found.sha256[:12]}\n"
    )
