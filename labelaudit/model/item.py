"""One product of a catalogue, with its pictures, before anything was read."""

from typing import Literal

from pydantic import Field

from labelaudit.model.base import Model, Note
from labelaudit.model.product import Product


class Picture(Model):
    """One picture of a product, and where its bytes are; opening it is the catalogue's business."""

    name: str
    """As the catalogue names it; what a person is shown."""
    kind: Literal["file", "member", "url"]
    """A file, a member of a ZIP archive, or an address."""
    place: str
    """The file's path, the archive's path, or the address."""
    member: str | None = None
    """The name inside the archive."""


class Item(Model):
    """One product, to be audited once, from all its pictures together."""

    key: str
    """Unique in its catalogue and the same from run to run: SKU, else GTIN, else handle or name, else row."""
    product: Product
    """What the catalogue says of it."""
    pictures: tuple[Picture, ...] = ()
    """In the catalogue's order; none where it names none."""
    columns: dict[str, str] = Field(default_factory=dict)
    """The retailer's own row (the first, where several make one product), in its order."""
    problems: tuple[Note, ...] = ()
    """What is wrong with the row itself: a GTIN that fails its check, a broken row."""
