"""Tables as people and shops make them: sniffed, mapped, grouped, and nothing lost silently."""

import csv
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from labelaudit.catalogue import Catalogue, open_catalogue
from labelaudit.catalogue.spool import MOST_ROWS
from labelaudit.errors import LabelauditError, UnreadableError, UsageError
from labelaudit.limits import Limits
from labelaudit.model.item import Item

SHOP = Path(__file__).parents[2] / "fixtures" / "catalogues"


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Catalogue]:
    """Writes a file and opens it as a catalogue."""

    def write(
        content: str | bytes, name: str = "shop.csv", encoding: str = "utf-8", **more: object
    ) -> Catalogue:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return open_catalogue(str(path), **more)

    return write


def keys(catalogue: Catalogue) -> list[str]:
    return [item.key for item in catalogue.items()]


def codes(item: Item) -> list[str]:
    return [note.code for note in item.problems]


def pictures(item: Item) -> list[str]:
    return [picture.name for picture in item.pictures]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiter_encoding_and_line_ends_are_sniffed(delimiter: str, encoding: str, end: str, table) -> None:
    rows = [["sku", "title", "image"], ["A1", "Vitamin für Größere", "a.png"], ["B2", "Magnésium", "b.png"]]
    catalogue = table(end.join(delimiter.join(row) for row in rows) + end, encoding=encoding)
    assert [(i.key, i.product.title, pictures(i)) for i in catalogue.items()] == [
        ("A1", "Vitamin für Größere", ["a.png"]),
        ("B2", "Magnésium", ["b.png"]),
    ]


def test_a_delimiter_in_titles_does_not_win(table) -> None:
    catalogue = table("sku;title;image\nA;D3, K2, Mg, Ca;a.png\nB;D3, K2, Mg, Ca;b.png\n")
    assert keys(catalogue) == ["A", "B"]


def test_a_line_that_names_the_delimiter_is_obeyed(table) -> None:
    catalogue = table("sep=;\nsku;image\nA;a.png\n")
    assert (catalogue.columns, keys(catalogue)) == (("sku", "image"), ["A"])


def test_a_table_of_pictures_alone_is_read(table) -> None:
    assert [pictures(i) for i in table("image\na.png\nb.png\n").items()] == [["a.png"], ["b.png"]]


def test_cells_of_several_lines_are_one_row(table) -> None:
    catalogue = table('sku,text,image\nA,"one,\n""two""\n\nthree",a.png\nB,x,b.png\n')
    first, second = catalogue.items()
    assert first.columns["text"] == 'one,\n"two"\n\nthree'
    assert (second.key, second.product.row) == ("B", 3)


@pytest.mark.parametrize(
    "stray",
    ['A,"stray,a.png', 'A,"stray" x,a.png', 'A,"a ""b,a.png'],
)
def test_a_stray_quote_swallows_no_row(stray: str, table) -> None:
    rest = [f"P{n},plain,p{n}.png" for n in range(30)]
    for place in (0, 7, 30):
        lines = ["sku,title,image", *rest[:place], stray, *rest[place:]]
        items = list(table("\n".join(lines) + "\n").items())
        assert [i.key for i in items] == [
            *(f"P{n}" for n in range(place)),
            "A",
            *(f"P{n}" for n in range(place, 30)),
        ]
        assert "odd_row" in codes(items[place])
        assert pictures(items[place]) == ["a.png"]


def test_two_stray_quotes_that_match_swallow_no_row(table) -> None:
    catalogue = table('sku\ttitle\timage\nA\t"stray\ta.png\nB\tx\tb.png\nC\tstray"\tc.png\nD\tx\td.png\n')
    assert keys(catalogue) == ["A", "B", "C", "D"]


def test_a_row_with_too_many_cells_is_a_product_without_picture_that_names_file_and_row(table) -> None:
    first, second = table("sku,title,image\nA,D3, K2, Mg,a.png\nB,x,b.png\n").items()
    assert (first.key, pictures(first), codes(first)) == ("row 2", [], ["broken_row"])
    assert first.problems[0].message.startswith("shop.csv, row 2: ")
    assert second.key == "B"


def test_a_row_that_ends_early_is_read_as_far_as_it_goes(table) -> None:
    (item,) = table("sku,title,image\nA,x\n").items()
    assert (item.key, codes(item)) == ("A", ["no_picture"])


def test_a_wrong_byte_far_into_a_file_costs_no_row(table) -> None:
    rows = b"".join(b"P%06d,plain,p.png\n" % n for n in range(20_000))
    catalogue = table(b"sku,title,image\n" + rows + b"A,Gr\xf6\xdfe,a.png\n")
    *_, last = catalogue.items()
    assert (last.key, last.product.title) == ("A", "Größe")


def test_a_line_without_end_is_refused_and_not_held(table) -> None:
    with pytest.raises(UnreadableError, match="line 1"):
        table("sku,image" * 2000, limits=Limits(row_megabytes=0.01))


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


WRITTEN = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=20)
WRITTEN |= st.lists(st.sampled_from(["a", " ", '"', "\n", ",", ";", "\t", "é"]), max_size=9).map("".join)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(WRITTEN, WRITTEN), min_size=1, max_size=12),
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_what_a_spreadsheet_writes_is_read_back_cell_by_cell(
    tmp_path_factory: pytest.TempPathFactory,
    cells: list[tuple[str, str]],
    delimiter: str,
    end: str,
    quotes: int,
) -> None:
    # With as many delimiters in a cell of several lines as make rows of them, nobody could tell.
    assume(all("\n" not in "".join(pair) or "".join(pair).count(delimiter) < 3 for pair in cells))
    path = tmp_path_factory.mktemp("t") / "shop.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator=end, quoting=quotes)
        writer.writerow(["sku", "title", "text", "image"])
        writer.writerows([f"S{n}", *pair, "a.png"] for n, pair in enumerate(cells))
    items = list(open_catalogue(str(path)).items())
    assert [item.key for item in items] == [f"S{n}" for n in range(len(cells))]
    read = [(item.columns["title"], item.columns["text"]) for item in items]
    assert [tuple(t.lstrip(" ") for t in pair) for pair in read] == [
        tuple(t.lstrip(" ") for t in pair) for pair in cells
    ]


CELL = st.text(max_size=12) | st.sampled_from(
    ["a.png", '"', '""', "A", "4006381333931", "http://x.test/a.png", "\n", ","]
)
HEADS = st.sampled_from(
    ["sku", "image", "gtin", "Handle", "Image Src", "title", "code", "product_name", "", "x"]
)


def consume(path: Path) -> None:
    try:
        items = list(open_catalogue(str(path)).items())
    except LabelauditError:
        return
    assert len({item.key for item in items}) == len(items)
    for item in items:
        assert Item.model_validate_json(item.model_dump_json()) == item


@settings(max_examples=200, deadline=None)
@given(
    st.lists(HEADS, min_size=1, max_size=4),
    st.lists(st.lists(CELL, max_size=5), max_size=6),
    st.sampled_from(",;\t|"),
)
def test_any_cells_are_products_or_an_error_of_ours(
    tmp_path_factory: pytest.TempPathFactory, heads: list[str], rows: list[list[str]], delimiter: str
) -> None:
    path = tmp_path_factory.mktemp("t") / "shop.csv"
    text = "\n".join(delimiter.join(row) for row in [[*heads, "image"], *rows])
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    consume(path)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(
        [b"", b"sku,image\n", b"{", b"<rss><item>", b"\xff\xfe", b"PAR1", b"PK\x03\x04", b"\x1f\x8b\x08"]
    ),
    st.binary(max_size=200),
)
def test_any_bytes_are_products_or_an_error_of_ours(
    tmp_path_factory: pytest.TempPathFactory, head: bytes, tail: bytes
) -> None:
    path = tmp_path_factory.mktemp("t") / "shop"
    path.write_bytes(head + tail)
    consume(path)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=9)
    | st.sampled_from(["\ud800", "a.png"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.dictionaries(HEADS, JSON, max_size=4), max_size=5))
def test_any_json_is_products_or_an_error_of_ours(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, object]]
) -> None:
    path = tmp_path_factory.mktemp("t") / "shop.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows))
    consume(path)


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(["products.xlsx", "products.parquet", "merchant.xml", "shopify.csv"]),
    st.integers(0, 9000),
    st.binary(min_size=1, max_size=4),
)
def test_any_damage_to_a_table_is_an_error_of_ours(
    tmp_path_factory: pytest.TempPathFactory, name: str, at: int, put: bytes
) -> None:
    content = (SHOP / name).read_bytes()
    path = tmp_path_factory.mktemp("t") / name
    path.write_bytes(content[: at % len(content)] + put + content[at % len(content) + len(put) :])
    consume(path)
