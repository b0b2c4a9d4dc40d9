"""Which reading of each amount the panel's arithmetic speaks for: figures, point and unit."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from labelaudit.model.amount import Unit
from labelaudit.model.label import Basis, Elemental
from labelaudit.parse.amounts import Column
from labelaudit.parse.context import Context
from labelaudit.parse.crosscheck import Check, cross_check, fits_with_a_point, ratio_confirms
from labelaudit.parse.elemental import read_elemental
from labelaudit.parse.joining import Row
from labelaudit.parse.named import Named
from labelaudit.parse.references import TABLES, Fit, fit, fits_another
from labelaudit.parse.rows import Cell
from labelaudit.parse.standing import implausible


def read_amounts(
    row: Row, named: Named, columns: Sequence[Column], bases: Sequence[Basis | None], context: Context
) -> list[tuple[Decimal, Check]]:
    """The amount of each column with what the arithmetic says of it; a unit that was torn is mended."""
    for column in columns:
        _restore_unit(named, column, context, row.name)
        _drop_misread_iu(named, column, context, row.name)
    checked = [_choose(named, column, context, row.name) for column in columns]
    if _proportional(checked, columns, bases):
        sold = [
            not implausible(named, c.amount.quantity.unit, v)
            for c, (v, _) in zip(columns, checked, strict=True)
        ]
        checked = [
            (value, Check(confirmed=all(sold) and not c.conflict, conflict=c.conflict))
            for value, c in checked
        ]
    return _proportioned(row, named, columns, checked, context)


def _choose(named: Named, column: Column, context: Context, name: str) -> tuple[Decimal, Check]:
    """The reading of the amount that the arithmetic speaks for, or the first."""
    every = {v: _check(named, v, column, context, name) for v in _readings(column, context)}
    for good in (
        [(v, c) for v, c in every.items() if c.confirmed],
        [(v, c) for v, c in every.items() if c.conflict is None],
    ):
        if len(good) == 1:
            column.settled = len(every) > 1
            return good[0]
    readings = [(v, every[v]) for v in context.values(column.amount)]
    fitting = [r for r in readings if r[1].conflict is None]
    return fitting[0] if fitting else readings[0]


def _proportioned(
    row: Row,
    named: Named,
    columns: Sequence[Column],
    checked: Sequence[tuple[Decimal, Check]],
    context: Context,
) -> list[tuple[Decimal, Check]]:
    """The readings of two columns, that one of several which keeps the other rows' proportion."""
    kept = context.proportion
    if len(columns) != 2 or kept is None or all(row is other for other in kept.rows):
        return list(checked)
    first, second = (
        [(v, c.amount.quantity.unit) for v in _readings(c, context) if c.amount.quantity.unit]
        for c in columns
    )
    pairs = [(a, b) for a in first for b in second if kept.keeps(a, b)]
    if len(pairs) != 1:
        return list(checked)
    settled = list(checked)
    for at, (column, (fitting, _)) in enumerate(zip(columns, pairs[0], strict=True)):
        if len(_readings(column, context)) > 1 and not column.settled:
            column.settled = True
            settled[at] = fitting, _check(named, fitting, column, context, row.name)
    return settled


def _readings(column: Column, context: Context) -> list[Decimal]:
    """Every reading of a column's amount."""
    return list(dict.fromkeys((*column.amount.quantity.values, *context.values(column.amount))))


def _restore_unit(named: Named, column: Column, context: Context, name: str) -> None:
    """Read "150 g" or "150 mg" of a vitamin as µg, whose µ was lost, and "120 g" of a mineral as mg.

    Only where the percentage says so.
    """
    cell = column.amount
    if cell.quantity.unit is Unit.IU or not implausible(named, cell.quantity.unit, context.values(cell)[0]):
        return
    vitamin = named.nutrient in ("vitamin_d", "vitamin_k")
    if not vitamin and cell.quantity.unit is not Unit.G:
        return
    lost = Unit.MCG if vitamin else Unit.MG
    whole = replace(cell, quantity=replace(cell.quantity, unit=lost, clean=False))
    restored = Column(amount=whole, iu=column.iu, percent=column.percent)
    if any(_check(named, v, restored, context, name).confirmed for v in whole.quantity.values):
        column.amount = whole


def _drop_misread_iu(named: Named, column: Column, context: Context, name: str) -> None:
    """Take no account of IU with a letter for a figure, "B00", that the percentage speaks against."""
    if column.iu is None or column.iu.quantity.plain:
        return
    value, without = context.values(column.amount)[0], replace(column, iu=None)
    conflict = _check(named, value, column, context, name).conflict
    if conflict == "iu" and _check(named, value, without, context, name).agrees:
        column.iu = None


def _fits_stated(named: Named, found: Elemental, percent: Decimal | None, context: Context) -> bool:
    """Whether the percentage is that of the element which the label states beside its salt."""
    if found.how != "stated" or found.value is None or percent is None or context.table is None:
        return False
    return fit(context.table, named.nutrient, found.value, Unit.MG, percent) is not Fit.CONTRADICTS


def _check(named: Named, value: Decimal, column: Column, context: Context, name: str) -> Check:
    quantity = column.amount.quantity
    if quantity.unit is None or quantity.bounds is not None:
        return Check()
    percent = single(column.percent)
    check = cross_check(
        named.nutrient,
        value,
        quantity.unit,
        iu=single(column.iu),
        percent=percent if column.percent and column.percent.quantity.qualifier is None else None,
        table=context.table,
        exact_percent=context.exact_percent,
    )
    if check.conflict == "percent" and named.compound is not None:
        found = read_elemental(
            named, amount=value, unit=quantity.unit, percent=percent, table=context.table, text=name
        )
        if found.how == "percent" or _fits_stated(named, found, percent, context):
            return Check()
    return check


def _proportional(
    checked: Sequence[tuple[Decimal, Check]], columns: Sequence[Column], bases: Sequence[Basis | None]
) -> bool:
    sizes = [b.units for b in bases if b is not None and b.units]
    alike = len({c.amount.quantity.unit for c in columns}) == 1
    return alike and len(sizes) == len(checked) > 1 and ratio_confirms([v for v, _ in checked], sizes)


def may_have_slipped(named: Named, value: Decimal, column: Column, context: Context) -> bool:
    """Whether a contradiction that both readers read may be none of the label's.

    They may have lost a point alike; the figures may be another row's; without a percentage the IU may be of
    one nutrient and the amount of another: "3,000 IU / 80 mcg".
    """
    unit, iu, percent = column.amount.quantity.unit, single(column.iu), single(column.percent)
    if unit is None or _check(named, value, column, context, "").conflict is None:
        return False
    if percent is None:
        return True
    if fits_with_a_point(named.nutrient, value, unit, iu=iu, percent=percent, table=context.table):
        return True
    tables = [context.table] if context.table else TABLES
    return any(fits_another(table, named.nutrient, value, unit, percent) for table in tables)


def single(cell: Cell | None) -> Decimal | None:
    """The first reading of a cell's number; None without a cell."""
    return cell.quantity.values[0] if cell is not None else None
