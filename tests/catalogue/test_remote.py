"""Catalogues in other stores: the same products, and no way to the local disk or past the guard."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from labelaudit.catalogue import open_catalogue
from labelaudit.catalogue.opening import local, stamp
from labelaudit.errors import UnreadableError, UsageError
from labelaudit.limits import Limits
from labelaudit.model.item import Picture
from tests.catalogue.test_formats import SHOP, expected, told

fsspec = pytest.importorskip("fsspec", reason="the extra `remote` is not installed")


@pytest.fixture
def store() -> Iterator[str]:
    """The shop in memory, at its address."""
    memory = fsspec.filesystem("memory")
    for path in SHOP.rglob("*"):
        if path.is_file() and "pages" not in path.parts:
            memory.pipe_file(f"/shop/{path.relative_to(SHOP)}", path.read_bytes())
    yield "memory://shop"
    memory.store.clear()
    memory.pseudo_dirs[:] = [""]


@pytest.mark.parametrize("file", ["products.csv", "products.xlsx", "products.parquet", "merchant.xml"])
def test_a_table_in_a_store_gives_the_same_products(file: str, store: str) -> None:
    assert [told(item) for item in open_catalogue(f"{store}/{file}").items()] == expected(file)


def test_a_folder_in_a_store_gives_the_same_products(store: str) -> None:
    found = {i.key: [p.name for p in i.pictures] for i in open_catalogue(f"{store}/pictures").items()}
    here = {i.key: [p.name for p in i.pictures] for i in open_catalogue(str(SHOP / "pictures")).items()}
    assert found == here


def test_a_picture_in_a_store_is_copied_and_its_stamp_tells_a_change(store: str, tmp_path: Path) -> None:
    (picture,) = next(open_catalogue(f"{store}/products.csv").items()).pictures
    before = stamp(picture)
    assert before is not None
    assert stamp(picture) == before
    assert local(picture, folder=tmp_path, fetch=None).read_bytes() == (SHOP / picture.name).read_bytes()
    fsspec.filesystem("memory").pipe_file(f"/shop/{picture.name}", b"other")
    assert stamp(picture) != before


def test_a_local_table_may_have_its_pictures_in_a_store(store: str, tmp_path: Path) -> None:
    first = next(open_catalogue(str(SHOP / "products.csv"), images=store).items())
    assert local(first.pictures[0], folder=tmp_path, fetch=None).read_bytes().startswith(b"\x89PNG")


def test_a_picture_that_is_not_there_is_missing(store: str, tmp_path: Path) -> None:
    picture = Picture(name="x", kind="url", place=f"{store}/nothing.png")
    assert stamp(picture) is None
    with pytest.raises(UnreadableError) as caught:
        local(picture, folder=tmp_path, fetch=None)
    assert caught.value.code == "missing"
    assert list(tmp_path.iterdir()) == []


def test_a_path_in_a_table_does_not_leave_its_folder(store: str) -> None:
    fsspec.filesystem("memory").pipe_file(
        "/shop/t.csv",
        b"sku,image\nA,../other/a.png\nB,memory://other/a.png\nC,memory://shop/pictures/c.png\n",
    )
    a, b, c = open_catalogue(f"{store}/t.csv").items()
    assert a.pictures == b.pictures == ()
    assert c.pictures[0].place == "memory://shop/pictures/c.png"


@pytest.mark.parametrize(
    "source",
    ["http://shop.test/x.csv", "https://shop.test/x.csv", "file:///etc/passwd", "local:///etc/passwd",
     "simplecache::file:///etc/passwd", "zip://x.csv::http://shop.test/x.zip", "github://a:b@/x.csv", "nope://x"],
)  # fmt: skip
def test_what_is_no_store_is_refused_before_anything_is_opened(source: str) -> None:
    with pytest.raises((UsageError, UnreadableError), match=r"no store|no such"):
        open_catalogue(source)


def test_nothing_in_the_store_is_told_missing(store: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        open_catalogue(f"{store}/nothing.csv")
    assert caught.value.code == "missing"


def test_a_picture_over_the_limit_is_refused(store: str, tmp_path: Path) -> None:
    from labelaudit.catalogue.remote import copy_remote

    with pytest.raises(UnreadableError) as caught:
        copy_remote(f"{store}/products.csv", folder=tmp_path, limits=Limits(file_megabytes=0.001))
    assert caught.value.code == "too_large"
    assert list(tmp_path.iterdir()) == []
