"""A measured amount against the guidance's points, as figures for a drawing: 0..100 across, 0..1 up."""

from dataclasses import dataclass
from decimal import Decimal

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
    full_words: str
    full_anchor: str
    low: float
    high: float
    """Where the amount lies, in per cent of the width."""
    words: str
    anchor: str
    """How words hang on their place ("start", "middle", "end"), so that none leaves a phone's width."""


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
    best = max(score for _, score in points)
    tops = [x for x, score in points if score == best]
    start = 0.0 if points[0][1] == best else tops[0]
    stop = end if points[-1][1] == best else tops[-1]
    return Chart(
        hill=" ".join(f"{x:g},{1 - score:g}" for x, score in hill),
        full=(across(start), across(stop)),
        full_words=_full_words(points, start=start, stop=stop, end=end, unit=clean(measured.unit)),
        low=across(low),
        high=across(high),
        words=f"{span(measured.low, measured.high)} {clean(measured.unit)}",
        anchor=_anchor((across(low) + across(high)) / 2),
        full_anchor=_anchor((across(start) + across(stop)) / 2),
    )


def _anchor(place: float) -> str:
    return "start" if place < 35 else "end" if place > 65 else "middle"


def _full_words(
    points: tuple[tuple[float, float], ...], *, start: float, stop: float, end: float, unit: str
) -> str:
    low, high = (figure(Decimal(str(edge))) for edge in (start, stop))
    if start == 0:
        return f"up to {high} {unit}"
    if stop == end:
        return f"{low} {unit} and up"
    return f"{low} {unit}" if low == high else f"{low}–{high} {unit}"
