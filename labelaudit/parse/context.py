"""What a panel tells all of its rows: its heads, its reference amounts, its way of writing numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from labelaudit.model.label import Basis
from labelaudit.model.page import Page, Word
from labelaudit.parse.columns import Head
from labelaudit.parse.joining import Row
from labelaudit.parse.proportions import Proportion
from labelaudit.parse.rows import Cell
from labelaudit.parse.second import SecondReading


@dataclass(frozen=True)
class Context:
    """What a panel tells all of its rows."""

    page: Page
    heads: Sequence[Head]
    table: str | None
    exact_percent: bool
    default_basis: Basis | None
    """What an amount without a head is for; None where it is not plain."""
    second: SecondReading
    words: Sequence[Word]
    """All that was read of what runs the same way, in the panel and beside it."""
    misaligned: bool = False
    """Whether the panel's amounts may stand a line off their names."""
    odd: Sequence[Row] = ()
    """Rows whose columns do not keep the panel's proportion."""
    proportion: Proportion | None = None
    """What the second column holds to the first."""
    thousands: bool | None = None
    """Whether a lone point parts thousands (1.000 IE); None where the panel does not tell."""

    def values(self, cell: Cell) -> tuple[Decimal, ...]:
        """The readings of a number that the panel's way of writing leaves open.

        A reader takes a comma for a point, and a point for a comma: a mark before three digits that goes
        against the panel's way stays open, unless the text is the file's own.
        """
        values, printed = cell.quantity.values, cell.word.engine in _PRINTED
        marked = _MARKED.search(cell.quantity.raw)
        if marked is None or self.thousands is None or len(values) > 2:
            return values
        plain = max(values)
        small = plain / 1000
        if (marked["mark"] == ".") is self.thousands:
            return (plain,)
        if marked["mark"] == "," and (not self.thousands or marked["rest"] == "000"):
            return (plain,)
        return (small,) if printed else (plain, small)


_PRINTED = ("textlayer", "typed")
_MARKED = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?P<mark>[.,])(?P<rest>\d{3})(?![\d]|[.,]\d)")
"""A number whose one mark may part thousands or decimals."""
