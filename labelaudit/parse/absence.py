"""Say of each nutrient whether the label declares it; "no" only where no unread row could be it."""

from collections.abc import Sequence
from typing import Literal

from rapidfuzz import fuzz

from labelaudit.model.label import Declared, Declares, Fact, Nutrient, Standing
from labelaudit.parse.fold import fold
from labelaudit.parse.joining import Row
from labelaudit.parse.names import names_nutrient

SeenPanel = Literal["whole", "cut", "none"]

_LEGIBLE = 0.82
"""A row's name below this confidence, and unknown, may be anything."""
_TARGETS = {
    "vitamin_d": ("vitamin d", "vitamin d3", "cholecalciferol"),
    "vitamin_k": ("vitamin k", "vitamin k2", "menaquinone", "phylloquinone"),
    "calcium": ("calcium",),
    "magnesium": ("magnesium",),
}


def declare(facts: Sequence[Fact], rows: Sequence[Row], *, panel: SeenPanel, gaps: bool) -> Declares:
    """Judge the four, and K2 apart; `rows` are all rows of the panel, `gaps` says that some lie unread."""
    whole = panel == "whole" and not gaps
    told = {
        n: _declared(n, facts, rows, whole=whole)
        for n in (Nutrient.VITAMIN_D, Nutrient.VITAMIN_K, Nutrient.CALCIUM, Nutrient.MAGNESIUM)
    }
    return Declares(
        vitamin_d=told[Nutrient.VITAMIN_D],
        vitamin_k=told[Nutrient.VITAMIN_K],
        vitamin_k2=_k2(facts, told[Nutrient.VITAMIN_K], whole=whole),
        calcium=told[Nutrient.CALCIUM],
        magnesium=told[Nutrient.MAGNESIUM],
    )


def unread(row: Row) -> bool:
    """Whether a row may name anything: no name beside its amounts, or one that is not legible."""
    if row.named is not None:
        return row.named.doubt is not None and not row.cells
    if not any(c.isalpha() for c in row.name):
        return bool(row.cells)
    return bool(row.cells) and row.name_confidence < _LEGIBLE


def might_be(row: Row, nutrient: str) -> bool:
    """Whether a row whose name is not known could be this nutrient, misread."""
    if row.named is not None:
        return row.named.nutrient == nutrient
    if unread(row) or (row.cells and names_nutrient(row.name, nutrient)):
        return True
    head = fold(row.name).split("(")[0].strip()[:24]
    return bool(row.cells) and any(fuzz.ratio(head, target) >= 62 for target in _TARGETS[nutrient])


def _declared(nutrient: Nutrient, facts: Sequence[Fact], rows: Sequence[Row], *, whole: bool) -> Declared:
    mine = [f for f in facts if f.nutrient is nutrient]
    if any(f.amount is None or f.amount != 0 for f in mine):
        sure = [f for f in mine if f.standing is not Standing.DOUBTFUL or f.evidence]
        return Declared.YES if sure else Declared.UNKNOWN
    if mine:
        return Declared.NO if all(f.standing is not Standing.DOUBTFUL for f in mine) else Declared.UNKNOWN
    named = [r for r in rows if r.named is not None and r.named.nutrient == nutrient]
    if named:
        return Declared.UNKNOWN
    if not whole or any(might_be(r, nutrient) for r in rows):
        return Declared.UNKNOWN
    return Declared.NO


def _k2(facts: Sequence[Fact], vitamin_k: Declared, *, whole: bool) -> Declared:
    """K2 is a declared menaquinone or "K2" as such; bare "vitamin K" and K1 are not."""
    if vitamin_k is not Declared.YES:
        return vitamin_k
    rows = [f for f in facts if f.nutrient is Nutrient.VITAMIN_K]
    menaquinones = [f for f in rows if any(form != "K1" for form in f.forms)]
    if any(f.standing is not Standing.DOUBTFUL for f in menaquinones):
        return Declared.YES
    if menaquinones or any(f.standing is Standing.DOUBTFUL for f in rows):
        return Declared.UNKNOWN
    # A form may stand on a line that was not read: only a panel seen whole can leave it unsaid.
    return Declared.NO if whole else Declared.UNKNOWN
