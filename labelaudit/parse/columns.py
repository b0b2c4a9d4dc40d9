"""What each column of amounts is for: a serving, a unit, a day, 100 g ..., told by the heads above it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from labelaudit.model.label import Basis
from labelaudit.parse.fold import fold
from labelaudit.parse.geometry import Placed
from labelaudit.parse.lexicon import load
from labelaudit.parse.rows import Cell


@dataclass(frozen=True)
class Head:
    """A column's head: what it says the amounts under it are for, and where it stands."""

    basis: Basis
    x0: float
    x1: float

    @property
    def x(self) -> float:
        """The middle."""
        return (self.x0 + self.x1) / 2


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (entry["kind"], re.compile(pattern))
        for entry in load("columns")["basis"]
        for pattern in entry["patterns"]
    )


def read_basis(text: str) -> Basis | None:
    """What a head's text says its column is for; None where it says nothing of that."""
    found = _bases(fold(text))
    return found[0][0] if found else None


def _bases(folded: str) -> list[tuple[Basis, int, int]]:
    taken: list[tuple[Basis, int, int]] = []
    for kind, pattern in _patterns():
        for match in pattern.finditer(folded):
            if any(match.start() < end and start < match.end() for _, start, end in taken):
                continue
            taken.append((_basis(kind, match, folded), match.start(), match.end()))
    return sorted(taken, key=lambda item: item[1])


def _basis(kind: str, match: re.Match[str], folded: str) -> Basis:
    text = folded[match.start() : match.end() + 12].strip()
    match kind:
        case "units":
            count = match.groupdict().get("n")
            units = Decimal(count) if count else Decimal(1)
            return Basis(kind="unit" if units == 1 else "serving", units=units, text=text)
        case "container":
            return Basis(kind="serving", units=None, text=text)
        case "100g" | "100ml" | "drop" | "ml" | "day":
            counted = re.search(r"\(\s*(\d+)\s*[a-zα-ω]", folded[match.start() :])
            return Basis(kind=kind, units=Decimal(counted[1]) if counted else None, text=text)
        case _:
            return Basis(kind="serving", text=text)


def read_heads(pieces: Sequence[Placed]) -> list[Head]:
    """The column heads among the words between a panel's title and its rows."""
    heads = []
    for piece in pieces:
        folded = fold(piece.text)
        if re.search(r"servings? (?:per|in|size)|serv\.? size|portions? par|portionen", folded):
            continue
        for basis, start, end in _bases(folded):
            width = piece.x1 - piece.x0
            length = max(1, len(folded))
            heads.append(
                Head(basis=basis, x0=piece.x0 + width * start / length, x1=piece.x0 + width * end / length)
            )
    return heads


def head_for(cell: Cell, heads: Sequence[Head], *, taken: Sequence[Head] = ()) -> Head | None:
    """The head that stands over an amount, or the nearest one within a few letters."""
    free = [h for h in heads if h not in taken]
    over = [h for h in free if h.x0 < cell.x1 + cell.height and cell.x0 - cell.height < h.x1]
    return min(over, key=lambda h: abs(h.x - cell.x), default=None)
