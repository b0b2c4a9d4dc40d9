"""An audit as one line of JSON: by alias, the same bytes for the same audit, safe to show on a terminal."""

import re
from typing import Any

from labelaudit.model.audit import Audit
from labelaudit.model.base import Model

_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029]")
"""JSON leaves these as they are; terminals obey some, line readers split at others."""


def to_json(value: Model) -> str:
    """The audit, or another value of the model, as one line without its line feed."""
    line = value.model_dump_json(by_alias=True)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def json_schema() -> dict[str, Any]:
    """The JSON Schema that every line of `to_json` validates against."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Audit.model_json_schema(by_alias=True, mode="serialization"),
    }
