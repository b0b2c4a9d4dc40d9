"""The JSON contract as a page of Markdown: every field with its type and meaning, from the model itself."""

import ast
import inspect
import re
import textwrap
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise
from typing import Any, get_args

from pydantic import BaseModel

from labelaudit.model.audit import SCHEMA, Audit

Kind = type[BaseModel] | type[StrEnum]

_HEAD = f"""# The JSON

Written by `labelaudit schema --markdown` from the model; do not edit it by hand.

`labelaudit audit LABEL... --format json` prints one object a line, one line a panel, whatever became of it:
`{SCHEMA}`. `labelaudit schema` prints its JSON Schema. The contract only grows: no field is renamed or
taken away.

- A *decimal* is a string that holds the exact number: `"0.025"`.
- What could not be read is `null` or `"unknown"`, never 0 and never `"no"`.
- `status` says first what became of the label. Of an `unreadable` one `label`, `daily`, `intake` and `score`
  are `null`, `findings` is empty, and `error` says why.
- Boxes are `[x0, y0, x1, y1]` in 0..1 of the page's width and height, from the top left, after EXIF and
  `turn`.
- In this version `product` and `label.gtin` are always `null`.
"""


def contract_page() -> str:
    """The page: one section a model, in the order in which the fields lead to them."""
    schema = Audit.model_json_schema(by_alias=True, mode="serialization")
    return _HEAD + "".join(_section(kind, schema) for kind in contract_types())


def contract_types() -> list[Kind]:
    """Every model and enumeration that a line of JSON can hold, from the outside in."""
    found: list[Kind] = []
    _collect(Audit, found)
    return found


def meanings(kind: Kind) -> dict[str, str]:
    """The sentence behind each field or member: the string that follows it in the model's source."""
    body = ast.parse(textwrap.dedent(inspect.getsource(kind))).body[0]
    assert isinstance(body, ast.ClassDef)
    told = {}
    for line, after in pairwise(body.body):
        if not (isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)):
            continue
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            told[line.target.id] = _worded(str(after.value.value))
        elif isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
            told[line.targets[0].id] = _worded(str(after.value.value))
    return told


def _worded(text: str) -> str:
    """The first paragraph on one line, in JSON's words."""
    return re.sub(r"\bNone\b", "`null`", " ".join(text.split("\n\n")[0].split()))


def _collect(kind: Any, found: list[Kind]) -> None:  # whatever may stand in an annotation
    if not isinstance(kind, type) or not issubclass(kind, StrEnum | BaseModel):
        for part in get_args(kind):
            _collect(part, found)
    elif kind not in found:
        found.append(kind)
        for field in kind.model_fields.values() if issubclass(kind, BaseModel) else ():
            _collect(field.annotation, found)


def _section(kind: Kind, schema: dict[str, Any]) -> str:
    head = f"\n## {kind.__name__}\n\n{_worded(kind.__doc__ or '')}\n\n"
    told = meanings(kind)
    if issubclass(kind, StrEnum):
        values = [(f"`{kind[name].value}`", told.get(name, "")) for name in kind.__members__]
        return head + (_table(("value", "meaning"), values) if told else _listed(values))
    shapes = (schema if kind is Audit else schema["$defs"][kind.__name__])["properties"]
    rows = []
    for name, field in kind.model_fields.items():
        key = field.alias or name
        said = _type(shapes[key])
        if "Decimal" in str(field.annotation):  # in the schema just another string
            said = said.replace("string", "decimal")
        rows.append((f"`{key}`", said, told.get(name, "")))
    return head + _table(("field", "type", "meaning"), rows)


def _listed(rows: Sequence[tuple[str, str]]) -> str:
    return "One of " + ", ".join(value for value, _ in rows) + ".\n"


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def _type(shape: dict[str, Any]) -> str:
    """One field's type in words, from its JSON Schema."""
    if "$ref" in shape:
        name = shape["$ref"].rsplit("/", 1)[-1]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in shape:
        return " or ".join(_type(part) for part in shape["anyOf"])
    if "const" in shape:
        return f"`{shape['const']}`"
    if "enum" in shape:
        return ", ".join(f"`{value}`" for value in shape["enum"])
    if "prefixItems" in shape:
        return "[" + ", ".join(_type(part) for part in shape["prefixItems"]) + "]"
    if shape.get("type") == "array":
        return f"list of {_type(shape['items'])}"
    return _NAMES.get(shape["type"]) or str(shape["type"])


_NAMES = {"integer": "whole number", "null": "`null`"}
