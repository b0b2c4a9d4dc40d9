"""Every bad input ends as it should: opened without harm, or with one line that says what to do."""

import contextlib
import io
import json
import os
import sys
from pathlib import Path

import pytest

from fixtures.make_bad import BAD, saved
from labelaudit.errors import UnreadableError
from labelaudit.ingest import open_file
from labelaudit.limits import Limits

EXPECTED = json.loads((BAD / "expected.json").read_text(encoding="utf-8"))
REFUSED = sorted(name for name, case in EXPECTED.items() if case["code"])
OPENED = sorted(EXPECTED.keys() - set(REFUSED))


def refusal(name: str, **options: object) -> UnreadableError:
    with pytest.raises(UnreadableError) as raised:
        list(open_file(name, **options))
    message = str(raised.value)
    assert "\n" not in message
    assert message.isprintable()
    return raised.value


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_file_is_refused_with_its_code_in_one_line_that_starts_with_its_name(name: str) -> None:
    error = refusal(str(BAD / name))
    assert error.code == EXPECTED[name]["code"]
    assert str(error).startswith(f"{BAD / name}: ")


@pytest.mark.parametrize("name", OPENED)
def test_an_odd_file_that_is_a_picture_all_the_same_opens(name: str) -> None:
    sheets = list(open_file(str(BAD / name)))
    assert sheets
    for sheet in sheets:
        assert sheet.pixels.shape == (sheet.height, sheet.width, 3)
        assert sheet.pixels.dtype == "uint8"


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_nothing_is_printed_by_the_libraries_underneath(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    with contextlib.suppress(UnreadableError):
        list(open_file(str(BAD / name)))
    printed = capfd.readouterr()
    assert (printed.out, printed.err) == ("", "")


def test_a_refusal_is_worded_alike_each_time() -> None:
    for name in REFUSED:
        assert str(refusal(str(BAD / name))) == str(refusal(str(BAD / name)))


def test_every_file_is_in_the_table_and_every_entry_is_a_file() -> None:
    assert {path.name for path in BAD.iterdir()} - {"expected.json"} == EXPECTED.keys()


def test_the_input_is_never_written(tmp_path: Path) -> None:
    for name in EXPECTED:
        before = (BAD / name).read_bytes(), (BAD / name).stat().st_mtime_ns
        with contextlib.suppress(UnreadableError):
            list(open_file(str(BAD / name)))
        assert ((BAD / name).read_bytes(), (BAD / name).stat().st_mtime_ns) == before


def test_a_missing_file_is_missing(tmp_path: Path) -> None:
    assert refusal(str(tmp_path / "front.jpg")).code == "missing"
    assert refusal(str(tmp_path / "no" / "front.jpg")).code == "missing"


def test_a_dangling_link_is_missing(tmp_path: Path) -> None:
    (tmp_path / "front.jpg").symlink_to(tmp_path / "gone.jpg")
    assert refusal(str(tmp_path / "front.jpg")).code == "missing"


def test_links_in_a_loop_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").symlink_to(tmp_path / "b.jpg")
    (tmp_path / "b.jpg").symlink_to(tmp_path / "a.jpg")
    assert refusal(str(tmp_path / "a.jpg")).code == "no_access"


def test_a_link_to_a_picture_opens(tmp_path: Path) -> None:
    (tmp_path / "whole.png").write_bytes(saved("PNG"))
    (tmp_path / "link").symlink_to(tmp_path / "whole.png")
    assert len(list(open_file(str(tmp_path / "link")))) == 1


def test_a_directory_is_a_directory(tmp_path: Path) -> None:
    assert refusal(str(tmp_path)).code == "directory"


def test_a_fifo_without_a_writer_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "front.jpg")
    assert refusal(str(tmp_path / "front.jpg")).code == "not_a_file"


@pytest.mark.parametrize("device", ["/dev/null", "/dev/zero"])
def test_a_device_is_not_a_file(device: str) -> None:
    assert refusal(device).code == "not_a_file"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "front.jpg"
    path.write_bytes(saved("JPEG"))
    path.chmod(0)
    assert refusal(str(path)).code == "no_access"


def test_a_refused_permission_is_told_whoever_runs_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert refusal("front.jpg").code == "no_access"


@pytest.mark.parametrize("name", ["x" * 5000, "front\0.jpg", "/proc/self/mem"])
def test_a_name_or_file_that_the_system_refuses_is_one_line(name: str) -> None:
    assert refusal(name).code in {"no_access", "missing", "empty"}


@pytest.mark.parametrize(
    "name", ["two\nlines.png", "\x1b[31mred.png", "right\u202eleft.png", "tab\t.png", "\udcff.png"]
)
def test_a_hostile_name_is_shown_escaped(name: str, tmp_path: Path) -> None:
    assert refusal(str(tmp_path / name)).code == "missing"


def test_a_file_of_the_limit_opens_and_a_byte_more_does_not(tmp_path: Path) -> None:
    content = saved("PNG")
    path = tmp_path / "label.png"
    path.write_bytes(content)
    assert list(open_file(str(path), limits=Limits(file_megabytes=len(content) / 1e6)))
    path.write_bytes(content + b"\0")
    assert refusal(str(path), limits=Limits(file_megabytes=len(content) / 1e6)).code == "too_large"


def test_a_file_that_claims_a_huge_length_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "sparse.png"
    with path.open("wb") as file:
        file.truncate(300_000_000_000)
    assert refusal(str(path)).code == "too_large"


def test_a_picture_of_the_pixel_limit_opens_and_a_row_more_does_not(tmp_path: Path) -> None:
    path = tmp_path / "label.png"
    path.write_bytes(saved("PNG"))  # 160 x 120
    assert list(open_file(str(path), limits=Limits(megapixels=0.0192)))
    error = refusal(str(path), limits=Limits(megapixels=0.01919))
    assert error.code == "too_large"
    assert "160 x 120" in str(error)


class Piped:
    def __init__(self, content: bytes) -> None:
        self.buffer = io.BytesIO(content)


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Piped(saved("JPEG")))
    (sheet,) = open_file("-")
    assert (sheet.name, sheet.kind) == ("-", "image")


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "empty"), (b"text", "unsupported"), (b"x" * 20_000, "too_large")]
)
def test_standard_input_is_bounded_and_told_by_its_name(
    content: bytes, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Piped(content))
    error = refusal("-", limits=Limits(file_megabytes=0.01))
    assert error.code == code
    assert str(error).startswith("standard input: ")
