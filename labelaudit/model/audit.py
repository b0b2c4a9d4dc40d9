"""The result for one label: the JSON contract `labelaudit.audit/1`."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from labelaudit.model.base import Model, Note
from labelaudit.model.label import Evidence, Label, Number, Standing
from labelaudit.model.page import Turn
from labelaudit.model.product import Product

SCHEMA = "labelaudit.audit/1"


class Status(StrEnum):
    """What became of a label."""

    COMPLETE = "complete"
    NEEDS_REVIEW = "needs_review"
    UNREADABLE = "unreadable"
    OUT_OF_SCOPE = "out_of_scope"


class Outcome(StrEnum):
    """What a rule found; `note` is context and has no weight."""

    PASS = "pass"
    WARN = "warn"
    FAIL = "fail"
    REVIEW = "review"
    NOT_APPLICABLE = "not_applicable"
    NOTE = "note"


class Reason(StrEnum):
    """Why a rule could not be decided."""

    DOUBTFUL = "doubtful"
    """Look at the crop."""
    AMBIGUOUS = "ambiguous"
    """The label allows two readings."""
    NOT_SHOWN = "not_shown"
    """Another side of the pack would tell."""


class GuidanceRef(Model):
    """Which guidance a result was made with."""

    name: str
    """As the file names itself."""
    version: str
    """As the file tells it."""
    sha256: str
    """Of the file's bytes, hex."""


class Tool(Model):
    """What made a result."""

    version: str
    """Of labelaudit."""
    engine: str
    """The readers: "rapidocr+tesseract", "rapidocr", "tesseract", or "typed"."""
    guidance: GuidanceRef
    profile: str
    """For whom vitamin D was judged."""


class SourcePage(Model):
    """One page of the source; evidence boxes are in 0..1 of its width and height, after `turn`."""

    name: str
    """The file as it was given."""
    path: str
    """Where the file is."""
    sha256: str
    """Of the file's bytes, hex."""
    kind: Literal["image", "pdf"]
    """By content."""
    page: int
    """Number of the page in its file, from 1."""
    width: int
    """Pixels across, after `turn`."""
    height: int
    """Pixels down, after `turn`."""
    turn: Turn
    """Clockwise degrees that set the page upright."""


class Source(Model):
    """Where a label came from; `panel` numbers the panels of one source, from 1."""

    name: str
    """The file as it was given (the first, where several make one product)."""
    kind: Literal["image", "pdf", "typed"]
    """By content, or typed in."""
    panel: int = 1
    """Number of the panel in its source, from 1."""
    pages: tuple[SourcePage, ...] = ()
    """What `Evidence.page` counts in; empty for typed figures."""


class DailyRange(Model):
    """An amount a day (or an intake), as a range; low and high are equal where nothing varies."""

    low: Number
    """The least, in the unit that the field's name ends with."""
    high: Number
    """The most."""
    standing: Standing


class Daily(Model):
    """What the label gives a day; None where the amount is absent or not known."""

    vitamin_d3_iu: DailyRange | None = None
    vitamin_d2_iu: DailyRange | None = None
    vitamin_d_unstated_iu: DailyRange | None = None
    mk7_mcg: DailyRange | None = None
    mk4_mcg: DailyRange | None = None
    k2_other_mcg: DailyRange | None = None
    k2_unstated_mcg: DailyRange | None = None
    calcium_mg: DailyRange | None = None
    magnesium_mg: DailyRange | None = None


class Intake(Model):
    """What one intake holds."""

    calcium_mg: DailyRange | None = None


class Measured(Model):
    """What a rule measured, in the unit of the points that it was held against."""

    low: Number
    """The least that the label allows."""
    high: Number
    """The most that the label allows."""
    unit: str
    """Of the amounts."""
    points: tuple[tuple[float, float], ...] = ()
    """(amount, score): straight lines between, level outside."""


class Accepted(Model):
    """A finding that the user accepts for this product."""

    reason: str
    """In the user's words."""


class Finding(Model):
    """One rule's verdict: the sentence with the label's own numbers, and what stands behind it."""

    rule: str
    """Its id, as in k2-form; `labelaudit rules ID` explains it."""
    category: Literal["guidance", "quality", "context", "cap"]
    """Only `guidance` has weight; a `cap` bounds the score."""
    outcome: Outcome
    reason: Reason | None = None
    score: float | None = None
    """0..1 where decided; None for review, not applicable and notes."""
    score_high: float | None = None
    """Set where the readings agree on the outcome and not on the score: `score` is then the lowest."""
    weight: float = 0
    """What it counts beside the others."""
    message: str
    """The sentence for a person."""
    measured: Measured | None = None
    documents: tuple[str, ...] = ()
    """Keys of the guidance's documents."""
    accepted: Accepted | None = None
    evidence: tuple[Evidence, ...] = ()
    """What of the label it rests on."""


class Points(Model):
    """Weight decided, of the weight that applies or may apply."""

    decided: float
    """Weight of the rules that were decided."""
    applicable: float
    """Weight of the rules that apply, or may apply."""


class Score(Model):
    """0..100; `value` is None unless both ends are equal."""

    value: int | None
    """The score where it is decided."""
    low: int
    """Every rule under review scored 0."""
    high: int
    """Every rule under review scored 1."""
    band: str
    """"good", "mixed", "poor", or two joined by an en dash where the interval crosses an edge."""
    points: Points


class Advice(Model):
    """The one change of the label that would raise its score most; never the removal of something."""

    change: Literal[
        "add-k2", "add-magnesium", "name-k2-form", "d3-dose", "k2-dose", "print-caution", "split-calcium"
    ]
    """What kind of change it is."""
    text: str
    """The change as an imperative, without its effect: "Add vitamin K2: 100 mcg of MK-7 a day."."""
    low: int
    """The score that it would lead to, at worst."""
    high: int
    """The score that it would lead to."""


class Audit(Model):
    """One line of the JSON output: one label, whatever became of it."""

    schema_: Literal["labelaudit.audit/1"] = Field(default="labelaudit.audit/1", alias="schema")
    """Of this line."""
    tool: Tool
    source: Source
    product: Product | None = None
    """The catalogue's own words, where the label came from one."""
    warnings: tuple[Note, ...] = ()
    """What the user should know of how the label was read."""
    status: Status
    error: Note | None = None
    """Why the label is unreadable."""
    label: Label | None = None
    daily: Daily | None = None
    intake: Intake | None = None
    findings: tuple[Finding, ...] = ()
    score: Score | None = None
    advice: Advice | None = None
