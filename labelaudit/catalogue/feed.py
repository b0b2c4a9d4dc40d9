"""A Google Merchant feed as XML, RSS or Atom: a product at a time, without entities and without a DTD."""

from collections.abc import Iterator
from itertools import islice
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from labelaudit.catalogue.row import Opener, Row, Table
from labelaudit.catalogue.text import whole
from labelaudit.errors import UnreadableError
from labelaudit.limits import Limits

_PRODUCTS = ("item", "entry")
_HEAD = 1000
"""Products from which the columns are gathered."""


def open_feed(opener: Opener, *, name: str, limits: Limits) -> Table:
    """The table of a feed's products; columns are named without their namespace.

    Raises UnreadableError: unsupported where there are no products, damaged where it breaks before the first.
    """

    def rows() -> Iterator[Row]:
        number = 0
        with opener() as file:
            try:
                for element in _elements(_Bounded(file, limits, name)):
                    number += 1
                    yield Row(number, _cells(element))
            except DefusedXmlException as error:
                raise UnreadableError(
                    "unsupported",
                    f"{name}: defines entities or a document type; export the feed without them",
                ) from error
            except (ParseError, ValueError, LookupError) as error:
                yield Row(number + 1, {}, f"is broken, and nothing after it can be read ({error})")

    first = list(islice(rows(), _HEAD))
    if not first:
        raise UnreadableError(
            "unsupported", f"{name}: is XML without <item> or <entry>; give a Google Merchant feed"
        )
    if first[0].broken:
        raise UnreadableError("damaged", f"{name}: {first[0].broken}")
    columns: dict[str, None] = {}
    for row in first:
        columns |= dict.fromkeys(row.cells)
    return Table(tuple(columns), rows)


def _elements(source: "_Bounded") -> Iterator[Element]:
    """Each product when it is complete; what was told is forgotten."""
    above: list[Element] = []
    for event, element in iterparse(source, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            above.append(element)
            continue
        above.pop()
        if any(_local(parent.tag) in _PRODUCTS for parent in above):
            continue
        if _local(element.tag) in _PRODUCTS:
            source.left = source.most
            yield element
        if above:
            above[-1].remove(element)


def _cells(product: Element) -> dict[str, str]:
    cells: dict[str, str] = {}
    for element in product:
        name = _local(element.tag)
        text = whole((element.text or element.get("href") or "").strip())
        if name in cells and text:
            text = f"{cells[name]},{text}" if cells[name] else text
        cells[name] = text or cells.get(name, "")
    return cells


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


class _Bounded:
    """A file of which only so much may be read for one product."""

    def __init__(self, file: IO[bytes], limits: Limits, name: str) -> None:
        self.most = self.left = int(limits.row_megabytes * 1_000_000)
        self._file, self._name = file, name

    def read(self, size: int = -1) -> bytes:
        """The next bytes. Raises UnreadableError(damaged) where a product does not end."""
        block = self._file.read(size if size >= 0 else 1 << 16)
        self.left -= len(block)
        if self.left < 0:
            raise UnreadableError(
                "damaged", f"{self._name}: a product is over {self.most / 1e6:g} MB; is it a feed?"
            )
        return block
