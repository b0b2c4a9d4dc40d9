"""Text from a stranger's label, safe to show: one line, no control characters, no hidden direction marks."""

import re

_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b\]|\x9d)[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"
)
"""Terminal sequences: colours and cursor moves (CSI), titles and links (OSC)."""

_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
"""What no label prints: controls, marks that reverse or hide text, halves of surrogate pairs."""


def clean(text: str) -> str:
    """The text as one line that neither a terminal nor a browser can be steered by."""
    return " ".join(_HIDDEN.sub("", _ESCAPES.sub("", text)).split())


def shorten(text: str, *, limit: int = 200) -> str:
    """Cleaned, and cut after `limit` characters with an ellipsis."""
    line = clean(text)
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
