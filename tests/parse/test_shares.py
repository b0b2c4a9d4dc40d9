"""Several panels on one page: each has the name and the text that are plainly its own."""

import pytest
from built import page, word

from labelaudit.parse import parse

D3 = ("Vitamin D3 (as cholecalciferol)", "50 mcg (2,000 IU)", "250%")
K2 = ("Vitamin K2 (as MK-7)", "100 mcg", "83%")
CAUTION = "Warning: Consult your doctor if you take warfarin."


def product(row, *, x=60, y=0, name=None, foot=()):
    """The words of a product: a large name, a panel of one row, and lines under it."""
    words = [word(name, x, y + 20, height=50)] if name else []
    lines = [("Supplement Facts",), ("Serving Size 1 Capsule",), ("", "Amount Per Serving", "% Daily Value"),
             row, ("Other Ingredients: rice flour, silica.",), *((line,) for line in foot)]  # fmt: skip
    for n, line in enumerate(lines):
        words += [
            word(cell, x + dx, y + 100 + 30 * n, width=min(len(cell) * 9, 300))
            for cell, dx in zip(line, (0, 330, 560), strict=False)
            if cell
        ]
    return words


def told(*products):
    labels = parse([page([w for words in products for w in words])]).labels
    kinds = [{s.kind for s in label.statements} & {"anticoagulant", "directions"} for label in labels]
    return [(label.product, label.facts[0].form, k) for label, k in zip(labels, kinds, strict=True)]


@pytest.mark.parametrize("at", [{"y": 500}, {"x": 900}], ids=["below", "beside"])
def test_a_products_name_and_caution_are_its_own(at):
    first = product(D3, name="Sun Drops", foot=(CAUTION, "Keep out of reach of children."))
    second = product(K2, name="Bone Guard", foot=("Directions: Take 1 capsule daily.",), **at)
    assert told(first, second) == [
        ("Sun Drops", "D3", {"anticoagulant"}),
        ("Bone Guard", "MK-7", {"directions"}),
    ]


def test_text_between_two_panels_that_no_heading_parts_is_nobodys():
    first = product(D3, foot=(CAUTION, "Keep out of reach of children."))
    assert told(first, product(K2, y=500)) == [(None, "D3", set()), (None, "MK-7", set())]


def test_text_across_two_columns_is_nobodys():
    across = word("All: " + CAUTION, 60, 20, width=1500)
    assert told([across], product(D3), product(K2, x=900)) == [(None, "D3", set()), (None, "MK-7", set())]


def test_one_panel_has_all_text_of_its_page():
    beside = word(CAUTION, 900, 20)
    assert told([beside], product(D3, name="Sun Drops")) == [("Sun Drops", "D3", {"anticoagulant"})]


def test_of_two_texts_alike_large_none_is_the_name():
    other = word("ORGANIC", 400, 20, height=50)
    assert told([other], product(D3, name="Sun Drops"))[0][0] is None


def test_large_letters_beside_or_under_a_panel_are_no_name():
    assert told(product(D3), [word("MADE FOR YOU", 900, 60, height=60)])[0][0] is None
    assert told(product(D3), [word("MADE FOR YOU", 60, 400, height=60)])[0][0] is None


def test_two_names_over_the_same_figures_are_two_products():
    assert told(product(D3, name="Sun Drops"), product(D3, name="Moon Drops", y=500)) == [
        ("Sun Drops", "D3", set()),
        ("Moon Drops", "D3", set()),
    ]


def test_the_same_panel_twice_without_names_counts_once():
    assert told(product(D3), product(D3, y=500)) == [(None, "D3", set())]


def test_a_panels_title_is_no_part_of_a_name():
    words = [w for w in product(D3) if w.text != "Supplement Facts"]
    titled = word("HALDEN LABS SUPPLEMENT FACTS", 60, 70, height=50)
    assert told([titled], words)[0][0] is None
