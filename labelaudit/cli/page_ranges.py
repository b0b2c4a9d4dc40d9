"""Understand `--pages 3-5,8`: which pages of a PDF are wanted."""

import re

from labelaudit.errors import UsageError

_PART = re.compile(r"([1-9]\d{0,8})(?:-([1-9]\d{0,8}))?", re.ASCII)


def parse_pages(text: str) -> tuple[range, ...]:
    """The pages as ranges, counted from 1; raises UsageError for anything else."""
    return tuple(_range(part.strip(), text) for part in text.split(","))


def _range(part: str, text: str) -> range:
    match = _PART.fullmatch(part)
    if match is None:
        raise UsageError(f"--pages {text}: {part or 'nothing'} is no page; name pages as in 3-5,8")
    first, last = int(match[1]), int(match[2] or match[1])
    if last < first:
        raise UsageError(f"--pages {text}: {part} runs backwards; write {last}-{first}")
    return range(first, last + 1)
