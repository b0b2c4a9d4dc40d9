"""Without the optional packages the rest works, and what needs them says which."""

import sys

import pytest

from labelaudit.catalogue import open_catalogue
from labelaudit.errors import UsageError
from tests.catalogue.test_formats import SHOP


@pytest.mark.parametrize(
    ("package", "source", "extra"),
    [
        ("pyarrow", str(SHOP / "products.parquet"), r"labelaudit\[parquet\]"),
        ("upath", "memory://shop/products.csv", r"labelaudit\[remote\]"),
    ],
)
def test_a_missing_package_is_named_with_its_extra(
    package: str, source: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(UsageError, match=extra):
        open_catalogue(source)
    assert open_catalogue(str(SHOP / "products.csv")).columns
