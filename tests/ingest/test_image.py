"""Whatever a picture's format, depth or turn, the sheet shows what a person sees, on white."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from labelaudit.ingest import open_file
from labelaudit.model.sheet import Sheet

pillow_heif.register_heif_opener()

WHITE, BLACK, RED = (255, 255, 255), (0, 0, 0), (255, 0, 0)


def drawn() -> Image.Image:
    """60 x 40: black in the upper left corner, red in the lower right, the rest white."""
    image = Image.new("RGB", (60, 40), "white")
    image.paste(BLACK, (0, 0, 20, 20))
    image.paste(RED, (40, 20, 60, 40))
    return image


def opened(folder: Path, image: Image.Image, form: str, **options: object) -> Sheet:
    image.save(folder / "picture", form, **options)
    (sheet,) = open_file(str(folder / "picture"))
    return sheet


def assert_shows(sheet: Sheet, colours: dict[tuple[int, int], tuple[int, int, int]], within: int = 6) -> None:
    for (x, y), colour in colours.items():
        assert np.abs(sheet.pixels[y, x].astype(int) - colour).max() <= within, (x, y, sheet.pixels[y, x])


UPRIGHT = {(8, 8): BLACK, (52, 8): WHITE, (8, 32): WHITE, (52, 32): RED}
GREY = {(8, 8): BLACK, (52, 8): WHITE, (8, 32): WHITE, (52, 32): (76, 76, 76)}


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF", "HEIF", "MPO"])
def test_a_format_is_told_from_its_content_and_read(form: str, tmp_path: Path) -> None:
    sheet = opened(tmp_path, drawn(), form)
    assert_shows(sheet, UPRIGHT)
    assert (sheet.kind, sheet.page, sheet.layer, sheet.warnings) == ("image", 1, None, ())


@pytest.mark.parametrize(
    ("mode", "form"),
    [("CMYK", "JPEG"), ("CMYK", "TIFF"), ("P", "PNG"), ("YCbCr", "TIFF"), ("RGBA", "PNG"), ("P", "BMP")],
)
def test_a_colour_mode_shows_its_colours(mode: str, form: str, tmp_path: Path) -> None:
    assert_shows(opened(tmp_path, drawn().convert(mode), form), UPRIGHT)


@pytest.mark.parametrize(("mode", "form"), [("L", "JPEG"), ("LA", "PNG"), ("L", "TIFF"), ("L", "WEBP")])
def test_a_grey_mode_shows_its_greys(mode: str, form: str, tmp_path: Path) -> None:
    assert_shows(opened(tmp_path, drawn().convert(mode), form), GREY)


@pytest.mark.parametrize(("form", "options"), [("PNG", {}), ("TIFF", {"compression": "group4"}), ("BMP", {})])
def test_one_bit_a_pixel_is_black_and_white(form: str, options: dict[str, str], tmp_path: Path) -> None:
    image = drawn().convert("L").point(lambda level: 255 if level > 128 else 0).convert("1")
    assert_shows(opened(tmp_path, image, form, **options), {(8, 8): BLACK, (52, 8): WHITE, (52, 32): BLACK})


@pytest.mark.parametrize(
    "deep",
    [
        pytest.param(lambda grey: grey.astype(np.uint16) * 257, id="16 bits"),
        pytest.param(lambda grey: grey.astype(np.uint16) * 16, id="12 bits in 16"),
        pytest.param(lambda grey: grey.astype(np.int32) * 1000, id="32 bits"),
        pytest.param(lambda grey: grey.astype(np.float32) / 255, id="fractions"),
    ],
)
def test_deep_greys_are_scaled_down_and_not_cut_off(
    deep: Callable[[np.ndarray], np.ndarray], tmp_path: Path
) -> None:
    image = Image.fromarray(deep(np.asarray(drawn().convert("L"))))
    assert_shows(opened(tmp_path, image, "TIFF"), GREY)


def test_a_deep_grey_png_is_scaled_down(tmp_path: Path) -> None:
    image = Image.fromarray(np.asarray(drawn().convert("L")).astype(np.uint16) * 257)
    assert_shows(opened(tmp_path, image, "PNG"), GREY)


def test_numbers_that_are_none_do_no_harm(tmp_path: Path) -> None:
    grey = np.asarray(drawn().convert("L")).astype(np.float32)
    grey[0, :3] = np.nan, np.inf, -np.inf
    assert_shows(opened(tmp_path, Image.fromarray(grey), "TIFF"), GREY)


def test_what_lies_under_transparency_is_never_seen(tmp_path: Path) -> None:
    image = drawn().convert("RGBA")
    image.putalpha(Image.new("L", image.size, 0))
    for form in ("PNG", "WEBP", "TIFF", "HEIF"):
        assert (opened(tmp_path, image, form).pixels >= 250).all(), form


def test_half_transparency_is_mixed_with_white(tmp_path: Path) -> None:
    image = drawn().convert("RGBA")
    image.putalpha(Image.new("L", image.size, 128))
    assert_shows(opened(tmp_path, image, "PNG"), {(8, 8): (127, 127, 127), (52, 32): (255, 127, 127)})


@pytest.mark.parametrize(
    ("mode", "form", "clear"),
    [("RGB", "PNG", BLACK), ("L", "PNG", 0), ("P", "PNG", None), ("P", "GIF", None)],
)
def test_a_transparent_colour_is_white(mode: str, form: str, clear: object, tmp_path: Path) -> None:
    image = drawn().convert(mode)
    clear = image.getpixel((8, 8)) if clear is None else clear
    assert_shows(opened(tmp_path, image, form, transparency=clear), {(8, 8): WHITE, (8, 32): WHITE})


# Where black and red lie when the camera was held that way (the EXIF standard's table of orientations).
TURNS = {
    1: ((8, 8), (52, 32), (60, 40)),
    2: ((52, 8), (8, 32), (60, 40)),
    3: ((52, 32), (8, 8), (60, 40)),
    4: ((8, 32), (52, 8), (60, 40)),
    5: ((8, 8), (32, 52), (40, 60)),
    6: ((32, 8), (8, 52), (40, 60)),
    7: ((32, 52), (8, 8), (40, 60)),
    8: ((8, 52), (32, 8), (40, 60)),
}


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("turn", TURNS)
def test_a_picture_is_set_upright_by_its_exif_turn(form: str, turn: int, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn
    sheet = opened(tmp_path, drawn(), form, exif=exif)
    black, red, size = TURNS[turn]
    assert (sheet.width, sheet.height) == size
    assert_shows(sheet, {black: BLACK, red: RED})


@pytest.mark.parametrize("form", ["GIF", "TIFF", "PNG", "WEBP"])
def test_the_first_of_several_frames_is_read_and_the_others_are_named(form: str, tmp_path: Path) -> None:
    others = [Image.new("RGB", (60, 40), "blue")]
    sheet = opened(tmp_path, drawn(), form, save_all=True, append_images=others)
    assert_shows(sheet, UPRIGHT)
    assert [note.code for note in sheet.warnings] == ["frames"]


def test_the_hash_is_of_the_file_and_the_name_as_it_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("abc.png").write_bytes(b"abc")
    drawn().save("label.png")
    (sheet,) = open_file("label.png")
    assert sheet.name == "label.png"
    assert len(sheet.sha256) == 64
    (again,) = open_file(str(tmp_path / "label.png"))
    assert again.sha256 == sheet.sha256


def test_the_hosts_own_pillow_guard_is_left_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    opened(tmp_path, drawn(), "PNG")
    assert Image.MAX_IMAGE_PIXELS == 1000
