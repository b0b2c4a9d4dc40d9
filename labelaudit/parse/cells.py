"""Put together the lines of a table's cell, wherever in its row it stands: in the middle, at top or foot."""

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from labelaudit.model.amount import Unit
from labelaudit.model.page import Word
from labelaudit.parse.evidence import around
from labelaudit.parse.fold import fold
from labelaudit.parse.geometry import Placed
from labelaudit.parse.named import AS
from labelaudit.parse.names import read_name
from labelaudit.parse.rows import Entry
from labelaudit.parse.unitapart import lone_unit
from labelaudit.parse.units import find_quantities
from labelaudit.parse.vitaminword import is_vitamin_parted

_PITCH = (0.8, 1.7)
"""Heights from one line of a cell to the next."""
_ALIKE = 1.3
"""So many times as high may one line be as the other."""
_EDGE = 0.5
"""Heights by which the edges, or the middles, of two lines differ at the most."""
_BETWEEN, _LEVEL = 0.25, 0.35
"""Heights from a text to the middle of two lines, and to a line that it stands level with."""
_WORD = 3
"""Letters."""
_DANGLES = re.compile(rf"(?:\b(?:{AS}|and|of|with|from)|[,(/&-])\s*$")
_FORM_LAST = re.compile(r"\([^)]*(?:mk|mena[a-z]*)\s?-?\s*$")
_NUMBER = re.compile(r"-?\s?\d{1,2}\s?[)\]][*†‡,]*")
_NUMBER_LAST = re.compile(r"(?<![^\s(/=])\d[\d.,' ]*$")
_LEADS_ON = re.compile(rf"\W*(?:\(|{AS}\b)")

Pair = tuple[Placed, Placed]


def join_cells(placed: Sequence[Placed]) -> list[Placed]:
    """The texts, two lines that are one cell made one, at the height of the cells beside them.

    "Vitamin K2 (as" over "menaquinone-7)", and "100 mcg" right of the gap between them, stand on no level.
    """
    order = sorted(placed, key=lambda p: p.y)
    stacked = ((a, b) for a, b in _stacked(order) if a.text[:1].isdigit() or _between(a, b, order))
    ones = [(a, b) for a, b in stacked if _are_one(a.text, b.text)]
    found = [(a, b, y) for a, b in ones if (y := _height_of(a, b, order, ones)) is not None]
    members = [id(each) for a, b, _ in found for each in (a, b)]
    whole = list(placed)
    for a, b, y in found:
        if members.count(id(a)) == members.count(id(b)) == 1:
            whole[whole.index(a)] = _joined(a, b, y)
            whole.remove(b)
    return whole


def _height_of(a: Placed, b: Placed, placed: Sequence[Placed], ones: Sequence[Pair]) -> float | None:
    """Where the one cell of two lines belongs; None where each line is better left to itself."""
    if _is_centred(a, b, placed, ones):
        return (a.y + b.y) / 2
    if not (a.text[:1].isdigit() and _is_torn(a.text, b.text)):
        return None
    names = [p for p in placed if p.x1 <= min(a.x0, b.x0) and _is_text(p.text)]
    return next((line.y for line in (a, b) if any(_level(p, line) for p in names)), None)


def take_numbers_below(entries: Sequence[Entry]) -> list[Entry]:
    """The entries (top to bottom), the number of a form in its name: "(as menaquinone-" over "7)"."""
    left: list[Entry] = []
    for entry in entries:
        number = entry.pieces[0].text.strip()
        above = None
        if _NUMBER.fullmatch(number):
            above = next((e for e in reversed(left) if _goes_on_in(e, entry)), None)
        if above is None:
            left.append(entry)
            continue
        above.name += f" {number}"
        above.pieces += entry.pieces
        above.cells += entry.cells
        above.notes += [note for note in entry.notes if note != number]
    return left


def _goes_on_in(above: Entry, below: Entry) -> bool:
    under = 0 < below.y - above.y < _PITCH[1] * above.height and abs(below.x0 - above.x0) < 2 * above.height
    return under and not (above.cells and below.cells) and _FORM_LAST.search(fold(above.name)) is not None


def _stacked(order: Sequence[Placed]) -> Iterator[Pair]:
    """Two lines, one right under the other, that share an edge or a middle."""
    for place, a in enumerate(order):
        for b in islice(order, place + 1, None):
            tall, small = max(a.height, b.height), min(a.height, b.height)
            if b.y - a.y > _PITCH[1] * a.height:
                break
            edges = (a.x0 - b.x0, a.x1 - b.x1, (a.x0 + a.x1 - b.x0 - b.x1) / 2)
            if (
                _PITCH[0] * tall < b.y - a.y < _PITCH[1] * small
                and tall < _ALIKE * small
                and min(map(abs, edges)) < _EDGE * small
            ):
                yield a, b


def _is_centred(a: Placed, b: Placed, placed: Sequence[Placed], ones: Sequence[Pair]) -> bool:
    """Whether a row's figures stand between two lines of its name, or its name between two of its amount.

    And nothing beside them is level with either, but what goes on from the one line to the other like them.
    """
    beside = _beside(a, b, placed)
    like = [(c, d) for c, d in ones if _level(c, a) and _level(d, b)]
    if any(_level(p, line) and not any(p in pair for pair in like) for p in beside for line in (a, b)):
        return False
    between, left = _between(a, b, placed), min(a.x0, b.x0)
    figures = any(p.x0 > left and find_quantities(p.text) for p in between)
    return figures or (a.text[:1].isdigit() and any(p.x1 <= left and _is_text(p.text) for p in between))


def _between(a: Placed, b: Placed, placed: Sequence[Placed]) -> list[Placed]:
    """What stands beside the gap between two lines."""
    middle = (a.y + b.y) / 2
    return [p for p in _beside(a, b, placed) if abs(p.y - middle) < _BETWEEN * a.height]


def _beside(a: Placed, b: Placed, placed: Sequence[Placed]) -> list[Placed]:
    left, right = min(a.x0, b.x0), max(a.x1, b.x1)
    first, last = (bisect_left(placed, y, key=_height) for y in (a.y - a.height, b.y + b.height))
    return [p for p in placed[first:last] if p.x0 >= right or p.x1 <= left]


def _height(p: Placed) -> float:
    return p.y


def _level(p: Placed, line: Placed) -> bool:
    return abs(p.y - line.y) < _LEVEL * line.height


def _is_text(text: str) -> bool:
    return sum(map(str.isalpha, text)) >= _WORD


def _are_one(above: str, below: str) -> bool:
    first, second = find_quantities(above), find_quantities(below)
    opened = above.count("(") > above.count(")")
    if above[:1].isdigit():
        if any(q.percent for q in (*first, *second)):
            return False
        units = {q.unit is Unit.IU for q in (*first, *second) if q.unit}
        return _is_torn(above, below) or (bool(first) and bool(second) and len(units) > 1)
    if first or second:
        return False
    if is_vitamin_parted(above, below):
        return True
    name, rest = read_name(above), read_name(below)
    another = rest is not None and (name is None or rest.nutrient != name.nutrient)
    if another and not (opened and below.count(")") > below.count("(")):
        return False  # "Vitamin K2 (as menaquinone-7" lost its bracket's end, and "Calcium" is the next row
    if opened or _DANGLES.search(fold(above)):
        return True
    if name is None or not name.ours or not any(map(str.isalpha, below)):
        return False
    return _LEADS_ON.match(fold(below)) is not None or (rest is None and below[:1].islower())


def _is_torn(above: str, below: str) -> bool:
    """Whether an amount goes on in the next line: in its bracket, with its unit, or behind a stroke."""
    closes = above.count("(") > above.count(")") and below.count(")") > below.count("(")
    counted = _NUMBER_LAST.search(above) is not None and lone_unit(below) is not None
    return closes or counted or (above.rstrip()[-1:] in ("/", "=") and bool(find_quantities(below)))


def _joined(a: Placed, b: Placed, y: float) -> Placed:
    x0, y0, x1, y1 = around([a.word, b.word])
    corners = ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
    first = min(range(4), key=lambda n: math.dist(corners[n], a.word.quad[0]))
    tl, tr, br, bl = (corners[(first + n) % 4] for n in range(4))
    word: Word = a.word.model_copy(
        update={
            "text": f"{a.text} {b.text}",
            "quad": (tl, tr, br, bl),
            "confidence": min(a.word.confidence, b.word.confidence),
        }
    )
    return replace(a, word=word, x0=min(a.x0, b.x0), x1=max(a.x1, b.x1), y=y)
