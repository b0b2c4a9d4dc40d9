"""ZIP archives from strangers: nothing leaves them, nothing grows without bound, nothing is lost silently."""

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labelaudit.catalogue import open_catalogue
from labelaudit.catalogue.archive import extract
from labelaudit.catalogue.opening import local, stamp
from labelaudit.errors import LabelauditError, UnreadableError
from labelaudit.limits import Limits

PNG = b"\x89PNG\r\n\x1a\n picture"


def archive(path: Path, *members: tuple[str | zipfile.ZipInfo, bytes], packed: bool = True) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as made:
        for name, content in members:
            made.writestr(name, content)
    return path


def read(path: Path, **more: object) -> tuple[list[str], list[str]]:
    """Names of the pictures, codes of the notes."""
    catalogue = open_catalogue(str(path), **more)
    names = [picture.name for item in catalogue.items() for picture in item.pictures]
    return names, [note.code for note in catalogue.notes]


@pytest.mark.parametrize(
    "name", ["../a.png", "x/../../a.png", "/etc/a.png", "..\\a.png", "C:\\a.png", "C:a.png", "."]
)
def test_a_name_that_leads_out_is_left_out_by_a_note(name: str, tmp_path: Path) -> None:
    path = archive(tmp_path / "z.zip", (name, PNG), ("b.png", PNG))
    assert read(path) == (["b.png"], ["member_outside"])
    with pytest.raises(UnreadableError):
        extract(path, name, folder=tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["z.zip"]


def test_a_link_is_left_out_by_a_note(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("a.png")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    assert read(archive(tmp_path / "z.zip", (link, b"/etc/passwd"), ("b.png", PNG))) == (
        ["b.png"],
        ["member_link"],
    )


def test_a_locked_member_is_left_out_by_a_note(tmp_path: Path) -> None:
    path = archive(tmp_path / "z.zip", ("a.png", PNG), ("b.png", PNG))
    content = bytearray(path.read_bytes())
    entry = content.index(b"PK\x01\x02")
    content[entry + 8] |= 1
    path.write_bytes(content)
    assert read(path) == (["b.png"], ["member_encrypted"])


def test_an_archive_in_the_archive_is_named_and_not_opened(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as made:
        made.writestr("deep.png", PNG)
    path = archive(tmp_path / "z.zip", ("inner.zip", inner.getvalue()), ("b.png", PNG))
    assert read(path)[0] == ["b.png"]
    assert "member_nested" in read(path)[1]


def test_a_member_that_would_grow_too_much_is_left_out_by_a_note(tmp_path: Path) -> None:
    path = archive(tmp_path / "z.zip", ("a.png", PNG + bytes(5_000_000)), ("b.png", PNG))
    assert read(path) == (["b.png"], ["member_bomb"])
    with pytest.raises(UnreadableError) as caught:
        extract(path, "a.png", folder=tmp_path)
    assert caught.value.code == "too_large"


def test_a_member_that_declares_too_much_is_left_out_by_a_note(tmp_path: Path) -> None:
    path = archive(tmp_path / "z.zip", ("a.png", bytes(30_000)), ("b.png", PNG), packed=False)
    assert read(path, limits=Limits(file_megabytes=0.02)) == (["b.png"], ["member_too_large"])


def test_a_member_that_unpacks_to_more_than_it_declares_is_damaged_and_leaves_nothing(tmp_path: Path) -> None:
    path = archive(tmp_path / "z.zip", ("a.png", PNG * 1000))
    content = path.read_bytes()
    true, lie = struct.pack("<L", len(PNG) * 1000), struct.pack("<L", 100)
    path.write_bytes(content.replace(true, lie))
    (picture,) = next(open_catalogue(str(path)).items()).pictures
    with pytest.raises(UnreadableError) as caught:
        local(picture, folder=tmp_path, fetch=None)
    assert caught.value.code == "damaged"
    assert [p.name for p in tmp_path.iterdir()] == ["z.zip"]


def test_an_archive_of_too_many_members_is_refused_before_it_is_listed(tmp_path: Path) -> None:
    path = archive(tmp_path / "z.zip", *((f"{n}.png", b"") for n in range(50)))
    with pytest.raises(UnreadableError, match="unpack it") as caught:
        open_catalogue(str(path), limits=Limits(archive_members=20))
    assert caught.value.code == "too_large"


def test_what_is_no_picture_and_what_a_system_put_there_is_left_out(tmp_path: Path) -> None:
    path = archive(
        tmp_path / "z.zip",
        ("a.png", PNG),
        ("__MACOSX/._a.png", b"x"),
        (".DS_Store", b"x"),
        ("notes.txt", b"x"),
    )
    assert read(path) == (["a.png"], ["no_picture"])


def test_a_member_that_stands_twice_is_read_once_and_told(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = archive(tmp_path / "z.zip", ("a.png", b"one"), ("a.png", PNG))
    assert read(path) == (["a.png"], ["duplicate_member"])


def test_a_members_stamp_tells_its_content_and_a_copy_lies_under_a_name_of_ours(tmp_path: Path) -> None:
    path = archive(tmp_path / "z.zip", ("a.png", PNG), ("sub/a.png", PNG), ("b.png", PNG + b"!"))
    a, b, sub = (picture for item in open_catalogue(str(path)).items() for picture in item.pictures)
    assert stamp(a) == stamp(sub) != stamp(b)
    copies = {local(p, folder=tmp_path, fetch=None) for p in (a, b, sub)}
    assert len(copies) == 3
    assert all(copy.parent == tmp_path and copy.suffix == ".png" for copy in copies)


@pytest.mark.parametrize("cut", [3, 30, 60, -30, -3])
def test_a_damaged_archive_is_told_so(cut: int, tmp_path: Path) -> None:
    path = archive(tmp_path / "z.zip", ("a.png", PNG))
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(UnreadableError) as caught:
        list(open_catalogue(str(path)).items())
    assert caught.value.code in ("damaged", "unsupported")


def test_an_archive_with_several_tables_is_read_as_pictures_and_says_so(tmp_path: Path) -> None:
    table = b"sku,image\nA,a.png\n"
    path = archive(tmp_path / "z.zip", ("a.png", PNG), ("one.csv", table), ("two.csv", table))
    names, codes = read(path)
    assert names == ["a.png"]
    assert "several_tables" in codes


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 300), st.binary(min_size=1, max_size=6))
def test_any_damage_is_an_error_of_ours(
    tmp_path_factory: pytest.TempPathFactory, at: int, put: bytes
) -> None:
    folder = tmp_path_factory.mktemp("z")
    path = archive(folder / "z.zip", ("a.png", PNG * 9), ("b.png", PNG))
    content = path.read_bytes()
    path.write_bytes(content[:at] + put + content[at + len(put) :])
    try:
        for item in open_catalogue(str(path)).items():
            for picture in item.pictures:
                stamp(picture)
                local(picture, folder=folder, fetch=None)
    except LabelauditError:
        pass


def test_a_member_that_grows_just_as_much_as_it_may_is_read(tmp_path: Path) -> None:
    path = archive(tmp_path / "z.zip", ("a.png", PNG + bytes(5_000_000)), ("b.png", PNG))
    with zipfile.ZipFile(path) as packed:
        growth = packed.getinfo("a.png").file_size / packed.getinfo("a.png").compress_size
    assert read(path, limits=Limits(archive_ratio=growth * 1.001)) == (["a.png", "b.png"], [])
    assert read(path, limits=Limits(archive_ratio=growth * 0.999)) == (["b.png"], ["member_bomb"])
