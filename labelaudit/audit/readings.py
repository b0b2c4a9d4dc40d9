"""Everything that one label allows to be read, and each single case of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
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

    def reasons(self, needs: frozenset[Nutrient]) -> tuple[Reason, ...]:
        """Why each axis of the cases has several values, in the order of their coordinates."""
        each = [self.contents[nutrient].reason for nutrient in sorted(needs)]
        return (self.supposed.reason, self.takings.reason, *each)

    def cases(self, needs: frozenset[Nutrient]) -> Iterator[tuple[Coordinates, Case]]:
        """Every case with its place on each axis; raises Undecided where they are too many."""
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


def read(label: Label, guidance: Guidance, profile: Profile) -> Readings:
    """The readings of a label under a guidance and a profile."""
    return Readings(
        label,
        guidance,
        profile,
        {nutrient: contents(label, nutrient, guidance) for nutrient in Nutrient},
        takings(label),
        supposed(label),
    )
