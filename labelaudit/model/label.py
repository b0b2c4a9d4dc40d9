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
    """As it was read."""
    page: int
    """Index into `Source.pages`, from 0."""
    box: Box
    """x0, y0, x1, y1 in 0..1 of the page."""
    confidence: float
    """0..1, two digits, as the reader tells it."""
    engine: str
    """The reader."""


class Candidate(Model):
    """One of the readings between which a doubtful fact hangs.

    `form` is None where it is the fact's own, `amount` where none is readable.
    """

    form: str | None
    """Its form; None where it is the fact's own."""
    amount: Number | None
    """Its amount; None where none is readable."""
    unit: Unit | None
    """Its unit."""


class Basis(Model):
    """What an amount is told for: `units` of a serving, a unit, a day, 100 g, 100 mL, 1 mL, a drop."""

    kind: Literal["serving", "unit", "day", "100g", "100ml", "ml", "drop"]
    """What the amount is told for."""
    units: Number | None = None
    """How many capsules, tablets ... the column is for, where the label says so."""
    text: str = ""
    """The column's head."""


class Elemental(Model):
    """Milligrams of the element, and how they are known; `estimated` decides presence only."""

    value: Number | None
    """Milligrams; None where unknown."""
    how: Literal["named", "stated", "percent", "estimated", "unknown"]
    """Named as the element, stated beside a salt, told by the percentage, or estimated from the salt."""


class Settled(Model):
    """A doubt that a person settled."""

    by: str
    """Who."""
    when: str
    """ISO 8601."""


class Fact(Model):
    """One amount of one nutrient, as printed; each column of a panel is a fact of its own."""

    nutrient: Nutrient
    """Which of the four."""
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
    """As printed, under one spelling."""
    iu: Number | None = None
    """IU printed beside the amount, or the amount itself where its unit is IU (vitamin D)."""
    percent: Number | None = None
    """Of the daily value, as printed."""
    reference: str | None = None
    """The reference table that the panel fits: "fda-2016", "fda-1995", "eu-nrv" ..."""
    daily_value: Number | None = None
    """That table's amount for this nutrient, in `unit`: what `percent` is a percentage of."""
    conflict: Literal["iu", "percent"] | None = None
    """What the label itself prints in contradiction to the amount."""
    qualifier: Literal["<", "up to", "approx", "range", "blend"] | None = None
    """What stands beside the amount and makes it less than plain."""
    bounds: tuple[Number, Number] | None = None
    """Lowest and highest, where a range is printed."""
    part_of: int | None = None
    """Index of the fact that is the total of which this one is a part."""
    candidates: tuple[Candidate, ...] = ()
    """The readings between which a doubtful fact hangs."""
    settled: Settled | None = None
    read_again: Literal["alike", "otherwise"] | None = None
    """What the second reader made of the amount; None where it was not asked, or read nothing there."""
    basis: Basis
    elemental_mg: Elemental | None = None
    """For calcium and magnesium."""
    standing: Standing
    evidence: tuple[Evidence, ...] = ()


class Claim(Model):
    """What a statement outside the panel says of a nutrient."""

    nutrient: Nutrient
    """Which of the four."""
    form: str | None = None
    """As in `Fact.form`."""
    amount: Number | None = None
    """As printed."""
    unit: Unit | None = None
    """As printed."""


class Statement(Model):
    """A sentence of the label that matters: directions, a caution, a claim."""

    kind: Literal["anticoagulant", "medicines", "with_fat", "with_food", "oil", "directions", "claim"]
    """What it says."""
    text: str
    """As it was read."""
    claim: Claim | None = None
    """What a claim claims."""
    evidence: tuple[Evidence, ...] = ()


class Seen(Model):
    """What of the pack was in view."""

    panel: Literal["whole", "cut", "none"]
    """Whole: head and foot are in the picture."""
    directions: bool
    """Whether directions for taking it were found."""
    warnings: bool
    """Whether the place of the cautions was found."""


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
    """As printed."""
    units: Number | None = None
    """How many units one serving is."""
    unit: str | None = None
    """"capsule", "softgel", "tablet", "gummy", "scoop", "drop", "ml" ..., singular, English."""


class Regimen(Model):
    """How much is taken how often; ranges stay ranges."""

    units_per_intake: tuple[Number, Number]
    """Lowest and highest."""
    intakes_per_day: tuple[Number, Number]
    """Lowest and highest."""
    every_days: int = 1
    """The intakes are taken once in so many days: 7 for "once weekly"."""
    unit: str | None = None
    """What `units_per_intake` counts, as in `Serving.unit`, or "serving" where only servings are told."""
    source: Literal["directions", "panel", "option", "assumed"]
    """Where it was told."""
    text: str = ""
    """The sentence that told it."""


class Label(Model):
    """Everything that was read of one panel and what stands around it."""

    product: str | None = None
    """The product's name, where it was found."""
    gtin: str | None = None
    """The barcode's digits, where one was read."""
    panel: Literal["us", "eu", "ca", "au", "food", "text", "none"]
    """Whose rules the panel follows; `text` for a running list, `none` for a front alone."""
    language: str = "en"
    """ISO 639-1."""
    seen: Seen
    declares: Declares
    serving: Serving | None = None
    """None where no serving size was found."""
    regimen: Regimen
    facts: tuple[Fact, ...] = ()
    statements: tuple[Statement, ...] = ()
