"""A PDF that unfolds is refused before a renderer meets it, and an ordinary one is not."""

import re
import zlib
from pathlib import Path

import pytest

from fixtures.make_bad import BAD, CATALOG, ONE_PAGE, forms, pdf_of, stream
from fixtures.make_pdfs import PDFS
from labelaudit.errors import UnreadableError
from labelaudit.ingest import open_file
from labelaudit.ingest.pdf_guard import is_plain
from labelaudit.limits import Limits


def refusal(path: Path, content: bytes, **options: object) -> str:
    path.write_bytes(content)
    with pytest.raises(UnreadableError) as raised:
        list(open_file(str(path), **options))
    return raised.value.code


def with_content(content: bytes, filters: bytes) -> bytes:
    return pdf_of(
        CATALOG,
        ONE_PAGE,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>",
        stream(content, b"/Filter[" + filters + b"]"),
    )


def test_forms_within_forms_that_draw_little_open(tmp_path: Path) -> None:
    (tmp_path / "some.pdf").write_bytes(forms(4, 3))
    assert len(list(open_file(str(tmp_path / "some.pdf")))) == 1


def test_forms_whose_table_is_damaged_are_refused_all_the_same(tmp_path: Path) -> None:
    whole = (BAD / "endless-forms.pdf").read_bytes()
    last = list(re.finditer(rb"\d{10} 00000 n", whole))[-1].start()
    assert refusal(tmp_path / "torn.pdf", whole[: last + 4] + b"\x18" + whole[last + 5 :]) == "damaged"


def test_a_form_whose_dictionary_is_torn_hides_nothing(tmp_path: Path) -> None:
    torn = forms(8, 10).replace(
        b"BBox[0 0 200 200]/Resources<</XObject<</X 10 0 R", b"BBox[0 0 20/Resources<</XObject<</X 10 0 R"
    )
    assert refusal(tmp_path / "torn.pdf", torn) in {"damaged", "too_large"}


def test_a_form_without_a_length_hides_nothing(tmp_path: Path) -> None:
    nameless = forms(8, 10).replace(b"<</Length 60/Type/XObject", b"<</Depth! 60/Type/XObject")
    assert refusal(tmp_path / "torn.pdf", nameless) in {"damaged", "too_large"}


def test_a_bomb_counts_up_to_the_byte_that_is_damaged(tmp_path: Path) -> None:
    bomb = (BAD / "blanks.pdf").read_bytes()
    checksum = bomb.index(b"\nendstream") - 1
    broken = bomb[:checksum] + bytes([bomb[checksum] ^ 1]) + bomb[checksum + 1 :]
    assert refusal(tmp_path / "bomb.pdf", broken) == "too_large"


def test_content_of_the_limit_opens_and_more_does_not(tmp_path: Path) -> None:
    for size, refused in ((60_000_000, False), (70_000_000, True)):
        content = with_content(zlib.compress(b" " * size, 9), b"/FlateDecode")
        if refused:
            assert refusal(tmp_path / "blank.pdf", content) == "too_large"
        else:
            (tmp_path / "blank.pdf").write_bytes(content)
            assert len(list(open_file(str(tmp_path / "blank.pdf")))) == 1


def test_a_stream_may_hold_no_more_than_the_largest_permitted_picture(tmp_path: Path) -> None:
    content = with_content(zlib.compress(b" " * 5_000_000, 9), b"/FlateDecode")
    assert refusal(tmp_path / "blank.pdf", content, limits=Limits(megapixels=1)) == "too_large"
    (tmp_path / "blank.pdf").write_bytes(content)
    assert len(list(open_file(str(tmp_path / "blank.pdf"), limits=Limits(megapixels=2)))) == 1


@pytest.mark.parametrize("line", [b"stream \n", b"stream\r", b"stream of nothing\r\n"])
def test_a_stream_that_begins_oddly_may_hold_no_more(line: bytes, tmp_path: Path) -> None:
    content = with_content(zlib.compress(b" " * 5_000_000, 9), b"/FlateDecode")
    odd = content.replace(b"stream\n", line, 1)
    assert odd != content
    assert refusal(tmp_path / "blank.pdf", odd, limits=Limits(megapixels=1)) == "too_large"


PLAIN = (PDFS / "text-layer.pdf").read_bytes()


def with_objects(*objects: bytes, content: bytes = b"0 0 9 9 re f") -> bytes:
    """A sound file of one page that speaks of every object."""
    spoken = b" ".join(b"%d 0 R" % n for n in range(5, 5 + len(objects)))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Others[" + spoken + b"]>>"
    return pdf_of(CATALOG, ONE_PAGE, page, stream(content), *objects)


@pytest.mark.parametrize("kind", ["text-layer", "three-pages", "embedded-font", "rotate-90", "two-columns"])
def test_a_sound_file_of_letters_and_lines_is_plain(kind: str) -> None:
    assert is_plain((PDFS / f"{kind}.pdf").read_bytes())
    assert is_plain(with_objects())


@pytest.mark.parametrize("kind", ["mixed", "form-fields", "user-unit", "scan"])
def test_a_file_that_shows_more_is_not(kind: str) -> None:
    assert not is_plain((PDFS / f"{kind}.pdf").read_bytes())


@pytest.mark.parametrize(
    "hidden",
    [b"<</Subtype/Form>>", b"<</Subtype/#46o#72m>>", b"/F#6Frm", b"<</Type/#4fbjStm>>", b"<</UserUni#74 5>>"],
)
def test_a_name_is_known_however_it_is_told(hidden: bytes) -> None:
    assert not is_plain(with_objects(hidden))


def test_a_page_that_draws_another_part_is_not_plain() -> None:
    assert not is_plain(with_objects(content=b"/Lost Do"))


def test_a_file_of_which_something_is_lost_is_not_plain() -> None:
    table, body = PLAIN.index(b"xref\n"), PLAIN.index(b"stream\n") + 200
    flipped = PLAIN[:body] + bytes([PLAIN[body] ^ 1]) + PLAIN[body + 1 :]
    for torn in (
        flipped,
        PLAIN[:-8],
        PLAIN[:body] + PLAIN[body + 5 :],
        PLAIN.replace(b"/Contents 7 0 R", b"/Contents 9 0 R"),
        PLAIN.replace(b"/Contents 7 0 R", b"/Contents 6 0 R"),
        PLAIN.replace(b"/Length 435", b"/Length 455"),
        PLAIN[:table] + PLAIN[table:].replace(b"0000000061", b"0000000062"),
    ):
        assert torn != PLAIN
        assert not is_plain(torn)


def test_a_plain_file_whose_drawing_is_damaged_is_told_to_be(tmp_path: Path) -> None:
    body = PLAIN.index(b"stream\n") + 200
    (tmp_path / "flipped.pdf").write_bytes(PLAIN[:body] + bytes([PLAIN[body] ^ 1]) + PLAIN[body + 1 :])
    (sheet,) = open_file(str(tmp_path / "flipped.pdf"))
    assert sheet.layer is None
    assert [note.code for note in sheet.warnings] == ["text_layer"]
