"""Blocks of running text: lines that stand close under each other, in reading order."""

from collections.abc import Sequence
from dataclasses import dataclass

from labelaudit.model.page import Page, Word
from labelaudit.parse.evidence import cite_all
from labelaudit.parse.line import Line
from labelaudit.parse.rows import Entry


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
    for entry in sorted(entries, key=lambda e: (e.y, e.x0)):
        home = next((g for g in reversed(groups) if _continues(g[-1], entry)), None)
        if home is None:
            groups.append([entry])
        else:
            home.append(entry)
    return [_block(group) for group in groups]


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
