"""Stored audits, read back line by line: what is no audit is told by its line, never passed over."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from pydantic import ValidationError

from labelaudit.model.audit import SCHEMA, Audit

_LINE_BYTES = 64_000_000
"""A file without line ends, which would be read into memory whole."""


@dataclass(frozen=True)
class Damage:
    """A line that is no audit."""

    number: int
    """Of the line, from 1."""
    reason: str


def read_stored(file: BinaryIO) -> Iterator[Audit | Damage]:
    """Every line that is not blank, in order."""
    lines = iter(partial(file.readline, _LINE_BYTES), b"")
    for number, line in enumerate(lines, start=1):
        if len(line) == _LINE_BYTES and not line.endswith(b"\n"):
            yield Damage(number, f"is longer than {_LINE_BYTES // 1_000_000} MB; the rest is not read")
            return
        if line.strip():
            yield _read(line, number)


def _read(line: bytes, number: int) -> Audit | Damage:
    try:
        return Audit.model_validate_json(line)
    except ValidationError as error:
        return Damage(number, _reason(line, error))


def _reason(line: bytes, error: ValidationError) -> str:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return "is no JSON; it may be cut"
    schema = found.get("schema") if isinstance(found, dict) else None
    if not isinstance(schema, str) or not schema.startswith("labelaudit.audit/"):
        return "is no audit of labelaudit"
    if schema != SCHEMA:
        return f"is {schema}, and this version reads {SCHEMA}; update labelaudit"
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(map(str, first["loc"]))
    return f"is no audit that this version knows ({place}: {first['msg'].lower()}); update labelaudit"
