"""Group the cells of a row into amounts: one a column, each with its IU and its percentage."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from labelaudit.model.amount import IU_PER_MCG_D, Unit, to_mcg
from labelaudit.parse.rows import Cell


@dataclass
class Column:
    """What one column of a row tells: the amount as printed, and what stands beside it."""

    amount: Cell
    iu: Cell | None = None
    percent: Cell | None = None
    settled: bool = False
    """Whether the arithmetic leaves one of several readings of the amount."""

    @property
    def cells(self) -> list[Cell]:
        """All cells, the amount first."""
        return [c for c in (self.amount, self.iu, self.percent) if c is not None]


def group_columns(cells: Sequence[Cell], *, nutrient: str) -> list[Column]:
    """The row's columns from left to right; a percentage belongs to the amount before it."""
    columns: list[Column] = []
    for cell in _inorder(cells):
        last = columns[-1] if columns else None
        if cell.quantity.percent:
            if last is not None and last.percent is None:
                last.percent = cell
        elif (
            last is not None and nutrient == "vitamin_d" and last.iu is None and _same_dose(last.amount, cell)
        ):
            if cell.quantity.unit is Unit.IU:
                last.iu = cell
            else:
                last.amount, last.iu = cell, last.amount
        else:
            columns.append(Column(amount=cell))
    return columns


def _inorder(cells: Sequence[Cell]) -> list[Cell]:
    """From left to right; IU that stand below a mass, and begin left of it, come behind it."""
    inorder = sorted(cells, key=lambda c: c.x0)
    for at in range(1, len(inorder) - 1):
        before, iu, mass = inorder[at - 1 : at + 2]
        if is_iu_of(mass, iu) and not is_iu_of(before, iu):
            inorder[at : at + 2] = mass, iu
    return inorder


def is_iu_of(mass: Cell, iu: Cell) -> bool:
    """Whether IU tell a mass of vitamin D once more, exactly."""
    quantity = mass.quantity
    if iu.quantity.unit is not Unit.IU or quantity.unit is None or quantity.unit is Unit.IU:
        return False
    mcg = to_mcg(quantity.values[0], quantity.unit)
    return mcg is not None and mcg * IU_PER_MCG_D == iu.quantity.values[0]


def _same_dose(first: Cell, second: Cell) -> bool:
    """Whether the second tells the first once more in the other unit: mass and IU side by side.

    They need not agree: a conflict is the cross-check's to find; but what differs more than tenfold
    is another column, unless brackets say that it is the same.
    """
    mass, iu = (second, first) if first.quantity.unit is Unit.IU else (first, second)
    if iu.quantity.unit is not Unit.IU or mass.quantity.unit is Unit.IU or mass.quantity.unit is None:
        return False
    mcg = to_mcg(mass.quantity.values[0], mass.quantity.unit)
    told = iu.quantity.values[0]
    if re.search(r"[(\[]\s*" + re.escape(second.quantity.raw), second.word.text):
        return True
    if not mcg or not told:
        return mcg == told
    ratio = mcg * IU_PER_MCG_D / told
    return Decimal("0.0009") < ratio < Decimal(1100) and (
        Decimal("0.1") <= ratio <= Decimal(10) or ratio in (Decimal(1000), Decimal("0.001"))
    )
