"""What a catalogue's products are told by, in short."""

from labelaudit.catalogue import Catalogue
from labelaudit.model.item import Item


def keys(catalogue: Catalogue) -> list[str]:
    return [item.key for item in catalogue.items()]


def codes(item: Item) -> list[str]:
    return [note.code for note in item.problems]


def pictures(item: Item) -> list[str]:
    return [picture.name for picture in item.pictures]
