"""A file is written whole or not at all, and a place that cannot be written is told before the work."""

import os
import stat
from pathlib import Path

import pytest

from labelaudit.cli.output import check_writable, write_whole
from labelaudit.errors import OutputError


def test_a_file_is_replaced_by_the_new_one(tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    target.write_text("old")
    write_whole(target, "new µ")
    assert target.read_text(encoding="utf-8") == "new µ"
    assert list(tmp_path.iterdir()) == [target]


def test_a_write_that_fails_leaves_the_old_file_and_no_rubbish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "report.html"
    target.write_text("old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        write_whole(target, "new")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link.html").symlink_to(tmp_path / "real.html")
    write_whole(tmp_path / "link.html", "new")
    assert (tmp_path / "link.html").is_symlink()
    assert (tmp_path / "real.html").read_text() == "new"


def test_a_device_is_written_as_it_is() -> None:
    write_whole(Path(os.devnull), "new")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_a_new_file_has_the_permissions_that_any_new_file_has(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("")
    write_whole(tmp_path / "report.html", "new")
    assert (tmp_path / "report.html").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_directory_that_does_not_exist_is_told_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no directory"):
        check_writable(tmp_path / "nowhere" / "report.html")
    with pytest.raises(OutputError, match="is a directory"):
        check_writable(tmp_path)
