"""Draw a page of a PDF with PDFium, with and without its text, bounded before anything is decoded."""

import ctypes
import math
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from labelaudit.errors import UnreadableError
from labelaudit.ingest.image import check_pixels
from labelaudit.limits import Limits
from labelaudit.model.sheet import Pixels

Grey = npt.NDArray[np.uint8]

_WHITE = 255
_MOST_PARTS = 500_000
"""Of a page, that are looked through; text beyond them counts as drawn, never as the layer's."""


class Drawing:
    """One page, opened for drawing; `width` and `height` are in points as it is displayed."""

    def __init__(self, page: pdfium.PdfPage, *, what: str, limits: Limits) -> None:
        """Look through the page's parts; raises UnreadableError: damaged, too_large."""
        self._page = page
        self.width, self.height = page.get_size()
        if not min(self.width, self.height) > 0:
            raise UnreadableError("damaged", f"{what} has no size; export it again")
        check_pixels(self.width, self.height, what=what, limits=limits)
        self._texts: list[ctypes.c_void_p] = []
        self._is_text_alone = raw.FPDFPage_GetAnnotCount(page) <= 0
        self.brings_fonts = False
        """Whether a font of the page is one of the file's own."""
        for part in _parts(page):
            kind = raw.FPDFPageObj_GetType(part)
            self._is_text_alone &= kind == raw.FPDF_PAGEOBJ_TEXT
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                self._texts.append(part)
                _forget_other_text(part)
                font = None if self.brings_fonts else raw.FPDFTextObj_GetFont(part)
                self.brings_fonts |= bool(font) and raw.FPDFFont_GetIsEmbedded(font) == 1
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                wide, high = ctypes.c_uint(), ctypes.c_uint()
                raw.FPDFImageObj_GetImagePixelSize(part, wide, high)
                check_pixels(wide.value, high.value, what=f"{what}: a picture", limits=limits)

    @property
    def has_text(self) -> bool:
        """Whether anything on the page is text."""
        return bool(self._texts)

    def size(self, scale: float) -> tuple[int, int]:
        """Width and height in pixels of the page as it is drawn."""
        return math.ceil(self.width * scale), math.ceil(self.height * scale)

    def draw(self, scale: float, *, without_text: bool = False) -> Pixels:
        """The page as height x width x 3 pixels, RGB."""
        with self._text(shown=not without_text):
            bitmap = self._page.render(scale=scale, rev_byteorder=True)
        return np.ascontiguousarray(bitmap.to_numpy()[:, :, :3])

    def draw_grey(self, scale: float, *, without_text: bool = False) -> Grey:
        """The page as height x width pixels, 0 for black: far cheaper than its colours."""
        if without_text and self._is_text_alone:
            return np.full(self.size(scale)[::-1], _WHITE, np.uint8)
        with self._text(shown=not without_text):
            return np.asarray(self._page.render(scale=scale, grayscale=True).to_numpy())

    def draw_band(self, band: tuple[float, float], scale: float) -> Grey:
        """The page from one height to another, in points from its top: height x width pixels, 0 for black."""
        crop = (0, max(self.height - band[1], 0), 0, max(band[0], 0))
        return np.asarray(self._page.render(scale=scale, crop=crop, grayscale=True).to_numpy())

    @contextmanager
    def _text(self, *, shown: bool) -> Iterator[None]:
        if not shown:
            self._show_text(shown=False)
        try:
            yield
        finally:
            if not shown:
                self._show_text(shown=True)

    def _show_text(self, *, shown: bool) -> None:
        for part in self._texts:
            raw.FPDFPageObj_SetIsActive(part, shown)


def _forget_other_text(part: ctypes.c_void_p) -> None:
    """Take off what a file would have read in the place of the letters that it draws (/ActualText)."""
    for index in reversed(range(raw.FPDFPageObj_CountMarks(part))):
        mark = raw.FPDFPageObj_GetMark(part, index)
        if raw.FPDFPageObjMark_GetParamValueType(mark, b"ActualText") != raw.FPDF_OBJECT_UNKNOWN:
            raw.FPDFPageObj_RemoveMark(part, mark)


def _parts(page: pdfium.PdfPage) -> Iterator[ctypes.c_void_p]:
    """The page's objects, with those inside its forms."""
    left = _MOST_PARTS
    waiting = [(raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, page.raw)]
    while waiting:
        count, get, owner = waiting.pop()
        for index in range(count(owner)):
            left -= 1
            if left < 0:
                return
            part = get(owner, index)
            yield part
            if raw.FPDFPageObj_GetType(part) == raw.FPDF_PAGEOBJ_FORM:
                waiting.append((raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, part))
