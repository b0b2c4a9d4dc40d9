"""A catalogue is streamed: what is held does not grow with its rows."""

import gc
import json
import pathlib
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from labelaudit.catalogue import open_catalogue


def _csv(count: int) -> str:
    """Two rows a product, half a file apart."""
    rows = (f"S{n % (count // 2)},4006381333931,{'words ' * 40},{n}.png\n" for n in range(count))
    return "sku,gtin,title,image\n" + "".join(rows)


def _jsonl(count: int) -> str:
    return "".join(
        json.dumps({"sku": f"S{n}", "title": "words " * 40, "image": f"{n}.png"}) + "\n" for n in range(count)
    )


def _xml(count: int) -> str:
    items = (
        f"<item><id>S{n}</id><title>{'words ' * 40}</title><image_link>{n}.png</image_link></item>"
        for n in range(count)
    )
    return f"<rss><channel>{''.join(items)}</channel></rss>"


# Interning a name may double the interpreter's table of them, at any time: megabytes that are no catalogue's.
_OURS = [tracemalloc.Filter(inclusive=False, filename_pattern=pathlib.__file__)]


def _held(path: Path) -> int:
    """Bytes held at most while the products pass by; garbage that was not collected yet is not held."""
    tracemalloc.start()
    held = 0
    for number, _ in enumerate(open_catalogue(str(path)).items()):
        if number % 250 == 0:
            gc.collect()
            traces = tracemalloc.take_snapshot().filter_traces(_OURS).traces
            held = max(held, sum(trace.size for trace in traces))
    tracemalloc.stop()
    return held


@pytest.mark.parametrize("write", [_csv, _jsonl, _xml])
def test_four_times_the_rows_hold_no_more(write: Callable[[int], str], tmp_path: Path) -> None:
    few, many = tmp_path / "few", tmp_path / "many"
    few.write_text(write(1500))
    many.write_text(write(6000))
    _held(few)  # what is made once, such as compiled patterns
    assert _held(many) < 1.2 * _held(few)
