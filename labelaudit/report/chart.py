"""A measured amount against the guidance's points, as figures for a drawing: 0..100 across, 0..1 up."""

from dataclasses import dataclass
from decimal import Decimal
from math import inf

from labelaudit.model.audit import Measured
from labelaudit.report.clean import clean
from labelaudit.report.facts import figure, span


@dataclass(frozen=True)
class Chart:
    """A hill as high as the score, and the place of the label's amount before it."""

    hill: str
    """Corners of the area under the score, as SVG wants them; y runs downwards."""
    full: tuple[float, float]
    """Where the score is full, in per cent of the width."""
    full_words: "Words"
    low: float
    high: float
    """Where the amount lies, in per cent of the width."""
    words: "Words"


@dataclass(frozen=True)
class Words:
    """Words over or under a stretch of the scale, hung so that they stay inside a phone's width."""

    text: str
    x: float
    """In per cent of the width."""
    anchor: str
    """"start", "middle" or "end"."""


def chart(measured: Measured) -> Chart | None:
    """The drawing's figures; None where there are no points to draw."""
    points = measured.points
    if len(points) < 2:
        return None
    low, high = float(measured.low), float(measured.high)
    end = max(points[-1][0], high) * 1.06

    def across(x: float) -> float:
        return round(min(max(x / end, 0), 1) * 100, 2)

    corners = [(0.0, points[0][1]), *((across(x), score) for x, score in points), (100.0, points[-1][1])]
    hill = [(0.0, 0.0), *corners, (100.0, 0.0)]
    start, stop = full_range(measured)
    stop = min(stop, end)
    return Chart(
        hill=" ".join(f"{x:g},{1 - score:g}" for x, score in hill),
        full=(across(start), across(stop)),
        full_words=_words(_full(start, stop, end), across(start), across(stop)),
        low=across(low),
        high=across(high),
        words=_words(
            f"{span(measured.low, measured.high)} {clean(measured.unit)}", across(low), across(high)
        ),
    )


def full_range(measured: Measured) -> tuple[float, float]:
    """From where to where the points give their best score; 0 and infinity where there is no edge."""
    points = measured.points
    best = max((score for _, score in points), default=0)
    tops = [x for x, score in points if score == best]
    start = 0.0 if not points or points[0][1] == best else tops[0]
    stop = inf if not points or points[-1][1] == best else tops[-1]
    return start, stop


def _words(text: str, start: float, stop: float) -> Words:
    middle = (start + stop) / 2
    if middle < 35:
        return Words(text=text, x=start, anchor="start")
    if middle > 65:
        return Words(text=text, x=stop, anchor="end")
    return Words(text=text, x=middle, anchor="middle")


def _full(start: float, stop: float, end: float) -> str:
    """Figures alone: the amount above them names the unit, and a phone is narrow."""
    low, high = (figure(Decimal(str(edge))) for edge in (start, stop))
    if start == 0:
        return f"up to {high}"
    if stop == end:
        return f"{low} and up"
    return low if low == high else f"{low}–{high}"
