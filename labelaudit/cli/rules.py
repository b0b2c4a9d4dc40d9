"""`labelaudit rules`: what a label is held against, rule by rule."""

from typing import Annotated

import typer

from labelaudit.cli.options import GuidanceFile
from labelaudit.cli.talk import hand_over, use_utf8

# The stages are imported where they are used: `--help` answers at once.


def rules(
    rule: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Explain this rule, as in k2-dose.")
    ] = None,
    *,
    guidance: GuidanceFile = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print docs/rules.md.")] = False,
) -> None:
    """List the rules, or explain one.

    \b
    Examples:
      labelaudit rules
      labelaudit rules k2-per-calcium
    """  # noqa: D301  (\b keeps the example's lines apart)
    from labelaudit.audit.explain import explain_rule, list_rules, rules_page
    from labelaudit.audit.guidance import load

    use_utf8()
    figures = load(guidance)
    if markdown:
        hand_over(rules_page(figures))
    else:
        hand_over(list_rules(figures) if rule is None else explain_rule(figures, rule))
