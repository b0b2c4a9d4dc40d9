"""Audits as one HTML file: self-contained, nothing loaded, nothing sent, same input same bytes."""

import base64
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from labelaudit.model.audit import Audit, Finding, Outcome, SourcePage
from labelaudit.model.label import Standing
from labelaudit.report.boxes import Box, Boxes
from labelaudit.report.chart import Chart, chart
from labelaudit.report.clean import clean, shorten
from labelaudit.report.page import render
from labelaudit.report.view import DISCLAIMER, View, rule_title, view

Report = tuple[Audit, Mapping[int, bytes]]
"""An audit and its pictures: JPEGs of its pages after their turn, by the index of the page."""

Explain = Callable[[Finding], Sequence[str]]
"""The lines of a finding's arithmetic."""

_OUTCOMES = {
    Outcome.FAIL: ("bad", "✕", "Fail"),
    Outcome.WARN: ("warn", "!", "Warning"),
    Outcome.REVIEW: ("info", "?", "Undecided"),
    Outcome.PASS: ("good", "✓", "Passed"),
    Outcome.NOTE: ("dim", "i", "Context"),
    Outcome.NOT_APPLICABLE: ("dim", "–", "Does not apply"),
}
_STANDINGS = {
    Standing.CONFIRMED: ("good", "✓", "confirmed"),
    Standing.READ: ("dim", "○", "read"),
    Standing.DOUBTFUL: ("warn", "?", "doubtful"),
}


@dataclass(frozen=True)
class Picture:
    """One page of the source, with its boxes; `image` names the embedded JPEG, None where it is gone."""

    index: int
    name: str
    page: SourcePage
    image: str | None
    boxes: Sequence[Box]


@dataclass(frozen=True)
class Article:
    """One label as the template shows it."""

    prefix: str
    audit: Audit
    shown: View
    boxes: Boxes
    pictures: Sequence[Picture]
    charts: Sequence[tuple[str, str, Chart]]
    """Rule, outcome, drawing."""
    documents: Sequence[tuple[str, str, Sequence[str]]]
    """Id, title, titles of the rules that cite it."""


def to_html(
    reports: Iterable[Report],
    *,
    made: date,
    titles: Mapping[str, str] | None = None,
    explain: Explain | None = None,
    index: str = "",
) -> str:
    """One page for all the audits; `titles` names documents by their ids, `explain` adds to each finding.

    `index` is the address of the catalogue's page, where the label is one of many.
    """
    images: dict[bytes, str] = {}
    articles = [
        _article(audit, pictures, number=number, images=images, titles=titles or {})
        for number, (audit, pictures) in enumerate(reports, start=1)
    ]
    return "".join(
        render(
            "report.html.j2",
            script="report.js",
            articles=articles,
            images=[(name, base64.b64encode(jpeg).decode("ascii")) for jpeg, name in images.items()],
            made=made.isoformat(),
            disclaimer=DISCLAIMER,
            outcomes=_OUTCOMES,
            standings=_STANDINGS,
            explain=explain or (lambda _: ()),
            index=index,
        )
    )


def _article(
    audit: Audit,
    jpegs: Mapping[int, bytes],
    *,
    number: int,
    images: dict[bytes, str],
    titles: Mapping[str, str],
) -> Article:
    prefix = f"label-{number}-"
    shown = view(audit)
    boxes = Boxes(shown, pages=audit.source.pages, prefix=prefix)
    return Article(
        prefix=prefix,
        audit=audit,
        shown=shown,
        boxes=boxes,
        pictures=_pictures(audit, jpegs, boxes=boxes, images=images),
        charts=[
            (rule_title(finding.rule), finding.outcome.value, drawing)
            for finding in audit.findings
            if finding.measured and (drawing := chart(finding.measured))
        ],
        documents=[
            (
                document,
                shorten(titles.get(document, ""), limit=120),
                [row.title for row in shown.findings if document in map(clean, row.finding.documents)],
            )
            for document in shown.documents
        ],
    )


def _pictures(
    audit: Audit, jpegs: Mapping[int, bytes], *, boxes: Boxes, images: dict[bytes, str]
) -> list[Picture]:
    """The pages that something was read from, or the first where nothing was."""
    pages = audit.source.pages
    used = [index for index in range(len(pages)) if boxes.on_page(index)] or list(range(len(pages)))[:1]
    found = []
    for index in used:
        jpeg = jpegs.get(index)
        image = images.setdefault(jpeg, f"image-{len(images)}") if jpeg else None
        page = pages[index]
        name = shorten(page.name, limit=100) + (f", page {page.page}" if page.kind == "pdf" else "")
        found.append(Picture(index=index, name=name, page=page, image=image, boxes=boxes.on_page(index)))
    return found
