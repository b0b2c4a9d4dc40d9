"""An embedded picture is small, upright and still the picture."""

import io

import numpy as np
import pytest
from PIL import Image

from labelaudit.picture import to_jpeg


def opened(jpeg: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(jpeg))
    image.load()
    return image


def test_a_huge_picture_is_reduced_and_keeps_its_proportions() -> None:
    pixels = np.full((2000, 4000, 3), 200, np.uint8)
    assert opened(to_jpeg(pixels)).size == (1600, 800)


def test_a_small_picture_keeps_its_size() -> None:
    assert opened(to_jpeg(np.zeros((30, 50, 3), np.uint8))).size == (50, 30)


def test_noise_that_compresses_badly_still_fits_the_bound() -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (1600, 1600, 3), dtype=np.uint8)
    assert len(to_jpeg(pixels)) <= 300_000


@pytest.mark.parametrize(("turn", "corner"), [(0, (0, 0)), (90, (39, 0)), (180, (39, 39)), (270, (0, 39))])
def test_a_turn_is_clockwise(turn: int, corner: tuple[int, int]) -> None:
    pixels = np.full((40, 40, 3), 255, np.uint8)
    pixels[:8, :8] = 0  # a dark top left corner
    red, _, _ = opened(to_jpeg(pixels, turn=turn)).getpixel(corner)
    assert red < 60
