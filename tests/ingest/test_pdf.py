"""Each kind of PDF gives the words that a person can see on it, at their places, or none at all."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from reportlab.graphics.barcode.eanbc import Ean13BarcodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from fixtures.make_pdfs import PDFS
from fixtures.pdf_pages import panel
from labelaudit.errors import UnreadableError
from labelaudit.ingest import open_file
from labelaudit.limits import Limits
from labelaudit.model.page import Word
from labelaudit.model.sheet import Sheet
from labelaudit.read.barcode import read_codes

KINDS = sorted(path.stem for path in PDFS.glob("*.json"))


def sheets(kind: str) -> list[Sheet]:
    return list(open_file(str(PDFS / f"{kind}.pdf")))


def pdf(
    path: Path, *draws: Callable[[Canvas], None], size: tuple[float, float] = (420, 300), **options: object
) -> str:
    canvas = Canvas(str(path), pagesize=size, invariant=1, **options)
    for draw in draws:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return str(path)


def darkness(sheet: Sheet, word: Word) -> float:
    x0, y0, x1, y1 = word.box
    return float((sheet.pixels[int(y0) : int(y1) + 1, int(x0) : int(x1) + 1] < 128).any(axis=2).mean())


def angle(word: Word) -> float:
    (x0, y0), (x1, y1) = word.quad[:2]
    return float(np.degrees(np.arctan2(y1 - y0, x1 - x0)))


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_gives_exactly_the_words_that_may_be_believed(kind: str) -> None:
    truth = json.loads((PDFS / f"{kind}.json").read_text())
    read = sheets(kind)
    if truth["layer"] is None:
        assert all(sheet.layer is None for sheet in read)
    else:
        assert Counter(word.text for sheet in read for word in sheet.layer or ()) == Counter(truth["layer"])


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_opened_with_exactly_its_warnings(kind: str) -> None:
    truth = json.loads((PDFS / f"{kind}.json").read_text())
    assert [note.code for sheet in sheets(kind) for note in sheet.warnings] == truth["notes"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_of_a_layer_lies_where_it_is_drawn(kind: str) -> None:
    for sheet in sheets(kind):
        for word in sheet.layer or ():
            assert darkness(sheet, word) > 0.05, word


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("text-layer", 0),
        ("rotate-90", 90),
        ("rotate-180", 180),
        ("rotate-270", -90),
        ("turned-text", -90),
        ("tilted-text", -10),
        ("steep-text", -40),
    ],
)
def test_corners_follow_the_reading_direction(kind: str, expected: float) -> None:
    words = [word for sheet in sheets(kind) for word in sheet.layer or () if len(word.text) > 4]
    assert words
    for word in words:
        assert abs((angle(word) - expected + 180) % 360 - 180) < 1


def test_words_are_of_the_text_layer_and_certain() -> None:
    words = sheets("text-layer")[0].layer or ()
    assert {(word.engine, word.confidence) for word in words} == {("textlayer", 1)}


def test_a_page_without_a_usable_layer_is_drawn_large_enough_to_be_read() -> None:
    assert max(sheets("scan")[0].pixels.shape) >= 1300  # 420 points at 225 dots an inch


def test_a_unit_of_five_points_makes_the_page_five_times_as_large() -> None:
    assert sheets("user-unit")[0].width == sheets("text-layer")[0].width


def test_pages_come_in_order_and_are_numbered_from_one() -> None:
    assert [sheet.page for sheet in sheets("three-pages")] == [1, 2, 3]


def test_chosen_pages_are_read_and_no_others() -> None:
    read = list(open_file(str(PDFS / "three-pages.pdf"), pages=[range(2, 3)]))
    assert [sheet.page for sheet in read] == [2]
    assert "Supplement" in [word.text for word in read[0].layer or ()]


def test_choosing_pages_that_are_not_there_is_said() -> None:
    with pytest.raises(UnreadableError, match="has pages 1 to 3") as raised:
        list(open_file(str(PDFS / "three-pages.pdf"), pages=[range(7, 9)]))
    assert raised.value.code == "no_pages"


def test_pages_over_the_limit_are_named_in_a_warning() -> None:
    read = list(open_file(str(PDFS / "three-pages.pdf"), limits=Limits(pdf_pages=2)))
    assert [sheet.page for sheet in read] == [1, 2]
    note = read[0].warnings[0]
    assert note.code == "pages_left_out"
    assert "1 of 3 pages (3 to 3)" in note.message


def test_as_many_pages_as_the_limit_allows_give_no_warning() -> None:
    assert not any(s.warnings for s in open_file(str(PDFS / "three-pages.pdf"), limits=Limits(pdf_pages=3)))


def test_an_encrypted_pdf_opens_with_its_password_alone(tmp_path: Path) -> None:
    path = pdf(tmp_path / "locked.pdf", panel, encrypt=StandardEncryption("sesame", strength=128))
    for password in (None, "wrong"):
        with pytest.raises(UnreadableError) as raised:
            list(open_file(path, password=password))
        assert raised.value.code == "encrypted"
    (sheet,) = open_file(path, password="sesame")
    assert "Supplement" in [word.text for word in sheet.layer or ()]


def test_the_message_never_repeats_a_password(tmp_path: Path) -> None:
    path = pdf(tmp_path / "locked.pdf", panel, encrypt=StandardEncryption("sesame", strength=128))
    with pytest.raises(UnreadableError) as raised:
        list(open_file(path, password="open-barley"))
    assert "open-barley" not in str(raised.value)


def test_a_page_over_the_pixel_limit_is_refused_before_it_is_drawn(tmp_path: Path) -> None:
    path = pdf(tmp_path / "wall.pdf", panel, size=(14_000, 14_000))
    with pytest.raises(
        UnreadableError, match=r"page 1: would be 14000 x 14000 pixels; the limit is 80 million"
    ) as raised:
        list(open_file(path))
    assert raised.value.code == "too_large"


def test_a_long_page_is_reduced_to_what_a_reader_is_given(tmp_path: Path) -> None:
    (sheet,) = open_file(
        pdf(tmp_path / "long.pdf", panel, size=(420, 5000)), limits=Limits(reading_pixels=3000)
    )
    assert max(sheet.pixels.shape) <= 3001


def test_a_page_that_cannot_be_read_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    def wall(canvas: Canvas) -> None:
        canvas.setPageSize((14_000, 14_000))

    def back(canvas: Canvas) -> None:
        canvas.setPageSize((420, 300))
        panel(canvas)

    read = list(open_file(pdf(tmp_path / "mixed.pdf", panel, wall, back)))
    assert [sheet.page for sheet in read] == [1, 3]
    assert [note.code for sheet in read for note in sheet.warnings] == ["too_large"]
    read = list(open_file(pdf(tmp_path / "last.pdf", panel, wall)))
    assert [note.code for sheet in read for note in sheet.warnings] == ["too_large"]


def test_pages_are_opened_as_they_are_asked_for(tmp_path: Path) -> None:
    path = pdf(tmp_path / "many.pdf", *[panel] * 5)
    opened = open_file(path)
    assert next(opened).page == 1
    Path(path).unlink()
    assert [sheet.page for sheet in opened] == [2, 3, 4, 5]


@pytest.mark.parametrize("size", [(9000, 1), (1, 9000), (3, 3), (0.5, 0.5)])
def test_a_page_of_odd_shape_opens(size: tuple[float, float], tmp_path: Path) -> None:
    def line(canvas: Canvas) -> None:
        canvas.drawString(0, 0, "Calcium 500 mg")

    (sheet,) = open_file(pdf(tmp_path / "odd.pdf", line, size=size))
    assert min(sheet.pixels.shape[:2]) >= 1
    assert max(sheet.pixels.shape) <= Limits().reading_pixels + 1


def test_a_page_whose_words_cannot_be_read_says_that_its_pixels_are(tmp_path: Path) -> None:
    path = pdf(tmp_path / "torn.pdf", panel)
    content = Path(path).read_bytes()
    Path(path).write_bytes(content.replace(b"startxref", b"startnull"))
    (sheet,) = open_file(path)
    assert sheet.layer is None or "Supplement" in [word.text for word in sheet.layer]
    assert (sheet.layer is None) == ("text_layer" in [note.code for note in sheet.warnings])


def test_a_page_whose_words_are_known_can_be_looked_at_after_its_file_is_gone(tmp_path: Path) -> None:
    path = pdf(tmp_path / "label.pdf", panel, encrypt=StandardEncryption("sesame", strength=128))
    (sheet,) = open_file(path, password="sesame")
    Path(path).unlink()
    assert sheet.layer
    assert sheet.pixels.shape == (sheet.height, sheet.width, 3)
    assert sheet.pixels.min() < 64


def test_bars_are_seen_beside_a_text_layer_and_a_table_is_none(tmp_path: Path) -> None:
    def barcode(canvas: Canvas) -> None:
        panel(canvas)
        code = Ean13BarcodeWidget("4006381333931", barHeight=28)
        drawing = Drawing(120, 40)
        drawing.add(code)
        drawing.drawOn(canvas, 150, 60)

    (sheet,) = open_file(pdf(tmp_path / "bars.pdf", barcode))
    assert sheet.layer
    assert sheet.bars
    assert read_codes(sheet.pixels) == ("4006381333931",)
    (sheet,) = open_file(pdf(tmp_path / "table.pdf", panel))
    assert not sheet.bars


@pytest.mark.parametrize("covered", ["10 mcg", "0 mcg", "8", "mg 38"])
def test_a_single_letter_under_a_white_box_is_noticed(covered: str, tmp_path: Path) -> None:
    text = "Calcium 110 mcg 500 mg 38%"

    def corrected(canvas: Canvas) -> None:
        panel(canvas)
        canvas.drawString(30, 100, text)
        left = 30 + stringWidth(text[: text.rindex(covered)], "Helvetica", 9)
        canvas.setFillGray(1)
        canvas.rect(left, 98, stringWidth(covered[0], "Helvetica", 9), 10, stroke=0, fill=1)

    (sheet,) = open_file(pdf(tmp_path / "corrected.pdf", corrected))
    assert sheet.layer is None
    assert "text_layer" in [note.code for note in sheet.warnings]


def test_a_page_cut_to_nothing_is_damaged(tmp_path: Path) -> None:
    def cut(canvas: Canvas) -> None:
        panel(canvas)
        canvas.setCropBox((900, 900, 1000, 1000))

    with pytest.raises(UnreadableError, match="page 1 has no size") as raised:
        list(open_file(pdf(tmp_path / "cut.pdf", cut)))
    assert raised.value.code == "damaged"


def test_words_as_light_as_their_ground_are_seen_by_their_colour(tmp_path: Path) -> None:
    def coloured(canvas: Canvas) -> None:
        panel(canvas)
        canvas.setFillColorRGB(1, 0, 0)
        canvas.rect(20, 90, 200, 30, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0.508, 0)  # one grey with the red: 0.299 of its light is 0.587 of this
        canvas.drawString(30, 100, "Calcium 110 mg")

    (sheet,) = open_file(pdf(tmp_path / "coloured.pdf", coloured))
    assert {"Calcium", "110", "mg"} <= {word.text for word in sheet.layer or ()}
    assert not sheet.warnings
