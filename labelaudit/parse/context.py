"""What a panel tells all of its rows: its heads, its reference amounts, its way of writing numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from labelaudit.model.label import Basis
from labelaudit.model.page import Page
from labelaudit.parse.columns import Head
from labelaudit.parse.rows import Cell
from labelaudit.parse.second import SecondReading


@dataclass(frozen=True)
class Context:
    """What a panel tells all of its rows."""

    page: Page
    heads: Sequence[Head]
    table: str | None
    exact_percent: bool
    default_basis: Basis
    second: SecondReading
    misaligned: bool = False
    """Whether the panel's amounts may stand a line off their names."""
    thousands: bool | None = None
    """Whether a lone point parts thousands (1.000 IE); None where the panel does not tell."""

    def values(self, cell: Cell) -> tuple[Decimal, ...]:
        """The readings of a number that the panel's way of writing leaves open."""
        values = cell.quantity.values
        if len(values) < 2 or self.thousands is None:
            return values
        return (max(values),) if self.thousands else (min(values),)
