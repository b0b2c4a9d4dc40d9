"""A table's columns and rows as products and pictures: found, mapped, grouped; what is odd is told."""

import json
from pathlib import Path

import pytest

from labelaudit.catalogue.spool import MOST_ROWS
from labelaudit.errors import UsageError
from tests.catalogue.told import codes, keys, pictures


@pytest.mark.parametrize(
    "head",
    [
        "Artikelnummer,EAN-Code,Artikelbezeichnung,Hersteller,Bild-URL",
        "Item No.,UPC,Product Name,Brand,Image 1 URL",
        "Référence,Code-barres,Titre,Marque,Photo",
        "Indeks,Kod kreskowy,Nazwa,Marka,Zdjęcie",
        "SKU,GTIN,Name,Manufacturer,file name",
    ],
)
def test_columns_are_found_in_the_retailers_own_words(head: str, table) -> None:
    (item,) = table(f"{head}\nA1,4006381333931,Name,Maker,a.png\n").items()
    told = item.product
    assert (told.sku, told.gtin, told.title, told.brand) == ("A1", "04006381333931", "Name", "Maker")
    assert pictures(item) == ["a.png"]


def test_several_columns_of_pictures_are_all_read_and_those_about_pictures_are_not(table) -> None:
    catalogue = table(
        "sku,image,image,image_back_url,image_alt,Image Position\nA,a.png,b.png,c.png,alt.png,1\n"
    )
    assert pictures(next(catalogue.items())) == ["a.png", "b.png", "c.png"]
    assert catalogue.columns[:3] == ("sku", "image", "image (2)")


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("a.png|b.png", ["a.png", "b.png"]),
        ("a.png; b.png", ["a.png", "b.png"]),
        ("a.png,b.jpg", ["a.png", "b.jpg"]),
        ("a.png\nb.png", ["a.png", "b.png"]),
        ("D3, K2.png", ["D3, K2.png"]),
        ("a.png|a.png", ["a.png"]),
        ("https://x.test/a,b;c.png", ["https://x.test/a,b;c.png"]),
        ("https://x.test/a.png, https://x.test/b.png", ["https://x.test/a.png", "https://x.test/b.png"]),
        ("https://x.test/a.png https://x.test/b.png", ["https://x.test/a.png", "https://x.test/b.png"]),
        ('"a.png"', ["a.png"]),
        ("sub\\a.png", ["sub\\a.png"]),
    ],
)
def test_a_cell_may_name_several_pictures(cell: str, found: list[str], table) -> None:
    (item,) = table(json.dumps({"sku": "A", "image": cell})).items()
    assert pictures(item) == found


def test_paths_start_at_the_tables_folder(table, tmp_path: Path) -> None:
    (item,) = table(f"sku,image\nA,sub\\a.png|./b.png|x/../c.png|{tmp_path}/d.png\n").items()
    assert [p.place for p in item.pictures] == [
        str(tmp_path / n) for n in ("sub/a.png", "b.png", "c.png", "d.png")
    ]


@pytest.mark.parametrize(
    "path", ["../a.png", "x/../../a.png", "/etc/passwd", "C:\\a.png", "\\\\host\\a.png", ".."]
)
def test_a_path_that_leads_out_is_a_problem(path: str, table) -> None:
    (item,) = table(json.dumps({"sku": "A", "image": path})).items()
    assert (pictures(item), codes(item)) == ([], ["picture_outside", "no_picture"])
    assert "row 1" in item.problems[0].message


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://x.test/a.png",
        "data:image/png;base64,AAAA",
        "s3://b/a.png",
        "memory://a.png",
    ],
)
def test_an_address_that_is_not_of_the_web_is_a_problem(address: str, table) -> None:
    (item,) = table(json.dumps({"sku": "A", "image": address})).items()
    assert pictures(item) == []
    assert "picture_address" in codes(item)


def test_a_story_in_the_place_of_a_picture_is_a_problem_of_one_line(table) -> None:
    (item,) = table(json.dumps({"sku": "A", "image": "word " * 2000, "gtin": "word\n" * 2000})).items()
    assert codes(item) == ["gtin_invalid", "picture_address", "no_picture"]
    assert all(len(note.message) < 300 and note.message.isprintable() for note in item.problems)


def test_open_food_facts_pictures_are_asked_for_whole(table) -> None:
    small = "https://images.openfoodfacts.org/images/products/000/nutrition_en.3.400.jpg"
    (item,) = table(
        json.dumps({"code": "4006381333931", "product_name": "D3", "image_nutrition_url": small})
    ).items()
    assert item.pictures[0].place == small.replace(".400.jpg", ".full.jpg")


@pytest.mark.parametrize(
    "images",
    [
        {"1": {"sizes": {}}, "front_en": {"rev": "4", "imgid": "1"}, "nutrition_en": {"rev": 11}},
        {
            "uploaded": {"1": {}},
            "selected": {"front": {"en": {"rev": "4"}}, "nutrition": {"en": {"rev": "11"}}},
        },
    ],
)
def test_open_food_facts_dumps_name_their_pictures_by_revision(images: object, table) -> None:
    (item,) = table(json.dumps({"code": "3435660768163", "product_name": "D3", "images": images})).items()
    folder = "https://images.openfoodfacts.org/images/products/343/566/076/8163"
    assert [p.place for p in item.pictures] == [
        f"{folder}/nutrition_en.11.full.jpg",
        f"{folder}/front_en.4.full.jpg",
    ]


def test_open_food_facts_short_codes_are_filled_up(table) -> None:
    row = {"code": "42015086", "product_name": "D3", "images": {"nutrition_en": {"rev": "2"}}}
    (item,) = table(json.dumps(row)).items()
    assert item.pictures[0].place.endswith("/products/000/004/201/5086/nutrition_en.2.full.jpg")


@pytest.mark.parametrize(
    "images", [{}, {"front_en": 1}, {"front_en": {"rev": "../x"}}, {"front_../..": {"rev": "1"}}, []]
)
def test_open_food_facts_rows_without_pictures_are_told(images: object, table) -> None:
    (item,) = table(json.dumps({"code": "../../x", "product_name": "D3", "images": images})).items()
    assert pictures(item) == []
    assert "no_picture" in codes(item)


def test_a_mapped_column_takes_the_place_of_the_one_that_was_found(table) -> None:
    text = "sku,image,scan,Label Back,code2\nA,a.png,b.png,c.png,4006381333931\n"
    (item,) = table(text, columns={"image": "SCAN,label back", "gtin": "code2"}).items()
    assert pictures(item) == ["b.png", "c.png"]
    assert item.product.gtin == "04006381333931"


def test_a_column_with_a_comma_in_its_name_can_be_mapped(table) -> None:
    (item,) = table('sku,"scan, front"\nA,a.png\n', columns={"image": "scan, front"}).items()
    assert pictures(item) == ["a.png"]


@pytest.mark.parametrize(
    ("columns", "says"),
    [({"image": "nope"}, "'nope'"), ({"picture": "sku"}, "choose one of sku, gtin, title, brand, image")],
)
def test_a_mapping_that_makes_no_sense_says_what_there_is(columns: dict[str, str], says: str, table) -> None:
    with pytest.raises(UsageError) as caught:
        table("sku,image\nA,a.png\n", columns=columns)
    assert says in str(caught.value)


def test_a_table_without_pictures_names_its_columns_and_the_way_out(table) -> None:
    with pytest.raises(UsageError) as caught:
        table("sku,name,price\nA,x,1\n")
    assert str(caught.value).startswith("shop.csv: ")
    assert "sku, name, price" in str(caught.value)
    assert "--map image=COLUMN" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_rows_of_one_sku_are_one_product_wherever_they_stand(table) -> None:
    catalogue = table("sku,gtin,image\nA,,a1.png\nB,,b.png\nA,4006381333931,a2.png\n")
    first, second = catalogue.items()
    assert (first.key, pictures(first), first.product.gtin) == ("A", ["a1.png", "a2.png"], "04006381333931")
    assert second.key == "B"


def test_rows_without_a_sku_are_one_product_by_their_gtin(table) -> None:
    catalogue = table("ean,image\n4006381333931,a.png\n4 006381 333931,b.png\n,c.png\n,d.png\n")
    assert [(i.key, pictures(i)) for i in catalogue.items()] == [
        ("04006381333931", ["a.png", "b.png"]),
        ("row 4", ["c.png"]),
        ("row 5", ["d.png"]),
    ]


def test_a_title_keeps_its_letters_and_loses_what_a_terminal_acts_on(table) -> None:
    (item,) = table("sku,title,image\nA, \x1b[31mVitamin\u00a0D₃\t™ \x07,a.png\n").items()
    assert item.product.title == "[31mVitamin D₃ ™ "


@pytest.mark.parametrize("blank", ["N/A", "-", "none", "nan", "0"])
def test_a_cell_that_says_nothing_is_no_sku(blank: str, table) -> None:
    assert keys(table(f"sku,title,image\n{blank},x,a.png\n{blank},y,b.png\n")) == ["x", "y"]


def test_a_sku_that_thousands_of_rows_share_is_none(table) -> None:
    rows = "".join(f"SAME,{n}.png\n" for n in range(MOST_ROWS + 5))
    items = list(table("sku,image\nA,a.png\n" + rows + "A,b.png\n").items())
    assert [len(item.pictures) for item in items] == [2, *[1] * (MOST_ROWS + 5)]
    assert all("odd_row" in codes(item) for item in items[1:])
    assert len({item.key for item in items}) == len(items)


def test_one_sku_with_two_gtins_is_told(table) -> None:
    (item,) = table("sku,gtin,image\nA,4006381333931,a.png\nA,20000004,b.png\n").items()
    assert codes(item) == ["gtin_differs"]


def test_an_id_that_is_anothers_sku_is_another_product(table) -> None:
    catalogue = table("id,sku,name,images\n1,2,x,a.png\n2,,y,b.png\n")
    assert [(i.key, pictures(i)) for i in catalogue.items()] == [("2", ["a.png"]), ("2 #2", ["b.png"])]


def test_a_shops_pictures_stand_in_their_positions_and_its_variants_are_one_product(table) -> None:
    catalogue = table(
        "Handle,Title,Variant SKU,Variant Barcode,Image Src,Image Position,Variant Image\n"
        "d3,D3,S-60,4006381333931,c.png,3,v1.png\n"
        "d3,,S-120,20000004,a.png,1,v2.png\n"
        "k2,K2,K-1,,k.png,1,\n"
        "d3,,,,b.png,2,\n"
    )
    first, second = catalogue.items()
    assert (first.key, first.product.title, codes(first)) == ("S-60", "D3", [])
    assert pictures(first) == ["a.png", "b.png", "c.png"]
    assert second.key == "K-1"
