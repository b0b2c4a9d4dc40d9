"""Facts in running text: "Vitamin D3 10 µg (200% NRV), Vitamin K2 (as menaquinone-7) 20 µg ..."."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from labelaudit.model.amount import Unit
from labelaudit.model.label import Basis
from labelaudit.model.page import Word
from labelaudit.parse.blocks import Block
from labelaudit.parse.columns import read_basis
from labelaudit.parse.dosewords import dose_lexicon
from labelaudit.parse.fold import fold
from labelaudit.parse.joining import Row
from labelaudit.parse.marks import matches
from labelaudit.parse.names import mentions, read_name
from labelaudit.parse.rows import Cell, Entry, runs_on
from labelaudit.parse.units import Quantity, find_quantities

_PARTS = re.compile(r"[;•|·]|,(?!\d|\s*\()|(?<!\d)\.(?=\s)|\.(?=\s+[A-Z])|\)\s*\.(?=\s)")
_COLON = re.compile(r":\s*$")
_WORDS = re.compile(r"[^\W\d_]{3,}")
_FAR = 160
"""Letters before an amount beyond which its name does not begin, where a bracket stands open."""
_LISTING = 3
"""So many names with amounts, one behind another, are a list of contents and no slogan."""


@dataclass(frozen=True)
class Led:
    """A row of running text, and the text that leads to it and says what its amounts are for."""

    row: Row
    lead: str | None
    """None where what is said between the rows leaves it open."""


@dataclass(frozen=True)
class _Piece:
    text: str
    start: int


def is_running(entries: Sequence[Entry]) -> bool:
    """Whether what looks like a panel is a paragraph: a quarter of its lines go on behind an amount.

    Or the first of `entries`, its title, goes on behind a colon with a nutrient's name.
    """
    if entries and mentions(entries[0].text.partition(":")[2]):
        return True
    running = [e for e in entries if runs_on(e.text)]
    lines = [e for e in entries if e.cells or e in running]
    return bool(running) and 4 * len(running) >= len(lines)


def running_rows(blocks: Sequence[Block]) -> list[Led]:
    """Rows out of blocks of text that list what the product holds, each with the text that leads to it.

    Slogans and claims give none.
    """
    rows: list[Led] = []
    for block in blocks:
        found = _rows(block)
        folded = fold(block.text)
        told = matches("contains", folded) or matches("eu_terms", folded) or _says_for_what(folded)
        listed = len(found) >= _LISTING or (found and told)
        if listed and not matches("ingredients", folded[:40]):
            rows.extend(_led(found, block, rows[0].lead if rows else ""))
    return rows


def _led(rows: Sequence[Row], block: Block, lead: str | None) -> list[Led]:
    """The rows of a block with what leads to each: "Per capsule: ... Per 3 capsules: ..." leads twice."""
    led: list[Led] = []
    end = 0
    for row in rows:
        start = max(end, block.text.rfind(row.name, 0, round(row.cells[0].x0)))
        between = block.text[end:start]
        basis = read_basis(between)
        if basis is not None and (_COLON.search(between) or not led):
            lead = between
        elif not led:
            lead = lead or between
        elif basis is not None and not _is_same(basis, read_basis(lead or "")):
            lead = None
        led.append(Led(row, lead))
        end = round(max(cell.x1 for cell in row.cells))
    return led


def _is_same(basis: Basis, other: Basis | None) -> bool:
    """Whether what stands behind an amount ("10 µg per capsule") says no other than what leads to it."""
    if other is None:
        return not basis.kind.startswith("100")
    return basis.kind == "serving" or (basis.kind, basis.units) == (other.kind, other.units)


def _says_for_what(folded: str) -> bool:
    """Whether a text says what its amounts are for: "per day"; "60 capsules" is how many a pack holds."""
    basis = read_basis(folded)
    return basis is not None and not basis.text[:1].isdecimal() and not basis.text.startswith("serving")


def _rows(block: Block) -> list[Row]:
    rows = []
    for piece in _pieces(block.text):
        if _tells_amounts_first(piece.text):
            continue
        behind = 0
        for group in _groups(piece.text):
            start, behind = behind, group[-1].end
            named = _name_of(piece.text, group, start)
            if named is not None:
                at, name = named
                amount = next(n for n, q in enumerate(group) if not q.percent)
                rows.append(_row(block, name, piece.start + at, piece, group[amount:]))
    return rows


_LINKED = re.compile(r"\s*(?:of|de|di|da|von|van|z|d['’])?\s*")
_PER = re.compile(r"(?:\b(?:per|pro|je|pour|por|na|in|en)|ανα)\s*$")


def _tells_amounts_first(text: str) -> bool:
    """Whether an amount belongs to the name behind it: "25 mcg of vitamin D3 and 100 mcg of vitamin K2"."""
    first = next((q for q in find_quantities(text) if not q.percent), None)
    named = mentions(text)
    if first is None or not named or named[0] < first.end or _PER.search(fold(text[: first.start])):
        return False
    return _LINKED.fullmatch(fold(text[first.end : named[0]])) is not None


def _groups(text: str) -> list[list[Quantity]]:
    """The quantities of a text, those of one nutrient together: what is named between two parts them."""
    groups: list[list[Quantity]] = []
    behind = 0
    for quantity in find_quantities(text):
        if groups and not _names_another(text, _name_of(text, groups[-1], behind), groups[-1], quantity):
            groups[-1].append(quantity)
            continue
        behind = groups[-1][-1].end if groups else 0
        groups.append([quantity])
    return groups


def _names_another(
    text: str, named: tuple[int, str] | None, group: Sequence[Quantity], quantity: Quantity
) -> bool:
    """Whether another nutrient is named between a group and a quantity, legible or not.

    A salt of the same is none. A bracket that was never closed ends with its percentage: "(200%: Zinc 5 mg".
    """
    last = group[-1]
    between = text[last.end : quantity.start]
    since = text[(last if last.percent else group[0]).end : quantity.start].rpartition("%")[2]
    mine = read_name(named[1]) if named is not None else None
    others = (read_name(since[at:]) for at in mentions(since) if _is_outside(since, at))
    if any(mine is None or other is None or other.nutrient != mine.nutrient for other in others):
        return True
    if quantity.percent or quantity.unit is Unit.IU or not (last.percent or _COLON.search(between)):
        return False
    words = _WORDS.findall(fold(between))
    return not mentions(between) and any(not dose_lexicon().speller.knows(word) for word in words)


def _pieces(text: str) -> list[_Piece]:
    pieces, start, depth = [], 0, 0
    ends = {m.start(): m.end() for m in _PARTS.finditer(text)}
    for i, c in enumerate(text):
        depth = depth + 1 if c in "([" else max(0, depth - 1) if c in ")]" else depth
        if i in ends and depth == 0 and i >= start:
            pieces.append(_Piece(text[start:i], start))
            start = ends[i]
    pieces.append(_Piece(text[start:], start))
    return pieces


def _name_of(text: str, group: Sequence[Quantity], start: int) -> tuple[int, str] | None:
    """Where the nutrient of a group is named, from `start` on, outside brackets; and all up to its amount."""
    amount = next((q for q in group if not q.percent), None)
    if amount is None:
        return None
    for begin in (start, max(start, amount.start - _FAR)):
        before = text[begin : amount.start]
        outside = [at for at in mentions(before) if _is_outside(before, at)]
        # A bracket that was never closed hides the names behind it.
        if outside and (amount.start - begin - outside[-1] <= _FAR or before.count("(") <= before.count(")")):
            return begin + outside[-1], before[outside[-1] :].rstrip(" :=-(")
    return None


def _is_outside(text: str, at: int) -> bool:
    return text.count("(", 0, at) <= text.count(")", 0, at)


def _row(block: Block, name: str, start: int, piece: _Piece, quantities: Sequence[Quantity]) -> Row:
    end = piece.start + quantities[-1].end
    words = block.words_between(start, end)
    cells = [_cell(block, piece.start, quantity) for quantity in quantities]
    return Row(
        name=name,
        named=read_name(name),
        cells=cells,
        words=words,
        x0=words[0].box[0],
        y=words[0].box[1],
        height=words[0].box[3] - words[0].box[1],
        notes=[],
    )


def _cell(block: Block, offset: int, quantity: Quantity) -> Cell:
    word: Word = block.words_between(offset + quantity.start, offset + quantity.end)[0]
    x = float(offset + quantity.start)
    # In running text order stands for place: the columns are those of one line, laid end to end.
    return Cell(quantity=quantity, x0=x, x1=x + quantity.end - quantity.start, word=word, height=1.0)
