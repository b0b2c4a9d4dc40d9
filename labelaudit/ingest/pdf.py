"""Open a PDF page by page: its pixels, and its words where they can be trusted."""

import io
from collections.abc import Iterator, Sequence

import pdfplumber
import pypdfium2 as pdfium

from labelaudit.errors import UnreadableError
from labelaudit.ingest.image import check_pixels
from labelaudit.ingest.source import Source
from labelaudit.limits import Limits
from labelaudit.model.page import Word
from labelaudit.model.sheet import Sheet


def read_pdf(
    source: Source, *, limits: Limits, password: str | None, pages: Sequence[range] | None
) -> Iterator[Sheet]:
    document = pdfium.PdfDocument(source.content, password=password)
    with pdfplumber.open(io.BytesIO(source.content), password=password) as plumber:
        for number in range(1, min(len(document), limits.pdf_pages) + 1):
            if pages and not any(number in r for r in pages):
                continue
            page = document[number - 1]
            width, height = page.get_size()
            scale = min(2.0, limits.reading_pixels / max(width, height))
            check_pixels(width * scale, height * scale, what=f"{source.title}: page {number}", limits=limits)
            words = plumber.pages[number - 1].extract_words()
            layer = tuple(_word(w, scale) for w in words) or None
            if layer is None:
                scale = min(225 / 72, limits.reading_pixels / max(width, height))
            pixels = (
                page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False).to_numpy()[:, :, :3].copy()
            )
            yield Sheet(
                name=source.name,
                path=source.name,
                sha256=source.sha256,
                kind="pdf",
                page=number,
                pixels=pixels,
                layer=layer,
            )


def _word(w: dict, scale: float) -> Word:
    x0, y0, x1, y1 = (float(w[k]) * scale for k in ("x0", "top", "x1", "bottom"))
    return Word(
        text=w["text"], quad=((x0, y0), (x1, y0), (x1, y1), (x0, y1)), confidence=1, engine="textlayer"
    )
