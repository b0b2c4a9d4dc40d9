"""The digits of a page's own font are held against their drawing: right ones pass, false ones do not."""

from pathlib import Path

import pypdfium2 as pdfium
import pytest
import reportlab
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from labelaudit.ingest.pdf_digits import Digit, band_of, draws_other_digits, find_digits, scale_for
from labelaudit.ingest.pdf_drawing import Drawing
from labelaudit.ingest.pdf_words import read_words
from labelaudit.limits import Limits

FONTS = ("Vera", "VeraBd", "VeraIt", "VeraBI", "Helvetica", "Times-Roman", "Courier")
LINES = ("Vitamin D3 50 mcg (2,000 IU) 250%", "Calcium 1,346 mg 38%", "Magnesium 579 mg 48%", "517 346 892")
NEXT = dict(zip("0123456789", "1234567890", strict=True))


def differ(path: Path, font: str, size: float, told: dict[str, str]) -> bool:
    """Whether a page in a font is found out when it tells some digits as others."""
    if font.startswith("Vera"):
        pdfmetrics.registerFont(TTFont(font, Path(reportlab.__file__).parent / "fonts" / f"{font}.ttf"))
    canvas = Canvas(str(path), pagesize=(420, 300))
    canvas.setFont(font, size)
    for line, text in enumerate(LINES):
        canvas.drawString(30, 250 - line * 2 * size, text)
    canvas.save()
    document = pdfium.PdfDocument(path)
    page = document[0]
    digits = find_digits(read_words(page))
    assert len(digits) == sum(c.isdigit() for line in LINES for c in line)
    lied: list[Digit] = [(told.get(digit, digit), box) for digit, box in digits]
    band, scale = band_of(digits), scale_for(digits)
    drawn = Drawing(page, what="page 1", limits=Limits()).draw_band(band, scale)
    return draws_other_digits(lied, drawn, band, scale)


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("size", [5, 6.5, 9, 14])
def test_digits_that_are_told_as_they_are_drawn_pass(font: str, size: float, tmp_path: Path) -> None:
    assert not differ(tmp_path / "true.pdf", font, size, {})


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("told", [{"5": "8"}, {"0": "6"}, {"5": "2", "2": "5"}, NEXT])
def test_digits_that_are_told_as_others_are_found(font: str, told: dict[str, str], tmp_path: Path) -> None:
    assert differ(tmp_path / "false.pdf", font, 9, told)
