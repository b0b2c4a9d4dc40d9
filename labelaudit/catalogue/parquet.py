"""Parquet, a batch of rows at a time; needs the extra `parquet`."""

from collections.abc import Iterator

from labelaudit.catalogue.jsonl import cell_text
from labelaudit.catalogue.row import Opener, Row, Table, name_columns
from labelaudit.errors import UnreadableError, UsageError

_BATCH = 1000


def open_parquet(opener: Opener, *, name: str) -> Table:
    """The table of a Parquet file. Raises UnreadableError(damaged), UsageError where pyarrow is missing."""
    try:
        import pyarrow
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise UsageError(f"{name}: Parquet needs pyarrow; pip install 'labelaudit[parquet]'") from error

    def damaged(error: Exception) -> UnreadableError:
        return UnreadableError("damaged", f"{name}: cannot be opened as Parquet ({_first_line(error)})")

    try:
        with opener() as file:
            columns = name_columns(list(ParquetFile(file).schema_arrow.names))
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        raise damaged(error) from error

    def rows() -> Iterator[Row]:
        number = 0
        with opener() as file:
            try:
                for batch in ParquetFile(file).iter_batches(batch_size=_BATCH):
                    lists = [column.to_pylist() for column in batch.columns]
                    for values in zip(*lists, strict=True):
                        number += 1
                        yield Row(number, dict(zip(columns, map(cell_text, values), strict=True)))
            except (pyarrow.ArrowException, OSError, ValueError) as error:
                yield Row(number + 1, {}, f"cannot be read, nor what follows it ({_first_line(error)})")

    return Table(columns, rows)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["no reason given"])[0][:200]
