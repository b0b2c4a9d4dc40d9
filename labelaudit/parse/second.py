"""Hold a row against what the second reader read there: twice alike, or otherwise."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from labelaudit.model.amount import Unit
from labelaudit.model.page import Box
from labelaudit.model.question import Ask, Look
from labelaudit.parse.amounts import Column
from labelaudit.parse.evidence import around
from labelaudit.parse.fold import fold
from labelaudit.parse.joining import Row
from labelaudit.parse.units import Quantity, find_quantities


@dataclass(frozen=True)
class Comparison:
    """What the second reading says of a column."""

    agrees: bool = False
    """Every token of the column (amount, IU, percentage) was read again, alike."""
    amount_differs: tuple[Decimal, Unit] | None = None
    """Another amount was read in its place."""

    @property
    def told(self) -> Literal["alike", "otherwise"] | None:
        """In the contract's words."""
        return "alike" if self.agrees else "otherwise" if self.amount_differs else None


class SecondReading:
    """The second reader's words for the rows that were asked about."""

    def __init__(self, looks: Sequence[Look] = ()) -> None:
        self._looks = [look for look in looks if look.question.ask is Ask.ROW]

    def of(self, row: Row, column: Column, *, value: Decimal) -> Comparison:
        """Compare a column, read as `value`, with its row's second reading; silent where there is none."""
        box = around(row.words)
        words = [
            w
            for look in self._looks
            if covered(look.question.box, box) > 0.7
            for w in look.words
            if box[1] <= (w.box[1] + w.box[3]) / 2 <= box[3]  # the margin may hold a neighbour
        ]
        if not words:
            return Comparison()
        ordered = sorted(words, key=lambda w: (round(w.box[1] / max(1.0, row.height)), w.box[0]))
        found = [q for w in ordered for q in find_quantities(w.text)]
        amounts = [q for q in found if q.unit is not None and q.clean and len(q.values) == 1]
        percents = {q.values[0] for q in found if q.percent}
        unit = column.amount.quantity.unit
        same = any(_same(q, value, unit) for q in found if q.clean or not _OPEN_UNIT.search(fold(q.raw)))
        if same:
            iu_alike = column.iu is None or any(
                q.unit is Unit.IU and q.values[0] == column.iu.quantity.values[0] for q in found
            )
            percent_alike = column.percent is None or column.percent.quantity.values[0] in percents
            return Comparison(agrees=iu_alike and percent_alike)
        if any(q.values[0] == value for q in found if not q.percent):
            return Comparison()  # the same figure, its unit not clearly read
        pointed = {point for w in words if (point := _pointed(w.text, value)) is not None}
        if unit is not None and len(pointed) == 1:
            return Comparison(amount_differs=(pointed.pop(), unit))
        known = {q for c in row.cells if (q := _key(c.quantity)) is not None}
        others = [q for q in amounts if _key(q) not in known and q.unit is not Unit.IU]
        if len(others) == 1 and len(row.cells) <= 2 and others[0].unit is not None:
            return Comparison(amount_differs=(others[0].values[0], others[0].unit))
        return Comparison()


_OPEN_UNIT = re.compile(r"[^ugμyp]g$|m\w*$")
"""A slip of a unit that may have been another one: "ng" for mg. "yg" and "pg" are how µg comes back."""


def _same(quantity: Quantity, value: Decimal, unit: Unit | None) -> bool:
    return quantity.unit is unit and quantity.values[0] == value


_POINT = re.compile(r"(?<![\w.,])(\d+)[.,](\d{1,2}|\d{4,})(?!\d|[.,]\d|\s?%)")
"""A figure with a point; three digits behind it may be thousands."""


def _pointed(text: str, value: Decimal) -> Decimal | None:
    """The value's figures with a point that it has not, whatever follows them: "1.5" for 15."""
    found = (match for match in _POINT.finditer(fold(text)) if match[1] + match[2] == str(value))
    return next((Decimal(f"{match[1]}.{match[2]}") for match in found), None)


def _key(quantity: Quantity) -> tuple[Decimal, Unit] | None:
    if quantity.unit is None:
        return None
    return quantity.values[0], quantity.unit


def covered(a: Box, b: Box) -> float:
    """The share of `b` that lies in `a`."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    area = (b[2] - b[0]) * (b[3] - b[1])
    return max(0.0, width) * max(0.0, height) / area if area > 0 else 0.0
