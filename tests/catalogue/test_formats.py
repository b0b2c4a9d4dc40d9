"""One shop as every kind of catalogue: the same products from each, and they are those that were drawn."""

import csv
from pathlib import Path

import pytest

from fixtures.make_catalogues import write_zip
from labelaudit.catalogue import open_catalogue
from labelaudit.catalogue.gtin import read_gtin
from labelaudit.catalogue.opening import local, stamp
from labelaudit.errors import UnreadableError
from labelaudit.model.item import Item

SHOP = Path(__file__).parents[2] / "fixtures" / "catalogues"
KINDS = {
    "products.csv": "table",
    "artikel.csv": "table",
    "pictures.tsv": "table",
    "products.xlsx": "table",
    "products.jsonl": "table",
    "products.parquet": "table",
    "shopify.csv": "shopify",
    "shopify-newer.csv": "shopify",
    "merchant.tsv": "merchant",
    "merchant.xml": "merchant",
    "woocommerce.csv": "woocommerce",
}
"""All that have a SKU; Open Food Facts has none."""
WHOLE = {"products.xlsx", "products.parquet", "merchant.xml"}
"""Formats in which a single row cannot be broken."""


def expected(file: str = "") -> list[dict[str, str]]:
    with (SHOP / "expected.csv").open(encoding="utf-8", newline="") as text:
        rows = [{k: v for k, v in row.items() if k != "misprint"} for row in csv.DictReader(text)]
    return [row for row in rows if row["key"] or file not in WHOLE]


def told(item: Item) -> dict[str, str]:
    """What an item says, as expected.csv says it."""
    broken = any(note.code == "broken_row" for note in item.problems)
    return {
        "key": "" if broken else item.key,
        "sku": item.product.sku or "",
        "gtin": item.product.gtin or "",
        "title": item.product.title or "",
        "brand": item.product.brand or "",
        "pictures": "|".join(picture.name for picture in item.pictures),
        "problems": "|".join(note.code for note in item.problems),
    }


@pytest.mark.parametrize("file", KINDS)
def test_every_format_gives_the_products_that_were_drawn(file: str) -> None:
    catalogue = open_catalogue(str(SHOP / file))
    assert catalogue.kind == KINDS[file]
    assert [told(item) for item in catalogue.items()] == expected(file)


@pytest.mark.parametrize("file", ["openfoodfacts.jsonl", "openfoodfacts.csv"])
def test_open_food_facts_gives_them_by_gtin_else_by_title(file: str) -> None:
    catalogue = open_catalogue(str(SHOP / file))
    assert catalogue.kind == "openfoodfacts"
    wanted = [row | {"sku": "", "key": row["gtin"] or row["title"]} for row in expected()]
    assert [told(item) for item in catalogue.items()] == wanted


@pytest.mark.parametrize("file", KINDS)
def test_a_broken_row_is_a_product_with_its_number_and_no_picture(file: str) -> None:
    broken = [i for i in open_catalogue(str(SHOP / file)).items() if i.problems and i.product.sku is None]
    assert len(broken) == (file not in WHOLE)
    for item in broken:
        assert item.key == f"row {item.product.row}"
        assert item.problems[0].message.startswith(f"{file}, row {item.product.row}: ")
        assert item.pictures == ()


@pytest.mark.parametrize("file", KINDS)
def test_keys_are_unique_and_the_same_each_time(file: str) -> None:
    catalogue = open_catalogue(str(SHOP / file))
    keys = [item.key for item in catalogue.items()]
    assert len(set(keys)) == len(keys)
    assert [item.key for item in catalogue.items()] == keys


@pytest.mark.parametrize("file", KINDS)
def test_the_retailers_own_row_is_kept_in_its_order(file: str) -> None:
    catalogue = open_catalogue(str(SHOP / file))
    first = next(catalogue.items())
    assert first.columns
    assert [column for column in catalogue.columns if column in first.columns] == list(first.columns)
    assert expected()[0]["title"] in first.columns.values()


def test_a_row_a_picture_far_apart_is_one_product() -> None:
    by_key = {item.key: item for item in open_catalogue(str(SHOP / "pictures.tsv")).items()}
    both = [row for row in expected() if "|" in row["pictures"]]
    assert both
    for row in both:
        assert [p.name for p in by_key[row["key"]].pictures] == row["pictures"].split("|")


@pytest.mark.parametrize("file", ["products.csv", "merchant.xml"])
def test_named_pictures_are_opened_or_told_missing(file: str, tmp_path: Path) -> None:
    missing = []
    for item in open_catalogue(str(SHOP / file)).items():
        for picture in item.pictures:
            if stamp(picture) is None:
                with pytest.raises(UnreadableError, match="no such file") as caught:
                    local(picture, folder=tmp_path, fetch=None)
                assert caught.value.code == "missing"
                missing.append(item.key)
            else:
                assert local(picture, folder=tmp_path, fetch=None) == SHOP / picture.name
    lost = [
        row["key"]
        for row in expected()
        if row["pictures"] and not all((SHOP / p).exists() for p in row["pictures"].split("|"))
    ]
    assert missing == lost
    assert len(lost) == 2


def _sides() -> dict[str, list[str]]:
    """The pictures on disk by the product that they are named for."""
    held: dict[str, list[str]] = {}
    for path in sorted((SHOP / "pictures").iterdir()):
        held.setdefault(path.stem.split("_")[0], []).append(path.name)
    return held


def test_the_folder_of_pictures_is_grouped_by_name() -> None:
    found = {i.key: [p.name for p in i.pictures] for i in open_catalogue(str(SHOP / "pictures")).items()}
    assert found == _sides()


def test_the_folder_ungrouped_has_a_product_a_picture() -> None:
    items = list(open_catalogue(str(SHOP / "pictures"), group="none").items())
    assert [i.key for i in items] == sorted(p.name for p in (SHOP / "pictures").iterdir())
    assert all(len(i.pictures) == 1 for i in items)


def test_a_zip_of_the_pictures_is_grouped_like_the_folder(tmp_path: Path) -> None:
    catalogue = open_catalogue(str(write_zip(tmp_path / "shop.zip")))
    assert catalogue.kind == "zip"
    found = {i.key: [p.name for p in i.pictures] for i in catalogue.items()}
    assert found == {f"pictures/{key}": [f"pictures/{n}" for n in names] for key, names in _sides().items()}


@pytest.mark.parametrize("file", ["products.csv", "products.xlsx", "products.jsonl", "merchant.xml"])
def test_a_zip_with_a_table_is_the_table_with_the_pictures_inside(file: str, tmp_path: Path) -> None:
    catalogue = open_catalogue(str(write_zip(tmp_path / "shop.zip", table=file)))
    assert [told(item) for item in catalogue.items()] == expected(file)
    picture = next(catalogue.items()).pictures[0]
    copy = local(picture, folder=tmp_path, fetch=None)
    assert copy.read_bytes() == (SHOP / picture.name).read_bytes()


@pytest.mark.parametrize("images", ["folder", "zip"])
def test_images_says_where_a_tables_paths_start(images: str, tmp_path: Path) -> None:
    table = tmp_path / "elsewhere.csv"
    table.write_bytes((SHOP / "products.csv").read_bytes())
    place = SHOP if images == "folder" else write_zip(tmp_path / "p.zip")
    first = next(open_catalogue(str(table), images=place).items())
    assert local(first.pictures[0], folder=tmp_path, fetch=None).read_bytes().startswith(b"\x89PNG")


def test_a_packed_table_is_read_as_it_stands(tmp_path: Path) -> None:
    import gzip

    path = tmp_path / "products.jsonl.gz"
    path.write_bytes(gzip.compress((SHOP / "products.jsonl").read_bytes()))
    assert [told(item) for item in open_catalogue(str(path)).items()] == expected()


def test_the_format_is_told_by_the_content_and_not_by_the_suffix(tmp_path: Path) -> None:
    for file in KINDS:
        path = tmp_path / f"{file.replace('.', '-')}.dat"
        path.write_bytes((SHOP / file).read_bytes())
        assert [told(item) for item in open_catalogue(str(path)).items()] == expected(file)


def test_expected_gtins_are_right() -> None:
    right = [row["gtin"] for row in expected() if row["gtin"]]
    assert len(right) > 30
    assert all(read_gtin(gtin) == (gtin, None) for gtin in right)
