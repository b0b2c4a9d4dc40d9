"""The engines themselves, on drawn labels: what is printed is read, and a turned page is set upright."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from labelaudit.model.sheet import Sheet
from labelaudit.read.engine import Readers, choose_readers
from labelaudit.read.page import read_page, turned
from labelaudit.read.tesseract import TesseractReader, find_tesseract

pytestmark = pytest.mark.ocr

LABEL = Path(__file__).parents[2] / "fixtures" / "labels" / "mk7-in-name" / "label.png"


@pytest.fixture(scope="module")
def pixels():
    with Image.open(LABEL) as image:
        return np.asarray(image.convert("RGB"))


@pytest.fixture(scope="module")
def readers():
    return choose_readers("rapidocr")


def sheet(pixels):
    return Sheet(
        name="label.png",
        path="label.png",
        sha256="0",
        kind="image",
        page=1,
        width=pixels.shape[1],
        height=pixels.shape[0],
        draw=lambda: pixels,
    )


def text(page):
    return " ".join(w.text for w in page.words)


def test_rapidocr_reads_a_drawn_label(pixels, readers):
    page = read_page(sheet(pixels), readers=readers)
    assert page.turn == 0
    assert "Supplement Facts" in text(page)
    assert "MK-7" in text(page)
    for word in page.words:
        assert 0 <= word.confidence <= 1
        assert -2 <= word.box[0] < word.box[2] <= page.width + 2
        assert -2 <= word.box[1] < word.box[3] <= page.height + 2


def test_a_label_on_its_head_is_set_upright(pixels, readers):
    page = read_page(sheet(turned(pixels[: len(pixels) // 2], 180)), readers=readers)
    assert page.turn == 180
    assert "Supplement Facts" in text(page)


@pytest.mark.skipif(find_tesseract() is None, reason="Tesseract is not installed")
def test_tesseract_reads_a_drawn_label(pixels):
    page = read_page(sheet(pixels), readers=Readers(first=TesseractReader(), second=None))
    assert page.engine == "tesseract"
    assert "Supplement Facts" in text(page)
