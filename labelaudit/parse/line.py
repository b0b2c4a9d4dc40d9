"""A line of text as the parser's later steps take it: what it says and where that was read."""

from dataclasses import dataclass

from labelaudit.model.label import Evidence


@dataclass(frozen=True)
class Line:
    """One line in reading order; lines of one block follow each other."""

    text: str
    evidence: Evidence
