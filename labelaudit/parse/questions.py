"""What a further look could settle: rows that no arithmetic confirms, names without amounts."""

from collections.abc import Sequence

from labelaudit.model.label import Standing
from labelaudit.model.page import Box, Page
from labelaudit.model.question import Ask, Question
from labelaudit.parse.absence import unread
from labelaudit.parse.evidence import around
from labelaudit.parse.facts import Found
from labelaudit.parse.joining import Row


def ask(page: Page, found: Sequence[Found], rows: Sequence[Row], *, larger: Box | None) -> list[Question]:
    """The questions of one page, those that matter most first; `larger` is the box to enlarge, if any."""
    questions = []
    if larger is not None:
        questions.append(
            Question(ask=Ask.LARGER, page=page.number, box=larger, why="a name stands without its amount")
        )
    order = {Standing.DOUBTFUL: 0, Standing.READ: 1}
    open_facts = [f for f in found if f.fact.standing is not Standing.CONFIRMED]
    boxes: list[Box] = []
    for one in sorted(open_facts, key=lambda f: order[f.fact.standing]):
        box = around(one.row.words)
        if box not in boxes:
            boxes.append(box)
            why = one.doubts[0] if one.doubts else "no arithmetic confirms it"
            questions.append(Question(ask=Ask.ROW, page=page.number, box=box, why=why))
    return questions


def needs_enlarging(rows: Sequence[Row]) -> bool:
    """Whether a nutrient of ours is named without its amount, or a row beside amounts has no legible name."""
    nameless = any(r.named is not None and r.named.ours and not r.cells and r.blend is None for r in rows)
    return nameless or any(unread(r) for r in rows)
