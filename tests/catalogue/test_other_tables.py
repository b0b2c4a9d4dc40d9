"""JSONL, feeds, packed tables and spreadsheets: read as people see them, or refused with the way out."""

import zipfile
from pathlib import Path

import pytest

from labelaudit.catalogue import open_catalogue
from labelaudit.errors import UnreadableError
from labelaudit.limits import Limits
from tests.catalogue.told import codes, keys, pictures

SHOP = Path(__file__).parents[2] / "fixtures" / "catalogues"


@pytest.mark.parametrize("line", ['{"sku": ', "[1]", '"A"', "{}" * 2, "[" * 100_000])
def test_a_broken_line_of_jsonl_is_a_product_without_picture(line: str, table) -> None:
    text = '{"sku": "A", "image": "a.png"}\n' + line + '\n\n{"sku": "B", "image": "b.png"}\n'
    items = list(table(text).items())
    assert [i.key for i in items] == ["A", "row 2", "B"]
    assert codes(items[1]) == ["broken_row"]


def test_a_json_array_is_refused_with_the_way_out(table) -> None:
    with pytest.raises(UnreadableError, match="one object a line"):
        table('[{"sku": "A"}]')


@pytest.mark.parametrize("secret", ["<!ENTITY x SYSTEM 'file:///etc/passwd'>", "<!ENTITY x 'xxxx'>", ""])
def test_a_feed_with_a_document_type_is_refused(secret: str, table) -> None:
    text = (
        f"<?xml version='1.0'?><!DOCTYPE rss [{secret}]><rss><channel><item><id>A</id></item></channel></rss>"
    )
    with pytest.raises(UnreadableError) as caught:
        table(text)
    assert caught.value.code == "unsupported"


def test_an_atom_feed_is_read(table) -> None:
    catalogue = table(
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0"><title>Shop</title>'
        "<entry><g:id>A</g:id><title>D3</title><g:image_link>https://x.test/a.png</g:image_link>"
        "<g:additional_image_link>https://x.test/b.png</g:additional_image_link>"
        "<g:additional_image_link>https://x.test/c.png</g:additional_image_link></entry></feed>"
    )
    (item,) = catalogue.items()
    assert catalogue.kind == "merchant"
    assert (item.key, item.product.title) == ("A", "D3")
    assert [p[-5:] for p in pictures(item)] == ["a.png", "b.png", "c.png"]


def test_a_feed_that_breaks_off_ends_in_a_broken_row(table) -> None:
    catalogue = table("<rss><channel><item><id>A</id><image_link>a.png</image_link></item><item><id>B</id>")
    first, last = catalogue.items()
    assert (first.key, codes(last)) == ("A", ["broken_row"])


@pytest.mark.parametrize("text", ["<html><body>x</body></html>", "<svg/>"])
def test_xml_that_is_no_feed_is_refused(text: str, table) -> None:
    with pytest.raises(UnreadableError, match="Merchant"):
        table(text)


def test_a_packed_table_that_breaks_off_ends_in_a_broken_row(table) -> None:
    import gzip
    import random

    rng = random.Random(1)
    text = "sku,image\n" + "".join(f"{rng.random()},a.png\n" for _ in range(20_000))
    packed = gzip.compress(text.encode())
    *_, last = table(packed[: len(packed) - 2000]).items()
    assert codes(last) == ["broken_row"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (bytes(range(256)) * 20, "unsupported"),
        (b"PK\x03\x04 no", "damaged"),
        (b"PAR1 no", "damaged"),
        (b"\xd0\xcf\x11\xe0" + bytes(60), "unsupported"),
        (b"\x1f\x8b no", "damaged"),
    ],
)
def test_what_is_no_table_is_refused_with_its_code(content: bytes, code: str, table) -> None:
    with pytest.raises(UnreadableError) as caught:
        table(content)
    assert caught.value.code == code


def test_a_spreadsheets_numbers_and_sheets_are_read_as_people_see_them(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "shop.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("Blank")
    sheet = book.add_worksheet("Products")
    sheet.write_row(2, 1, ["sku", "ean", "price", "image"])
    sheet.write_row(3, 1, [1001, 4006381333931, 9.5, "a.png", "beside the table"])
    book.add_worksheet("Old").write(0, 0, "x")
    book.close()
    catalogue = open_catalogue(str(path))
    (item,) = catalogue.items()
    assert (item.key, item.product.gtin, item.columns["price"]) == ("1001", "04006381333931", "9.5")
    assert item.product.row == 4
    assert "beside the table" in item.columns.values()
    assert [n.code for n in catalogue.notes] == ["other_sheets"]
    assert "Old" in catalogue.notes[0].message


def test_a_spreadsheet_that_grows_too_much_is_refused(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "shop.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for n in range(2000):
        sheet.write_row(n, 0, ["sku" * 50, "image"])
    book.close()
    with pytest.raises(UnreadableError) as caught:
        open_catalogue(str(path), limits=Limits(workbook_megabytes=0.1))
    assert caught.value.code == "too_large"


@pytest.mark.parametrize("cell", ["XFD1048576", "A1048577", "ZZZ9999999"])
def test_one_cell_at_the_far_corner_of_a_sheet_is_refused(cell: str, tmp_path: Path) -> None:
    sheet = zipfile.ZipFile(SHOP / "products.xlsx")
    path = tmp_path / "shop.xlsx"
    with zipfile.ZipFile(path, "w") as made:
        for part in sheet.namelist():
            made.writestr(part, sheet.read(part).replace(b'r="F2"', f'r="{cell}"'.encode()))
    sheet.close()
    with pytest.raises(UnreadableError) as caught:
        open_catalogue(str(path), limits=Limits(workbook_cells=1_000_000))
    assert caught.value.code == "too_large"


def test_notes_are_bounded_in_number(tmp_path: Path) -> None:
    for n in range(50):
        (tmp_path / f"{n}.txt").write_text("x")
    (tmp_path / "a.png").write_bytes(b"x")
    catalogue = open_catalogue(str(tmp_path))
    for _ in range(2):
        assert keys(catalogue) == ["a"]
        assert len(catalogue.notes) == 21
        assert "30 more" in catalogue.notes[-1].message


@pytest.mark.parametrize("content", ["sku,image\n", "sku,image\n,\n\n"])
def test_a_table_without_rows_is_an_error(content: str, table) -> None:
    with pytest.raises(UnreadableError) as caught:
        list(table(content).items())
    assert caught.value.code == "empty"
