"""A catalogue at a glance: rows counted one by one into what its index draws, whatever their number."""

import heapq
from collections import Counter
from dataclasses import dataclass, field
from statistics import median
from typing import NamedTuple

from labelaudit.model.audit import Audit, Outcome, Status, Tool
from labelaudit.report.chart import full_range
from labelaudit.report.product_rows import Range, Row
from labelaudit.report.view import View, rule_title

QUEUE_MOST = 10
"""Products of the review queue that are named; the table has them all."""
_BRANDS = 25
D_MOST, _D_STEP = 6000, 100
K2_MOST, _K2_STEP = 400, 10
_RATIO_MOST, _RATIO_STEP = 400, 20


class Bar(NamedTuple):
    """One bar of a distribution, from `low` to `high`; `open_` counts what is not decided."""

    low: int
    high: int
    sure: int
    open_: int

    @property
    def all(self) -> int:
        """Both."""
        return self.sure + self.open_


class Waits(NamedTuple):
    """A product of the review queue."""

    points: float
    """Weight of the rules that wait."""
    title: str
    name: str
    cause: str


class Spot(NamedTuple):
    """So many products of about these amounts."""

    d: int
    k2: int
    products: int


@dataclass
class Brand:
    """What a brand's products come to."""

    count: int = 0
    acting: int = 0
    reviewing: int = 0
    lows: Counter[int] = field(default_factory=Counter)

    @property
    def middle(self) -> float | None:
        """The median of the scores, open ones at their low end."""
        return median(self.lows.elements()) if self.lows else None


class Overview:
    """Counts of everything that was added."""

    def __init__(self) -> None:
        self.total = 0
        self.acting = 0
        self.statuses: Counter[Status] = Counter()
        self.outcomes: dict[str, Counter[str]] = {}
        self.changes: Counter[str] = Counter()
        self.tools: Counter[Tool] = Counter()
        self.inside = 0
        """Products whose vitamin D and K2 both lie in their ranges, from the least to the most."""
        self.ratio_inside = 0
        self._scores: Counter[tuple[int, bool]] = Counter()
        self._spots: Counter[tuple[int, int]] = Counter()
        self._ratios: Counter[int] = Counter()
        self._full: dict[str, Counter[Range]] = {}
        self._brands: dict[str, Brand] = {}
        self._queue: list[tuple[float, int, Waits]] = []

    def add(self, row: Row, audit: Audit, shown: View) -> None:
        """Count one product."""
        self.total += 1
        self.statuses[row.status] += 1
        self.tools[audit.tool] += 1
        self.acting += bool(row.fail or row.warn)
        if row.change:
            self.changes[row.change] += 1
        for outcome, rules in (("fail", row.fail), ("warn", row.warn), ("review", row.review)):
            for rule in rules:
                self.outcomes.setdefault(rule, Counter())[outcome] += 1
        brand = self._brands.setdefault(row.brand, Brand())
        brand.count += 1
        brand.acting += bool(row.fail or row.warn)
        brand.reviewing += row.status is Status.NEEDS_REVIEW
        if row.low is not None:
            brand.lows[row.low] += 1
            self._scores[min(row.low // 10, 9), row.low == row.high] += 1
        if row.status is Status.NEEDS_REVIEW:
            self._enqueue(row, audit, shown)
        self._place(row, audit)

    @property
    def scores(self) -> list[Bar]:
        """By tens; open scores at their low end."""
        return [
            Bar(
                ten * 10, 100 if ten == 9 else ten * 10 + 9, self._scores[ten, True], self._scores[ten, False]
            )
            for ten in range(10)
        ]

    @property
    def scored(self) -> int:
        """Products with a score."""
        return self._scores.total()

    @property
    def open_scores(self) -> int:
        """Products whose score is an interval."""
        return sum(count for (_, sure), count in self._scores.items() if not sure)

    @property
    def rules(self) -> list[tuple[str, str, Counter[str]]]:
        """Id, title and counts, those that fail most first."""
        named = [(rule, rule_title(rule), counts) for rule, counts in self.outcomes.items()]
        return sorted(named, key=lambda r: (-r[2]["fail"], -r[2]["warn"], -r[2]["review"], r[0]))

    @property
    def brands(self) -> list[tuple[str, Brand]]:
        """Those with most products."""
        return sorted(self._brands.items(), key=lambda pair: (-pair[1].count, pair[0]))[:_BRANDS]

    @property
    def brands_left(self) -> int:
        """Brands that are not among them."""
        return max(len(self._brands) - _BRANDS, 0)

    @property
    def queue(self) -> list[Waits]:
        """Where a look settles most points, those first."""
        return [waits for *_, waits in sorted(self._queue, key=lambda held: (-held[0], -held[1]))]

    @property
    def spots(self) -> list[Spot]:
        """Vitamin D against K2, the most crowded first: drawn over it, the others show."""
        return [Spot(d, k2, count) for (d, k2), count in sorted(self._spots.items(), key=lambda s: -s[1])]

    @property
    def placed(self) -> int:
        """Products that the spots count."""
        return self._spots.total()

    @property
    def ratios(self) -> list[Bar]:
        """K2 per 500 mg of calcium; the last bar is without an end."""
        steps = range(0, _RATIO_MOST + _RATIO_STEP, _RATIO_STEP)
        return [Bar(low, low + _RATIO_STEP, self._ratios[low], 0) for low in steps]

    def full(self, rule: str) -> Range | None:
        """Where the rule's score is full; None where nothing was measured, or by figures that differ."""
        found = self._full.get(rule, Counter())
        return next(iter(found)) if len(found) == 1 else None

    def _enqueue(self, row: Row, audit: Audit, shown: View) -> None:
        points = sum(f.weight for f in audit.findings if f.outcome is Outcome.REVIEW)
        cause = shown.look[0].cause if shown.look else shown.sentence
        # The running number keeps the first of equals, and ties from being compared further.
        held = (points, -self.total, Waits(points, row.title, row.name, cause))
        (heapq.heappush if len(self._queue) < QUEUE_MOST else heapq.heappushpop)(self._queue, held)

    def _place(self, row: Row, audit: Audit) -> None:
        bands = {f.rule: full_range(f.measured) for f in audit.findings if f.measured and f.measured.points}
        for rule, band in bands.items():
            self._full.setdefault(rule, Counter())[band] += 1
        if row.d is not None and row.k2 is not None and row.d[1] + row.k2[1] > 0:
            d, k2 = sum(row.d) / 2, sum(row.k2) / 2
            self._spots[_snap(d, _D_STEP, D_MOST), _snap(k2, _K2_STEP, K2_MOST)] += 1
            self.inside += _within(row.d, bands.get("d3-dose")) and _within(row.k2, bands.get("k2-dose"))
        if row.ratio is not None:
            middle = sum(row.ratio) / 2
            self._ratios[min(int(middle // _RATIO_STEP) * _RATIO_STEP, _RATIO_MOST)] += 1
            self.ratio_inside += _within(row.ratio, bands.get("k2-per-calcium"))


def _snap(value: float, step: int, most: int) -> int:
    return min(round(value / step) * step, most)


def _within(amount: Range, band: Range | None) -> bool:
    return band is not None and band[0] <= amount[0] and amount[1] <= band[1]
