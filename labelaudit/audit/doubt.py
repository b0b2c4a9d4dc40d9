"""What is not known: a value left open, the alternatives for one, and a verdict that has to wait for it."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from labelaudit.model.audit import Reason

T = TypeVar("T")


@dataclass(frozen=True)
class Open:
    """A value that nothing narrows down; `why` completes "Not decided: ..."."""

    reason: Reason
    why: str


@dataclass(frozen=True)
class Axis(Generic[T]):
    """The alternatives for one thing, and why there are several (of no account where there is one)."""

    values: tuple[T, ...]
    reason: Reason


class Undecided(Exception):  # noqa: N818 - a state of affairs, not an error
    """A rule asked for an open value; never leaves the audit."""

    def __init__(self, left: Open) -> None:
        super().__init__(left.why)
        self.left = left
