"""The proportion of a panel's two columns: what 100 g hold to a portion. It doubts or settles a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from labelaudit.model.amount import Unit, to_mcg
from labelaudit.parse.amounts import Column, group_columns
from labelaudit.parse.columns import Head, head_for
from labelaudit.parse.joining import Row

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


def hundred_parts_thousands(rows: Sequence[Row], heads: Sequence[Head]) -> bool:
    """Whether a point can only part thousands, as 100 g else held less than one portion of a few pieces."""
    less = 0
    for row in rows:
        columns = group_columns(row.cells, nutrient=row.named.nutrient if row.named else "")
        bases = [head_for(column.amount, heads) for column in columns]
        kinds = [head.basis.kind if head else "" for head in bases]
        if len(kinds) == 2 and "100g" in kinds and kinds[0] != kinds[1]:
            hundred, piece = columns if kinds[0] == "100g" else columns[::-1]
            less += _least(hundred) < _least(piece)
    return less >= _ENOUGH


_ENOUGH = 2
"""Rows that show it: in one a figure may be lost."""


def _least(column: Column) -> Decimal:
    """The smallest reading of a column's amount, in micrograms."""
    quantity = column.amount.quantity
    mcg = to_mcg(min(quantity.values), quantity.unit) if quantity.unit else None
    return mcg or Decimal(0)


Span = tuple[Decimal, Decimal]
Mass = tuple[Decimal, Unit]


@dataclass(frozen=True)
class Proportion:
    """What a panel's second column holds to its first, and the rows whose plain figures say so."""

    span: Span
    rows: Sequence[Row]

    def keeps(self, first: Mass, second: Mass) -> bool:
        """Whether two amounts stand to each other as the columns do, to a step of their last digits."""
        span = _ratio(*first, *second, slack=Decimal(0))
        return span is not None and _meet(span, self.span)


def proportion_of(rows: Sequence[Row]) -> Proportion | None:
    """The proportion that the rows with plain figures keep; None where they do not agree."""
    spans = [(row, span) for row in rows if (span := _span(row, slack=Decimal(0))) is not None]
    if not spans:
        return None
    span = max(low for _, (low, _) in spans), min(high for _, (_, high) in spans)
    return Proportion(span, [row for row, _ in spans]) if span[0] <= span[1] else None


def _span(row: Row, *, slack: Decimal = _SLACK) -> Span | None:
    """The least and the greatest proportion that a row's two amounts may have; None where it has not two."""
    nutrient = row.named.nutrient if row.named else ""
    quantities = [column.amount.quantity for column in group_columns(row.cells, nutrient=nutrient)]
    if len(quantities) != 2 or any(len(q.values) != 1 or q.qualifier for q in quantities):
        return None
    (first, unit), (second, unit_) = ((q.values[0], q.unit) for q in quantities)
    return _ratio(first, unit, second, unit_, slack=slack) if unit and unit_ else None


def _ratio(first: Decimal, unit: Unit, second: Decimal, unit_: Unit, *, slack: Decimal) -> Span | None:
    below, above = _bounds(first, unit, slack), _bounds(second, unit_, slack)
    if below is None or above is None or below[0] <= 0:
        return None
    return above[0] / below[1], above[1] / below[0]


def _bounds(value: Decimal, unit: Unit, slack: Decimal) -> Span | None:
    exponent = value.as_tuple().exponent
    step = Decimal(1).scaleb(exponent) / 2 + value * slack if isinstance(exponent, int) else value
    low, high = to_mcg(value - step, unit), to_mcg(value + step, unit)
    return None if low is None or high is None else (low, high)


def _meet(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
