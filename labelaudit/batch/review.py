"""Write review.csv: what needs a person, a question a line, with the piece of the picture to look at."""

import csv
import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from labelaudit.batch.compare import gtin_of, sku_of
from labelaudit.batch.question import Question, questions
from labelaudit.batch.whole import open_folder, whole
from labelaudit.model.page import Box
from labelaudit.report.clean import clean, shorten
from labelaudit.report.entry import Entries, Entry
from labelaudit.report.to_csv import inert
from labelaudit.report.view import rule_title

NAME = "review.csv"
"""In a run's folder."""
CROPS = "crops"
"""The folder beside it with a JPEG a question."""
COLUMNS = {
    "key": "The product, as the catalogue's rows are told apart.",
    "sku": "The retailer's own number.",
    "gtin": "The barcode's digits.",
    "brand": "As the catalogue has it.",
    "title": "As the catalogue has it.",
    "asks": "What is asked for, and for how much of the product the label tells it.",
    "read": "The words of the label, as they were read.",
    "candidates": "The readings between which it hangs, each written as an answer is.",
    "reason": "`doubtful`: look at the picture; `ambiguous`: the label itself allows two readings.",
    "rules": "The rules that wait for the answer.",
    "message": "Why the first of them could not be decided.",
    "crop": "The piece of the picture to look at, beside this file.",
    "value": "**Yours**: what the pack says.",
    "by": "**Yours**: who read it.",
    "when": "**Yours**: the day.",
    "note": "**Yours**: whatever you like; it is not read.",
    "picture": "The whole picture.",
    "page": "The page of a PDF, from 1.",
    "panel": "The panel in its source, from 1.",
    "box": "Where on the page: left, top, right, bottom, in 0..1.",
    "question": "What the answer is found by; leave it as it is.",
}
"""Its columns, with what they mean."""

_AROUND = 1.5
"""Heights of the box that a crop shows above and below it."""
_LEAST_HEIGHT = 120
"""Pixels; a lower crop is enlarged, four times at most."""


def write_review(entries: Entries, folder: Path) -> int:
    """Write review.csv and its crops into the folder; how many questions there are.

    A picture that several products share is asked about once, under the first. Raises OutputError.
    """
    asked: set[str] = set()
    kept: set[str] = set()
    with whole(folder / NAME) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")  # marked, so that Excel sees UTF-8
        writer = csv.writer(text)
        writer.writerow(COLUMNS)
        for entry in entries:
            found = [each for each in questions(entry.audit) if str(each.target) not in asked]
            asked.update(str(each.target) for each in found)
            kept.update(map(_name, found))
            writer.writerows(_rows(entry, found, folder / CROPS))
        text.detach()
    for old in (folder / CROPS).glob("*.jpg"):
        if old.name not in kept:
            old.unlink(missing_ok=True)
    return len(asked)


def crop(jpeg: bytes, box: Box) -> bytes:
    """A page's box (in 0..1) with what stands around it, as wide as the page, legibly large, as a JPEG."""
    with Image.open(io.BytesIO(jpeg)) as page:
        tall = max(box[3] - box[1], 0.01) * page.height
        top = max(0, round(box[1] * page.height - _AROUND * tall))
        bottom = min(page.height, round(box[3] * page.height + _AROUND * tall))
        cut = page.convert("RGB").crop((0, top, page.width, max(bottom, top + 1)))
    larger = min(4, max(1, -(-_LEAST_HEIGHT // cut.height)))
    cut = cut.resize((cut.width * larger, cut.height * larger), Image.Resampling.LANCZOS)
    encoded = io.BytesIO()
    cut.save(encoded, "JPEG", quality=85)
    return encoded.getvalue()


def _rows(entry: Entry, found: list[Question], crops: Path) -> Iterator[list[object]]:
    if not found:
        return
    audit, jpegs = entry.audit, entry.pictures()
    product = audit.product
    open_folder(crops)
    for each in found:
        place = audit.source.pages[each.page]
        shown = ""
        if each.page in jpegs:
            path = crops / _name(each)
            if not path.exists():  # of the same picture and place it is the same
                with whole(path) as file:
                    file.write(crop(jpegs[each.page], each.box))
            shown = f"{CROPS}/{path.name}"
        cells = {
            "key": entry.key,
            "sku": sku_of(audit),
            "gtin": gtin_of(audit),
            "brand": product and product.brand,
            "title": product and product.title,
            "asks": each.name,
            "read": shorten(each.read, limit=300),
            "candidates": " | ".join(each.candidates),
            "reason": each.reason.value,
            "rules": ", ".join(map(rule_title, each.rules)),
            "message": shorten(each.message, limit=400),
            "crop": shown,
            "picture": place.path,
            "page": str(place.page),
            "panel": str(audit.source.panel),
            "box": " ".join(f"{edge:g}" for edge in each.box),
            "question": str(each.target),
        }
        yield [inert(clean(cells.get(column) or "")) for column in COLUMNS]


def _name(question: Question) -> str:
    shown = f"{question.target} {question.box}"
    return f"{hashlib.sha256(shown.encode()).hexdigest()[:16]}.jpg"
