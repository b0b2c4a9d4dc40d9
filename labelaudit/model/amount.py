"""Units and exact amounts: Decimal in, Decimal out, no floats."""

from decimal import Decimal
from enum import StrEnum


class Unit(StrEnum):
    """The units that a label prints, under one spelling each."""

    MCG = "mcg"
    MG = "mg"
    G = "g"
    IU = "IU"


IU_PER_MCG_D = Decimal(40)
"""International units in a microgram of vitamin D."""

_MG = {Unit.MCG: Decimal("0.001"), Unit.MG: Decimal(1), Unit.G: Decimal(1000)}


def to_mg(amount: Decimal, unit: Unit) -> Decimal | None:
    """The amount in milligrams; None for IU, which is no mass."""
    return amount * _MG[unit] if unit in _MG else None


def to_mcg(amount: Decimal, unit: Unit) -> Decimal | None:
    """The amount in micrograms; None for IU."""
    mg = to_mg(amount, unit)
    return None if mg is None else mg * 1000


def plain(value: Decimal) -> str:
    """A decimal as people write it: no exponent, no trailing zeros after the point."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
