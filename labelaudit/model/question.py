"""What the parser wants to know more of: a place on a page and why; the pipeline has readers answer."""

from enum import StrEnum

from labelaudit.model.base import Model
from labelaudit.model.page import Box, Word


class Ask(StrEnum):
    """What would settle the question."""

    ROW = "row"
    """This row once more, by the second reader, enlarged: its arithmetic could not confirm it."""
    LARGER = "larger"
    """The page (or the box) again, enlarged: a nutrient is named without an amount."""
    GAP = "gap"
    """This band again, enlarged: a row may stand in it that was not read."""
    TURN = "turn"
    """This box on its side, read both ways up: what is in it was not readable as it lies."""


class Question(Model):
    """One request for a further look; `box` is in pixels of the page as it was read."""

    ask: Ask
    page: int
    box: Box
    why: str
    cells: tuple[Box, ...] = ()
    """The figures of a row that a second, like reading would settle: each is read by itself besides."""


class Look(Model):
    """The answer to a question: what a reader found in its box, in pixels of the page as first read."""

    question: Question
    words: tuple[Word, ...]
