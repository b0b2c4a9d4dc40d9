"""Hold the digits that a page draws against those that its text layer tells: a font's map may be false."""

import ctypes
import statistics
from collections import Counter
from collections.abc import Sequence
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from labelaudit.ingest.pdf_drawing import Grey
from labelaudit.ingest.pdf_words import LayerWord
from labelaudit.model.page import Box

Digit = tuple[str, Box]
Shape = npt.NDArray[np.float32]

_DIGITS = "0123456789"
_FONTS = ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Times-Roman", "Times-Bold", "Courier")
"""Of every PDF reader, whose digits are drawn to compare with."""
_HIGH, _WIDE = 24, 20
"""Pixels of a digit's shape; a digit is about half as wide as high."""
_INK = 0.35
"""Of the strongest contrast in a digit's box: less is the blur of its edge."""
_LETTER_HEIGHT = 28
"""Pixels of a letter's height at which its digits are best told apart."""
_LEAST_HEIGHT = 5
"""Pixels of ink, below which a digit cannot be told."""
_ALIKE = 0.6
"""Correlation of a digit with the same digit of a common font; 98 % of digits have more."""
_APART = 0.14
"""By which another digit must fit better than the one that is told, which no digit of 89 fonts did; of the
digits told as others it finds seven of eight."""
_PLAINLY_APART = 0.22
"""By which it must where it stands alone."""
_MOST = 5
"""Of one digit in one size, that are compared."""


def find_digits(words: Sequence[LayerWord]) -> list[Digit]:
    """The digits of words that stand level, with their boxes in points."""
    return [
        (text, box)
        for word in words
        if word.quad[0][1] == word.quad[1][1] and word.quad[0][0] < word.quad[1][0]
        for text, box in word.letters
        if text in _DIGITS
    ]


def band_of(digits: Sequence[Digit]) -> tuple[float, float]:
    """The least and the greatest height of the page, in points from its top, at which digits stand."""
    return min(top for _, (_, top, _, _) in digits), max(bottom for _, (_, _, _, bottom) in digits)


def scale_for(digits: Sequence[Digit]) -> float:
    """Pixels a point at which most of them are told apart best."""
    return _LETTER_HEIGHT / max(statistics.median(bottom - top for _, (_, top, _, bottom) in digits), 1e-6)


def draws_other_digits(digits: Sequence[Digit], page: Grey, band: tuple[float, float], scale: float) -> bool:
    """Whether digits are drawn as others: one of them plainly, or two of them alike.

    `page` shows the band of the page in which they stand, at so many pixels a point.
    """
    counts: Counter[tuple[str, float]] = Counter()
    told, shapes = [], []
    for digit, (x0, top, x1, bottom) in digits:
        counts[digit, round(bottom - top, 1)] += 1
        if counts[digit, round(bottom - top, 1)] <= _MOST:
            north, south = (max(round((y - band[0]) * scale), 0) for y in (top, bottom))
            corner = page[north:south, round(x0 * scale) : round(x1 * scale)]
            shape = _shape(corner)
            if shape is not None:
                told.append(int(digit))
                shapes.append(shape)
    if not shapes:
        return False
    # Not numpy's product: its threads cost more than so small a one is worth.
    fits = cv2.gemm(np.stack(shapes), _known(), 1, None, 0, flags=cv2.GEMM_2_T)  # type: ignore[call-overload]
    fits = fits.reshape(len(shapes), len(_FONTS), len(_DIGITS)).max(axis=1)
    best = fits.max(axis=1)
    apart = best - fits[np.arange(len(told)), told]
    other = [(d, int(b)) for d, b in zip(told, fits.argmax(axis=1), strict=True)]
    apart[best < _ALIKE] = 0
    twice = Counter(pair for pair, by in zip(other, apart, strict=True) if by >= _APART)
    return bool(apart.max() >= _PLAINLY_APART) or max(twice.values(), default=0) > 1


def _shape(corner: Grey) -> Shape | None:
    """A digit's ink, cut out, brought to one height and laid in the middle, as a vector of length 1."""
    if min(corner.shape) < 2:
        return None
    ink = cv2.absdiff(
        corner, np.full_like(corner, corner[0, 0])
    )  # a digit reaches neither the top of its box nor the side
    most = int(ink.max())
    rows, columns = (np.flatnonzero(ink.max(axis=axis) > most * _INK) for axis in (1, 0))
    if most == 0 or rows[-1] - rows[0] < _LEAST_HEIGHT:
        return None
    ink = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    wide = min(max(round(ink.shape[1] * _HIGH / ink.shape[0]), 1), _WIDE)
    laid = np.zeros((_HIGH, _WIDE), np.float32)
    start = (_WIDE - wide) // 2
    laid[:, start : start + wide] = cv2.resize(ink, (wide, _HIGH), interpolation=cv2.INTER_AREA)
    laid -= laid.mean()
    return np.asarray(laid.ravel() / max(float(np.linalg.norm(laid)), 1e-9), np.float32)


@cache
def _known() -> Shape:
    """The digits of the common fonts: font by font, 0 to 9."""
    document = pdfium.PdfDocument.new()
    shapes = []
    for font in _FONTS:
        page = document.new_page(len(_DIGITS) * 20, 30)
        for index, digit in enumerate(_DIGITS):
            text = raw.FPDFPageObj_NewTextObj(document, font.encode(), 20)
            raw.FPDFText_SetText(text, (ctypes.c_ushort * 2)(ord(digit)))
            raw.FPDFPageObj_Transform(text, 1, 0, 0, 1, index * 20 + 4, 8)
            raw.FPDFPage_InsertObject(page, text)
        grey = page.render(scale=2, grayscale=True).to_numpy()
        shapes += [_shape(grey[:, index * 40 : index * 40 + 40]) for index in range(len(_DIGITS))]
    document.close()
    return np.stack([shape for shape in shapes if shape is not None])
