"""The score: the weighted mean of the rules that apply, an interval where any is undecided."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from labelaudit.model.audit import Finding, Outcome, Points, Score
from labelaudit.model.guidance import Thresholds


@dataclass(frozen=True)
class Ruling:
    """A finding with what the score needs to know exactly: 0..1 at worst and at best, and its weights.

    Two weights where it is open whether another rule charges the same omission; no weight where the
    rule does not apply.
    """

    finding: Finding
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(1)
    weights: tuple[Fraction, ...] = ()


def total(rulings: Iterable[Ruling], thresholds: Thresholds) -> Score | None:
    """The score of one label; None where no rule with weight applies."""
    every = list(rulings)
    weighing = [ruling for ruling in every if any(ruling.weights)]
    if not weighing:
        return None
    open_weight = any(len(ruling.weights) > 1 for ruling in weighing)
    means = [_mean(weighing, lesser=lesser) for lesser in ((True, False) if open_weight else (True,))]
    low = min((low for low, _ in filter(None, means)), default=Fraction(0))
    high = max((high for _, high in filter(None, means)), default=Fraction(1))
    for ruling in every:
        if is_capping(ruling):
            cap = Fraction(thresholds.cap.value) / 100
            low = min(low, cap)
            high = min(high, cap) if ruling.finding.outcome is Outcome.FAIL else high
    bottom, top = _rounded(low), _rounded(high)
    decided = [ruling for ruling in weighing if ruling.finding.outcome is not Outcome.REVIEW]
    return Score(
        value=bottom if bottom == top else None,
        low=bottom,
        high=top,
        band=band(bottom, top, thresholds),
        points=Points(decided=_weight(decided), applicable=_weight(weighing)),
    )


def is_capping(ruling: Ruling) -> bool:
    """Whether the finding holds the score down, or may."""
    return ruling.finding.category == "cap" and ruling.finding.outcome in (Outcome.FAIL, Outcome.REVIEW)


def band(low: int, high: int, thresholds: Thresholds) -> str:
    """The band of a score, or both where the interval crosses an edge."""
    names = [
        "good" if end >= thresholds.good.value else "mixed" if end >= thresholds.mixed.value else "poor"
        for end in (low, high)
    ]
    return "–".join(dict.fromkeys(names))


def _mean(rulings: list[Ruling], *, lesser: bool) -> tuple[Fraction, Fraction] | None:
    """The lowest and the highest mean, by each rule's lesser or greater weight; None without weight."""
    weighed = [((min if lesser else max)(ruling.weights), ruling) for ruling in rulings]
    whole = sum((weight for weight, _ in weighed), Fraction(0))
    if not whole:
        return None
    low = sum((weight * ruling.low for weight, ruling in weighed if ruling.low), Fraction(0))
    lost = sum((weight * (1 - ruling.high) for weight, ruling in weighed if ruling.high != 1), Fraction(0))
    return low / whole, 1 - lost / whole


def _rounded(share: Fraction) -> int:
    """Out of a hundred, half up."""
    return (share * 100 + Fraction(1, 2)).__floor__()


def _weight(rulings: list[Ruling]) -> float:
    return float(sum((max(ruling.weights) for ruling in rulings), Fraction(0)))
