"""`labelaudit schema`: what a line of JSON looks like, for programs."""

from labelaudit.cli.talk import hand_over, use_utf8


def schema() -> None:
    """Print the JSON Schema of one line of `audit --format json`.

    \b
    Example:
      labelaudit schema > labelaudit.audit.schema.json
    """  # noqa: D301  (\b keeps the example's lines apart)
    import json

    from labelaudit.report.to_json import json_schema

    use_utf8()
    hand_over(json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n")
