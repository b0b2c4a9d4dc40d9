"""In which format a command answers: as --format says, else as the suffix of its output does."""

from pathlib import Path
from typing import Literal

from labelaudit.errors import UsageError

Format = Literal["text", "json", "html"]
_SUFFIXES: dict[str, Format] = {
    ".txt": "text",
    ".json": "json",
    ".jsonl": "json",
    ".html": "html",
    ".htm": "html",
}


def choose_format(form: Format | None, output: Path | None) -> Format:
    """The format, text where nothing says another; raises UsageError where the two say different ones."""
    by_suffix = _SUFFIXES.get(output.suffix.lower()) if output else None
    if output and not form and not by_suffix:
        raise UsageError(f"{output}: no format of that suffix; name it .html, .json or .txt, or add --format")
    if form and by_suffix and form != by_suffix:
        raise UsageError(f"{output}: its suffix says {by_suffix} and --format says {form}; leave one out")
    return form or by_suffix or "text"
