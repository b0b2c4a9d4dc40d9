"""A CSV reads back as it was, and nothing in it runs."""

import csv
import io

import pytest

from labelaudit.model.audit import Audit
from labelaudit.model.product import Product
from labelaudit.report.entry import Entry
from labelaudit.report.table import Table
from labelaudit.report.to_csv import write_csv

FORMULAS = [
    "=HYPERLINK(\"http://x\",\"y\")",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "-",
    "@SUM(A1)",
    "\t=1+1",
    "\r\n=1+1",
    " \ufeff=1",
    "\u200e=1",
    "\u202e=1",
    "＝1+1",
    "－2+3",
    "+49 170 1",
    "-1e5",
    "-1-1",
]  # fmt: skip
PLAIN = [
    "-5",
    "+5",
    "-0.5",
    "-1,250.50",
    "-3%",
    "5-3",
    "a=b",
    "K2+D3",
    "0012",
    "",
    "Ü",
    "</script><b>",
    "-,5",
]


def cell(audit: Audit, text: str) -> str:
    file = io.StringIO(newline="")
    write_csv(Table([Entry("k", audit, {"a": text})], own=("a",)), file)
    file.seek(0)
    _, row = csv.reader(file)
    return row[0]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_could_run_is_text(audit: Audit, text: str) -> None:
    assert cell(audit, text) == f"'{text}"


@pytest.mark.parametrize("text", PLAIN)
def test_everything_else_stays_as_it_was(audit: Audit, text: str) -> None:
    assert cell(audit, text) == text


@pytest.mark.parametrize("text", ['a "b", c', "two\nlines", "x" * 10_000, "שלום\u200f"])
def test_quotes_lines_and_length_survive(audit: Audit, text: str) -> None:
    assert cell(audit, text) == text


def test_what_no_file_holds_is_replaced_where_it_stood(audit: Audit) -> None:
    assert cell(audit, "a\x00b\ud800c") == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}c"


def test_a_head_cannot_be_a_formula_either(audit: Audit) -> None:
    file = io.StringIO(newline="")
    write_csv(Table([Entry("k", audit)], own=("=1+1",)), file)
    assert file.getvalue().startswith("'=1+1,la_key")


def test_what_a_label_says_cannot_be_a_formula_either(audit: Audit) -> None:
    named = audit.model_copy(update={"product": Product(title="=1+1", gtin="+1+1")})
    file = io.StringIO(newline="")
    write_csv(Table([Entry("@k", named)]), file)
    file.seek(0)
    (row,) = csv.DictReader(file)
    assert (row["la_key"], row["la_product"], row["la_gtin"]) == ("'@k", "'=1+1", "'+1+1")
