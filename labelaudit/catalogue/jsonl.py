"""JSONL: one object a line; a line that is none is a broken row and not the end."""

import json
from collections.abc import Iterator
from itertools import islice

from labelaudit.catalogue.row import Opener, Row, Table
from labelaudit.catalogue.text import lines, whole
from labelaudit.errors import UnreadableError
from labelaudit.limits import Limits

_HEAD = 1000
"""Rows from which the columns are gathered."""
_NOT_JSON = (ValueError, RecursionError)


def open_jsonl(opener: Opener, *, encoding: str, name: str, limits: Limits) -> Table:
    """The table that lines of JSON objects are; its columns are the keys of the first thousand."""

    def rows() -> Iterator[Row]:
        for number, line in enumerate(lines(opener, encoding=encoding, name=name, limits=limits), start=1):
            if line.strip():
                yield _row(number, line)

    columns: dict[str, None] = {}
    for row in islice(rows(), _HEAD):
        columns |= dict.fromkeys(row.cells)
    return Table(tuple(columns), rows)


def refuse_array(name: str) -> UnreadableError:
    """Why one large JSON value is not read: it does not stream."""
    return UnreadableError(
        "unsupported", f"{name}: is one JSON array; give one object a line, as `jq -c '.[]' {name}` does"
    )


def is_jsonl(line: str) -> bool:
    """Whether the first line of a text is a JSON object."""
    try:
        return isinstance(json.loads(line), dict)
    except _NOT_JSON:
        return False


def _row(number: int, line: str) -> Row:
    try:
        value = json.loads(line)
    except _NOT_JSON as error:
        reason = getattr(error, "msg", "nested too deep")
        return Row(number, {}, f"is no JSON ({reason})")
    if not isinstance(value, dict):
        return Row(number, {}, "is no JSON object")
    return Row(number, {whole(key): cell_text(content) for key, content in value.items()})


def cell_text(value: object) -> str:
    """A value as a cell has it: whole numbers without a point, a line for each text of a list, else JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "\n".join(whole(part) for part in value)
    if isinstance(value, dict | list):
        return whole(json.dumps(value, ensure_ascii=False, default=str))
    return str(value)
