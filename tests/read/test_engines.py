"""Engines are chosen by name, and each way in which one fails becomes one clear error."""

import sys
import time
import types

import numpy as np
import pytesseract
import pytest

from labelaudit.errors import EngineError
from labelaudit.model.page import Word
from labelaudit.read import tesseract
from labelaudit.read.engine import Readers, choose_readers
from labelaudit.read.lines import cut_line
from labelaudit.read.rapid import RapidReader
from labelaudit.read.tesseract import TesseractReader

WHITE = np.full((40, 200, 3), 255, dtype=np.uint8)


def found(*rows):
    """What image_to_data returns for words: (text, confidence, left, top, width, height, line)."""
    keys = ("text", "conf", "left", "top", "width", "height", "line_num")
    columns = {key: [row[i] for row in rows] for i, key in enumerate(keys)}
    return columns | {"block_num": [1] * len(rows), "par_num": [1] * len(rows)}


def read(monkeypatch, *rows):
    monkeypatch.setattr(pytesseract, "image_to_data", lambda *a, **k: found(*rows))
    return TesseractReader().read(WHITE)


def test_words_of_a_line_are_joined_up_to_a_wide_gap(monkeypatch):
    words = read(
        monkeypatch,
        ("Vitamin", 96, 10, 10, 60, 20, 1),
        ("D3", 91, 75, 10, 20, 20, 1),
        ("50", 88, 300, 12, 20, 18, 1),
        ("mcg", "93.5", 326, 12, 30, 18, 1),
    )
    assert [(w.text, w.box, w.confidence) for w in words] == [
        ("Vitamin D3", (10, 10, 95, 30), 0.91),
        ("50 mcg", (300, 12, 356, 30), 0.88),
    ]
    assert {w.engine for w in words} == {"tesseract"}


def test_words_of_two_lines_are_never_joined(monkeypatch):
    words = read(monkeypatch, ("Calcium", 90, 10, 10, 60, 20, 1), ("Zinc", 90, 75, 40, 30, 20, 2))
    assert [w.text for w in words] == ["Calcium", "Zinc"]


def test_blocks_and_blanks_are_no_words(monkeypatch):
    words = read(
        monkeypatch, ("", -1, 0, 0, 200, 40, 0), (" ", 95, 0, 0, 9, 9, 1), ("Zinc", 90, 5, 5, 30, 20, 1)
    )
    assert [w.text for w in words] == ["Zinc"]


def test_nothing_found_is_no_words(monkeypatch):
    assert read(monkeypatch) == ()


@pytest.mark.parametrize(
    "fault",
    [
        pytesseract.TesseractError(1, "Error in pixReadStream\nImage file cannot be read!"),
        RuntimeError("Tesseract process timeout"),
        OSError(12, "Cannot allocate memory"),
        UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"),
    ],
    ids=["crash", "hang", "memory", "encoding"],
)
def test_each_failure_of_tesseract_is_one_line_about_it(monkeypatch, fault):
    def fail(*args, **kwargs):
        raise fault

    monkeypatch.setattr(pytesseract, "image_to_data", fail)
    with pytest.raises(EngineError, match=r"^tesseract: failed on a picture") as caught:
        TesseractReader().read(WHITE)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 4


def test_a_tesseract_that_is_missing_says_how_to_get_it(monkeypatch):
    def fail(*args, **kwargs):
        raise pytesseract.TesseractNotFoundError

    monkeypatch.setattr(pytesseract, "image_to_data", fail)
    with pytest.raises(EngineError, match="apt-get install tesseract-ocr"):
        TesseractReader().read_line(WHITE)


def test_tesseract_is_given_a_decoded_picture_and_a_time_limit(monkeypatch):
    """A path would be read as a list of files where it is no picture."""
    given = {}

    def catch(image, **options):
        given.update(options, image=image)
        return found()

    monkeypatch.setattr(pytesseract, "image_to_data", catch)
    TesseractReader(seconds=7).read(WHITE)
    assert given["image"].size == (200, 40)
    assert given["timeout"] == 7


BOX = [[10.04, 5], [150, 5], [150, 30], [10.04, 30]]


def with_models(monkeypatch, boxes, *lines):
    """A reader whose detector finds the boxes; its recogniser reads each next crop as the next line."""
    told = iter(lines)

    def recogniser(_image, **_options):
        text, score = next(told)
        return types.SimpleNamespace(txts=[text], scores=[score])

    def start(params):
        is_recogniser = "Rec.rec_img_shape" in params
        return recogniser if is_recogniser else lambda *a, **k: types.SimpleNamespace(boxes=boxes)

    monkeypatch.setattr("rapidocr.RapidOCR", start)
    return RapidReader(threads=1)


def test_a_failure_of_rapidocr_is_one_error(monkeypatch):
    def fail(*args, **kwargs):
        raise ValueError("bad graph")

    monkeypatch.setattr("rapidocr.RapidOCR", lambda params: fail)
    with pytest.raises(EngineError, match=r"^rapidocr: failed on a picture \(ValueError: bad graph\)"):
        RapidReader().read(WHITE)
    with pytest.raises(EngineError, match=r"^rapidocr: failed on a picture \(ValueError: bad graph\)"):
        RapidReader().read_line(WHITE)


def test_a_rapidocr_that_cannot_start_says_what_to_do(monkeypatch):
    broken = types.ModuleType("rapidocr")
    monkeypatch.setitem(sys.modules, "rapidocr", broken)
    with pytest.raises(EngineError, match="--engine tesseract"):
        RapidReader().read(WHITE)


def test_a_picture_without_text_gives_no_words(monkeypatch):
    assert with_models(monkeypatch, None).read(WHITE) == ()


def test_a_line_is_told_with_its_box_and_a_confidence_within_bounds(monkeypatch):
    (word,) = with_models(monkeypatch, [BOX], ("Vitamin D3", 1.0002)).read(WHITE)
    assert (word.text, word.confidence, word.engine) == ("Vitamin D3", 1.0, "rapidocr")
    assert word.quad[0] == (10.0, 5.0)


def test_a_line_read_as_nothing_or_as_noise_is_no_word(monkeypatch):
    reader = with_models(monkeypatch, [BOX, BOX, BOX], (" ", 0.99), ("Vitamin D3", 0.95), ("|1|!", 0.49))
    assert [word.text for word in reader.read(WHITE)] == ["Vitamin D3"]


@pytest.mark.parametrize(
    ("stretched", "told"),
    [(("Vitamin D3", 0.97), ("Vitamin D3", 0.97)), (("Vltamln", 0.3), ("Vitamn D3", 0.6))],
)
def test_an_unsure_line_is_read_again_stretched_and_the_surer_reading_stands(monkeypatch, stretched, told):
    lines = [("Zinc", 0.99), ("Vitamn D3", 0.6), ("Iron", 0.99), stretched]
    words = with_models(monkeypatch, [BOX, BOX, BOX], *lines).read(WHITE)
    assert [(word.text, word.confidence) for word in words] == [("Zinc", 0.99), told, ("Iron", 0.99)]


def test_lines_are_told_in_the_order_in_which_they_were_found(monkeypatch):
    """Several are recognised at once, and the first may be done last."""

    def recogniser(line, **_options):
        time.sleep(0.002 * (20 - line.shape[1] // 10))
        return types.SimpleNamespace(txts=[str(line.shape[1])], scores=[0.99])

    boxes = [[[0, 0], [10 * n, 0], [10 * n, 20], [0, 20]] for n in range(4, 20)]
    detector = types.SimpleNamespace(boxes=boxes)
    monkeypatch.setattr(
        "rapidocr.RapidOCR",
        lambda params: recogniser if "Rec.rec_img_shape" in params else lambda *a, **k: detector,
    )
    words = RapidReader(threads=4).read(WHITE)
    assert [word.text for word in words] == [str(10 * n) for n in range(4, 20)]


@pytest.mark.parametrize(("side", "started"), [(1500, 1), (1600, 3)])
def test_of_a_large_picture_no_memory_is_kept_for_the_next(monkeypatch, side, started):
    detectors = []

    def start(params):
        if "Rec.rec_img_shape" not in params:
            detectors.append(params)
        return lambda *a, **k: types.SimpleNamespace(boxes=None)

    monkeypatch.setattr("rapidocr.RapidOCR", start)
    reader = RapidReader()
    for _ in range(3):
        reader.read(np.zeros((side, side, 3), dtype=np.uint8))
    assert len(detectors) == started


def test_tesseract_by_name_is_the_first_reader_and_has_no_second(monkeypatch):
    monkeypatch.setattr(tesseract, "find_tesseract", lambda: "/usr/bin/tesseract")
    readers = choose_readers("tesseract")
    assert (readers.name, readers.second) == ("tesseract", None)


def test_auto_takes_tesseract_as_second_reader_where_it_is_installed(monkeypatch):
    monkeypatch.setattr(tesseract, "find_tesseract", lambda: "/usr/bin/tesseract")
    assert choose_readers("auto").name == "rapidocr+tesseract"
    monkeypatch.setattr(tesseract, "find_tesseract", lambda: None)
    assert choose_readers("auto").name == "rapidocr"


def test_rapidocr_by_name_asks_no_second(monkeypatch):
    monkeypatch.setattr(tesseract, "find_tesseract", lambda: "/usr/bin/tesseract")
    assert choose_readers("rapidocr").name == "rapidocr"


def test_tesseract_by_name_without_tesseract_is_an_engine_error(monkeypatch):
    monkeypatch.setattr(tesseract, "find_tesseract", lambda: None)
    with pytest.raises(EngineError, match="--engine rapidocr"):
        choose_readers("tesseract")


def test_an_engine_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="abbyy"):
        choose_readers("abbyy")


def test_the_readers_name_tells_both():
    first = types.SimpleNamespace(name="a")
    assert Readers(first=first, second=types.SimpleNamespace(name="b")).name == "a+b"


@pytest.mark.parametrize(("stretch", "width"), [(1.0, 480), (2.0, 960)])
def test_a_line_is_cut_level_and_enlarged_to_the_recognisers_height(stretch, width):
    pixels = np.zeros((200, 400, 3), dtype=np.uint8)
    pixels[50:70, 50:250] = 255
    word = Word(text="x", quad=((50, 50), (250, 50), (250, 70), (50, 70)), confidence=1, engine="rapidocr")
    line = cut_line(pixels, word, stretch=stretch)
    assert line.shape == (48, width, 3)
    assert line[4:-4, 4:-4].min() > 250


def test_a_tilted_line_is_cut_level():
    pixels = np.zeros((300, 400, 3), dtype=np.uint8)
    quad = ((100, 100), (260, 220), (248, 236), (88, 116))
    import cv2

    cv2.fillPoly(pixels, [np.array(quad)], (255, 255, 255))
    word = Word(text="x", quad=quad, confidence=1, engine="rapidocr")
    line = cut_line(pixels, word, stretch=1.0)
    assert line.shape[:2] == (48, 480)
    assert line[6:-6, 6:-6].min() > 200
