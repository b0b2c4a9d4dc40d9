"""Files of one product are found by their names, and different products are never made one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelaudit.catalogue.naming import MOST_SIDES, group, gtin_in, take_apart


def grouped(*stems: str, folder: str = "shop") -> dict[str, list[str]]:
    return {base: sorted(found) for base, found in group(stems, folder=folder)}


@pytest.mark.parametrize(
    "stem",
    ["SKU_front", "SKU-back", "SKU label", "SKU_Supplement_Facts", "SKU_front_2", "SKU-2", "SKU_02",
     "SKU_front2", "SKU (2)", "SKU_FACTS", "SKU__side", "SKU_Rückseite", "SKU_Nährwerte",
     "SKU_étiquette", "SKU_trasera", "SKU_etichetta", "SKU_achterkant", "SKU_rótulo", "SKU_tył",
     "SKU_ετικέτα"],
)  # fmt: skip
def test_a_side_or_a_number_at_the_end_is_taken_off(stem: str) -> None:
    assert take_apart(stem).base == "SKU"


@pytest.mark.parametrize("stem", ["SKU", "SKU-1000", "SKU-100", "SKU_new", "frontier", "a-b_c", "SKU-2x"])
def test_nothing_else_is_taken_off(stem: str) -> None:
    assert take_apart(stem).base == stem


def test_a_number_before_a_side_is_the_products_own() -> None:
    assert take_apart("SKU-2_front").base == "SKU-2"


@pytest.mark.parametrize(
    ("stems", "products"),
    [
        (["A_front", "A_back"], {"A": ["A_back", "A_front"]}),
        (["A-1", "A-2", "A-3"], {"A": ["A-1", "A-2", "A-3"]}),
        (["A", "A-2"], {"A": ["A", "A-2"]}),
        (["A-01", "A-02"], {"A": ["A-01", "A-02"]}),
        (["A-0", "A-1"], {"A": ["A-0", "A-1"]}),
        (["A (1)", "A (2)"], {"A": ["A (1)", "A (2)"]}),
        (["A-1_front", "A-1_back", "A-2_front"], {"A-1": ["A-1_back", "A-1_front"], "A-2": ["A-2_front"]}),
        (["A-1", "A-1_back", "A-2"], {"A-1": ["A-1", "A-1_back"], "A-2": ["A-2"]}),
        (
            ["D3-25", "D3-25-1", "D3-25-2", "D3-50"],
            {"D3-25": ["D3-25", "D3-25-1", "D3-25-2"], "D3-50": ["D3-50"]},
        ),
        (["A", "B"], {"A": ["A"], "B": ["B"]}),
    ],
)
def test_sides_and_counted_pictures_are_one_product(stems: list[str], products: dict[str, list[str]]) -> None:
    assert grouped(*stems) == products


@pytest.mark.parametrize(
    "stems",
    [
        ["D3-1000", "D3-2000", "D3-5000"],
        ["D3-25", "D3-50"],
        ["D3-10", "D3-20", "D3-25", "D3-50"],
        ["IMG_0001", "IMG_0002", "IMG_0003"],
        ["IMG_01", "IMG_02", "IMG_03"],
        ["1", "2", "3"],
        ["label-1", "label-2"],
        ["vitamin-d", "vitamin-k"],
        [f"scan-{n}" for n in range(1, 60)],
        [f"SKU-{n}" for n in range(1, MOST_SIDES + 2)],
    ],
)
def test_numbers_that_name_products_are_never_one_product(stems: list[str]) -> None:
    assert sorted(grouped(*stems).values()) == sorted([stem] for stem in stems)


def test_sides_of_numbered_products_stay_together() -> None:
    assert grouped("D3-25_front", "D3-25_back", "D3-50_front") == {
        "D3-25": ["D3-25_back", "D3-25_front"],
        "D3-50": ["D3-50_front"],
    }


def test_names_that_are_only_sides_belong_to_their_folder() -> None:
    assert grouped("front", "back", "2", folder="SKU-7") == {"SKU-7": ["2", "back", "front"]}
    assert grouped("front", "SKU-7", folder="SKU-7") == {"SKU-7": ["SKU-7", "front"]}


def test_numbers_alone_belong_to_a_folder_that_is_a_gtin() -> None:
    assert grouped("1", "2", folder="4006381333931") == {"4006381333931": ["1", "2"]}


@given(st.lists(st.from_regex(r"[A-C]{1,2}([_-](front|back|[0-9]{1,3})){0,3}", fullmatch=True), unique=True))
def test_every_picture_is_in_exactly_one_product(stems: list[str]) -> None:
    found = [stem for _, same in group(stems, folder="shop") for stem in same]
    assert sorted(found) == sorted(stems)


@given(st.lists(st.text(min_size=1, max_size=12), unique=True, max_size=8), st.text(max_size=8))
def test_any_names_are_grouped(stems: list[str], folder: str) -> None:
    assert sorted(stem for _, same in group(stems, folder=folder) for stem in same) == sorted(stems)


@pytest.mark.parametrize(
    ("name", "gtin"),
    [
        ("4006381333931", "04006381333931"),
        ("vitamin-d3-4006381333931", "04006381333931"),
        ("20000004", "00000020000004"),
        ("photo-20000004", None),
        ("4006381333930", None),
        ("4006381333931 040000000006", None),
        ("D3", None),
    ],
)
def test_a_gtin_in_a_name_is_found_only_where_it_is_sure(name: str, gtin: str | None) -> None:
    assert gtin_in(name) == gtin
