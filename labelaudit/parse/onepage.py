"""One page to the drafts of its labels, the text around them, and what a further look could settle."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from labelaudit.model.page import Box, Page, Word
from labelaudit.model.question import Ask, Look, Question
from labelaudit.parse.blocks import Block, build_blocks, lines_of
from labelaudit.parse.cells import join_cells, take_numbers_below
from labelaudit.parse.draft import Draft, draft_panel, draft_text
from labelaudit.parse.evidence import around_boxes
from labelaudit.parse.geometry import by_direction, straighten
from labelaudit.parse.heading import page_heading
from labelaudit.parse.line import Line
from labelaudit.parse.merge import merge_readings, replace_if_surer
from labelaudit.parse.panel import find_panels
from labelaudit.parse.questions import ask, box_to_enlarge, rows_to_enlarge, unreadable_on_side
from labelaudit.parse.rows import Entry, build_entries
from labelaudit.parse.running import is_running
from labelaudit.parse.second import SecondReading, covered
from labelaudit.parse.shares import share_out
from labelaudit.parse.unitbelow import take_units_below


@dataclass
class PageReading:
    """What one page gave: its panels' labels before the statements are added, and the text around them."""

    page: Page
    drafts: list[Draft] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    heading: str | None = None


_SAME = 0.6
"""So much of a band must have been looked into for it to count."""


def read_drafts(page: Page, looks: Sequence[Look]) -> PageReading:
    """The drafts of one page, with what the `looks` at it found, and the questions that are left."""
    words = _enlarged(page.words, looks)
    second = SecondReading(looks)
    reading = PageReading(page=page)
    loose: list[tuple[list[Block], list[Entry]]] = []
    for group in by_direction(words):
        placed = join_cells(straighten(group))
        entries = take_units_below(take_numbers_below(build_entries(placed)))
        panels = [p for p in find_panels(entries) if not is_running((p.title, *p.furniture, *p.rows))]
        inside = {
            id(e.pieces[0].word) for p in panels for e in (p.title, *p.furniture, *p.rows, *p.footnotes)
        }
        blocks = build_blocks([e for e in entries if id(e.pieces[0].word) not in inside])
        reading.lines.extend(lines_of(blocks, page))
        loose.append((blocks, entries))
        for panel, share in zip(panels, share_out(panels, blocks, entries), strict=True):
            draft = draft_panel(panel, entries, placed, page, second)
            draft.title, draft.own = share.title, lines_of(share.blocks, page)
            reading.drafts.append(draft)
        reading.heading = reading.heading or page_heading(blocks, entries, page)
    if not any(d.found for d in reading.drafts):
        running = [d for blocks, entries in loose if (d := draft_text(blocks, entries, page, second))]
        reading.drafts = running[:1] or reading.drafts
    found = [f for d in reading.drafts for f in d.found]
    rows = [r for d in reading.drafts for r in d.rows]
    asked = {k.question.ask for k in looks}
    panel_read = any(
        d.found or sum(bool(r.cells) for r in d.rows) > 1 for d in reading.drafts if d.kind != "text"
    )
    turn = None if Ask.TURN in asked else unreadable_on_side(words, panel=panel_read)
    larger: Box | None = None
    if turn is None and Ask.LARGER not in asked and words:  # what lies on its side is to be turned first
        larger = _to_enlarge(reading.drafts, page)
    seen_again = [k.question.box for k in looks if k.question.ask in (Ask.GAP, Ask.LARGER)]

    def unseen(boxes: Sequence[Box]) -> list[Box]:
        return [box for box in boxes if not any(covered(seen, box) > _SAME for seen in seen_again)]

    for draft in reading.drafts:
        # A band read twice, the second time enlarged, and empty both times, is empty; lost print stays.
        draft.gaps = unseen(draft.gaps)
    gaps = unseen([box for draft in reading.drafts for box in (*draft.gaps, *draft.lost)])
    reading.questions = ask(page, found, rows, larger=larger, turn=turn, gaps=gaps)
    return reading


def _to_enlarge(drafts: Sequence[Draft], page: Page) -> Box | None:
    """The band to read again enlarged: what may hold a nutrient of ours that was not legible, if anything."""
    torn = next((draft for draft in drafts if draft.kind == "text" and draft.lost), None)
    if torn is not None:
        return around_boxes([w.box for row in torn.rows for w in row.words] + torn.lost)
    rows = [row for draft in drafts for row in draft.rows]
    small = rows_to_enlarge(rows)
    return box_to_enlarge(small, rows, page) if small or not drafts else None


def _enlarged(words: tuple[Word, ...], looks: Sequence[Look]) -> tuple[Word, ...]:
    """The words, with what was read of them once more, larger."""
    for look in looks:
        if look.question.ask is Ask.TURN:
            words = replace_if_surer(words, look.words, box=look.question.box)
        elif look.question.ask is not Ask.ROW:
            words = merge_readings(words, look.words, box=look.question.box)
    return words
