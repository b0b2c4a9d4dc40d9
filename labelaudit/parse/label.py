"""Pages to labels: every panel becomes a label, with what could be asked again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from labelaudit.model.label import Basis, Label, Regimen, Seen, Serving
from labelaudit.model.page import Box, Page, Word
from labelaudit.model.parsed import Parsed
from labelaudit.model.question import Ask, Look, Question
from labelaudit.parse.absence import declare
from labelaudit.parse.blocks import Block, build_blocks, lines_of
from labelaudit.parse.claims import find_claims
from labelaudit.parse.columns import read_basis, read_heads
from labelaudit.parse.context import Context
from labelaudit.parse.convention import point_parts_thousands
from labelaudit.parse.evidence import around
from labelaudit.parse.facts import Found, read_facts
from labelaudit.parse.fold import fold
from labelaudit.parse.gaps import find_gaps, find_lost, has_torn_foot
from labelaudit.parse.geometry import Placed, by_direction, straighten
from labelaudit.parse.heading import page_heading
from labelaudit.parse.joining import Row, join_rows
from labelaudit.parse.language import guess_language
from labelaudit.parse.line import Line
from labelaudit.parse.marks import matches
from labelaudit.parse.merge import merge_readings, replace_if_surer
from labelaudit.parse.panel import Panel, find_panels
from labelaudit.parse.panelrows import number_parts, without_compounds, without_retold
from labelaudit.parse.questions import ask, rows_to_enlarge, unreadable_on_side
from labelaudit.parse.references import choose_table
from labelaudit.parse.regimen import find_regimen, speaks_of_doses
from labelaudit.parse.rows import Entry, build_entries
from labelaudit.parse.running import is_running, running_rows
from labelaudit.parse.second import SecondReading, covered
from labelaudit.parse.serving import parse_serving
from labelaudit.parse.shares import share_out
from labelaudit.parse.sides import group_repeats, join
from labelaudit.parse.stacked import stacked_rows
from labelaudit.parse.statements import find_statements
from labelaudit.parse.votes import votes_of

PanelKind = Literal["us", "eu", "ca", "au", "food", "text", "none"]


@dataclass
class _PageReading:
    """What one page gave: its panels' labels before the statements are added, and the text around them."""

    page: Page
    drafts: list["_Draft"] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    heading: str | None = None


@dataclass
class _Draft:
    kind: PanelKind
    rows: list[Row]
    found: list[Found]
    seen: Literal["whole", "cut", "none"]
    serving: Serving | None
    title: str | None = None
    gaps: list[Box] = field(default_factory=list)
    """Bands where a row may be missing that nobody has looked into again."""
    lost: list[Box] = field(default_factory=list)
    """Bands with print that was not read, looked into again or not."""
    torn: bool = False
    own: Sequence[Line] = ()
    """The lines that are plainly its own on a page with several panels."""


_MARGIN = 4.0
"""Letter heights around a panel that are enlarged with it."""
_SAME = 0.6
"""So much of a band must have been looked into for it to count."""


def parse(pages: Sequence[Page], looks: Sequence[Look] = (), *, together: bool = False) -> Parsed:
    """Parse the pages of one source; `looks` answer the questions of an earlier parse of the same pages.

    `together` says that the pages show one product: whatever its panels, it is one label.
    """
    readings = [_read(page, [k for k in looks if k.question.page == page.number]) for page in pages]
    questions = tuple(q for reading in readings for q in reading.questions)
    lines = [line for reading in readings for line in reading.lines]
    heading = next((reading.heading for reading in readings if reading.heading), None)
    drafts = [draft for reading in readings for draft in reading.drafts]
    if together and any(draft.kind != "text" for draft in drafts):
        # Beside a panel, amounts in running text are a claim of the front.
        drafts = [draft for draft in drafts if draft.kind != "text"]
    if not drafts:
        drafts = [_Draft(kind="none", rows=[], found=[], seen="none", serving=None)]
    groups = [[0]]
    if len(drafts) > 1:
        groups = group_repeats([_label(d, []) for d in drafts], [_amounts(d) for d in drafts])
    if together:
        label, notes = join([_label(drafts[first], lines, title=heading) for first, *_ in groups])
        return Parsed(labels=(label,), questions=questions, warnings=notes)
    if len(groups) == 1:
        # Where the source has one panel, all its pages speak of it; else each page of its own.
        return Parsed(labels=(_label(drafts[groups[0][0]], lines, title=heading),), questions=questions)
    labels = [_label(mine[0], _lines_of(mine, readings)) for g in groups if (mine := [drafts[n] for n in g])]
    return Parsed(labels=tuple(labels), questions=questions)


def _amounts(draft: _Draft) -> frozenset[object]:
    return frozenset((cell.quantity.values, cell.quantity.unit) for row in draft.rows for cell in row.cells)


def _lines_of(mine: Sequence[_Draft], readings: Sequence[_PageReading]) -> list[Line]:
    """The lines of a panel and its repeats, of several in a source: whole pages where no other stands."""
    lines: list[Line] = []
    for reading in readings:
        held = [draft for draft in reading.drafts if any(draft is m for m in mine)]
        if held and len(held) == len(reading.drafts):
            lines += reading.lines
        else:
            lines += [line for draft in held for line in draft.own]
    return lines


def _read(page: Page, looks: Sequence[Look]) -> _PageReading:
    words = _enlarged(page.words, looks)
    second = SecondReading(looks)
    reading = _PageReading(page=page)
    loose: list[tuple[list[Block], list[Entry]]] = []
    for group in by_direction(words):
        placed = straighten(group)
        entries = build_entries(placed)
        panels = [p for p in find_panels(entries) if not is_running((p.title, *p.furniture, *p.rows))]
        inside = {
            id(e.pieces[0].word) for p in panels for e in (p.title, *p.furniture, *p.rows, *p.footnotes)
        }
        blocks = build_blocks([e for e in entries if id(e.pieces[0].word) not in inside])
        reading.lines.extend(lines_of(blocks, page))
        loose.append((blocks, entries))
        for panel, share in zip(panels, share_out(panels, blocks, entries), strict=True):
            draft = _from_panel(panel, entries, placed, page, second)
            draft.title, draft.own = share.title, lines_of(share.blocks, page)
            reading.drafts.append(draft)
        reading.heading = reading.heading or page_heading(blocks, entries, page)
    if not any(d.found for d in reading.drafts):
        running = [d for blocks, entries in loose if (d := _from_text(blocks, entries, page, second))]
        reading.drafts = running[:1] or reading.drafts
    found = [f for d in reading.drafts for f in d.found]
    rows = [r for d in reading.drafts for r in d.rows]
    asked = {k.question.ask for k in looks}
    panel_read = any(
        d.found or sum(bool(r.cells) for r in d.rows) > 1 for d in reading.drafts if d.kind != "text"
    )
    turn = None if Ask.TURN in asked else unreadable_on_side(words, panel=panel_read)
    larger: Box | None = None
    small = rows_to_enlarge(rows)
    if turn is None and Ask.LARGER not in asked and (small or (not reading.drafts and words)):
        larger = _box_to_enlarge(small, rows, page)  # what lies on its side is to be turned first
    seen_again = [k.question.box for k in looks if k.question.ask in (Ask.GAP, Ask.LARGER)]

    def unseen(boxes: Sequence[Box]) -> list[Box]:
        return [box for box in boxes if not any(covered(seen, box) > _SAME for seen in seen_again)]

    for draft in reading.drafts:
        # A band read twice, the second time enlarged, and empty both times, is empty; lost print stays.
        draft.gaps = unseen(draft.gaps)
    gaps = unseen([box for draft in reading.drafts for box in (*draft.gaps, *draft.lost)])
    reading.questions = ask(page, found, rows, larger=larger, turn=turn, gaps=gaps)
    return reading


def _box_to_enlarge(small: Sequence[Row], rows: Sequence[Row], page: Page) -> Box:
    """The band of the panel that holds the rows in question, or the whole page where no panel was found."""
    width, height = page.read_size
    whole = (0.0, 0.0, float(width), float(height))
    if not small:
        return whole
    x0, _, x1, _ = around([w for row in rows for w in row.words])
    _, y0, _, y1 = around([w for row in small for w in row.words])
    margin = _MARGIN * max(row.height for row in rows)
    return (
        max(0.0, x0 - margin),
        max(0.0, y0 - margin),
        min(whole[2], x1 + margin),
        min(whole[3], y1 + margin),
    )


def _enlarged(words: tuple[Word, ...], looks: Sequence[Look]) -> tuple[Word, ...]:
    """The words, with what was read of them once more, larger."""
    for look in looks:
        if look.question.ask is Ask.TURN:
            words = replace_if_surer(words, look.words, box=look.question.box)
        elif look.question.ask is not Ask.ROW:
            words = merge_readings(words, look.words, box=look.question.box)
    return words


def _from_panel(
    panel: Panel, entries: Sequence[Entry], placed: Sequence[Placed], page: Page, second: SecondReading
) -> _Draft:
    rows = join_rows(panel.rows, left=panel.title.x0)
    first_row = min((r.y for r in rows if r.cells), default=panel.title.y)
    heading = {id(w) for e in (panel.title, *panel.furniture) for w in e.words}
    heads = read_heads([p for p in placed if id(p.word) in heading and p.y < first_row + p.height])
    serving = _serving([panel.title, *panel.furniture])
    kind = _kind(panel, rows)
    # A US panel states a serving, the EU's a day's portion (Regulation 1169/2011), head or no head.
    told_for: Literal["serving", "day"] = "day" if kind == "eu" and serving is None else "serving"
    default = Basis(kind=told_for, units=serving.units if serving else None, text="")
    language = guess_language(" ".join(e.text for e in entries))
    context = Context(
        page=page,
        heads=heads,
        table=choose_table(votes_of(rows))[0],
        exact_percent=kind != "food",
        misaligned=_misaligned(panel, rows),
        default_basis=default,
        second=second,
        thousands=point_parts_thousands(
            [e.text for e in (panel.title, *panel.furniture, *panel.rows)], language=language
        ),
    )
    found = [f for row in rows for f in read_facts(row, context)]
    found = without_compounds(without_retold(found))
    number_parts(found)
    return _Draft(
        kind=kind,
        rows=rows,
        found=found,
        seen=_seen(panel, entries, page),
        serving=serving,
        gaps=find_gaps(panel, entries),
        lost=find_lost(panel, entries, [p.word for p in placed], page.unread),
        torn=has_torn_foot(panel, entries),
    )


def _from_text(
    blocks: Sequence[Block], entries: Sequence[Entry], page: Page, second: SecondReading
) -> _Draft | None:
    rows, lead = running_rows(blocks)
    if not rows:
        rows, lead = stacked_rows(entries)
    if not rows:
        return None
    text = " ".join(block.text for block in blocks)
    basis = read_basis(lead)
    context = Context(
        page=page,
        heads=(),
        table=choose_table(votes_of(rows))[0],
        exact_percent=True,
        default_basis=basis or Basis(kind="serving"),
        second=second,
        thousands=point_parts_thousands([text], language=guess_language(text)),
    )
    found = [f for row in rows for f in read_facts(row, context)]
    if not found:
        return None
    return _Draft(kind="text", rows=rows, found=found, seen="cut", serving=parse_serving(lead))


def _kind(panel: Panel, rows: Sequence[Row]) -> PanelKind:
    """The title's kind; a table of energy, fat and protein is a food's, whatever it is called."""
    names = {row.named.nutrient for row in rows if row.named and row.cells}
    if panel.kind != "us" and len(names & {"fat", "protein", "carbohydrate"}) >= 2:
        return "food"
    if panel.kind == "food":
        text = " ".join(fold(e.text) for e in (*panel.furniture, *panel.footnotes))
        return "eu" if "information" in fold(panel.title.name) and matches("eu_terms", text) else "food"
    return panel.kind


def _serving(entries: Sequence[Entry]) -> Serving | None:
    for entry in entries:
        folded = fold(entry.text)
        at = folded.find("serv")
        if "size" in folded and at >= 0:
            cut = folded.find("servings", at + 4)
            text = entry.text[at : cut if cut > 0 else None]
            serving = parse_serving(text.split(":", 1)[-1] if ":" in text else text)
            if serving is not None:
                return serving
    for entry in entries:
        serving = parse_serving(entry.text)
        if serving is not None and serving.unit is not None and "container" not in fold(entry.text):
            return serving
    return None


def _misaligned(panel: Panel, rows: Sequence[Row]) -> bool:
    """Whether a bend was not followed: a name of ours has no amount, and a footnote has one too many."""
    nameless = any(r.named is not None and r.named.ours and not r.cells and r.blend is None for r in rows)
    return nameless and any(c.quantity.unit is not None for e in panel.footnotes for c in e.cells)


def _seen(panel: Panel, entries: Sequence[Entry], page: Page) -> Literal["whole", "cut"]:
    """Whole where something of the label stands under the last row: a footnote, ingredients, other text."""
    if panel.footnotes or panel.ingredients is not None:
        return "whole"
    last = max((r.y for r in panel.rows), default=0.0)
    under = [e for e in entries if e.y > last + 0.8 * e.height and e.x0 < panel.x1 and e.right > panel.x0]
    return "whole" if under else "cut"


def _label(draft: _Draft, lines: Sequence[Line], *, title: str | None = None) -> Label:
    told = find_statements(lines)
    claims = find_claims(lines)
    unclear = speaks_of_doses(told.directions)
    facts = tuple(f.fact for f in draft.found)
    directions = find_regimen(told.directions, serving=draft.serving)
    units = draft.serving.units if draft.serving and draft.serving.units else Decimal(1)
    assumed = Regimen(
        units_per_intake=(units, units), intakes_per_day=(Decimal(1), Decimal(1)), source="assumed"
    )
    return Label(
        product=draft.title or title,
        panel=draft.kind,
        language=guess_language(" ".join(line.text for line in lines)),
        # Directions that tell a dose which was not understood are as good as not seen.
        seen=Seen(
            panel=draft.seen,
            directions=told.directions_seen and (directions is not None or not unclear),
            warnings=told.warnings_seen,
        ),
        declares=declare(
            facts, draft.rows, panel=draft.seen, gaps=bool(draft.gaps or draft.lost) or draft.torn
        ),
        serving=draft.serving,
        regimen=directions or assumed,
        facts=facts,
        statements=(*told.statements, *claims),
    )
