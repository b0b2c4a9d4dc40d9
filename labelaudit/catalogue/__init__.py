"""A retailer's folder or file to `Item`s: one product each, with its pictures."""

from labelaudit.catalogue.catalogue import Catalogue, open_catalogue

__all__ = ["Catalogue", "open_catalogue"]
