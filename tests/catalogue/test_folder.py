"""Folders, globs and single pictures: every picture is in one product, and what is left out is told."""

import os
from pathlib import Path

import pytest

from labelaudit.catalogue import open_catalogue
from labelaudit.catalogue.opening import local, stamp
from labelaudit.errors import UnreadableError
from labelaudit.model.item import Picture

PNG = b"\x89PNG\r\n\x1a\n picture"


def shop(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(PNG)
    return folder


def read(source: Path | str, **more: object) -> dict[str, list[str]]:
    return {item.key: [p.name for p in item.pictures] for item in open_catalogue(str(source), **more).items()}


def test_products_are_grouped_folder_by_folder(tmp_path: Path) -> None:
    shop(tmp_path, "A_front.png", "A_back.jpg", "b/A.png", "b/c/SKU-7/front.webp", "b/c/SKU-7/2.tif", "z.pdf")
    assert read(tmp_path) == {
        "A": ["A_back.jpg", "A_front.png"],
        "z": ["z.pdf"],
        "b/A": ["b/A.png"],
        "b/c/SKU-7/SKU-7": ["b/c/SKU-7/front.webp", "b/c/SKU-7/2.tif"],
    }


def test_the_name_gives_the_sku_and_the_gtin(tmp_path: Path) -> None:
    shop(tmp_path, "4006381333931_front.png", "D3-60.png")
    found = {item.key: item.product for item in open_catalogue(str(tmp_path)).items()}
    assert found["4006381333931"].gtin == "04006381333931"
    assert (found["D3-60"].sku, found["D3-60"].gtin) == ("D3-60", None)


def test_a_picture_and_a_pdf_of_one_name_are_one_product(tmp_path: Path) -> None:
    assert read(shop(tmp_path, "A.png", "A.pdf")) == {"A": ["A.pdf", "A.png"]}


def test_a_picture_is_told_by_its_content_where_its_suffix_says_nothing(tmp_path: Path) -> None:
    shop(tmp_path, "A", "B.image")
    assert list(read(tmp_path)) == ["A", "B"]


def test_formats_that_are_not_read_are_products_too_and_not_left_out(tmp_path: Path) -> None:
    for name in ("A.avif", "B.psd", "C.svg", "D.eps", "E.jp2"):
        (tmp_path / name).write_bytes(b"not read")
    assert list(read(tmp_path)) == ["A", "B", "C", "D", "E"]


def test_what_is_no_picture_is_told(tmp_path: Path) -> None:
    shop(tmp_path, "A.png", ".hidden.png", ".git/x.png", "Thumbs.db")
    (tmp_path / "notes.txt").write_text("x")
    (tmp_path / "shop.csv").write_text("x")
    catalogue = open_catalogue(str(tmp_path))
    assert [item.key for item in catalogue.items()] == ["A"]
    told = {note.code: note.message for note in catalogue.notes}
    assert set(told) == {"no_picture", "table"}
    assert "notes.txt" in told["no_picture"]
    assert "shop.csv" in told["table"]


def test_a_link_to_a_folder_is_told_and_not_followed(tmp_path: Path) -> None:
    shop(tmp_path, "A.png")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    catalogue = open_catalogue(str(tmp_path))
    assert [item.key for item in catalogue.items()] == ["A"]
    assert [note.code for note in catalogue.notes] == ["linked_folder"]


def test_a_name_that_is_no_unicode_is_a_product_with_a_problem(tmp_path: Path) -> None:
    shop(tmp_path, "A.png")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/b\xff.png")).write_bytes(PNG)
    items = {item.key: item for item in open_catalogue(str(tmp_path)).items()}
    assert set(items) == {"A", "b\\udcff.png"}
    (problem,) = items["b\\udcff.png"].problems
    assert problem.code == "name_encoding"
    items["b\\udcff.png"].model_dump_json()


def test_a_glob_takes_what_it_matches(tmp_path: Path) -> None:
    shop(tmp_path, "one/A_facts.png", "one/A_front.png", "two/B_facts.png")
    assert read(tmp_path / "**" / "*_facts.png") == {
        "one/A": ["one/A_facts.png"],
        "two/B": ["two/B_facts.png"],
    }
    assert open_catalogue(str(tmp_path / "one" / "*.png")).name == "one"


def test_a_file_whose_name_looks_like_a_glob_is_that_file(tmp_path: Path) -> None:
    assert list(read(shop(tmp_path, "A[1].png") / "A[1].png")) == ["A[1]"]


def test_one_picture_is_a_catalogue_of_one(tmp_path: Path) -> None:
    catalogue = open_catalogue(str(shop(tmp_path, "A.png") / "A.png"))
    assert (catalogue.kind, catalogue.name) == ("picture", "A")
    assert [item.key for item in catalogue.items()] == ["A"]


@pytest.mark.parametrize("source", ["", "*.png", "**/*.jpg"])
def test_no_picture_at_all_is_an_error(source: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(tmp_path / source)
    assert caught.value.code == "empty"


@pytest.mark.parametrize("source", ["nowhere", "no/where.csv", "a\0b", "x" * 5000])
def test_what_is_not_there_is_told(source: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(str(tmp_path / source))
    assert caught.value.code in ("missing", "no_access")


def test_a_pictures_stamp_changes_with_the_file(tmp_path: Path) -> None:
    path = shop(tmp_path, "A.png") / "A.png"
    picture = Picture(name="A.png", kind="file", place=str(path))
    before = stamp(picture)
    assert before is not None
    assert stamp(picture) == before
    path.write_bytes(PNG + b"!")
    assert stamp(picture) != before


@pytest.mark.parametrize(
    ("make", "code"), [(None, "missing"), (Path.mkdir, "not_a_file"), (os.mkfifo, "not_a_file")]
)
def test_what_is_no_file_is_told_and_never_waited_for(make: object, code: str, tmp_path: Path) -> None:
    path = tmp_path / "A.png"
    if callable(make):
        make(path)
    picture = Picture(name="A.png", kind="file", place=str(path))
    assert stamp(picture) is None
    with pytest.raises(UnreadableError) as caught:
        local(picture, folder=tmp_path, fetch=None)
    assert caught.value.code == code


def test_a_pattern_that_matches_a_picture_twice_takes_it_once(tmp_path: Path) -> None:
    shop(tmp_path, "a/b/A.png")
    assert list(read(tmp_path / "**" / "**" / "*.png").values()) == [["A.png"]]
