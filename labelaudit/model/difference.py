"""What changed between two runs: the JSON contract `labelaudit.diff/1`."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from labelaudit.model.audit import Score, Tool
from labelaudit.model.base import Model


class Verdict(StrEnum):
    """What became of a product from one run to the next, gravest first."""

    WORSE = "worse"
    """Something is known against it that was not, or it can no longer be read."""
    CHANGED = "changed"
    """Neither: a dose, or how surely something was read."""
    BETTER = "better"
    """Something that was held against it no longer is, and nothing is worse."""
    NEW = "new"
    """Not in the first run."""
    GONE = "gone"
    """Not in the second run."""


class Change(Model):
    """One thing that differs."""

    kind: Literal["reading", "score", "finding", "form", "dose", "standing"]
    """What differs: whether it could be read and judged, its score, a rule's finding, a form that is named,
    an amount a day, how surely a nutrient was read."""
    about: str
    """The rule's id, the nutrient, the field of `daily`; "score" or "status"."""
    became: Literal["worse", "better", "changed"]
    before: str | None
    """In the first run; `null` where there was nothing."""
    after: str | None
    """In the second run; `null` where there is nothing."""
    message: str
    """The sentence for a person."""


class ProductChange(Model):
    """One product that differs, or stands in one run alone."""

    key: str
    """What it goes by: its SKU, else its GTIN, else the name of its file."""
    sku: str | None = None
    gtin: str | None = None
    title: str
    """As the catalogue, else the label, else the file has it."""
    verdict: Verdict
    score_before: Score | None = None
    score_after: Score | None = None
    changes: tuple[Change, ...] = ()
    """Gravest first; empty where it stands in one run alone."""
    unchanged: tuple[str, ...] = ()
    """Rules that warned or failed, and still do alike."""


class Side(Model):
    """One of the two runs."""

    path: str
    """Its results, as given."""
    labels: int
    """How many lines it has."""
    judged_by: tuple[Tool, ...]
    """Every version, readers, guidance and profile that its lines were made with."""


class Counts(Model):
    """How many products are what."""

    worse: int = 0
    changed: int = 0
    better: int = 0
    new: int = 0
    gone: int = 0
    unchanged: int = 0


class Head(Model):
    """What is said of the two runs as a whole; the JSON has `products` beside it."""

    schema_: Literal["labelaudit.diff/1"] = Field(default="labelaudit.diff/1", alias="schema")
    before: Side
    after: Side
    counts: Counts
