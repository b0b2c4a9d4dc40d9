"""Say of each nutrient whether the label declares it; "no" only where no unread row could be it."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Literal

from rapidfuzz import fuzz

from labelaudit.model.amount import Unit
from labelaudit.model.label import Declared, Declares, Fact, Nutrient, Standing
from labelaudit.parse.alike import head_of, may_name, tells_of
from labelaudit.parse.amounts import group_columns, is_iu_of
from labelaudit.parse.fold import fold
from labelaudit.parse.forms import read_d_forms, read_k_forms
from labelaudit.parse.joining import Row
from labelaudit.parse.named import AS, OF_WHICH
from labelaudit.parse.names import names_nutrient, read_name
from labelaudit.parse.nametable import names_of
from labelaudit.parse.references import TABLES, Fit, fit

SeenPanel = Literal["whole", "cut", "none"]

_LEGIBLE = 0.82
"""A row's name below this confidence, and unknown, may be anything."""
_LIKE, _LIKE_ABROAD = 60, 72
"""How like, of 100, an unknown name is to a nutrient's that it may be; and to its names in any language."""
_LIKE_GLUED = 80
"""How like a name the beginning of a longer word is that it may be one, glued: "CALCIUNCARBONATE"."""
_GLUED_NAME = 6
"""Letters below which a name stands in too many words."""
_GLUED = re.compile(r"\d\s?(?:mg|mcg|[μu]g|g|iu)\b")
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
        vitamin_k2=_k2(facts, rows, told[Nutrient.VITAMIN_K], whole=whole),
        calcium=told[Nutrient.CALCIUM],
        magnesium=told[Nutrient.MAGNESIUM],
    )


def unread(row: Row) -> bool:
    """Whether a row may name anything: no name beside its amounts, or one that is torn or not legible."""
    if row.named is not None:
        return row.named.doubt is not None and not row.cells
    if not any(c.isalpha() for c in row.name):
        return bool(row.cells)
    return bool(row.cells) and (row.torn or row.name_confidence < _LEGIBLE)


_DOSE = r"\s+[\d.,]+\s?(?:[mμu]?c?g|iu|ie|ui)\b"
_BY_LETTER = {
    nutrient: re.compile(rf"(?<![^\W_])(?<!\d ){letter}{_DOSE}")
    for nutrient, letter in {
        "vitamin_d": r"d\s?[23]?",
        "vitamin_k": r"(?:m?k[\s-]?\d?)",
        "calcium": "cal?",
        "magnesium": "ma?g",
    }.items()
}
"""A letter or symbol with an amount, in a row of another's: "Vitamin A 800 µg D 5 µg E 12 mg"."""


def might_be(row: Row, nutrient: str) -> bool:
    """Whether a row could be this nutrient: its name is not known, or its amounts are another's."""
    if _begins_another(row.name, nutrient):
        return True
    if row.named is not None and row.named.ours:
        return (
            row.named.nutrient == nutrient
            or names_nutrient(row.name, nutrient)
            or _names_form(row, nutrient)
            or _holds_name(row, nutrient)
        )
    if row.named is not None:
        head = head_of(row.name)
        return bool(row.cells) and (
            may_name(head, nutrient)
            or tells_of(head, nutrient)
            or _names_form(row, nutrient)
            or _counts_as(row, nutrient, row.named.nutrient)
            or _BY_LETTER[nutrient].search(fold(" ".join(w.text for w in row.words))) is not None
        )
    if unread(row) or _is_front_of(row.name, nutrient):
        return True
    if not row.cells:
        # Its amount may be glued to it, "Caklum n120mg", or not be read: "VITAMIN KT AS".
        glued = _GLUED.search(fold(row.name)) is not None and _resembles(row.name, nutrient)
        form = _names_form(row, nutrient) or names_nutrient(row.name, nutrient)  # "clum (as calcium"
        return glued or form or _begins_as(row.name, nutrient)
    return (
        may_name(row.name, nutrient)
        or tells_of(row.name, nutrient)
        or _names_form(row, nutrient)
        or _counts_as(row, nutrient, None)
        or _resembles(row.name, nutrient)
        or _begins_as(row.name, nutrient)
    )


_ENDED = re.compile(r"(?<=[)\]%\d])[.;:]\s+")
"""The end of a row in running text: a figure or a bracket, and a mark."""


def _begins_another(name: str, nutrient: str) -> bool:
    """Whether behind a name's end what may be the nutrient's begins: "MK-7 (133% NRV). Calclum: 252"."""
    parts = [(part, read_name(part)) for part in _ENDED.split(name)[1:] if len(part) > 2]
    return any(named.nutrient == nutrient if named else _resembles(part, nutrient) for part, named in parts)


def _resembles(name: str, nutrient: str) -> bool:
    """Whether what a row's name begins with is like a name of the nutrient, in any language."""
    head = fold(name).split("(")[0].strip()[:24]
    words = re.findall(r"[^\W\d_]+\d?", head)
    begins = {head, " ".join(words[:2])}
    if len(words) == 1 or words[:1] not in _ACIDS:
        begins.add("".join(words[:1]))
    alike = {
        **dict.fromkeys(names_of(nutrient), _LIKE_ABROAD),
        **dict.fromkeys(_TARGETS[nutrient], _LIKE),
    }
    return any(fuzz.ratio(begin, name) >= least for begin in begins for name, least in alike.items()) or any(
        fuzz.ratio(head.replace(" ", "")[: len(name)], name) >= _LIKE_GLUED
        for name in _TARGETS[nutrient]
        if len(head) > len(name) >= _GLUED_NAME
    )


def _begins_as(name: str, nutrient: str) -> bool:
    """Whether a name begins with "vitamin" and the vitamin's letter, whatever follows it."""
    letter = _LETTERS.get(nutrient)
    return letter is not None and re.match(rf"\W*vit\w{{0,6}}\.?\s?{letter}", fold(name)) is not None


def _is_front_of(name: str, nutrient: str) -> bool:
    """Whether a name is the beginning of the nutrient's, the rest of which was hidden: "Mag"."""
    front = fold(name).strip(" .,:*")
    known = (*names_of(nutrient), *_TARGETS[nutrient])
    return len(front) > 1 and any(whole.startswith(front) for whole in known)


_ACIDS = (["acido"], ["acide"], ["acid"])
"""What the name of an acid begins with in Romance languages: no calcio."""
_LETTERS = {"vitamin_d": "[dδ0]", "vitamin_k": "[kκ]"}


def _holds_name(row: Row, nutrient: str) -> bool:
    """Whether a name of the nutrient stands in the row's, glued to its neighbours: two rows run together."""
    return _spelt(nutrient).search(fold(row.name)) is not None


@cache
def _spelt(nutrient: str) -> re.Pattern[str]:
    """The nutrient's names in a word, or whole and torn apart; "calcio lattato" is no calciol."""
    names = [name for name in names_of(nutrient) if len(name) >= _GLUED_NAME and " " not in name]
    torn = (r"\s?".join(map(re.escape, name)) for name in names)
    return re.compile("|".join([*map(re.escape, names), *(rf"\b{name}\b" for name in torn)]))


def _names_form(row: Row, nutrient: str) -> bool:
    """Whether a name that is not the vitamin's holds one of its forms, or what may be one."""
    folded = fold(row.name)
    if nutrient == Nutrient.VITAMIN_D:
        return any(read_d_forms(folded))
    return nutrient == Nutrient.VITAMIN_K and (
        any(read_k_forms(folded)) or re.search(r"mk-?\d", folded.replace(" ", "")) is not None
    )


def _counts_as(row: Row, nutrient: str, named: str | None) -> bool:
    """Whether a row's amounts are this nutrient's: IU, or a percentage that fits it and not the named one."""
    for column in group_columns(row.cells, nutrient=nutrient):
        amount, percent = column.amount.quantity, column.percent
        if amount.unit is Unit.IU or column.iu is not None:
            if nutrient == Nutrient.VITAMIN_D and (
                named not in ("vitamin_a", "vitamin_e")
                or (column.iu is not None and is_iu_of(column.amount, column.iu))
            ):
                return True
        elif percent is not None and amount.unit is not None:
            value, told = amount.values[0], percent.quantity.values[0]
            # A B without its figure may be a misread D: it has no daily value to fit.
            known = named not in (None, "vitamin_b")
            if _fits(nutrient, value, amount.unit, told) and not (
                known and _fits(str(named), value, amount.unit, told)
            ):
                return True
    return False


def _fits(nutrient: str, value: Decimal, unit: Unit, percent: Decimal) -> bool:
    fits = [fit(table, nutrient, value, unit, percent) for table in TABLES]
    return any(f in (Fit.AGREES, Fit.OPEN) for f in fits) or not any(fits)


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


def _k2(facts: Sequence[Fact], rows: Sequence[Row], vitamin_k: Declared, *, whole: bool) -> Declared:
    """K2 is a declared menaquinone or "K2" as such; bare "vitamin K" and K1 are not."""
    if vitamin_k is not Declared.YES:
        return vitamin_k
    mine = [f for f in facts if f.nutrient is Nutrient.VITAMIN_K]
    menaquinones = [f for f in mine if any(form != "K1" for form in f.forms)]
    if any(f.standing is not Standing.DOUBTFUL for f in menaquinones):
        return Declared.YES
    if menaquinones or any(f.standing is Standing.DOUBTFUL for f in mine):
        return Declared.UNKNOWN
    if any(_is_open(row) for row in rows) or any(_is_part(row, above) for above, row in pairwise(rows)):
        return Declared.UNKNOWN
    # A form may stand on a line that was not read: only a panel seen whole can leave it unsaid.
    return Declared.NO if whole else Declared.UNKNOWN


_PART = re.compile(rf"\W*\(|\W*(?:{AS}|{OF_WHICH})\b")


def _is_part(row: Row, above: Row) -> bool:
    """Whether a row whose name was not read is a part of the vitamin K above it: "(as NK-7) 45 mcg"."""
    under_k = above.named is not None and above.named.nutrient == Nutrient.VITAMIN_K
    return under_k and row.named is None and _PART.match(fold(row.name)) is not None


def _is_open(row: Row) -> bool:
    """Whether a row that gave no fact may be a menaquinone's: its amount or its name was not read."""
    if row.named is not None and row.named.nutrient == Nutrient.VITAMIN_K:
        return not any(cell.quantity.unit for cell in row.cells) and row.blend is None
    return might_be(row, Nutrient.VITAMIN_K)
