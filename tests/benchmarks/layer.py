"""Measure a label with a text layer against a bare pdfplumber extraction of the same pages: JSON lines."""

import json
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

import pdfplumber

from labelaudit.ingest import open_file
from labelaudit.parse.columns import find_bases
from labelaudit.parse.doses import tokens
from labelaudit.parse.fold import fold
from labelaudit.parse.forms import parted, read_d_forms, read_k_forms
from labelaudit.parse.marks import matches
from labelaudit.parse.names import mentions, named_in, read_name
from labelaudit.parse.regimen import read_all
from labelaudit.parse.units import find_quantities
from labelaudit.pipeline import audit_file

FIXTURES = Path(__file__).parents[2] / "fixtures"
LABELS = ("labels/pdf-text-layer/label.pdf", "pdfs/two-columns.pdf", "pdfs/three-pages.pdf")
RUNS = 15
KEPT = (
    *(fold, matches, read_name, mentions, named_in, find_quantities, find_bases, tokens),
    *(parted, read_d_forms, read_k_forms, read_all),
)
"""What keeps the texts that it has read: each run begins as the first."""


def extract(path: str) -> None:
    """What anybody would do: the words of every page."""
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_words()


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of one run."""
    for read in KEPT:
        read.cache_clear()
    start = process_time()
    work()
    return process_time() - start


def main() -> None:
    """A line a label: median CPU seconds of runs that took turns, everything loaded."""
    for label in LABELS:
        path = str(FIXTURES / label)
        works: dict[str, Callable[[], object]] = {
            "bare": lambda path=path: extract(path),
            "open": lambda path=path: list(open_file(path)),
            "audit": lambda path=path: audit_file(path),
        }
        for work in works.values():
            work()
        runs = [{name: seconds(work) for name, work in works.items()} for _ in range(RUNS)]
        print(json.dumps({"label": label} | {name: median(run[name] for run in runs) for name in works}))


if __name__ == "__main__":
    main()
