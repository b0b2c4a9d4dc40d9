"""Blur: told from the edges of print, and taken out of the picture."""

import cv2
import numpy as np
import pytest

from labelaudit.model.sheet import Pixels
from labelaudit.read.sharpness import BLURRED, find_blur, sharpen


def printed(*, ink: int = 20, paper: int = 245) -> Pixels:
    """A page of sharp print."""
    pixels = np.full((400, 600, 3), paper, np.uint8)
    for y in range(40, 400, 40):
        cv2.putText(
            pixels, "Vitamin D3 25 mcg 1,000 IU", (20, y), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (ink,) * 3, 2
        )
    return pixels


def blurred(pixels: Pixels, sigma: float) -> Pixels:
    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma), dtype=np.uint8)


def noisy(pixels: Pixels, sigma: float) -> Pixels:
    grain = np.random.default_rng(3).normal(0, sigma, pixels.shape)
    return np.clip(pixels + grain, 0, 255).astype(np.uint8)


@pytest.mark.parametrize(("ink", "paper"), [(20, 245), (240, 30), (90, 200)])
def test_sharp_print_is_not_blurred(ink: int, paper: int) -> None:
    assert find_blur(printed(ink=ink, paper=paper)) < BLURRED


@pytest.mark.parametrize("sigma", [1.8, 2.5])
@pytest.mark.parametrize("grain", [0, 12])
def test_print_out_of_focus_is_blurred_noise_or_not(sigma: float, grain: float) -> None:
    found = find_blur(noisy(blurred(printed(), sigma), grain))
    assert found >= BLURRED
    assert found == pytest.approx(sigma, rel=0.4)


def test_more_blur_is_told_as_more() -> None:
    found = [find_blur(blurred(printed(), sigma)) for sigma in (0.5, 1.0, 1.5, 2.0, 2.5)]
    assert found == sorted(found)


def test_a_picture_without_print_has_no_blur_to_take_out() -> None:
    assert find_blur(np.full((300, 300, 3), 128, np.uint8)) == 0


def test_sharpened_print_stands_out_more() -> None:
    soft = blurred(printed(), 2)
    assert find_blur(sharpen(soft, find_blur(soft))) < find_blur(soft)
