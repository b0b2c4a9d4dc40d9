"""Parquet holds the table with its types."""

import io
import sys

import pytest

from labelaudit.errors import UsageError
from labelaudit.model.audit import Audit
from labelaudit.report.entry import Entry
from labelaudit.report.table import Table
from labelaudit.report.to_parquet import write_parquet


def test_types_and_cells_read_back(audit: Audit, unreadable: Audit) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs the extra `parquet`")
    file = io.BytesIO()
    entries = [Entry("a", audit, {"SKU": "0012"}), Entry("b", unreadable, {"SKU": "=1+1"})]
    write_parquet(Table(entries, own=("SKU",)), file)
    read = parquet.read_table(io.BytesIO(file.getvalue()))
    assert str(read.schema.field("la_score_low").type) == "int64"
    assert str(read.schema.field("la_daily_calcium_mg_low").type) == "double"
    assert read.column("SKU").to_pylist() == ["0012", "=1+1"]
    assert read.column("la_score_low").to_pylist() == [62, None]
    assert read.column("la_status").to_pylist() == ["needs_review", "unreadable"]


def test_no_products_are_a_file_with_a_head(audit: Audit) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs the extra `parquet`")
    file = io.BytesIO()
    write_parquet(Table([], own=("SKU",)), file)
    assert parquet.read_table(io.BytesIO(file.getvalue())).column_names[0] == "SKU"


def test_without_pyarrow_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"pip install 'labelaudit\[parquet\]'"):
        write_parquet(Table([]), io.BytesIO())
