"""A workbook is one that people keep: numbers are numbers, links lead to pages, and no text is a formula."""

import io
import re
import zipfile
from datetime import date
from xml.etree import ElementTree

import pytest

from labelaudit.errors import OutputError
from labelaudit.model.audit import Audit
from labelaudit.report import to_xlsx
from labelaudit.report.entry import Entry
from labelaudit.report.table import Table
from labelaudit.report.to_xlsx import write_xlsx

MADE = date(2026, 11, 21)
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HOSTILE = [
    "=HYPERLINK(\"http://x\",\"y\")",
    "+1+1",
    "@SUM(A1)",
    "{=1}",
    "http://example.com",
    "mailto:a@b.c",
    "</script><img src=x onerror=1>",
    "\u202eevil",
    "_x0041_",
    "x" * 10_000,
]  # fmt: skip


def book(*entries: Entry, own: tuple[str, ...] = ()) -> zipfile.ZipFile:
    file = io.BytesIO()
    write_xlsx(Table(entries, own=own, pages=""), file, made=MADE)
    return zipfile.ZipFile(file)


def cells(opened: zipfile.ZipFile, sheet: int = 1) -> dict[str, ElementTree.Element]:
    root = ElementTree.fromstring(opened.read(f"xl/worksheets/sheet{sheet}.xml"))
    return {cell.attrib["r"]: cell for cell in root.iter(f"{MAIN}c")}


def text(cell: ElementTree.Element) -> str:
    """As a spreadsheet shows an inline text: `_x000D_` is a character, `_x005F_` an underscore."""
    assert cell.attrib.get("t") == "inlineStr"
    shown = "".join(part.text or "" for part in cell.iter(f"{MAIN}t"))
    return re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), shown)


def own(audit: Audit, value: str) -> ElementTree.Element:
    return cells(book(Entry("k", audit, {"a": value}), own=("a",)))["A2"]


@pytest.mark.parametrize("value", HOSTILE)
def test_text_is_text_and_nothing_is_a_formula_or_a_link(audit: Audit, value: str) -> None:
    opened = book(Entry("k", audit, {"a": value}), own=("a",))
    assert text(cells(opened)["A2"]) == value
    sheet = opened.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert sheet.count("<hyperlink ") == 1


@pytest.mark.parametrize(("value", "pattern"), [("5", "0"), ("-5", "0"), ("12.50", "0.00"), ("0.1", "0.0")])
def test_a_retailers_number_is_a_number_that_looks_as_it_did(audit: Audit, value: str, pattern: str) -> None:
    opened = book(Entry("k", audit, {"a": value}), own=("a",))
    cell = cells(opened)["A2"]
    assert (cell.attrib.get("t", "n"), float(cell.findtext(f"{MAIN}v") or "")) == ("n", float(value))
    styles = ElementTree.fromstring(opened.read("xl/styles.xml"))
    shape = styles.find(f"{MAIN}cellXfs")[int(cell.attrib["s"])].attrib["numFmtId"]
    known = {"1": "0", "2": "0.00"}
    known |= {f.attrib["numFmtId"]: f.attrib["formatCode"] for f in styles.iter(f"{MAIN}numFmt")}
    assert known[shape] == pattern


@pytest.mark.parametrize(
    "value", ["0012", "4006381333931", "1e5", "1,5", "-0", "+5", "1.", "12 ", "0x1F", "١٢"]
)
def test_what_would_not_look_as_it_did_stays_text(audit: Audit, value: str) -> None:
    assert text(own(audit, value)) == value


def test_our_figures_are_numbers(audit: Audit) -> None:
    table = Table([Entry("k", audit)])
    found = cells(book(Entry("k", audit)))
    place = table.head.index("la_score_low")
    name = "".join(chr(65 + place)) if place < 26 else ""
    assert found[f"{name}2"].findtext(f"{MAIN}v") == "62"


def test_the_head_is_frozen_and_every_column_has_a_filter(audit: Audit) -> None:
    sheet = book(Entry("k", audit)).read("xl/worksheets/sheet1.xml").decode()
    assert 'ySplit="1"' in sheet
    assert 'state="frozen"' in sheet
    assert '<autoFilter ref="A1:' in sheet


def test_a_product_links_to_its_page(audit: Audit) -> None:
    entry = Entry("k", audit)
    links = book(entry).read("xl/worksheets/_rels/sheet1.xml.rels").decode()
    assert f'Target="{entry.page}"' in links.replace("\\", "/")


def test_a_cell_that_is_too_long_is_cut_and_says_so(audit: Audit) -> None:
    shown = text(own(audit, "😀" * 20_000))
    assert len(shown.encode("utf-16-le")) // 2 <= 32_767
    assert shown.endswith("… (cut: 20,000 characters)")
    assert text(own(audit, "x" * 32_767)) == "x" * 32_767


def test_more_than_a_sheet_holds_goes_on_to_the_next(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(to_xlsx, "_ROWS", 2)
    opened = book(*(Entry(f"k{n}", audit, {"a": f"v{n}"}) for n in range(5)), own=("a",))
    values = [text(cells(opened, sheet)[f"A{row}"]) for sheet in (1, 2) for row in (2, 3)]
    assert values == ["v0", "v1", "v2", "v3"]
    assert text(cells(opened, 3)["A1"]) == "a"


def test_after_the_last_link_that_a_sheet_holds_the_address_is_text(
    audit: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(to_xlsx, "_LINKS", 1)
    second = Entry("k2", audit)
    sheet = book(Entry("k1", audit), second).read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<hyperlink ") == 1
    assert second.page in sheet


def test_more_columns_than_a_sheet_holds_are_refused(audit: Audit) -> None:
    with pytest.raises(OutputError, match="choose CSV"):
        book(Entry("k", audit), own=tuple(map(str, range(16_384))))


def test_the_same_audits_give_the_same_bytes(audit: Audit) -> None:
    files = [io.BytesIO(), io.BytesIO()]
    for file in files:
        write_xlsx(Table([Entry("k", audit)]), file, made=MADE)
    assert files[0].getvalue() == files[1].getvalue()
