"""What each column of amounts is for: a serving, a unit, a day, 100 g ..., told by the heads above it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from labelaudit.model.label import Basis
from labelaudit.parse.fold import KEPT, fold
from labelaudit.parse.geometry import Placed
from labelaudit.parse.lexicon import load
from labelaudit.parse.rows import Cell
from labelaudit.parse.serving import PIECES, parse_serving
from labelaudit.parse.wording import fold_wording, phrases


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
def _pieces() -> tuple[str, ...]:
    """The folded names of capsules, tablets ... in every language, the longest first."""
    pieces = (of for unit, of in load("servings")["units"].items() if unit in PIECES)
    names = {
        fold(name) for of in pieces for words in of.values() for word in words for name in word.split("/")
    }
    return tuple(sorted(names, key=len, reverse=True))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    known = "|".join(rf"{re.escape(name)}\b" for name in _pieces())
    return tuple(
        (entry["kind"], _compiled(pattern.replace("UNITS", known)))
        for entry in load("columns")["basis"]
        for pattern in entry["patterns"]
    )


_NUMBER = r"\d+\s*/\s*\d+|\d+[.,]\d+|\d+|[½¼¾]"


def _compiled(pattern: str) -> re.Pattern[str]:
    table = load("columns")
    per, within = (rf"\b(?:{'|'.join(names)})" for names in (table["per"], table["per"] + table["in"]))
    count = rf"(?:{within}\s*|(?<![\w.,/½-]))(?P<n>{_NUMBER})"
    kind = rf"(?:{'|'.join(table['kind'])})"
    pattern = pattern.replace("KIND", kind).replace("COUNT", count)
    return re.compile(pattern.replace("PER", per).replace("IN", within))


@cache
def _says(kind: str) -> tuple[re.Pattern[str], ...]:
    return tuple(_compiled(pattern) for pattern in load("columns")[kind])


def _is_said(kind: str, folded: str) -> bool:
    return any(pattern.search(folded) for pattern in _says(kind))


def is_unclear(text: str) -> bool:
    """Whether a head's text tells what its amounts are for and is not understood: "pro Wochendosis"."""
    folded = fold(text)
    if _is_said("depot", folded) or _is_torn(folded):
        return True
    if find_bases(folded) or _is_said("no_basis", folded) or not _is_said("tells", folded):
        return False
    serving = parse_serving(_WEIGHS.sub(" ", text))
    return serving is None or serving.units is None


_COUNTED = re.compile(r"(?<![\w.,(/=~-])\d{1,2} (?P<word>[a-zα-ω]{5,})")
_MISSPELT = 80
"""How like a unit's name, of 100."""


def _is_torn(folded: str) -> bool:
    """Whether a count of a head is not to be believed: "per 1 2 capsules", "(1 5 tablets)"."""
    bases = find_bases(folded)
    behind = any(basis.units and _FIGURE_LAST.search(folded[:start]) for basis, start, _ in bases)
    return behind or _counts_again(folded)


_FIGURE_LAST = re.compile(r"\d\s+$")


def _counts_again(folded: str) -> bool:
    """Whether a second count in a head is misspelt: "per 1 capsule %dv 2 capules" is two columns' head."""
    bases = find_bases(folded)
    return bool(bases) and any(
        match.start() >= bases[0][2]
        and process.extractOne(match["word"], _pieces(), scorer=fuzz.ratio, score_cutoff=_MISSPELT)
        for match in _COUNTED.finditer(folded)
        if not any(match.start() < end and start < match.end() for _, start, end in bases)
    )


_WEIGHS = re.compile(r"\(\s*\d[\d.,]*\s*m?[gl]\s*\)", re.IGNORECASE)
"""What one of a head's unit weighs or holds, which tells nothing where the unit is not known."""


def read_basis(text: str) -> Basis | None:
    """What a head's text says its column is for; None where it says nothing of that."""
    found = find_bases(fold(text))
    return found[0][0] if found else None


@lru_cache(maxsize=KEPT)
def find_bases(folded: str) -> tuple[tuple[Basis, int, int], ...]:
    """Everything that a folded text says columns are for, from left to right, with where it says so."""
    taken: list[tuple[Basis, int, int]] = []
    for kind, pattern in _patterns():
        for match in pattern.finditer(folded):
            if any(match.start() < end and start < match.end() for _, start, end in taken):
                continue
            taken.append((_basis(kind, match, folded), match.start(), match.end()))
    found: list[tuple[Basis, int, int]] = []
    for basis, start, end in sorted(taken, key=lambda item: item[1]):
        # "per day (2 capsules)" is one head: what stands in its brackets says how much that is.
        told = bool(found) and folded[found[-1][2] : start].strip() == "("
        if not told or found[-1][0].kind in ("100g", "100ml"):
            found.append((basis, start, end))
    return tuple(found)


def _basis(kind: str, match: re.Match[str], folded: str) -> Basis:
    text = folded[match.start() : match.end() + 12].strip()
    match kind:
        case "units":
            units = _count(match.groupdict().get("n") or "1")
            return Basis(kind="unit" if units == 1 else "serving", units=units, text=text)
        case "container":
            return Basis(kind="serving", units=None, text=text)
        case "100g" | "100ml":
            return Basis(kind=kind, text=text)
        case "drop" | "ml" | "day":
            # A day's portion is told in brackets; "1 ml (30 drops)" is one of its own unit.
            inside = _INSIDE.search(folded[match.start() :]) if kind == "day" else None
            count = match.groupdict().get("n") or (inside["n"] if inside else None)
            return Basis(kind=kind, units=_count(count) if count else None, text=text)
        case _:
            return Basis(kind="serving", text=text)


_INSIDE = re.compile(rf"\(\s*(?P<n>{_NUMBER})\s*(?!x\b|mal\b)[a-zα-ω]")
_VULGAR = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}


def _count(text: str) -> Decimal | None:
    """The count that a head tells, a fraction as a decimal; None for none of the unit."""
    over, _, under = text.replace(",", ".").partition("/")
    value = _VULGAR.get(text) or Decimal(over) / Decimal(under or 1) if Decimal(under or 1) else None
    return value or None


def read_heads(pieces: Sequence[Placed]) -> list[Head]:
    """The column heads among the words over a panel's rows; a head may stand on several lines."""
    heads = []
    for stack in _stacks(_told(pieces)):
        own = _without_title(stack)
        x0, x1 = min(p.x0 for p in own), max(p.x1 for p in own)
        text = _text(stack)
        width, length = x1 - x0, max(1, len(text))
        bases = find_bases(text) if not (_is_said("depot", text) or _is_torn(text)) else ()
        if len(stack) > 1 and bases:
            heads.append(Head(basis=bases[0][0], x0=x0, x1=x1))
            continue
        heads.extend(
            Head(basis=basis, x0=x0 + width * start / length, x1=x0 + width * end / length)
            for basis, start, end in bases
        )
    return heads


def _without_title(stack: list[Placed]) -> list[Placed]:
    """The words of a head without those above it that it says the same without: they reach elsewhere."""
    told = [(basis.kind, basis.units) for basis, *_ in find_bases(_text(stack))]
    while told and len(stack) > 1:
        rest = [(basis.kind, basis.units) for basis, *_ in find_bases(_text(stack[1:]))]
        if rest != told:
            break
        stack = stack[1:]
    return stack


def _text(stack: Sequence[Placed]) -> str:
    return fold(" ".join(p.text for p in stack))


def has_unclear_head(pieces: Sequence[Placed], cells: Sequence[Cell]) -> bool:
    """Whether print over the amounts tells what they are for and is not understood."""
    return any(
        is_unclear(" ".join(p.text for p in stack))
        and any(min(p.x0 for p in stack) < cell.x1 and cell.x0 < max(p.x1 for p in stack) for cell in cells)
        for stack in _stacks(_told(pieces))
    )


def _told(pieces: Sequence[Placed]) -> list[Placed]:
    """What may head a column: "Serving", torn off its "Size: 2 Softgels", does not."""
    return [piece for piece in _whole(pieces) if not _is_no_head(piece.text)]


def _is_no_head(text: str) -> bool:
    """Whether it tells a serving's size, or how to take it: "Take 2 capsules daily" stands over no column."""
    return bool(_NO_HEAD.search(fold(text)) or _taken().match(fold_wording(text)))


@cache
def _taken() -> re.Pattern[str]:
    return phrases(wording for wordings in load("statements")["intake_verb"].values() for wording in wordings)


def _whole(pieces: Sequence[Placed]) -> list[Placed]:
    """The words with those put together that the reader tore apart: "100" and "g"."""
    whole: list[Placed] = []
    for piece in sorted(pieces, key=lambda p: p.x0):
        last = next((w for w in whole if _follows(w, piece)), None)
        if last is None:
            whole.append(piece)
            continue
        whole.remove(last)
        word = last.word.model_copy(update={"text": f"{last.text} {piece.text}"})
        whole.append(replace(last, word=word, x1=piece.x1))
    return whole


def _follows(left: Placed, right: Placed) -> bool:
    small = min(left.height, right.height)
    near = -_OVERLAP * left.height < right.x0 - left.x1 < _TORN * small
    return near and abs(right.y - left.y) < _TORN * small


_TORN, _OVERLAP = 0.35, 0.6
"""Of their height: words that stand nearer, or overlap by less, are one."""
_NO_HEAD = re.compile(
    r"\bs\w{0,2}r\w{0,3}v\w*\.? ?(?:per|in|s[il1]ze?)\b|\b(?:s[il1]ze|tamano|taille|porcja)\b"
    r"|portions? par|portionen"
    r"|\b(?:per|pro) (?:container|pack(?:age|ung)?|bottle)\s?:?\s?\d+(?:\s?-\s?\d+)?\W*$"
    r"|:\s*\d+(?:\s*(?:-|to|a|bis)\s*\d+)?\s*[a-zα-ω]"
)
"""What tells a serving's size, or how many a pack holds, stands over no column: misspelt ("Serveing Size: 2
Tablets"), torn ("Per Container: 30") or not."""


def _stacks(pieces: Sequence[Placed]) -> list[list[Placed]]:
    """Words that stand close under one another and tell one head together, those with several heads apart."""
    stacks: list[list[Placed]] = []
    for piece in sorted(pieces, key=lambda p: (p.y, p.x0)):
        home = next((s for s in stacks if _stands_under(piece, s[-1])), None)
        bases = find_bases(fold(piece.text))
        if home is None or len(bases) > 1 or (bases and bases[0][0].kind.startswith("100")):
            stacks.append([piece])
        else:
            home.append(piece)
    return stacks


def _stands_under(piece: Placed, above: Placed) -> bool:
    tall = max(piece.height, above.height)
    overlap = min(piece.x1, above.x1) - max(piece.x0, above.x0)
    narrow = min(piece.x1 - piece.x0, above.x1 - above.x0)
    wide = max(piece.x1 - piece.x0, above.x1 - above.x0)
    return (
        0.4 * tall < piece.y - above.y < 1.8 * tall
        and overlap > 0.5 * narrow
        and wide < 3 * narrow
        and tall < 1.5 * min(piece.height, above.height)
        and len(find_bases(fold(above.text))) < 2
    )


def head_for(cell: Cell, heads: Sequence[Head]) -> Head | None:
    """The head that stands over an amount, or the nearest one within a few letters."""
    over = [h for h in heads if h.x0 < cell.x1 + cell.height and cell.x0 - cell.height < h.x1]
    return min(over, key=lambda h: abs(h.x - cell.x), default=None)
