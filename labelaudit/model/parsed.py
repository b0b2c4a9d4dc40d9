"""What the parser returns for a page: its labels, its questions, its warnings."""

from labelaudit.model.base import Model, Note
from labelaudit.model.label import Label
from labelaudit.model.question import Question


class Parsed(Model):
    """One label a panel, in reading order, and what a further look could settle."""

    labels: tuple[Label, ...]
    questions: tuple[Question, ...] = ()
    warnings: tuple[Note, ...] = ()
