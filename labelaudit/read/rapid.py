"""RapidOCR, offline, with the models of its wheel: the only import site of rapidocr."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import numpy as np

from labelaudit.errors import EngineError
from labelaudit.model.page import Word
from labelaudit.model.sheet import Pixels
from labelaudit.read.lines import LINE_HEIGHT, cut_line

_THIN = 8
"""A picture so many times as long as it is wide is given a margin: the engine enlarges the short side, and a
line of 4,000 pixels would come to forty gigabytes."""
_SHORT = 30
"""Pixels of a side below which the engine enlarges the whole."""
_NARROWEST = 192
"""Pixels to which a short line is padded; by itself the engine pads to 320, which takes a quarter more time
(959 lines of real labels: of those surely read no figure changed, as sure in the mean; less so with 128)."""
_AT_ONCE = 4
"""Lines recognised side by side, at most: each needs memory of its own."""

_LARGE = 2_500_000
"""Pixels above which a detector is started anew for each picture (.1 s): what it keeps of one does not fit
the next, and 1.2 GB became 2.4 with the second picture of the largest size."""

_HEARD = 0.5
"""Below this confidence what a line reads as is noise."""
_UNSURE = 0.9
"""Below this confidence a line is recognised again, stretched; what a standing asks for is less."""
_STRETCH = 2.0
"""The recogniser takes a step every eight pixels and drops letters narrower than that: condensed
print, and the edges of a bottle, read right when they are stretched (real labels: .72 to .95)."""
_LONG = 15.0
"""A line without a figure, so many times as long as high, is no row's: what it says is heard as it is."""

Quad = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]
Line = tuple[str, float]
"""What a line reads as, and its confidence."""


class RapidReader:
    """PP-OCRv6 (small) on onnxruntime; the models are loaded at the first picture."""

    name = "rapidocr"

    def __init__(self, *, threads: int | None = None) -> None:
        self._threads = threads
        self._models: Models | None = None

    def read(self, pixels: Pixels) -> tuple[Word, ...]:
        """Read a picture; one Word a line of text that the detector found."""
        image = np.ascontiguousarray(_widened(pixels)[:, :, ::-1])
        words = []
        for quad, (text, confidence) in self._load().read(image):
            if confidence < _HEARD or not text.strip():
                continue
            if _stands(quad) and len(text) > 2:
                quad = (quad[1], quad[2], quad[3], quad[0])  # the engine read it turned anticlockwise
            words.append(Word(text=text, quad=quad, confidence=confidence, engine=self.name))
        return tuple(word for word in self._surer(image, words) if word.text.strip())

    def read_line(self, pixels: Pixels) -> tuple[Word, ...]:
        """Read a crop that holds one line: nothing has to be found in it."""
        ((text, confidence),) = self._load().recognise([np.ascontiguousarray(pixels[:, :, ::-1])])
        if not text.strip():
            return ()
        height, width = pixels.shape[:2]
        quad = ((0.0, 0.0), (float(width), 0.0), (float(width), float(height)), (0.0, float(height)))
        return (Word(text=text, quad=quad, confidence=confidence, engine=self.name),)

    def _surer(self, image: Pixels, words: list[Word]) -> list[Word]:
        """The lines as they were read, or as they read stretched where that is surer."""
        surer = list(words)
        unsure = {i: stretch for i, word in enumerate(words) if (stretch := _stretch(word))}
        again = self._load().recognise([cut_line(image, words[i], stretch=s) for i, s in unsure.items()])
        for i, (text, confidence) in zip(unsure, again, strict=True):
            if confidence > words[i].confidence:
                surer[i] = words[i].model_copy(update={"text": text, "confidence": confidence})
        return surer

    def _load(self) -> "Models":
        if self._models is None:
            self._models = Models(threads=self._threads)
        return self._models


class Models:
    """RapidOCR's detector, and its recogniser with one line a thread.

    A line is too little work for several threads, which wait for each other and burn time meanwhile.
    """

    def __init__(self, *, threads: int | None = None) -> None:
        try:
            from rapidocr import RapidOCR
            from rapidocr.utils.process_img import get_rotate_crop_image

            self._cut: Any = get_rotate_crop_image  # RapidOCR ships no types
            self._new_detector: Any = partial(RapidOCR, params=_settings(threads=threads))
            one_line = {"Global.use_preprocess_img": False, "Rec.rec_img_shape": [3, LINE_HEIGHT, _NARROWEST]}
            self._recogniser: Any = RapidOCR(params=_settings(threads=1) | one_line)
            self._detector: Any = None
        except Exception as fault:
            raise EngineError(
                f"rapidocr: cannot be started ({type(fault).__name__}: {fault}); reinstall it with "
                "pip install 'rapidocr==3.10.*' onnxruntime, or use --engine tesseract"
            ) from fault
        self._pool = ThreadPoolExecutor(min(_AT_ONCE, threads or os.cpu_count() or 1))

    def read(self, image: Pixels) -> list[tuple[Quad, Line]]:
        """Find the lines of a picture (blue first) and recognise each; quads are in its pixels."""
        try:
            boxes = self._find(image)
            crops = [self._cut(image, box.copy()) for box in boxes]
        except Exception as fault:
            raise _failed(fault) from fault
        return list(zip(map(_quad, boxes), self.recognise(crops), strict=True))

    def _find(self, image: Pixels) -> list[Any]:
        """The boxes of its lines, of four corners each."""
        large = image.shape[0] * image.shape[1] > _LARGE
        if large:
            self._detector = None  # what it holds goes before a new one takes its own
        self._detector = self._detector or self._new_detector()
        boxes = self._detector(image, use_det=True, use_cls=False, use_rec=False).boxes
        if large:
            self._detector = None
        return [] if boxes is None else [np.asarray(box, dtype=np.float32) for box in boxes]

    def recognise(self, lines: Sequence[Pixels]) -> list[Line]:
        """What pictures of one line each (blue first) read as, in their order."""
        try:
            return list(self._pool.map(self._recognise, lines))
        except Exception as fault:
            raise _failed(fault) from fault

    def _recognise(self, line: Pixels) -> Line:
        found = self._recogniser(line, use_det=False, use_cls=False, use_rec=True)
        return (found.txts[0], _confidence(found.scores[0])) if found.txts else ("", 0.0)


def _settings(*, threads: int | None) -> dict[str, object]:
    settings: dict[str, object] = {
        # The line classifier turned upright amounts upside down; pages are set upright whole.
        "Global.use_cls": False,
        # No bound of RapidOCR's own: the pipeline has already reduced what is too large.
        "Global.max_side_len": 100_000,
        "Global.log_level": "critical",
        # Memory is kept from run to run, which spares a fifth of the time.
        "EngineConfig.onnxruntime.enable_cpu_mem_arena": True,
    }
    if threads is not None:
        settings["EngineConfig.onnxruntime.intra_op_num_threads"] = threads
        settings["EngineConfig.onnxruntime.inter_op_num_threads"] = 1
    return settings


def _failed(fault: Exception) -> EngineError:
    return EngineError(f"rapidocr: failed on a picture ({type(fault).__name__}: {fault})")


def _widened(pixels: Pixels) -> Pixels:
    """The picture with white below and right of it where it is too thin."""
    height, width = pixels.shape[:2]
    below, right = max(0, _SHORT - height), max(0, _SHORT - width, height // _THIN - width)
    if not below and not right:
        return pixels
    return np.pad(pixels, ((0, below), (0, right), (0, 0)), constant_values=255)


def _stretch(word: Word) -> float | None:
    """By how much a line is stretched to be recognised again; None where it stands as it was read."""
    if len(word.text) <= 2 and _stands(word.quad):
        return 1.0  # a lone figure is taller than wide, and the engine turns what is tall on its side
    if word.confidence >= _UNSURE or len(word.text) < 4 or _is_prose(word):
        return None
    return _STRETCH


def _is_prose(word: Word) -> bool:
    across, down = (np.hypot(*np.subtract(word.quad[i], word.quad[0])) for i in (1, 3))
    return bool(across > _LONG * down) and not any(map(str.isdecimal, word.text))


def _stands(quad: Quad) -> bool:
    """Whether the engine turned this crop: it does so from one and a half times as high as wide."""
    across = max(np.hypot(*np.subtract(quad[1], quad[0])), np.hypot(*np.subtract(quad[2], quad[3])))
    down = max(np.hypot(*np.subtract(quad[3], quad[0])), np.hypot(*np.subtract(quad[2], quad[1])))
    return bool(down >= 1.5 * across)


def _confidence(score: float) -> float:
    return round(min(1.0, max(0.0, float(score))), 3)


def _quad(box: Any) -> Quad:
    corners = [(round(float(x), 1), round(float(y), 1)) for x, y in box]
    return corners[0], corners[1], corners[2], corners[3]
