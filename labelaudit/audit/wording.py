"""Numbers as the findings print them."""

from decimal import Decimal
from fractions import Fraction


def figure(value: Fraction | Decimal) -> str:
    """An amount with thousands set apart: exact up to two decimals, else three significant digits or more."""
    exact = value if isinstance(value, Fraction) else Fraction(value)
    if exact.denominator == 1:
        return f"{exact.numerator:,}"
    decimals = 2 if (exact * 100).denominator == 1 or abs(exact) < 10 else 1 if abs(exact) < 100 else 0
    scaled = exact * 10**decimals
    rounded = (abs(scaled) + Fraction(1, 2)).__floor__() * (-1 if exact < 0 else 1)
    text = f"{Decimal(rounded).scaleb(-decimals):,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def span(low: Fraction | Decimal, high: Fraction | Decimal) -> str:
    """One figure, or two joined by an en dash."""
    return figure(low) if low == high else f"{figure(low)}–{figure(high)}"


def listed(words: tuple[str, ...] | list[str], joint: str = "and") -> str:
    """The words as a sentence lists them: a, b and c."""
    return f" {joint} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
