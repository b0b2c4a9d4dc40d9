"""Blocks of running text: lines that stand close under each other, in reading order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from labelaudit.model.page import Page, Word
from labelaudit.parse.evidence import cite_all
from labelaudit.parse.line import Line
from labelaudit.parse.rows import Entry

_CLOSE = 1.6
"""Heights: what stands nearer on a level goes on."""
_NEAR = 3.5
"""Heights within which two more lines of a column stand."""


@dataclass(frozen=True)
class Block:
    """A paragraph: its lines joined by spaces, with the words behind every character."""

    entries: tuple[Entry, ...]
    text: str
    spans: tuple[tuple[int, int, Word], ...]
    """Start, end, word: where each word's text lies in `text`."""

    def words_between(self, start: int, end: int) -> list[Word]:
        """The words that hold text[start:end]."""
        return [word for a, b, word in self.spans if a < end and start < b]


def build_blocks(entries: Sequence[Entry]) -> list[Block]:
    """Group entries (top to bottom) to blocks: close below, overlapping across, of like height."""
    groups: list[list[Entry]] = []
    for entry in sorted(_lines(entries), key=lambda e: (e.y, e.x0)):
        home = next((g for g in reversed(groups) if _continues(g[-1], entry)), None)
        if home is None:
            groups.append([entry])
        else:
            home.append(entry)
    return [_block(group) for group in groups]


def _lines(entries: Sequence[Entry]) -> list[Entry]:
    """The entries with those that stand close on one level as one: a paragraph has no columns."""
    lines: list[Entry] = []
    for entry in sorted(entries, key=lambda e: e.x0):
        left = next((line for line in lines if _goes_on(line, entry)), None)
        if left is None or _begins_line(entry, entries):
            lines.append(entry)
        else:
            lines[lines.index(left)] = _joined(left, entry)
    return lines


def _begins_line(entry: Entry, entries: Sequence[Entry]) -> bool:
    """Whether two lines near an entry begin at its edge: it stands in a column of its own."""
    near = _NEAR * entry.height
    aligned = [e for e in entries if abs(e.x0 - entry.x0) < 0.5 * entry.height and abs(e.y - entry.y) < near]
    return len(aligned) > 2


def _goes_on(left: Entry, right: Entry) -> bool:
    small = min(left.height, right.height)
    end = max(p.x1 for p in left.pieces)
    return abs(left.y - right.y) < 0.4 * small and -0.5 * small < right.pieces[0].x0 - end < _CLOSE * small


def _joined(left: Entry, right: Entry) -> Entry:
    return replace(
        left,
        name=f"{left.name} {right.name}".strip(),
        x1=max(left.x1, right.x1),
        height=max(left.height, right.height),
        cells=[*left.cells, *right.cells],
        pieces=[*left.pieces, *right.pieces],
        notes=[*left.notes, *right.notes],
    )


def _continues(above: Entry, entry: Entry) -> bool:
    drop = entry.y - above.y
    tall = max(entry.height, above.height)
    if not 0.3 * tall < drop < 1.75 * tall or tall > 1.7 * min(entry.height, above.height):
        return False
    return (
        entry.x0 < above.right
        and above.x0 < entry.right
        and (abs(entry.x0 - above.x0) < 4 * tall or _centred(above, entry))
    )


def _centred(above: Entry, entry: Entry) -> bool:
    return abs((above.x0 + above.right) - (entry.x0 + entry.right)) < 4 * entry.height


def _block(group: Sequence[Entry]) -> Block:
    text, spans = "", []
    for entry in group:
        for word in entry.words:
            if text:
                text += " "
            spans.append((len(text), len(text) + len(word.text), word))
            text += word.text
    return Block(entries=tuple(group), text=text, spans=tuple(spans))


def lines_of(blocks: Sequence[Block], page: Page) -> list[Line]:
    """Every line of the blocks, in reading order, with its evidence."""
    return [
        Line(text=entry.text, evidence=cite_all(entry.words, page))
        for block in blocks
        for entry in block.entries
    ]
