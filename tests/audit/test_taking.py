"""From a column's amount to a day's: by the serving's size, or not at all."""

from decimal import Decimal
from fractions import Fraction

import pytest
from labels import d, label

from labelaudit.audit.doubt import Open
from labelaudit.audit.taking import per_day, takings
from labelaudit.model.label import Basis, Serving

PER_SERVING = Basis(kind="serving", text="amount per serving")


def daily_share(unit: str | None, serving: Serving | None) -> Fraction | Open:
    """What "take one `unit` a day" makes of an amount per serving."""
    product = label(d(1000, basis=PER_SERVING), serving=serving)
    product = product.model_copy(update={"regimen": product.regimen.model_copy(update={"unit": unit})})
    (taking,) = takings(product).values
    return per_day(PER_SERVING, taking, product)


@pytest.mark.parametrize(("size", "share"), [(1, Fraction(1)), (2, Fraction(1, 2)), (3, Fraction(1, 3))])
def test_one_tablet_is_its_share_of_a_serving(size: int, share: Fraction) -> None:
    assert daily_share("tablet", Serving(text="", units=Decimal(size), unit="tablet")) == share


def test_one_tablet_of_a_serving_of_unknown_size_is_no_known_share() -> None:
    assert isinstance(daily_share("tablet", None), Open)


@pytest.mark.parametrize("unit", ["serving", None])
def test_one_serving_is_one_serving_whatever_its_size(unit: str | None) -> None:
    assert daily_share(unit, None) == 1
