"""One product among a catalogue's outputs: its audit, the retailer's row, and its pictures when asked for."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from labelaudit.model.audit import Audit

_SLUG = 40
"""Characters of a key that a file's name shows."""


def _no_pictures() -> Mapping[int, bytes]:
    return {}


@dataclass(frozen=True)
class Entry:
    """One audit for a catalogue's outputs; light, so that a million may pass one by one."""

    key: str
    """Unique in its catalogue and the same from run to run; names the product's files."""
    audit: Audit
    columns: Mapping[str, str] = field(default_factory=dict)
    """The retailer's own row."""
    pictures: Callable[[], Mapping[int, bytes]] = _no_pictures
    """Fetches JPEGs of the pages after their turn, by their index in `Source.pages`; called only where a page
    is written. A page that is gone or differs from its sha256 is left out, and the report says so."""

    @property
    def name(self) -> str:
        """Safe on every file system, whatever the key is, and another for every other key."""
        slug = re.sub("[^a-z0-9]+", "-", self.key.lower())[:_SLUG].strip("-")
        digest = hashlib.sha256(self.key.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        return f"{slug}-{digest}" if slug else digest

    @property
    def page(self) -> str:
        """Where the product's page stands in the catalogue's folder, as an address."""
        return f"products/{self.name}.html"


Entries = Iterable[Entry]
"""Iterated once an output: a list or an object with `__iter__`, where there are several."""
