"""Rows to facts: each with its amount as printed, its checks, its standing and its evidence."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from labelaudit.model.amount import IU_PER_MCG_D, Unit
from labelaudit.model.label import Basis, Candidate, Fact, Nutrient, Standing
from labelaudit.model.page import Box, Word
from labelaudit.parse.amounts import Column, group_columns
from labelaudit.parse.columns import Head, head_for
from labelaudit.parse.context import Context
from labelaudit.parse.crosscheck import Check, cross_check
from labelaudit.parse.elemental import read_elemental
from labelaudit.parse.evidence import around, cite
from labelaudit.parse.joining import Row
from labelaudit.parse.named import Named
from labelaudit.parse.readings import may_have_slipped, read_amounts, single
from labelaudit.parse.references import percent_of, reference_amount
from labelaudit.parse.second import Comparison
from labelaudit.parse.standing import (
    BESIDE_THE_ROW,
    LOW_NAME,
    SETTLED_BY_AGREEMENT,
    SURE_NAME,
    UNCLEAR_HEAD,
    doubts_of,
)


@dataclass
class Found:
    """A fact with the row it came from and what is not sure of it."""

    fact: Fact
    row: Row
    box: Box
    doubts: list[str] = field(default_factory=list)

    def doubt(self, why: str) -> None:
        """Hold the fact back for one more reason."""
        self.fact = self.fact.model_copy(update={"standing": Standing.DOUBTFUL})
        self.doubts.append(why)


def read_facts(row: Row, context: Context) -> list[Found]:
    """The facts of one row of ours: one a column; none where the row has no amount."""
    named = row.named
    if named is None or not named.ours:
        return []
    if not row.cells:
        return [_member(row, named, context)] if row.blend is not None else []
    columns = group_columns(row.cells, nutrient=named.nutrient)
    bases = _bases(columns, context, left=row.x0)
    if min(row.cells, key=lambda cell: cell.x0).quantity.percent:
        bases = [None] * len(columns)  # its own amount was not read: which column is left is not plain
    checked = read_amounts(row, named, columns, bases, context)
    return [
        _found(row, named, column, basis, value, check, context)
        for column, basis, (value, check) in zip(columns, bases, checked, strict=True)
    ]


def _member(row: Row, named: Named, context: Context) -> Found:
    """A member of a blend: the label names it and keeps its amount to itself."""
    doubts = [f"{named.doubt} is not clearly readable"] if named.doubt else []
    if not named.exact or row.name_confidence < SURE_NAME:
        doubts.append(LOW_NAME)
    if context.default_basis is None:
        doubts.append(UNCLEAR_HEAD)
    fact = Fact(
        nutrient=Nutrient(named.nutrient),
        form=named.form,
        forms=named.forms,
        sources=named.sources,
        qualifier="blend",
        basis=context.default_basis or Basis(kind="serving"),
        standing=Standing.DOUBTFUL if doubts else Standing.READ,
        evidence=tuple(cite(w, context.page) for w in row.words),
    )
    return Found(fact=fact, row=row, box=around(row.words), doubts=doubts)


def _bases(columns: Sequence[Column], context: Context, *, left: float) -> list[Basis | None]:
    """What each column is for; None where several columns cannot be told apart.

    `left` is where the row begins: what stands left of it heads none of its columns.
    """
    heads = [h for h in context.heads if h.x1 > left]
    if len(columns) == 1:
        head = head_for(columns[0].amount, heads)
        distinct = list(dict.fromkeys((h.basis.kind, h.basis.units) for h in heads))
        # What 100 g hold is hardly told alone: a column that stands aside is another, its head not read.
        if head is None and len(distinct) == 1 and not distinct[0][0].startswith("100"):
            head = heads[0]
        return [head.basis if head else context.default_basis if not distinct else None]
    found: list[Head | None] = []
    for column in columns:
        # A head stands over the column that is nearest to it, however wide it is.
        own = [h for h in heads if min(columns, key=lambda c: abs(c.amount.x - h.x)) is column]
        found.append(head_for(column.amount, own))
    if len(heads) == len(columns) and None in found:
        apart = min(b.amount.x - a.amount.x for a, b in pairwise(sorted(columns, key=lambda c: c.amount.x)))
        inorder = sorted(heads, key=lambda h: h.x)
        # A column's head may lean aside, and never so far as the next column.
        if all(abs(h.x - c.amount.x) < apart for h, c in zip(inorder, columns, strict=True)):
            found = list(inorder)
    # Which of more heads are theirs is not plain of amounts in one word; nor is it, where one head was not
    # read, whether that of 100 g stands over its own column.
    aside = None in found and any(h and h.basis.kind.startswith("100") for h in found)
    if aside or ((None in found or _side_by_side(heads) > len(columns)) and _share_words(columns)):
        return [None] * len(columns)
    told = [h and (h.basis.kind, h.basis.units or h.basis.text) for h in found]
    # Two columns are not for the same: one of their heads belongs elsewhere.
    return [h.basis if h and told.count(key) == 1 else None for h, key in zip(found, told, strict=True)]


def _side_by_side(heads: Sequence[Head]) -> int:
    """How many places they stand in; two lines of one head share theirs."""
    places, reach = 0, -math.inf
    for head in sorted(heads, key=lambda h: h.x0):
        places += head.x0 > reach
        reach = max(reach, head.x1)
    return places


def _share_words(columns: Sequence[Column]) -> bool:
    """Whether amounts stand in one word, or one in a name: where exactly each stands is not known."""
    words = [c.amount.word for c in columns]
    named = [
        any(map(str.isalpha, w.text[: c.amount.quantity.start])) for w, c in zip(words, columns, strict=True)
    ]
    return len({id(w) for w in words}) < len(words) or (any(named) and not all(named))


def _found(
    row: Row,
    named: Named,
    column: Column,
    basis: Basis | None,
    value: Decimal,
    check: Check,
    context: Context,
) -> Found:
    quantity = column.amount.quantity
    unit = quantity.unit
    assert unit is not None, "an amount has a unit"
    again = context.second.of(row, column, value=value)
    doubts = doubts_of(row, named, column, basis, check, context)
    candidates: list[Candidate] = []
    if len(context.values(column.amount)) > 1 and not column.settled:
        candidates = [Candidate(form=named.form, amount=v, unit=unit) for v in context.values(column.amount)]
    if again.amount_differs is not None and not check.confirmed and _possible(named, again, column, context):
        other, other_unit = again.amount_differs
        doubts.append(f"read again as {other} {other_unit}")
        candidates = candidates or [Candidate(form=named.form, amount=value, unit=unit)]
        candidates.append(Candidate(form=named.form, amount=other, unit=other_unit))
    if (
        again.agrees
        and not BESIDE_THE_ROW.issubset(doubts)
        and not may_have_slipped(named, value, column, context)
    ):
        doubts = [d for d in doubts if d not in SETTLED_BY_AGREEMENT]
    percent = single(column.percent)
    iu = single(column.iu)
    if unit is Unit.IU and named.nutrient == "vitamin_d":
        iu = value
    standing = Standing.DOUBTFUL if doubts else Standing.CONFIRMED if check.confirmed else Standing.READ
    reference = context.table if percent is not None or _is_listed(named, context.table) else None
    plain = quantity.qualifier in (None, "approx", "up to", "<")
    mineral = named.nutrient in ("calcium", "magnesium")
    fact = Fact(
        nutrient=Nutrient(named.nutrient),
        form=named.form,
        forms=named.forms,
        sources=named.sources,
        amount=value if plain else None,
        unit=unit,
        iu=iu,
        percent=percent,
        reference=reference if percent is not None else None,
        daily_value=_daily_value(named.nutrient, unit, context.table) if percent is not None else None,
        conflict=check.conflict,
        qualifier=quantity.qualifier,
        bounds=quantity.bounds,
        candidates=tuple(candidates) if doubts else (),
        read_again=again.told,
        basis=basis or Basis(kind="serving", text="one of several columns"),
        elemental_mg=read_elemental(
            named,
            amount=value if plain else None,
            unit=unit,
            percent=percent,
            table=context.table,
            text=row.name,
        )
        if mineral
        else None,
        standing=standing,
        evidence=tuple(cite(w, context.page) for w in _words(row, column)),
    )
    return Found(fact=fact, row=row, box=around(_words(row, column)), doubts=doubts)


def _possible(named: Named, again: Comparison, column: Column, context: Context) -> bool:
    """Whether the second reading's amount survives the panel's own arithmetic."""
    assert again.amount_differs is not None, "asked only of a differing amount"
    amount, unit = again.amount_differs
    check = cross_check(
        named.nutrient,
        amount,
        unit,
        iu=single(column.iu),
        percent=single(column.percent),
        table=context.table,
        exact_percent=context.exact_percent,
    )
    return check.conflict is None


def _is_listed(named: Named, table: str | None) -> bool:
    return table is not None and reference_amount(table, named.nutrient) is not None


def _daily_value(nutrient: str, unit: Unit, table: str | None) -> Decimal | None:
    """The table's amount in the unit of the fact."""
    if table is None:
        return None
    per_unit = percent_of(table, nutrient, Decimal(1), unit)
    reference = reference_amount(table, nutrient)
    if per_unit is None or reference is None:
        return None
    base, base_unit = reference
    if base_unit is unit:
        return base
    if unit is Unit.IU:
        return base * IU_PER_MCG_D
    return (Decimal(100) / per_unit).normalize()


def _words(row: Row, column: Column) -> list[Word]:
    """The words of the name, and those that hold this column's cells."""
    cells = [c.word for c in column.cells]
    others = {id(c.word) for c in row.cells} - {id(w) for w in cells}
    return [w for w in row.words if id(w) not in others]
