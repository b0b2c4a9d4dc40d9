"""A catalogue's report as a folder that opens from `file://`: an index, a page a product, thumbnails."""

from collections.abc import Mapping, Sequence
from datetime import date
from math import inf
from pathlib import Path

from markupsafe import Markup

from labelaudit.errors import OutputError
from labelaudit.model.audit import Status
from labelaudit.report.clean import shorten
from labelaudit.report.entry import Entries
from labelaudit.report.overview import D_MOST, K2_MOST, QUEUE_MOST, Overview
from labelaudit.report.page import render
from labelaudit.report.product_rows import Packed, product_row
from labelaudit.report.thumbnail import thumbnail
from labelaudit.report.to_html import Explain, to_html
from labelaudit.report.view import DISCLAIMER, view

TABLE_MOST = 250_000
"""Products that the index's table holds; a browser holds no more at ease. The counts are of all."""

PARTS = ("products", "thumbnails", "index.html")
"""What a report is of; the index last, for it leads to the others."""

_OURS = b'content="labelaudit catalogue report"'
_OURS_WITHIN = 4096
"""Bytes of an index in which it says whose it is."""
_GONE_MOST = 20
_RULES_MOST = 12


def check_place(folder: Path) -> None:
    """Raise OutputError where a report would replace what no report wrote."""
    taken = [part for part in PARTS if (folder / part).exists()]
    if taken and not _is_ours(folder / "index.html"):
        raise OutputError(f"{folder}: holds {taken[0]}, which is no report's; name another folder")


def _is_ours(index: Path) -> bool:
    try:
        with index.open("rb") as file:
            return _OURS in file.read(_OURS_WITHIN)
    except OSError:
        return False


def write_catalogue(
    entries: Entries,
    folder: Path,
    *,
    name: str,
    made: date,
    changes: Mapping[str, str] | None = None,
    titles: Mapping[str, str] | None = None,
    explain: Explain | None = None,
    beside: Sequence[str] = (),
) -> None:
    """Write `index.html`, `products/` and `thumbnails/` into an empty folder; goes through the entries once.

    `name` is the catalogue's. `changes` says of keys what became of them since the last run: new, worse,
    better, changed, gone. `titles` and `explain` are as in `to_html`. `beside` names tables in the folder, to
    which the index links. Raises OSError where something cannot be written.
    """
    (folder / "products").mkdir()
    (folder / "thumbnails").mkdir()
    became = changes or {}
    packed, overview = Packed(), Overview()
    for entry in entries:
        jpegs = entry.pictures()
        page = to_html(
            [(entry.audit, jpegs)], made=made, titles=titles, explain=explain, index="../index.html"
        )
        (folder / entry.page).write_text(page, encoding="utf-8", errors="replace")
        if jpegs:
            small = thumbnail(jpegs[min(jpegs)])
            (folder / "thumbnails" / f"{entry.name}.jpg").write_bytes(small)
        shown = view(entry.audit)
        row = product_row(entry, shown, change=became.get(entry.key, ""), has_picture=bool(jpegs))
        overview.add(row, entry.audit, shown)
        if len(packed) < TABLE_MOST:
            packed.add(row)
    gone = [key for key, change in became.items() if change == "gone"]
    index = render(
        "catalogue.html.j2",
        script="catalogue.js",
        styles=("report.css", "catalogue.css"),
        picture_source="'self' file:",  # 'self' alone is not every browser's word for a folder on disk
        name=shorten(name, limit=120) or "Catalogue",
        sentence=_sentence(overview),
        overview=overview,
        gone=gone,
        gone_most=_GONE_MOST,
        queue_most=QUEUE_MOST,
        rules_most=_RULES_MOST,
        compared=changes is not None,
        beside=beside,
        left=overview.total - len(packed),
        table_most=TABLE_MOST,
        rows=map(Markup, packed.json()),
        at_x=_at_x,
        at_y=_at_y,
        infinity=inf,
        figure=_figure,
        made=made.isoformat(),
        disclaimer=DISCLAIMER,
    )
    with (folder / "index.html").open("w", encoding="utf-8", errors="replace") as file:
        file.writelines(index)


def _sentence(overview: Overview) -> str:
    if not overview.total:
        return "No products."
    counts = (
        (overview.acting, "has something to act on", "have something to act on"),
        (overview.statuses[Status.NEEDS_REVIEW], "waits for a look", "wait for a look"),
        (overview.statuses[Status.UNREADABLE], "could not be read", "could not be read"),
    )
    said = [f"{count:,} {one if count == 1 else many}" for count, one, many in counts if count]
    products = "1 product" if overview.total == 1 else f"{overview.total:,} products"
    return f"{products}: {'; '.join(said) or 'nothing to act on'}."


def _at_x(iu: float) -> float:
    """Where a dose of vitamin D stands in the drawing, in per cent of its width."""
    return round(12 + min(iu, D_MOST) / D_MOST * 84, 2)


def _at_y(mcg: float) -> float:
    """Where a dose of K2 stands in the drawing, in per cent of its height."""
    return round(86 - min(mcg, K2_MOST) / K2_MOST * 76, 2)


def _figure(value: float) -> str:
    return f"{value:,g}"
