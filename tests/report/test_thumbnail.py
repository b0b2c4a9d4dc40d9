"""A thumbnail is small, keeps its proportions, and is never larger than its picture."""

import io

import pytest
from PIL import Image

from labelaudit.report.thumbnail import thumbnail


@pytest.mark.parametrize(
    ("size", "small"), [((1600, 800), (96, 48)), ((300, 1200), (24, 96)), ((40, 30), (40, 30))]
)
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_it_is_the_picture_at_96_pixels(size: tuple[int, int], small: tuple[int, int], mode: str) -> None:
    encoded = io.BytesIO()
    Image.effect_noise(size, 80).convert(mode).save(encoded, "JPEG")
    made = thumbnail(encoded.getvalue())
    assert Image.open(io.BytesIO(made)).size == small
    assert len(made) < 8_000
