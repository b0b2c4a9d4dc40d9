"""What a rule is: its words, what it needs, and the function that judges one reading of a label."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from labelaudit.audit.case import Case
from labelaudit.audit.wording import figure, span
from labelaudit.model.audit import Outcome
from labelaudit.model.guidance import Curve, RuleGuidance
from labelaudit.model.label import Nutrient

Category = Literal["guidance", "quality", "context", "cap"]
HALF = Fraction(1, 2)
NONE = Fraction(0)


@dataclass(frozen=True)
class Verdict:
    """What a rule says of one reading; `measured` is what was held against `points`, in `unit`."""

    outcome: Outcome
    message: str
    score: Fraction | None = None
    measured: Fraction | None = None
    unit: str = ""
    points: Curve = ()


@dataclass(frozen=True)
class Rule:
    """One rule; its figures stand in the guidance under the same id.

    `judge` is called for every reading that the doubtful rows, the ranges and the directions allow; it may
    raise Undecided. `needs` are the nutrients that it may look at.
    """

    id: str
    statements: tuple[str, ...]
    title: str
    """The sentence when it passes."""
    failure: str
    """The sentence when it does not."""
    why: str
    applies: str
    judge: Callable[[Case], Verdict]
    needs: frozenset[Nutrient] = frozenset()
    also_needs: str = ""
    """What it looks at besides nutrients, in words."""
    looks_at: tuple[str, ...] = ()
    """The kinds of statements that are its evidence."""
    category: Category = "guidance"
    has_points: bool = False
    scores: tuple[str, ...] = ()
    """The names of the scores that the guidance must give it."""
    by_profile: bool = False
    """Its figures are the profile's."""
    yields_to: str = ""
    """The rule that charges the same omission in its place, where `shares` says so."""
    shares: Callable[[Case], frozenset[int]] = lambda _: frozenset({1})
    """The weight that counts, as multiples of the rule's own: 0, 1, or both where that is open."""


def judged(score: Fraction | Decimal | int, message: str) -> Verdict:
    """A verdict with a score: 1 passes, from 0.5 it warns, below it fails."""
    exact = Fraction(score)
    outcome = Outcome.PASS if exact == 1 else Outcome.WARN if exact >= HALF else Outcome.FAIL
    return Verdict(outcome, message, exact)


def held(points: Curve, unit: str, amount: Fraction, message: str, *, floor: Fraction = NONE) -> Verdict:
    """A verdict by the score that the points give the amount, at least `floor`."""
    verdict = judged(max(along(points, amount), floor), message)
    return replace(verdict, measured=amount, unit=unit, points=points)


def not_applicable(message: str) -> Verdict:
    """The rule's condition is not met."""
    return Verdict(Outcome.NOT_APPLICABLE, message)


def note(message: str) -> Verdict:
    """Context beside the findings."""
    return Verdict(Outcome.NOTE, message)


@lru_cache(maxsize=256)
def _exact(points: Curve) -> tuple[tuple[Fraction, Fraction], ...]:
    return tuple((Fraction(amount), Fraction(score)) for amount, score in points)


def along(points: Curve, amount: Fraction) -> Fraction:
    """The score at an amount: straight lines between the points, level outside them."""
    exact = _exact(points)
    if amount <= exact[0][0]:
        return exact[0][1]
    for (x0, y0), (x1, y1) in pairwise(exact):
        if amount <= x1:
            return y0 if y0 == y1 else y0 + (amount - x0) / (x1 - x0) * (y1 - y0)
    return exact[-1][1]


def band(points: Curve) -> tuple[Fraction, Fraction | None]:
    """From where to where the points give a full score; None where they give no upper edge."""
    exact = _exact(points)
    full = [amount for amount, score in exact if score == 1]
    return full[0], None if exact[-1][1] == 1 else full[-1]


def place(points: Curve, amount: Fraction) -> str:
    """Where an amount lies by the band of the points: "below 600–2,000"."""
    low, high = band(points)
    if high is None:
        return f"{'below' if amount < low else 'within'} {figure(low)} or more"
    return f"{'below' if amount < low else 'above' if amount > high else 'within'} {span(low, high)}"


def figures(case: Case, rule: str) -> RuleGuidance:
    """What the guidance says of a rule."""
    return case.guidance.rules[rule]
