"""`labelaudit schema`: what a line of JSON looks like, for programs."""

from typing import Annotated

import typer

from labelaudit.cli.talk import hand_over, use_utf8


def schema(
    *,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print docs/json.md.")] = False,
) -> None:
    """Print the JSON Schema of one line of `audit --format json`.

    \b
    Example:
      labelaudit schema > labelaudit.audit.schema.json
    """  # noqa: D301  (\b keeps the example's lines apart)
    import json

    from labelaudit.report.contract import contract_page
    from labelaudit.report.to_json import json_schema

    use_utf8()
    if markdown:
        hand_over(contract_page())
        return
    hand_over(json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n")
