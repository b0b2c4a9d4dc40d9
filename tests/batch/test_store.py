"""The store: another program's file, another version's and a damaged one are refused, never misread."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from labelaudit.batch.store import VERSION, Store
from labelaudit.errors import OutputError
from labelaudit.model.base import Note
from labelaudit.model.reading import Reading


def version(path: Path, number: int) -> None:
    with closing(sqlite3.connect(path)) as base:
        base.execute(f"PRAGMA user_version = {number}")


def test_what_was_kept_is_there_again(tmp_path: Path) -> None:
    reading = Reading(error=Note(code="damaged", message="is damaged"))
    with Store(tmp_path / "s.sqlite") as store:
        store.keep_reading("aa", "r", reading, ())
    with Store(tmp_path / "s.sqlite") as store:
        assert store.reading("aa", "r") == reading
        assert store.outcome("aa", "r") == "damaged"
        assert store.outcome("aa", "another") is None


def test_what_was_broken_off_is_not_half_kept(tmp_path: Path) -> None:
    def broken_off() -> None:
        with Store(tmp_path / "s.sqlite") as store:
            store.keep_reading("aa", "r", Reading(), ())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    with Store(tmp_path / "s.sqlite") as store:
        assert store.outcome("aa", "r") is None


@pytest.mark.parametrize(("number", "whose"), [(VERSION + 1, "a newer"), (VERSION - 1, "an older")])
def test_a_store_of_another_version_is_refused(tmp_path: Path, number: int, whose: str) -> None:
    path = tmp_path / "s.sqlite"
    with Store(path):
        pass
    version(path, number)
    with pytest.raises(OutputError, match=f"{whose} labelaudit"):
        Store(path)
    with Store(path, fresh=True) as store:
        assert store.meta("outputs") is None


def test_another_programs_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    with closing(sqlite3.connect(path)) as base:
        base.execute("CREATE TABLE theirs (a)")
        base.commit()
    with pytest.raises(OutputError, match="no store of labelaudit"):
        Store(path)
    with closing(sqlite3.connect(path)) as base:
        assert base.execute("SELECT name FROM sqlite_schema").fetchall() == [("theirs",)]


def test_a_damaged_file_is_told_and_can_be_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    path.write_bytes(b"no database" * 1000)
    with pytest.raises(OutputError, match=r"is damaged; begin anew with --fresh"):
        Store(path)
    with Store(path, fresh=True):
        pass


def test_a_store_that_is_open_is_refused_to_others_and_is_free_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    with Store(path):
        for fresh in (False, True):
            with pytest.raises(OutputError, match="another run is at work"):
                Store(path, fresh=fresh)
    with Store(path):
        pass


def test_a_folder_that_is_no_place_for_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match=r"file/s\.sqlite: cannot be written"):
        Store(tmp_path / "file" / "s.sqlite")
