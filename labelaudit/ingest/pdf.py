"""Open a PDF page by page: its pixels, and its words where they can be trusted."""

import io
import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import islice

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1

from labelaudit.errors import UnreadableError
from labelaudit.ingest.pdf_digits import band_of, draws_other_digits, find_digits, scale_for
from labelaudit.ingest.pdf_drawing import Drawing
from labelaudit.ingest.pdf_guard import check_drawing, check_streams, is_plain
from labelaudit.ingest.pdf_layer import Frame, Verdict, judge_layer
from labelaudit.ingest.pdf_letters import LayerError
from labelaudit.ingest.pdf_words import LayerWord, read_words
from labelaudit.ingest.source import Source
from labelaudit.limits import Limits
from labelaudit.model.base import Note
from labelaudit.model.page import Word
from labelaudit.model.sheet import Pixels, Sheet

_LAYER_SCALE = 2.0
"""Pixels a point where the layer is read: enough to look at, and cheap."""
_TOLD_HEIGHT = 10
"""Pixels of a small letter's height in which it is told whether the letter can be seen."""
_READING_SCALE = 225 / 72
"""Pixels a point where the pixels are read."""
_LAYER_SIDE, _READING_SIDE = 1000, 1600
"""The longest side in pixels is at least this: artwork may be drawn far smaller than it is printed."""

logging.getLogger("pdfminer").addHandler(logging.NullHandler())  # it tells every oddity on stderr

_KEPT_BYTES = 30 << 20
"""Of what a page was held in, kept for the next: getting fresh memory costs as much as the work on it."""

_PDFIUM = threading.Lock()
"""PDFium must not be entered twice at a time."""


def read_pdf(
    source: Source, *, limits: Limits, password: str | None, pages: Sequence[range] | None
) -> Iterator[Sheet]:
    """The pages that are wanted, one at a time.

    A page that cannot be read is named in a warning of the page before it, or after it where it is
    the first; where no page can be read its error is raised. Raises UnreadableError: encrypted,
    damaged, too_large, no_pages.
    """
    book = _Book(source, limits=limits, password=password)
    try:
        numbers, notes = _choose(len(book.document), source, pages, limits)
        waiting: Sheet | None = None
        failure: UnreadableError | None = None
        for number in numbers:
            try:
                sheet = book.read_page(number)
            except UnreadableError as error:
                failure = failure or error
                notes.append(Note(code=error.code, message=str(error)))
                continue
            if waiting:
                yield waiting
            waiting, notes = _with(sheet, notes), []
        if waiting:
            yield _with(waiting, notes)
        elif failure:
            raise failure
    finally:
        book.close()


def _choose(
    count: int, source: Source, pages: Sequence[range] | None, limits: Limits
) -> tuple[list[int], list[Note]]:
    if count <= 0:
        raise UnreadableError("no_pages", f"{source.title}: holds no page and is damaged; export it again")
    wanted = [n for n in range(1, count + 1) if pages is None or any(n in chosen for chosen in pages)]
    if not wanted:
        raise UnreadableError("no_pages", f"{source.title}: has pages 1 to {count}; none of them was chosen")
    numbers, rest = wanted[: limits.pdf_pages], wanted[limits.pdf_pages :]
    if not rest:
        return numbers, []
    message = (
        f"{len(rest)} of {count} pages ({rest[0]} to {rest[-1]}) were not read: "
        f"the limit is {limits.pdf_pages} pages; choose others with --pages"
    )
    return numbers, [Note(code="pages_left_out", message=message)]


def _with(sheet: Sheet, notes: list[Note]) -> Sheet:
    return replace(sheet, warnings=(*sheet.warnings, *notes)) if notes else sheet


class _Book:
    """An opened PDF: PDFium draws its pages and reads their words, once pdfminer found them harmless."""

    def __init__(self, source: Source, *, limits: Limits, password: str | None) -> None:
        check_streams(source, limits=limits)
        _keep_memory()
        self._source, self._limits, self._password = source, limits, password
        with _PDFIUM:
            self.document = _open(source, password)
        self._is_plain = is_plain(source.content)
        self._pages: Iterator[PDFPage] = iter(())
        self._next = 1
        if not self._is_plain:
            with suppress(Exception):  # what pdfminer cannot open is looked through without it
                parser = PDFParser(io.BytesIO(source.content))
                self._pages = PDFPage.create_pages(PDFDocument(parser, password or ""))

    def close(self) -> None:
        with _PDFIUM:
            self.document.close()

    def read_page(self, number: int) -> Sheet:
        """One page; raises UnreadableError: damaged, too_large."""
        what = f"{self._source.title}: page {number}"
        plan = None if self._is_plain else self._plan(number)
        whole = self._is_plain or self._guard(plan, what)
        with _PDFIUM:
            try:
                page = _page(self.document, number)
            except pdfium.PdfiumError as error:
                raise UnreadableError("damaged", f"{what} is damaged; export it again") from error
            try:
                return self._read(page, _user_unit(plan) if whole else None, number, what)
            except (pdfium.PdfiumError, ValueError, MemoryError) as error:
                raise UnreadableError("damaged", f"{what} cannot be drawn; export it again") from error
            finally:
                page.close()

    def _read(self, page: pdfium.PdfPage, unit: float | None, number: int, what: str) -> Sheet:
        """`unit` is None where parts of the page may have been lost."""
        drawing = Drawing(page, what=what, limits=self._limits)
        verdict = Verdict(None, "it is damaged") if drawing.has_text else Verdict(None)
        scale = self._scale(drawing, _LAYER_SCALE * (unit or 1), _LAYER_SIDE)
        if drawing.has_text and unit:
            verdict = _judge(page, drawing, scale)
        if verdict.words is None or verdict.letters or verdict.bars:
            scale = self._scale(drawing, _READING_SCALE * (unit or 1), _READING_SIDE)
        draw: Callable[[], Pixels] = partial(self._draw_again, number, scale)
        if verdict.words is None:
            draw = partial(np.asarray, drawing.draw(scale))
        width, height = drawing.size(scale)
        return Sheet(
            name=self._source.name,
            path=self._source.name,
            sha256=self._source.sha256,
            kind="pdf",
            page=number,
            width=width,
            height=height,
            draw=draw,
            layer=_layer(verdict.words, Frame(width / drawing.width, height / drawing.height)),
            pictures=drawing.draw(scale, without_text=True) if verdict.letters else None,
            bars=verdict.bars,
            warnings=_notes(verdict, number),
        )

    def _draw_again(self, number: int, scale: float) -> Pixels:
        """A page that was drawn before; the file may have been closed since."""
        with _PDFIUM, _open(self._source, self._password) as document:
            page = _page(document, number)
            return Drawing(page, what=self._source.title, limits=self._limits).draw(scale)

    def _scale(self, drawing: Drawing, wanted: float, least_side: int) -> float:
        side = max(drawing.width, drawing.height)
        return float(min(max(wanted, least_side / side), self._limits.reading_pixels / side))

    def _guard(self, plan: PDFPage | None, what: str) -> bool:
        try:
            return check_drawing(plan, self._source, what=what)
        except UnreadableError:
            raise
        except Exception as error:  # whatever pdfminer stumbles over
            raise UnreadableError("damaged", f"{what} is damaged; export it again") from error

    def _plan(self, number: int) -> PDFPage | None:
        """Pdfminer's page; None where it cannot be had. Numbers are asked for in rising order."""
        try:
            page = next(islice(self._pages, number - self._next, None), None)
        except Exception:
            page, self._pages = None, iter(())
        self._next = number + 1
        return page


def _keep_memory() -> None:
    """Have glibc keep freed memory, up to twice the largest block that it saw freed."""
    np.empty(_KEPT_BYTES, np.uint8)


def _open(source: Source, password: str | None) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(source.content, password=password)
        document.init_forms()
    except pdfium.PdfiumError as error:
        # PDFium's code may be that of a file before: only a file that names a lock is locked.
        locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        if locked and b"/Encrypt" in source.content:
            advice = "the password does not open it" if password else "give its password with --password"
            raise UnreadableError("encrypted", f"{source.title}: is encrypted; {advice}") from error
        raise UnreadableError(
            "damaged", f"{source.title}: is a damaged PDF file; export or copy it again"
        ) from error
    return document


def _page(document: pdfium.PdfDocument, number: int) -> pdfium.PdfPage:
    """A page with what fields and notes show on it made part of it, so that their letters are letters."""
    page = document[number - 1]
    if raw.FPDFPage_GetAnnotCount(page) > 0:
        raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
        page.close()
        page = document[number - 1]
    return page


def _user_unit(plan: PDFPage | None) -> float:
    unit = resolve1(plan.attrs.get("UserUnit")) if plan else None
    return float(unit) if isinstance(unit, int | float) and 0 < unit <= 1000 else 1.0


def _judge(page: pdfium.PdfPage, drawing: Drawing, scale: float) -> Verdict:
    """What may be taken from the layer, told at a smaller scale than `scale` where its letters are large."""
    try:
        words = read_words(page)
    except LayerError as error:
        return Verdict(None, str(error))
    heights = sorted(bottom - top for word in words for _, (_, top, _, bottom) in word.letters[:1])
    small = heights[len(heights) // 10] if heights else 0
    least = scale / _LAYER_SCALE
    seen = min(max(least, _TOLD_HEIGHT / max(small, 1e-6)), scale)
    width, height = drawing.size(seen)
    frame = Frame(width / drawing.width, height / drawing.height, seen / least)
    verdict = judge_layer(words, frame, drawing.draw_grey(seen), drawing.draw_grey(seen, without_text=True))
    if verdict.words is None or verdict.hidden:  # two colours may be one grey
        verdict = judge_layer(words, frame, drawing.draw(seen), drawing.draw(seen, without_text=True))
    digits = find_digits(verdict.words or ()) if drawing.brings_fonts else []
    if digits:
        band, scale = band_of(digits), min(scale_for(digits), 2 * scale)
        if draws_other_digits(digits, drawing.draw_band(band, scale), band, scale):
            return Verdict(None, "its digits stand for other digits", verdict.hidden)
    return verdict


def _layer(words: tuple[LayerWord, ...] | None, frame: Frame) -> tuple[Word, ...] | None:
    if words is None:
        return None
    placed = []
    for word in words:
        a, b, c, d = (frame.place(corner) for corner in word.quad)
        placed.append(Word(text=word.text, quad=(a, b, c, d), confidence=1, engine="textlayer"))
    return tuple(placed)


def _notes(verdict: Verdict, number: int) -> tuple[Note, ...]:
    notes = []
    if verdict.hidden:
        message = (
            f"page {number}: {verdict.hidden} words of the text layer cannot be seen and are not counted"
        )
        notes.append(Note(code="hidden_text", message=message))
    if verdict.refusal:
        message = f"page {number}: the text layer is not used ({verdict.refusal}); the pixels are read"
        notes.append(Note(code="text_layer", message=message))
    return tuple(notes)
