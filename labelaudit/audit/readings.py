"""Everything that one label allows to be read, and each single case of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from math import prod
from typing import TypeVar

from labelaudit.audit.case import Case
from labelaudit.audit.content import Content, contents
from labelaudit.audit.doubt import Axis, Open, Undecided
from labelaudit.audit.taking import Taking, supposed, takings
from labelaudit.model.audit import Reason
from labelaudit.model.guidance import Guidance, Profile
from labelaudit.model.label import Label, Nutrient

T = TypeVar("T")
Coordinates = tuple[int, ...]

_MOST_CASES = 4096
"""Beyond so many cases nothing is told apart: whoever asks for them is left undecided."""


@dataclass(frozen=True)
class Readings:
    """The alternatives of one label, axis by axis."""

    label: Label
    guidance: Guidance
    profile: Profile
    contents: Mapping[Nutrient, Axis[Content]]
    takings: Axis[Taking]
    supposed: Axis[int]
    _cases: dict[frozenset[Nutrient], list[tuple[Coordinates, Case]]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    """Those of each choice of nutrients, once they were asked for."""

    def reasons(self, needs: frozenset[Nutrient]) -> tuple[Reason, ...]:
        """Why each axis of the cases has several values, in the order of their coordinates."""
        each = [self.contents[nutrient].reason for nutrient in sorted(needs)]
        return (self.supposed.reason, self.takings.reason, *each)

    def cases(self, needs: frozenset[Nutrient]) -> Sequence[tuple[Coordinates, Case]]:
        """Every case with its place on each axis; raises Undecided where they are too many."""
        if needs not in self._cases:
            self._cases[needs] = list(self._each(needs))
        return self._cases[needs]

    def _each(self, needs: frozenset[Nutrient]) -> Iterator[tuple[Coordinates, Case]]:
        nutrients = sorted(needs)
        axes = [self.supposed.values, self.takings.values, *(self.contents[n].values for n in nutrients)]
        if prod(map(len, axes)) > _MOST_CASES:
            raise Undecided(Open(Reason.DOUBTFUL, "too many of the label's rows are doubtful"))
        for place in product(*(range(len(axis)) for axis in axes)):
            taking, often = self.takings.values[place[1]], self.supposed.values[place[0]]
            taking = taking if often == 1 else replace(taking, supposed=often)
            chosen = {n: self.contents[n].values[at] for n, at in zip(nutrients, place[2:], strict=True)}
            yield place, Case(self.label, self.guidance, self.profile, taking, chosen)

    def settled(self, question: Callable[[Case], T], needs: frozenset[Nutrient]) -> T | None:
        """The answer that every case gives; None where they differ or one leaves it open."""
        try:
            answers = {question(case) for _, case in self.cases(needs)}
        except Undecided:
            return None
        return answers.pop() if len(answers) == 1 else None


def read(label: Label, guidance: Guidance, profile: Profile, *, before: Readings | None = None) -> Readings:
    """The readings of a label under a guidance and a profile.

    `before` are those of a label whose facts this one has, but for some: a nutrient told alike is not read
    again.
    """
    kept = (
        {n: axis for n, axis in before.contents.items() if _told(before.label, n) == _told(label, n)}
        if before
        else {}
    )
    return Readings(
        label,
        guidance,
        profile,
        {n: kept.get(n) or contents(label, n, guidance) for n in Nutrient},
        takings(label),
        supposed(label),
    )


def _told(label: Label, nutrient: Nutrient) -> tuple[object, ...]:
    """Everything that the contents of one nutrient are read from."""
    declares = label.declares
    k2 = declares.vitamin_k2 if nutrient is Nutrient.VITAMIN_K else None
    facts = [fact for fact in label.facts if fact.nutrient is nutrient]
    return facts, getattr(declares, nutrient.value), k2, label.seen, label.serving, label.regimen
