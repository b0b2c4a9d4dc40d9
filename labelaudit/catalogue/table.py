"""A table's rows to products: one each, with all their pictures; nothing that a row says is lost silently."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing

from labelaudit.catalogue.columns import Roles
from labelaudit.catalogue.gtin import read_gtin
from labelaudit.catalogue.openfoodfacts import find_addresses
from labelaudit.catalogue.places import Base, find_picture, split_cell
from labelaudit.catalogue.row import Row, Table
from labelaudit.catalogue.spool import Spool
from labelaudit.model.base import Note
from labelaudit.model.item import Item, Picture
from labelaudit.model.product import Product

_ROW_BY_ROW = ("merchant", "openfoodfacts")
"""Exports in which a product is one row: they are not gathered, however large they are."""
_BLANKS = frozenset({"", "-", "0", "n/a", "#n/a", "na", "nan", "none", "null"})
"""Cells that say nothing: taken for a SKU, they would make one product of many."""
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f]")
"""What a terminal would act on."""
_MOST_PICTURES = 50
"""Of one product."""


def read_table(table: Table, *, kind: str, roles: Roles, base: Base, name: str) -> Iterator[Item]:
    """The products, in the order of their first rows. Raises what the table's rows raise, and OutputError."""
    reader = _Reader(kind=kind, roles=_fitting(kind, roles), base=base, name=name)
    with closing(Spool()) as spool:
        rows_of = (
            ([row] for row in table.rows())
            if kind in _ROW_BY_ROW
            else spool.gather((reader.group(row), row) for row in table.rows())
        )
        for rows in rows_of:
            item = reader.item(rows)
            key = spool.unique(item.key)
            yield item if key == item.key else item.model_copy(update={"key": key})


def _fitting(kind: str, roles: Roles) -> Roles:
    """A shop's pictures of variants stand among its pictures again."""
    if kind != "shopify":
        return {role: columns for role, columns in roles.items() if role not in ("handle", "position")}
    images = tuple(c for c in roles["image"] if "variant" not in c.lower())
    return roles | {"image": images or roles["image"]}


class _Reader:
    """Knows a table's columns."""

    def __init__(self, *, kind: str, roles: Roles, base: Base, name: str) -> None:
        self._kind, self._roles, self._base, self._name = kind, roles, base, name

    def group(self, row: Row) -> str | None:
        """What rows of one product have in common: the handle, else the SKU, else the GTIN; None for none."""
        if row.broken:
            return None
        for role in ("handle", "sku"):
            for column in self._roles.get(role, ()):
                value = row.cells.get(column, "").strip()
                if value.casefold() not in _BLANKS:
                    return f"{column}\n{value}"  # an id may be the same as another row's SKU
        gtins = (read_gtin(row.cells.get(column, ""))[0] for column in self._roles.get("gtin", ()))
        return next((f"gtin\n{gtin}" for gtin in gtins if gtin), None)

    def item(self, rows: Sequence[Row]) -> Item:
        """The product that the rows of a group make."""
        first = rows[0]
        told = {"row": first.number}
        if first.broken:
            note = self._note("broken_row", first, first.broken)
            return Item(
                key=f"row {first.number}", product=Product(**told), columns=first.cells, problems=(note,)
            )
        problems = [self._note("odd_row", row, row.odd) for row in rows if row.odd]
        gtin = self._gtin(rows, problems)
        pictures = self._pictures(rows, problems)
        sku = self._value(rows, "sku")
        product = Product(
            sku=sku, gtin=gtin, title=self._value(rows, "title"), brand=self._value(rows, "brand"), **told
        )
        named = sku or gtin or self._value(rows, "handle") or product.title
        return Item(
            key=named or f"row {first.number}",
            product=product,
            pictures=pictures,
            columns=first.cells,
            problems=tuple(dict.fromkeys(problems)),
        )

    def _value(self, rows: Sequence[Row], role: str) -> str | None:
        """The first that is said, in one line."""
        columns = self._roles.get(role, ())
        values = (_UNSEEN.sub("", " ".join(row.cells.get(c, "").split())) for row in rows for c in columns)
        return next((value for value in values if value.casefold() not in _BLANKS), None)

    def _gtin(self, rows: Sequence[Row], problems: list[Note]) -> str | None:
        """The first that is right; the others, where they differ, are problems, except a shop's variants."""
        found: dict[str, None] = {}
        for row in rows:
            for column in self._roles.get("gtin", ()):
                gtin, note = read_gtin(row.cells.get(column, ""))
                if gtin:
                    found.setdefault(gtin)
                if note:
                    problems.append(self._note(note.code, row, note.message))
        if len(found) > 1 and self._kind != "shopify":
            listed = ", ".join(list(found)[:5])
            problems.append(self._note("gtin_differs", rows[0], f"one product has several GTINs: {listed}"))
        return next(iter(found), None)

    def _pictures(self, rows: Sequence[Row], problems: list[Note]) -> tuple[Picture, ...]:
        found: dict[tuple[str, str | None], Picture] = {}
        for row in sorted(rows, key=self._position):
            for column in self._roles["image"]:
                for text in self._named(row, row.cells.get(column, "")):
                    if len(found) >= _MOST_PICTURES:
                        why = f"names more than {_MOST_PICTURES} pictures; the rest is left out"
                        problems.append(self._note("many_pictures", rows[0], why))
                        return tuple(found.values())
                    picture = find_picture(text, self._base)
                    if isinstance(picture, Note):
                        problems.append(self._note(picture.code, row, picture.message))
                    else:
                        found.setdefault((picture.place, picture.member), picture)
        if not found:
            problems.append(self._note("no_picture", rows[0], "names no picture that can be opened"))
        return tuple(found.values())

    def _named(self, row: Row, cell: str) -> Iterable[str]:
        if self._kind == "openfoodfacts" and cell.startswith("{"):
            code = next((row.cells.get(c, "") for c in self._roles.get("gtin", ())), "")
            return find_addresses(code, cell)
        return split_cell(cell)

    def _position(self, row: Row) -> int:
        columns = self._roles.get("position", ())
        text = "".join(row.cells.get(column, "") for column in columns).strip()
        return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else 1_000_000

    def _note(self, code: str, row: Row, message: str) -> Note:
        return Note(code=code, message=f"{self._name}, row {row.number}: {message}")
