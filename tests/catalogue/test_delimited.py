"""Delimited tables as people save them: sniffed, and no row is swallowed."""

import pytest

from labelaudit.errors import UnreadableError
from labelaudit.limits import Limits
from tests.catalogue.told import codes, keys, pictures


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
