"""A retailer's product: what its catalogue says of it."""

from labelaudit.model.base import Model


class Product(Model):
    """The catalogue's own words for a label; every field is optional but the row."""

    sku: str | None = None
    """The retailer's own number."""
    gtin: str | None = None
    """The barcode's digits."""
    title: str | None = None
    """As the catalogue has it."""
    brand: str | None = None
    """As the catalogue has it."""
    row: int | None = None
    """Number of the row in its table, from 1."""
