"""Print within a panel that was not read: nothing is called absent, and the reader is asked to look again."""

import pytest
from built import CALCIUM, D3, ZINC, label_of, page_of, us

from labelaudit.model.label import Declared
from labelaudit.model.page import Box, Page
from labelaudit.model.question import Ask, Look
from labelaudit.parse import parse

ROW = 30
FIRST = 40 + 3 * ROW
"""The top of the first row of a panel built by hand."""


def panel(*unread: Box) -> Page:
    """Two rows and a foot, with print that was not read."""
    return us(D3, CALCIUM).model_copy(update={"unread": unread})


def test_nothing_is_absent_from_a_panel_with_print_that_was_not_read() -> None:
    declares = label_of(panel((300, FIRST + 10, 480, FIRST + 26))).declares
    assert (declares.vitamin_k, declares.vitamin_k2, declares.magnesium) == (Declared.UNKNOWN,) * 3
    assert (declares.vitamin_d, declares.calcium) == (Declared.YES,) * 2


@pytest.mark.parametrize(
    "box",
    [
        (60, 600, 500, 640),  # below the foot
        (1200, FIRST, 1500, FIRST + 60),  # beside the panel
        (60, FIRST - 20, 75, FIRST + 60),  # a border
        (60, FIRST, 330, FIRST + 20),  # a word read there covers it
    ],
)
def test_what_was_not_read_elsewhere_leaves_what_is_absent_absent(box: Box) -> None:
    assert label_of(panel(box)).declares.vitamin_k is Declared.NO


def test_the_reader_is_asked_to_look_again_and_once() -> None:
    page = panel((300, FIRST + 10, 480, FIRST + 26))
    (question,) = [q for q in parse([page]).questions if q.ask is Ask.GAP]
    again = parse([page], [Look(question=question, words=())])
    assert not [q for q in again.questions if q.ask is Ask.GAP]
    assert again.labels[0].declares.vitamin_k is Declared.UNKNOWN


LIST = (
    "1 capsule provides: Vitamin D3 10 µg (200%), Vitamin E 12 mg (100%),",
    "Vitamin C 80 mg (100%), Zinc 10 mg (100%)",
)


@pytest.mark.parametrize("box", [(60, 105, 500, 160), (60, 0, 500, 30)])
def test_print_lost_above_or_under_a_paragraph_is_read_again_with_it(box: Box) -> None:
    page = page_of(LIST).model_copy(update={"unread": (box,)})
    (question,) = [q for q in parse([page]).questions if q.ask is Ask.LARGER]
    x0, y0, x1, y1 = question.box
    for left, top, right, bottom in (box, *(word.box for word in page.words)):
        assert (x0 <= left, y0 <= top, right <= x1, bottom <= y1) == (True,) * 4
    again = parse([page], [Look(question=question, words=())])
    assert Ask.LARGER not in [q.ask for q in again.questions]


@pytest.mark.parametrize(
    "box",
    [
        (60, 400, 500, 460),  # far below
        (900, 40, 1200, 100),  # beside it
        (60, 60, 90, 120),  # too short for a line
        (60, 42, 300, 58),  # a word read there covers it
    ],
)
def test_what_was_not_read_elsewhere_is_no_part_of_a_paragraph(box: Box) -> None:
    page = page_of(LIST).model_copy(update={"unread": (box,)})
    assert not [q for q in parse([page]).questions if q.ask is Ask.LARGER]


REST = [
    "Vitamin",
    "Vit",
    "as||",
    "mcg",
    "|mcg|",
    "|100|",
    "|1|",
    "|.|",
    "||**",
    "||t",
    "Vitanin|100|",
    "Witamina",
]


@pytest.mark.parametrize("rest", REST)
def test_what_is_left_of_a_lost_row_fills_no_gap(rest: str) -> None:
    declares = label_of(us(CALCIUM, D3, rest, ZINC, "Biotin|30 mcg|100%")).declares
    assert (declares.vitamin_k, declares.vitamin_k2, declares.magnesium) == (Declared.UNKNOWN,) * 3


@pytest.mark.parametrize(
    "rows",
    [
        ("Vitamin C (as ascorbic", "acid)|90 mg|100%"),
        ("Ashwagandha root|300 mg|**", "Inositol|50 mg|**"),
        ("Rutin|10 mg|**", "GABA|50 mg|**"),
    ],
)
def test_short_names_and_the_ends_of_names_are_lines(rows: tuple[str, ...]) -> None:
    declares = label_of(us(CALCIUM, D3, *rows, ZINC, "Biotin|30 mcg|100%")).declares
    assert (declares.vitamin_k, declares.magnesium) == (Declared.NO,) * 2
