"""`labelaudit facts`: audit figures without a picture."""

from typing import Annotated, Literal

import typer

from labelaudit.cli.options import GuidanceFile, Only, Profile, Skip, check_profile
from labelaudit.cli.talk import hand_over, use_utf8, wants_colour
from labelaudit.errors import UsageError

# The stages are imported where they are used: `--help` answers at once.

_Many = list[str] | None


def facts(
    context: typer.Context,
    *,
    vitamin_d3: Annotated[_Many, typer.Option(help="Vitamin D3 a day, as in 2000IU.")] = None,
    vitamin_d2: Annotated[_Many, typer.Option(help="Vitamin D2 a day, as in 400IU.")] = None,
    vitamin_d: Annotated[_Many, typer.Option(help="Vitamin D of no stated form a day, as in 25mcg.")] = None,
    k2: Annotated[_Many, typer.Option(help="Vitamin K2 a day, with its form, as in '100mcg MK-7'.")] = None,
    k1: Annotated[_Many, typer.Option(help="Vitamin K1 a day, as in 75mcg.")] = None,
    calcium: Annotated[_Many, typer.Option(help="Calcium (the element) a day, as in 500mg.")] = None,
    magnesium: Annotated[_Many, typer.Option(help="Magnesium (the element) a day, as in 250mg.")] = None,
    caution: Annotated[bool, typer.Option("--caution", help="The label names anticoagulants.")] = False,
    with_fat: Annotated[bool, typer.Option("--with-fat", help="The label says to take it with fat.")] = False,
    intakes_per_day: Annotated[int, typer.Option(help="Intakes that the day is divided into, as in 2.")] = 1,
    profile: Profile = "default",
    guidance: GuidanceFile = None,
    only: Only = None,
    skip: Skip = None,
    form: Annotated[
        Literal["text", "json"], typer.Option("--format", help="Print a page (text) or a JSON object.")
    ] = "text",
    explain: Annotated[
        bool, typer.Option("--explain", help="Add each rule's inputs, arithmetic and documents.")
    ] = False,
) -> None:
    """Audit figures a day that you type in. What is not given is absent.

    \b
    Examples:
      labelaudit facts --vitamin-d3 2000IU --k2 "100mcg MK-7" --caution --with-fat
      labelaudit facts --vitamin-d3 5000IU --k2 "100mcg MK-7" --calcium 210mg --explain
    """  # noqa: D301  (\b keeps the example's lines apart)
    from labelaudit.audit.explain import explain_findings
    from labelaudit.audit.guidance import load
    from labelaudit.report.to_json import to_json
    from labelaudit.report.to_text import to_text
    from labelaudit.typed import audit_facts

    if not any((vitamin_d3, vitamin_d2, vitamin_d, k2, k1, calcium, magnesium)):
        raise UsageError("no figure was given; type one or more, as in --vitamin-d3 2000IU")
    figures = load(guidance)
    check_profile(context, profile, figures)
    audit = audit_facts(
        vitamin_d3=vitamin_d3,
        vitamin_d2=vitamin_d2,
        vitamin_d=vitamin_d,
        k2=k2,
        k1=k1,
        calcium=calcium,
        magnesium=magnesium,
        caution=caution,
        with_fat=with_fat,
        intakes_per_day=intakes_per_day,
        guidance=figures,
        profile=profile,
        only=only or (),
        skip=skip or (),
    )
    if explain and form == "json":
        raise UsageError("--explain adds to the text; the JSON holds it already")
    use_utf8()
    if form == "json":
        hand_over(to_json(audit) + "\n")
        return
    hand_over(to_text(audit, colour=wants_colour()) + "\n")
    if explain:
        hand_over(f"Rule by rule\n\n{explain_findings(audit.findings, audit.score, figures)}")
