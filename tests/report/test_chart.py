"""A chart puts the amount and the guidance on one scale, true to the points."""

from decimal import Decimal

import pytest

from labelaudit.model.audit import Measured
from labelaudit.report.chart import Chart, chart

D3 = ((300, 0), (600, 1), (2000, 1), (5000, 0))


def drawn(low: str, high: str, points: tuple[tuple[float, float], ...], unit: str = "IU") -> Chart:
    found = chart(Measured(low=Decimal(low), high=Decimal(high), unit=unit, points=points))
    assert found
    return found


def test_an_amount_inside_the_guidance_stands_over_its_full_line() -> None:
    found = drawn("1000", "1000", D3)
    assert found.full[0] < found.low == found.high < found.full[1]


def test_an_amount_at_the_edge_stands_at_the_edge() -> None:
    found = drawn("2000", "2000", D3)
    assert found.low == found.full[1]


def test_amounts_keep_their_proportions() -> None:
    found = drawn("600", "1200", D3)
    assert found.high == pytest.approx(2 * found.low, abs=0.02)


def test_an_amount_far_above_stays_in_the_drawing() -> None:
    found = drawn("50000", "50000", D3)
    assert 0 <= found.low <= 100


@pytest.mark.parametrize(
    ("points", "words"),
    [
        (D3, "600–2,000"),
        (((600, 1), (1200, 0)), "up to 600"),
        (((400, 0), (800, 1)), "800 and up"),
        (((400, 0), (800, 1), (1600, 0)), "800"),
        (((0.75, 0), (1.5, 1), (2.5, 1), (5, 0)), "1.5–2.5"),
    ],
)
def test_where_the_score_is_full_is_said_in_words(
    points: tuple[tuple[float, float], ...], words: str
) -> None:
    assert drawn("1", "1", points).full_words.text == words


def test_the_hill_is_as_high_as_the_score() -> None:
    corners = [tuple(map(float, corner.split(","))) for corner in drawn("1000", "1000", D3).hill.split()]
    assert max(y for _, y in corners) == 1
    assert [x for x, y in corners if y == 0] == [*drawn("1000", "1000", D3).full]


def test_without_points_there_is_nothing_to_draw() -> None:
    assert chart(Measured(low=Decimal(1), high=Decimal(1), unit="IU")) is None
