"""What one sentence of directions says: so much of which unit at once, so often."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from labelaudit.parse.doses import Quantity, Token
from labelaudit.parse.dosewords import Means

Range = tuple[Decimal, Decimal]
ONE: Range = (Decimal(1), Decimal(1))


class UnclearError(Exception):
    """A sentence says something of a dose that is not understood; it never leaves the parser."""


@dataclass(frozen=True)
class Intake:
    """`count` of `unit` at once, `times` in `days` days; None where the sentence does not say."""

    count: Range | None
    unit: str
    times: Range | None
    days: int = 1
    moments: frozenset[str] = frozenset()
    """The moments of the day that make up `times`, where only they do."""
    text: str = ""


def is_middle(found: Sequence[Token], place: int) -> bool:
    """The "2" of "1-2 times" was told with its range."""
    if place < 2:
        return False
    joins = found[place - 1].text in "-~" or found[place - 1].says(Means.TO, Means.UP_TO, Means.OR)
    return joins and found[place - 2].says(Means.NUMBER)


def is_most(found: Sequence[Token], place: int) -> bool:
    """Whether "up to" stands before this place."""
    return place > 0 and found[place - 1].says(Means.UP_TO)


def up_to(found: Sequence[Token], dose: Quantity) -> Range:
    """The count, from one where the label says "up to"."""
    return (min(Decimal(1), dose.low) if is_most(found, dose.start) else dose.low), dose.high
