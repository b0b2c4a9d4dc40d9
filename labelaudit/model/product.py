"""A retailer's product: what its catalogue says of it."""

from labelaudit.model.base import Model


class Product(Model):
    """The catalogue's own words for a label; every field is optional but the row."""

    sku: str | None = None
    gtin: str | None = None
    title: str | None = None
    brand: str | None = None
    row: int | None = None
