"""Measure a catalogue's report: what its index weighs, when a browser is ready, and what each table takes.

python -m tests.benchmarks.reports     two tables of Markdown
"""

import io
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter
from unittest.mock import patch

from labelaudit.model.audit import Audit
from labelaudit.model.product import Product
from labelaudit.report import to_catalogue
from labelaudit.report.entry import Entry
from labelaudit.report.table import Table
from labelaudit.report.to_catalogue import write_catalogue
from labelaudit.report.to_csv import write_csv
from labelaudit.report.to_html import to_html
from labelaudit.report.to_parquet import write_parquet
from labelaudit.report.to_xlsx import write_xlsx
from labelaudit.typed import audit_facts

MADE = date(2026, 11, 21)
RUNS = 5
KINDS = 300
"""Different labels; every product is one of them under a name of its own."""


@dataclass(frozen=True)
class Shop:
    """So many products of forty brands, the same every time."""

    count: int

    def __iter__(self) -> Iterator[Entry]:
        rng = random.Random(1)
        kinds = [_kind(rng) for _ in range(KINDS)]
        for number in range(self.count):
            sku = f"SKU-{number:06}"
            brand = f"Brand number {rng.randrange(40)}"
            title = f"Vitamin D3 with K2 and minerals, {rng.randrange(30, 365)} capsules, batch {number}"
            gtin = f"{4000000000000 + number * 7}"
            product = Product(sku=sku, gtin=gtin, brand=brand, title=title, row=number + 1)
            audit = rng.choice(kinds).model_copy(update={"product": product})
            yield Entry(
                sku, audit, {"SKU": sku, "Title": title, "Price": f"{rng.randrange(500, 4000) / 100}"}
            )


def _kind(rng: random.Random) -> Audit:
    """Typed figures: all rules apply as they do to a label."""
    d, k2 = rng.randrange(400, 6000, 200), rng.randrange(20, 400, 5)
    form = rng.choice(["MK-7", "", "MK-4"])
    calcium = rng.choice([None, None, rng.randrange(100, 1200, 50)])
    return audit_facts(
        vitamin_d3=[f"{d}IU"],
        k2=[f"{k2}mcg {form}".strip()] if rng.random() < 0.8 else None,
        calcium=[f"{calcium}mg"] if calcium else None,
        magnesium=[f"{rng.randrange(50, 400, 25)}mg"] if rng.random() < 0.3 else None,
        caution=rng.random() < 0.5,
        with_fat=rng.random() < 0.5,
    )


def indexes(counts: tuple[int, ...] = (10_000, 100_000)) -> Iterator[list[str]]:
    """A row a catalogue: MB of the index, seconds to write it, to be ready, to search, to sort."""
    for count in counts:
        with (
            tempfile.TemporaryDirectory() as folder,
            patch.object(to_catalogue, "to_html", lambda *_, **__: ""),
        ):
            start = perf_counter()
            write_catalogue(Shop(count), Path(folder), name="Bench", made=MADE)
            written = perf_counter() - start
            index = Path(folder, "index.html")
            times = [_in_browser(index) for _ in range(RUNS)]
            medians = [f"{median(each[i] for each in times):.2f}" for i in range(3)]
            yield [f"{count:,}", f"{index.stat().st_size / 1e6:.2f}", f"{written:.0f}", *medians]


def _in_browser(index: Path) -> tuple[float, float, float]:
    """Seconds until the table can be used, until a search is answered, until a sort is."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("the report is measured in chromium; on Debian: apt-get install chromium")
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto(index.as_uri())
        ready = page.evaluate("performance.getEntriesByName('ready')[0].startTime")
        change = """([id, value]) => {
            const start = performance.now();
            document.getElementById(id).value = value;
            document.getElementById(id).dispatchEvent(new Event("input", {bubbles: true}));
            document.body.offsetHeight;
            return performance.now() - start;
        }"""
        search = page.evaluate(change, ["q", "brand number 7"])
        page.evaluate(change, ["q", ""])
        sort = page.evaluate(change, ["sort", "title"])
        browser.close()
    return ready / 1000, search / 1000, sort / 1000


def outputs(count: int = 10_000) -> Iterator[list[str]]:
    """A row an output of so many products: seconds and MB; a page stands for one product."""
    shop = Shop(count)
    table = Table(list(shop), own=("SKU", "Title", "Price"), pages="")

    def csv(file: io.BytesIO) -> None:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        write_csv(table, text)
        text.detach()

    writers: dict[str, Callable[[io.BytesIO], None]] = {
        "CSV": csv,
        "XLSX": lambda file: write_xlsx(table, file, made=MADE),
        "Parquet": lambda file: write_parquet(table, file),
    }
    for name, write in writers.items():
        file, start = io.BytesIO(), perf_counter()
        write(file)
        seconds = perf_counter() - start
        yield [name, f"{count:,}", f"{seconds:.1f}", f"{len(file.getvalue()) / 1e6:.2f}"]
    some = [entry.audit for entry in list(Shop(200))]
    start = perf_counter()
    pages = [to_html([(audit, {})], made=MADE) for audit in some]
    seconds = (perf_counter() - start) / len(pages)
    yield ["HTML, a product's page", "1", f"{seconds:.3f}", f"{median(map(len, pages)) / 1e6:.2f}"]


INDEX_HEAD = ["products", "index, MB", "written, s", "ready, s", "searched, s", "sorted, s"]
OUTPUT_HEAD = ["output", "products", "written, s", "MB"]


if __name__ == "__main__":
    for head, rows in ((INDEX_HEAD, indexes()), (OUTPUT_HEAD, outputs())):
        for line in (head, ["---"] * len(head), *rows):
            print("| " + " | ".join(line) + " |", flush=True)
        print()
