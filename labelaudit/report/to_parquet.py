"""A table as Parquet: typed columns, written in groups of rows so that a million need no room."""

from itertools import islice
from typing import BinaryIO

from labelaudit.errors import UsageError
from labelaudit.report.table import Table

_GROUP = 10_000
"""Rows that are held at once."""


def write_parquet(table: Table, file: BinaryIO) -> None:
    """Write every row; raises UsageError where pyarrow is missing."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow; install it: pip install 'labelaudit[parquet]'") from error
    types = {"whole": pa.int64(), "number": pa.float64()}
    kinds = [types.get(column.kind, pa.string()) if column else pa.string() for column in table.columns]
    schema = pa.schema(list(zip(table.head, kinds, strict=True)))
    rows = table.rows()
    with pq.ParquetWriter(file, schema) as writer:
        while group := list(islice(rows, _GROUP)):
            arrays = [
                pa.array(cells, kind) for cells, kind in zip(zip(*group, strict=True), kinds, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
