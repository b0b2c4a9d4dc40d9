"""Join what belongs to one row: wrapped names, forms on the next line, amounts that stand alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from labelaudit.model.amount import Unit
from labelaudit.model.page import Word
from labelaudit.parse.fold import fold
from labelaudit.parse.marks import matches
from labelaudit.parse.named import AS, OF_WHICH, Named
from labelaudit.parse.names import read_name
from labelaudit.parse.rows import Cell, Entry
from labelaudit.parse.vitaminword import is_vitamin_parted
from labelaudit.parse.wrapped import unwrap

_CONTINUES = re.compile(rf"\W*(?:\(|{AS}\b|and\b|und\b|providing\b|of\b|with\b|[a-zα-ω]{{2,}}[,)])")
_REST_OF_UNIT = re.compile(r"\W*[mcμu]{1,2}g\W*")
"""What is left of an amount of which the reader lost the figures."""
_OWN_NAME = re.compile(r"\W*(?:\w+\s)?[kκ]\s?-?[12]\b")
_FAR = 3.0
"""Heights that a row is indented by at most."""
_DANGLES = re.compile(rf"(?:\b(?:{AS}|and|of|with)|[,(/&-])\s*$")


@dataclass
class Row:
    """One row of a panel, joined: its name, what the name says, its amounts, the words it was read from."""

    name: str
    named: Named | None
    cells: list[Cell]
    words: list[Word]
    x0: float
    y: float
    height: float
    notes: list[str]
    blend: "Row | None" = None
    """The heading of the blend of which this row, without an amount, is a member."""
    parent: "Row | None" = None
    """The row of which this one is a part: "(as MK-7) 50 mcg" under "Vitamin K 100 mcg"."""
    torn: bool = False
    """Whether its name begins right of where names begin: the front of it was not read."""
    holed: bool = False
    """Whether something inside its name was not read: glare lies over it."""

    @property
    def naming(self) -> list[Word]:
        """The words of the name, footnote marks left out; all words where the amount stands in the same."""
        amounts = {id(c.word) for c in self.cells}
        apart = [w for w in self.words if id(w) not in amounts]
        return [w for w in apart if sum(map(str.isalpha, w.text)) > 1] or self.words

    @property
    def name_confidence(self) -> float:
        """Of the least sure word of the name: 0..1."""
        return min((w.confidence for w in self.naming), default=0.0)


def join_rows(entries: Sequence[Entry], *, left: float) -> list[Row]:
    """Rows from the entries of a panel (top to bottom, in any number of columns side by side).

    `left` is the panel's own left edge, as of its title.
    """
    groups: list[list[Entry]] = []
    for entry in unwrap(entries):
        home = _home(entry, groups)
        if home is None:
            groups.append([entry])
        else:
            home.append(entry)
    rows = [_row(group) for group in groups]
    _link_parts(rows)
    _link_members(rows)
    for row in rows:
        others = [left, *(other.x0 for other in rows if other is not row)]
        row.torn = row.x0 - min(others) > _FAR * row.height and not any(
            abs(x - row.x0) < row.height for x in others
        )
    return _without_holes(rows)


_ENDS_A_NAME = re.compile(r"[a-zα-ω]|[^([]*[)\]]")
"""The end of a name: it closes a bracket that it does not open, or begins with a small letter."""


def _without_holes(rows: Sequence[Row]) -> list[Row]:
    """The rows with those made one whose name has a hole: "Magnesium (as mag", and far from it "ate)"."""
    ends = [row for row in rows if row.torn and row.cells and _ENDS_A_NAME.match(row.name)]
    spent = set()
    for end in ends:
        level = [row for row in rows if row.x0 < end.x0 and abs(row.y - end.y) < 0.5 * end.height]
        front = max(level, key=lambda row: row.x0, default=None)
        if front is None or front.cells or front.named is None or not front.named.ours:
            continue
        named = read_name(f"{front.name} {end.name}")
        if named is None or named.nutrient != front.named.nutrient:
            continue
        front.name, front.named = f"{front.name} {end.name}", named
        front.cells, front.words = end.cells, [*front.words, *end.words]
        front.notes, front.holed = [*front.notes, *end.notes], True
        spent.add(id(end))
    return [row for row in rows if id(row) not in spent]


def _home(entry: Entry, groups: Sequence[list[Entry]]) -> list[Entry] | None:
    """The group that the entry continues, if any."""
    for group in sorted(groups, key=lambda g: -g[-1].y):
        last = group[-1]
        drop = entry.y - last.y
        if drop > 2.3 * max(entry.height, last.height):
            continue
        has_cells = any(e.cells for e in group)
        if not entry.name.strip() or (entry.cells and _REST_OF_UNIT.fullmatch(fold(entry.name))):
            # Amounts that stand alone belong to the nearest name on their left that has none.
            if (
                not any(c.quantity.unit for e in group for c in e.cells)
                and not (has_cells and any(c.quantity.percent for c in entry.cells))
                and last.x0 < entry.x0 + 2 * entry.height
                and entry.cells
                and drop < 2.0 * entry.height
                and not any(_stands_beside(other, group) for g in groups if g is not group for other in g)
            ):
                return group
            if drop < 1.9 * max(entry.height, last.height) and _is_d_retold(group, entry):
                return group
            continue
        if (
            drop < 0.4 * entry.height
            or not _stands_under(entry, last)
            or drop > 1.9 * max(entry.height, last.height)
        ):
            continue
        if _joins(group, entry, has_cells=has_cells):
            return group
        return None
    return None


def _stands_beside(other: Entry, group: Sequence[Entry]) -> bool:
    """Whether an entry with figures stands on the level of a name: its amounts, not clearly read."""
    return bool(other.cells) and any(abs(other.y - e.y) < 0.5 * e.height and other.x0 > e.x0 for e in group)


def _stands_under(entry: Entry, above: Entry) -> bool:
    return entry.x0 < above.x1 and above.x0 - 1.5 * above.height < entry.x0 < above.x0 + 6 * above.height


def _joins(group: Sequence[Entry], entry: Entry, *, has_cells: bool) -> bool:
    name = " ".join(e.name for e in group)
    text = fold(entry.name)
    opened = name.count("(") + name.count("[") > name.count(")") + name.count("]")
    goes_on = opened or bool(_CONTINUES.match(text)) or bool(_DANGLES.search(fold(name)))
    goes_on = goes_on or is_vitamin_parted(name, entry.name)
    if has_cells and entry.cells:
        return goes_on and _retells(group, entry)
    if entry.cells and matches("blends", text) and not goes_on:
        return False  # a blend's total is of its own row: the amount above it was not read
    if goes_on:
        apart = has_cells and not opened and (_shows_figures(entry) or _is_other_form(name, entry.name))
        return not apart and not _is_row_of_another(entry, name)
    if has_cells:
        return _is_rest(group, entry)
    above, below = read_name(name), read_name(entry.name)
    if above is not None and above.ours:
        return below is None or (below.nutrient == above.nutrient and not _differ(above, below))
    return False


def _shows_figures(entry: Entry) -> bool:
    """Whether figures stand beside a name that were not understood: "(as MK-7)", "45 mcgt"."""
    return not entry.cells and any(c.isdigit() for note in entry.notes for c in note)


_AS = re.compile(rf"\W*(?:\(|{AS}\b)")


def _is_other_form(name: str, rest: str) -> bool:
    """Whether a line names another form of vitamin K than the row above it: its own amount was not read."""
    above, below = read_name(name), read_name(rest)
    if above is None or below is None or _AS.match(fold(rest)) is None or _DANGLES.search(fold(name)):
        return False
    return above.nutrient == below.nutrient and _differ(above, below)


def _is_row_of_another(entry: Entry, name: str) -> bool:
    """Whether a line with amounts is another nutrient's: the rest of the name above it was not read.

    A line that closes the bracket goes on, whatever it names: "Phosphorus (as", "calcium phosphate) 50 mg".
    """
    above, below = read_name(name), read_name(entry.name)
    closes = entry.name.count(")") + entry.name.count("]") > entry.name.count("(") + entry.name.count("[")
    if not entry.cells or closes or above is None or below is None:
        return False
    return above.nutrient != below.nutrient


def _differ(above: Named, below: Named) -> bool:
    """Whether two names are of different forms: K1 above K2, MK-4 above MK-7; K2 above MK-7 is one name."""
    if above.nutrient != "vitamin_k" or not above.forms or not below.forms:
        return False
    plain = [{"K1" if form == "K1" else "K2" for form in named.forms} for named in (above, below)]
    numbered = [{form for form in named.forms if form.startswith("MK-")} for named in (above, below)]
    return plain[0].isdisjoint(plain[1]) or (all(numbered) and numbered[0].isdisjoint(numbered[1]))


def _is_rest(group: Sequence[Entry], entry: Entry) -> bool:
    """Whether an indented line is the rest of the name above: "Magnesium 300 mg", "Bisglycinate"."""
    named = read_name(" ".join(e.name for e in group))
    deeper = 0.2 * entry.height < entry.x0 - group[0].x0 < 2.5 * entry.height
    if named is None or not named.ours or not deeper or entry.y - group[-1].y > 1.5 * entry.height:
        return False
    rest = read_name(entry.name)
    if rest is None:
        return len(entry.name.split()) <= 4
    # "Vitamin K1" under a bare "Vitamin K" is a part of it, and K2 under K1 another: its amount was not read.
    other = not named.forms or _differ(named, rest)
    part = bool(rest.forms) and other and _OWN_NAME.match(fold(entry.name))
    return rest.nutrient == named.nutrient and not part


def _retells(group: Sequence[Entry], entry: Entry) -> bool:
    """Whether a wrapped row's second line tells its amounts once more, in IU or as percentages."""
    again = [c.quantity for c in entry.cells]
    before = [c.quantity for e in group for c in e.cells]
    if all(q.unit is Unit.IU for q in again):
        return not any(q.unit is Unit.IU for q in before)
    return all(q.percent for q in again) and not any(q.percent for q in before)


def _is_d_retold(group: Sequence[Entry], entry: Entry) -> bool:
    """Whether IU that stand alone are those of the vitamin D above them."""
    if not entry.cells or any(c.quantity.unit is not Unit.IU for c in entry.cells):
        return False
    masses = [c for e in group for c in e.cells if c.quantity.unit not in (None, Unit.IU)]
    named = read_name(" ".join(e.name for e in group))
    return named is not None and named.nutrient == "vitamin_d" and bool(masses) and _retells(group, entry)


def _row(group: Sequence[Entry]) -> Row:
    name = re.sub(r"\s+", " ", " ".join(e.name for e in group)).strip()
    words = [w for e in group for w in e.words]
    cells = [c for e in group for c in e.cells]
    return Row(
        name=name,
        named=read_name(name),
        cells=cells,
        words=words,
        x0=min(e.x0 for e in group),
        y=group[0].y,
        height=group[0].height,
        notes=[n for e in group for n in e.notes],
    )


def _link_members(rows: Sequence[Row]) -> None:
    """Rows without amounts under a blend's total are its members, until the next amount in their column."""
    for i, row in enumerate(rows):
        if row.cells or row.named is None or not row.named.ours:
            continue
        above = [r for r in rows[:i] if abs(r.x0 - row.x0) < 6 * row.height and r.cells]
        last = max(above, key=lambda r: r.y, default=None)
        if last is not None and matches("blends", fold(last.name)) and not (last.named and last.named.ours):
            row.blend = last


_PART = re.compile(
    rf"\W*(?:\(|(?:{AS}|{OF_WHICH}|mk)\b|vitamin[ae]? (?:k\s?[12]|d\s?-?[23])|k\s?-?[12]|d-?[23]\b|mena)"
)


_BY_WORD = re.compile(rf"\W*(?:{AS}|{OF_WHICH})\b")


def _link_parts(rows: list[Row]) -> None:
    """A form of a vitamin (or an element's salt) right under its total is a part of it."""
    for above, row in pairwise(rows):
        total = above.parent or above
        if not (row.cells and total.cells and row.named and total.named):
            continue
        if row.named.nutrient != total.named.nutrient or not row.named.ours:
            continue
        by_word = _BY_WORD.match(fold(row.name)) is not None
        if row.y - total.y < 0.5 * row.height or (_differ(total.named, row.named) and not by_word):
            continue  # side by side, or MK-4 under MK-7: no part of it, however it is indented
        deeper = row.x0 > total.x0 + 0.5 * row.height
        if by_word or deeper or (_PART.match(fold(row.name)) and not total.named.form):
            row.parent = total
