"""One panel, or one paragraph, to a draft of a label: its rows, its facts, and what of it was in view."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import inf
from typing import Literal

from labelaudit.model.label import Basis, Serving
from labelaudit.model.page import Box, Page
from labelaudit.parse.blocks import Block
from labelaudit.parse.columns import Head, has_unclear_head, is_unclear, read_basis, read_heads
from labelaudit.parse.context import Context
from labelaudit.parse.convention import point_parts_thousands
from labelaudit.parse.facts import Found, read_facts
from labelaudit.parse.fold import fold
from labelaudit.parse.gaps import find_gaps, find_lost, find_lost_beside, has_torn_foot
from labelaudit.parse.geometry import Placed
from labelaudit.parse.joining import Row, join_rows
from labelaudit.parse.language import guess_language
from labelaudit.parse.line import Line
from labelaudit.parse.marks import matches
from labelaudit.parse.panel import Panel, is_row, title_kind
from labelaudit.parse.panelrows import (
    doubt_what_is_told_twice,
    number_parts,
    without_compounds,
    without_retold,
    without_second_language,
)
from labelaudit.parse.proportions import hundred_parts_thousands, odd_rows, proportion_of
from labelaudit.parse.references import choose_table
from labelaudit.parse.rows import Entry
from labelaudit.parse.running import Led, running_rows
from labelaudit.parse.second import SecondReading
from labelaudit.parse.serving import PIECES, parse_serving
from labelaudit.parse.signless import sign_from_head, trust_numbers
from labelaudit.parse.stacked import stacked_rows
from labelaudit.parse.unitbelow import count_numbers
from labelaudit.parse.votes import votes_of

PanelKind = Literal["us", "eu", "ca", "au", "food", "text", "none"]


@dataclass
class Draft:
    """A panel or a paragraph, read: a label before its statements are added."""

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


def draft_panel(
    panel: Panel, entries: Sequence[Entry], placed: Sequence[Placed], page: Page, second: SecondReading
) -> Draft:
    """The draft of one panel; `entries` and `placed` are all of its page that runs the same way."""
    sign_from_head((panel.title, *panel.furniture, *panel.rows), panel.rows)
    rows = join_rows(panel.rows, left=panel.left)
    count_numbers(rows)
    first_row = min((r.y for r in rows if r.cells), default=panel.title.y)
    heading = {id(w) for e in (panel.title, *panel.furniture) for w in e.words}
    over = [p for p in placed if id(p.word) in heading and p.y < first_row + p.height]
    unread = {id(w) for e in panel.rows if not e.cells and e.y < first_row for w in e.words}
    printed = [*over, *(p for p in placed if id(p.word) in unread)]
    serving = _serving([panel.title, *panel.furniture])
    kind = _kind(panel, rows)
    # A US panel states a serving, the EU's a day's portion (Regulation 1169/2011), whatever its title says.
    told_for: Literal["serving", "day"] = "day" if kind == "eu" and serving is None else "serving"
    default = Basis(kind=told_for, units=serving.units if serving else None, text="")
    headless = _is_headless(panel) and told_for == "day"
    amounts = [cell for row in rows for cell in row.cells if not cell.quantity.percent]
    unclear = title_kind(panel.title.name) is not None and is_unclear(panel.title.name)
    language = guess_language(" ".join(e.text for e in entries))
    words = [p.word for p in placed]
    heads, more = ([h for h in read_heads(pieces) if not _counts_pack(h)] for pieces in (over, printed))
    heads = more if len(more) > len(heads) else heads
    trust_numbers(rows, columns=len(heads))
    texts = [e.text for e in (panel.title, *panel.furniture, *panel.rows)]
    thousands = point_parts_thousands(texts, language=language)
    if thousands is None and serving and serving.unit in PIECES and hundred_parts_thousands(rows, heads):
        thousands = True
    context = Context(
        page=page,
        heads=heads,
        table=choose_table(votes_of(rows))[0],
        exact_percent=kind != "food",
        misaligned=_misaligned(panel, rows),
        odd=odd_rows(rows),
        proportion=proportion_of(rows),
        default_basis=None if unclear or headless or has_unclear_head(printed, amounts) else default,
        second=second,
        words=words,
        thousands=thousands,
    )
    lower, below = replace(context, heads=(), default_basis=None), _second_head(panel, context)
    found = [f for row in rows for f in read_facts(row, context if row.y < below else lower)]
    found = without_second_language(without_compounds(without_retold(found)), rows)
    number_parts(found)
    doubt_what_is_told_twice(found)
    return Draft(
        kind=kind,
        rows=rows,
        found=found,
        seen=_seen(panel, entries, page),
        serving=serving,
        gaps=find_gaps(panel, entries),
        lost=find_lost(panel, entries, words, page.unread),
        torn=has_torn_foot(panel, entries),
    )


_MOST_AT_ONCE = 20


def _counts_pack(head: Head) -> bool:
    """Whether a count of capsules or tablets is more than one takes at once: a pack's."""
    return head.basis.kind == "serving" and (head.basis.units or 0) > _MOST_AT_ONCE


def draft_text(
    blocks: Sequence[Block], entries: Sequence[Entry], page: Page, second: SecondReading
) -> Draft | None:
    """The draft of what running text lists; None where it lists nothing of ours."""
    stacked, over = stacked_rows(entries)
    listed = (running_rows(blocks), [Led(row, over) for row in stacked])
    told = max(listed, key=lambda led: len(_nutrients([one.row for one in led])))
    if not told:
        return None
    rows = [one.row for one in told]
    text = " ".join(block.text for block in blocks)
    words = [w for e in entries for w in e.words]
    context = Context(
        page=page,
        heads=(),
        table=choose_table(votes_of(rows))[0],
        exact_percent=True,
        default_basis=None,
        second=second,
        words=words,
        thousands=point_parts_thousands([text], language=guess_language(text)),
    )
    found = without_retold(
        [f for one in told for f in read_facts(one.row, replace(context, default_basis=_led_basis(one.lead)))]
    )
    if not found:
        return None
    doubt_what_is_told_twice(found)
    servings = (parse_serving(one.lead) for one in told if one.lead)
    return Draft(
        kind="text",
        rows=rows,
        found=found,
        seen="cut",
        serving=next((serving for serving in servings if serving), None),
        lost=find_lost_beside(rows, words, page.unread),
    )


def _led_basis(lead: str | None) -> Basis | None:
    """What the amounts of running text are for; None where that is told and not understood."""
    if lead is None or is_unclear(_CLAUSE.split(lead)[-1]):
        return None
    return read_basis(lead) or Basis(kind="serving")


_CLAUSE = re.compile(r"[.;|•!?]\s")


def _nutrients(rows: Sequence[Row]) -> set[str]:
    """The nutrients of rows with amounts."""
    return {row.named.nutrient for row in rows if row.named is not None and row.cells}


def _kind(panel: Panel, rows: Sequence[Row]) -> PanelKind:
    """The title's kind; a table of energy, fat and protein is a food's, whatever it is called."""
    if panel.kind != "us" and len(_nutrients(rows) & {"fat", "protein", "carbohydrate"}) >= 2:
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


def _second_head(panel: Panel, context: Context) -> float:
    """How far down the heads hold: to where a line among the rows tells that what follows is for another."""
    first = min((e.y for e in panel.rows if e.cells and is_row(e)), default=inf)
    told = [context.default_basis, *(head.basis for head in context.heads)]
    known = {(basis.kind, basis.units) for basis in told if basis is not None}
    inside = ((e.y, read_basis(e.text)) for e in panel.rows if e.y > first and not is_row(e))
    return min((y for y, basis in inside if basis and (basis.kind, basis.units) not in known), default=inf)


def _is_headless(panel: Panel) -> bool:
    """Whether the first row stands for a title that was not found."""
    return bool(panel.title.cells)


def _seen(panel: Panel, entries: Sequence[Entry], page: Page) -> Literal["whole", "cut"]:
    """Whole where something of the label stands under the last row: a footnote, ingredients, other text.

    A panel that begins with a row, and no title or head, may go on above the picture.
    """
    if _is_headless(panel):
        return "cut"
    if panel.footnotes or panel.ingredients is not None:
        return "whole"
    last = max((r.y for r in panel.rows), default=0.0)
    under = [e for e in entries if e.y > last + 0.8 * e.height and e.x0 < panel.x1 and e.right > panel.x0]
    return "whole" if under else "cut"
