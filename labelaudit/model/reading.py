"""What stands between the stages and may be kept: a file as it was read, a source as it was understood."""

from labelaudit.model.audit import Source, SourcePage
from labelaudit.model.base import Model, Note
from labelaudit.model.label import Label
from labelaudit.model.page import Page
from labelaudit.model.question import Look


class Reading(Model):
    """One file as it was read, or why it was not; as JSON it comes back the same.

    Pages are numbered from 0 in each file; whoever takes several files together numbers them anew.
    """

    pages: tuple[Page, ...] = ()
    places: tuple[SourcePage, ...] = ()
    """Where each of `pages` was."""
    looks: tuple[Look, ...] = ()
    """What a further look found."""
    warnings: tuple[Note, ...] = ()
    """Of how the file was opened."""
    error: Note | None = None
    """Why the file could not be read; nothing else is set then. Its message starts with the file's name."""


class Understood(Model):
    """What the pages of one source say, before it is judged; as JSON it comes back the same."""

    source: Source
    labels: tuple[Label, ...] = ()
    """One a panel; one alone where the files were taken together."""
    warnings: tuple[Note, ...] = ()
    error: Note | None = None
    """Why the source could not be read; it has no labels then."""
