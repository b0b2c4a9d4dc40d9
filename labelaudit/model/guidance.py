"""The guidance that labels are held against: figures, weights, profiles, and the documents behind them."""

from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from labelaudit.model.base import Model
from labelaudit.model.label import Number, Nutrient

Share = Annotated[Decimal, Field(ge=0, le=1)]
Amount = Annotated[Number, Field(ge=0, le=1_000_000_000)]
"""No dose, weight or span is larger: what is, is a slip, and would not fit the report's numbers."""


def _ascending(points: tuple[tuple[Decimal, Decimal], ...]) -> tuple[tuple[Decimal, Decimal], ...]:
    if points and (len(points) < 2 or any(b[0] <= a[0] for a, b in pairwise(points))):
        raise ValueError("the points need two or more amounts, in ascending order")
    if points and not any(score == 1 for _, score in points):
        raise ValueError("the points need a full score, 1, somewhere")
    return points


Curve = Annotated[tuple[tuple[Amount, Share], ...], AfterValidator(_ascending)]
"""(amount, score) in ascending amounts: straight lines between, level outside."""


class Document(Model):
    """A document that the guidance rests on; `kind` says what its evidence is worth."""

    title: str
    kind: str


class Sourced(Model):
    """Anything that must say where it comes from: documents, or that it is ours."""

    documents: tuple[str, ...] = ()
    ours: str = ""
    """What of it no document says, and why it is so; empty where the documents say it all."""

    @model_validator(mode="after")
    def _has_a_source(self) -> Self:
        if not self.documents and not self.ours:
            raise ValueError("it needs documents, or a word in `ours`")
        return self


class Figure(Sourced):
    """One number of the guidance."""

    value: Annotated[Amount, Field(gt=0)]


class RuleGuidance(Sourced):
    """What one rule is held against; a rule has points or named scores where it needs them."""

    says: str
    """The statement in our words."""
    weight: Amount = Decimal(0)
    unit: str = ""
    """Of the points' amounts."""
    points: Curve = ()
    scores: dict[str, Share] = Field(default_factory=dict)
    differs: str = ""
    """Where the documents differ, or what stands in one alone; told in the finding."""


class Profile(Sourced):
    """For whom the vitamin D dose is judged; amounts are IU a day, `weekly` IU a week in one dose."""

    title: str
    points: Annotated[Curve, Field(min_length=2)]
    weekly: Curve = ()
    differs: str = ""


class UpperLevel(Model):
    """A tolerable upper intake level: context, never a score."""

    nutrient: Nutrient
    amount: Annotated[Amount, Field(gt=0)]
    unit: str
    whose: str


class Thresholds(Model):
    """The single numbers that rules share."""

    calcium_mg: Figure
    """From here on a product counts as one with calcium; a day."""
    magnesium_mg: Figure
    """From here on a product counts as one with magnesium; a day."""
    per_calcium_mg: Figure
    """The amount of calcium that the K2 ratio is told for."""
    ratio_calcium_mg: Figure
    """Up to this much calcium a day the calcium-to-magnesium ratio is judged."""
    mega_dose_iu: Figure
    mega_dose_days: Figure
    """Doses at least this many days apart are added up over a year."""
    cap: Figure
    """The highest score that a cap allows."""
    good: Figure
    """The band "good" starts here."""
    mixed: Figure
    """The band "mixed" starts here."""


class Guidance(Model):
    """One guidance file; `sha256` is of its bytes."""

    name: str
    version: str
    sha256: str
    documents: dict[str, Document]
    thresholds: Thresholds
    profiles: dict[str, Profile]
    rules: dict[str, RuleGuidance]
    upper_levels: tuple[UpperLevel, ...] = ()
    active_analogues: tuple[str, ...] = ()
    """Forms of vitamin D that are medicines, lower case."""
    trade_names: dict[str, str] = Field(default_factory=dict)
    """Trade name, lower case, to the menaquinone that it is."""
