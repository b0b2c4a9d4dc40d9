"""What a further look could settle: rows that no arithmetic confirms, names without amounts."""

from collections.abc import Sequence

from labelaudit.model.label import Standing
from labelaudit.model.page import Box, Page, Word
from labelaudit.model.question import Ask, Question
from labelaudit.parse.absence import unread
from labelaudit.parse.evidence import around
from labelaudit.parse.facts import Found
from labelaudit.parse.geometry import by_direction, on_side
from labelaudit.parse.joining import Row
from labelaudit.parse.standing import SETTLED_BY_AGREEMENT
from labelaudit.parse.units import find_quantities

_SURE = 0.85
_PLAIN = 0.97
"""Of 1,732 figures told of drawn labels that the second reader looked at it corrected none."""
_MOST_GAPS = 4
_MOST_CELLS = 6
_AMOUNTS = 2
"""So many amounts on their side are a panel."""
_LETTERS = 40
"""So much text, half of it unsure, may be one."""

_MARGIN = 4.0
"""Letter heights around a panel that are enlarged with it."""


def ask(
    page: Page,
    found: Sequence[Found],
    rows: Sequence[Row],
    *,
    larger: Box | None,
    turn: Box | None,
    gaps: Sequence[Box] = (),
) -> list[Question]:
    """The questions of one page, those that matter most first; `larger`, `turn`, `gaps` are boxes, if any."""
    questions = []
    if turn is not None:
        questions.append(
            Question(ask=Ask.TURN, page=page.number, box=turn, why="amounts on their side were not readable")
        )
    if larger is not None:
        questions.append(
            Question(ask=Ask.LARGER, page=page.number, box=larger, why="a name stands without its amount")
        )
    questions.extend(
        Question(ask=Ask.GAP, page=page.number, box=gap, why="a row may be missing between two others")
        for gap in (gaps[:_MOST_GAPS] if larger is None else ())
    )
    order = {Standing.DOUBTFUL: 0, Standing.READ: 1}
    open_facts = [f for f in found if f.fact.standing is not Standing.CONFIRMED and not _is_plainly_read(f)]
    boxes: list[Box] = []
    for one in sorted(open_facts, key=lambda f: order[f.fact.standing]):
        box = around(one.row.words)
        if box not in boxes:
            boxes.append(box)
            why = one.doubts[0] if one.doubts else "no arithmetic confirms it"
            questions.append(
                Question(ask=Ask.ROW, page=page.number, box=box, why=why, cells=_cells_to_settle(one))
            )
    return questions


def _is_plainly_read(found: Found) -> bool:
    """Whether nothing is in doubt and the figures were read surely: the second reader mends nothing there."""
    return not found.doubts and all(cell.word.confidence >= _PLAIN for cell in found.row.cells)


def _cells_to_settle(found: Found) -> tuple[Box, ...]:
    """The boxes of a row's figures where reading them alike would settle a doubt."""
    if SETTLED_BY_AGREEMENT.isdisjoint(found.doubts):
        return ()
    words = {id(cell.word): cell.word for cell in found.row.cells}
    return tuple(word.box for word in words.values())[:_MOST_CELLS]


def unreadable_on_side(words: Sequence[Word], *, panel: bool) -> Box | None:
    """The box of text on its side that does not read: a panel that the engine could not take.

    Where a `panel` was found only amounts are worth another look: an address along an edge holds none.
    """
    side = [w for group in by_direction(words) if any(on_side(w) for w in group) for w in group]
    amounts = sum(1 for w in side if find_quantities(w.text))
    unsure = sum(len(w.text) for w in side if w.confidence < _SURE)
    text = not panel and 2 * unsure > max(_LETTERS, sum(len(w.text) for w in side))
    return around(side) if text or (unsure and amounts >= _AMOUNTS) else None


def rows_to_enlarge(rows: Sequence[Row]) -> list[Row]:
    """The rows where a nutrient of ours is named without its amount, or amounts have no legible name."""
    return [r for r in rows if unread(r) or _lacks_amount(r)]


def _lacks_amount(row: Row) -> bool:
    named = row.named is not None and row.named.ours
    return named and not any(c.quantity.unit for c in row.cells) and row.blend is None


def box_to_enlarge(small: Sequence[Row], rows: Sequence[Row], page: Page) -> Box:
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
