"""Whatever stands in a table: what was written is read back, and nothing else than our errors comes of it."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from labelaudit.catalogue import open_catalogue
from labelaudit.errors import LabelauditError
from labelaudit.model.item import Item

SHOP = Path(__file__).parents[2] / "fixtures" / "catalogues"


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
