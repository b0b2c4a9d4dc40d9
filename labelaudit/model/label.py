"""What a label says: facts and statements, each with its evidence and its standing."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, PlainSerializer

from labelaudit.model.amount import Unit, plain
from labelaudit.model.base import Model
from labelaudit.model.page import Box

Number = Annotated[
    Decimal, PlainSerializer(plain, return_type=str, when_used="json"), Field(allow_inf_nan=False)
]
"""A Decimal that stands in the JSON as a decimal string."""


class Nutrient(StrEnum):
    """The four that labelaudit reads."""

    VITAMIN_D = "vitamin_d"
    VITAMIN_K = "vitamin_k"
    CALCIUM = "calcium"
    MAGNESIUM = "magnesium"


class Standing(StrEnum):
    """How sure the reading is, worst last."""

    CONFIRMED = "confirmed"
    """A check that could have caught the slip agrees."""
    READ = "read"
    """One clear reading, nothing to check it against."""
    DOUBTFUL = "doubtful"
    """Readings differ, confidence is low, or the arithmetic conflicts."""


class Declared(StrEnum):
    """Whether the label declares a nutrient; unknown is never no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Evidence(Model):
    """The piece of a picture that something was read from.

    `page` indexes the source's pages; `box` is x0, y0, x1, y1 in 0..1 of that page as it was read
    (after EXIF and turn), from the top left; `confidence` has two digits.
    """

    text: str
    page: int
    box: Box
    confidence: float
    engine: str


class Candidate(Model):
    """One of the readings between which a doubtful fact hangs.

    `form` is None where it is the fact's own, `amount` where none is readable.
    """

    form: str | None
    amount: Number | None
    unit: Unit | None


class Basis(Model):
    """What an amount is told for: `units` of a serving, a unit, a day, 100 g, 100 mL, 1 mL, a drop."""

    kind: Literal["serving", "unit", "day", "100g", "100ml", "ml", "drop"]
    units: Number | None = None
    """How many capsules, tablets ... the column is for, where the label says so."""
    text: str = ""


class Elemental(Model):
    """Milligrams of the element, and how they are known; `estimated` decides presence only."""

    value: Number | None
    how: Literal["named", "stated", "percent", "estimated", "unknown"]


class Settled(Model):
    """A doubt that a person settled."""

    by: str
    when: str


class Fact(Model):
    """One amount of one nutrient, as printed; each column of a panel is a fact of its own."""

    nutrient: Nutrient
    form: str | None = None
    """"D3", "D2", "calcifediol", "calcitriol", "K1", "K2" (menaquinone not named), "MK-4", "MK-7" ...;
    None where nothing is stated or `forms` has several."""
    forms: tuple[str, ...] = ()
    """Every form named in the row; one entry where `form` is set."""
    sources: tuple[str, ...] = ()
    """Salts and trade names: "calcium carbonate", "MenaQ7"."""
    amount: Number | None = None
    """As printed; None where no plain amount is printed."""
    unit: Unit | None = None
    iu: Number | None = None
    """IU printed beside the amount, or the amount itself where its unit is IU (vitamin D)."""
    percent: Number | None = None
    reference: str | None = None
    """The reference table that the panel fits: "fda-2016", "fda-1995", "eu-nrv" ..."""
    daily_value: Number | None = None
    """That table's amount for this nutrient, in `unit`: what `percent` is a percentage of."""
    conflict: Literal["iu", "percent"] | None = None
    qualifier: Literal["<", "up to", "approx", "range", "blend"] | None = None
    bounds: tuple[Number, Number] | None = None
    part_of: int | None = None
    """Index of the fact that is the total of which this one is a part."""
    candidates: tuple[Candidate, ...] = ()
    settled: Settled | None = None
    basis: Basis
    elemental_mg: Elemental | None = None
    """For calcium and magnesium."""
    standing: Standing
    evidence: tuple[Evidence, ...] = ()


class Claim(Model):
    """What a statement outside the panel says of a nutrient."""

    nutrient: Nutrient
    form: str | None = None
    amount: Number | None = None
    unit: Unit | None = None


class Statement(Model):
    """A sentence of the label that matters: directions, a caution, a claim."""

    kind: Literal["anticoagulant", "medicines", "with_fat", "with_food", "oil", "directions", "claim"]
    text: str
    claim: Claim | None = None
    evidence: tuple[Evidence, ...] = ()


class Seen(Model):
    """What of the pack was in view."""

    panel: Literal["whole", "cut", "none"]
    directions: bool
    warnings: bool


class Declares(Model):
    """For each nutrient: declared, absent (panel seen whole and every row read), or unknown."""

    vitamin_d: Declared
    vitamin_k: Declared
    vitamin_k2: Declared
    calcium: Declared
    magnesium: Declared


class Serving(Model):
    """The panel's serving size."""

    text: str
    units: Number | None = None
    unit: str | None = None
    """"capsule", "softgel", "tablet", "gummy", "scoop", "drop", "ml" ..., singular, English."""


class Regimen(Model):
    """How much is taken how often; ranges stay ranges."""

    units_per_intake: tuple[Number, Number]
    intakes_per_day: tuple[Number, Number]
    every_days: int = 1
    """The intakes are taken once in so many days: 7 for "once weekly"."""
    unit: str | None = None
    """What `units_per_intake` counts, as in `Serving.unit`, or "serving" where only servings are told."""
    source: Literal["directions", "panel", "option", "assumed"]
    text: str = ""


class Label(Model):
    """Everything that was read of one panel and what stands around it."""

    product: str | None = None
    gtin: str | None = None
    panel: Literal["us", "eu", "ca", "au", "food", "text", "none"]
    language: str = "en"
    seen: Seen
    declares: Declares
    serving: Serving | None = None
    regimen: Regimen
    facts: tuple[Fact, ...] = ()
    statements: tuple[Statement, ...] = ()
