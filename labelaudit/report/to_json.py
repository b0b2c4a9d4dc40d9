"""One audit as one line of JSON: by alias, the same bytes for the same audit, safe to show on a terminal."""

import re

from labelaudit.model.audit import Audit

_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029]")
"""JSON leaves these as they are; terminals obey some, line readers split at others."""


def to_json(audit: Audit) -> str:
    """The audit as one line, without its line feed."""
    line = audit.model_dump_json(by_alias=True)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", line)
