"""The proportion of a panel's two columns: what 100 g hold to a portion; a row that breaks it was misread."""

from collections.abc import Sequence
from decimal import Decimal

from labelaudit.model.amount import to_mcg
from labelaudit.parse.amounts import group_columns
from labelaudit.parse.joining import Row
from labelaudit.parse.rows import Cell

_SLACK = Decimal("0.02")
"""Labels round as they like: so much of an amount besides a step of its last digit."""


def odd_rows(rows: Sequence[Row]) -> list[Row]:
    """The rows whose two amounts do not stand to each other as most rows' do; all, where no two agree.

    A portion is the same part of 100 g in every row, whatever the nutrient.
    """
    spans = [(row, span) for row in rows if (span := _span(row)) is not None]
    agreeing = [[row for row, other in spans if _meet(span, other)] for _, span in spans]
    most = max(agreeing, key=len, default=[])
    if len(most) == len(spans):
        return []
    if len(most) < 2:
        return [row for row, _ in spans]
    return [row for row, _ in spans if not any(row is kept for kept in most)]


def _span(row: Row) -> tuple[Decimal, Decimal] | None:
    """The least and the greatest proportion that a row's two amounts may have; None where it has not two."""
    nutrient = row.named.nutrient if row.named else ""
    columns = [column.amount for column in group_columns(row.cells, nutrient=nutrient)]
    if len(columns) != 2:
        return None
    first, second = (_bounds(cell) for cell in columns)
    if first is None or second is None or first[0] <= 0:
        return None
    return second[0] / first[1], second[1] / first[0]


def _bounds(cell: Cell) -> tuple[Decimal, Decimal] | None:
    quantity = cell.quantity
    if quantity.unit is None or len(quantity.values) != 1 or quantity.qualifier is not None:
        return None
    value = quantity.values[0]
    exponent = value.as_tuple().exponent
    slack = Decimal(1).scaleb(exponent) / 2 + value * _SLACK if isinstance(exponent, int) else value
    low, high = to_mcg(value - slack, quantity.unit), to_mcg(value + slack, quantity.unit)
    return None if low is None or high is None else (low, high)


def _meet(one: tuple[Decimal, Decimal], other: tuple[Decimal, Decimal]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
