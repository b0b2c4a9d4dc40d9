"""RapidOCR, offline, with the models of its wheel: the only import site of rapidocr."""

from typing import Any

import numpy as np

from labelaudit.errors import EngineError
from labelaudit.model.page import Word
from labelaudit.model.sheet import Pixels
from labelaudit.read.lines import cut_line

_LARGEST = 100_000
"""No bound of RapidOCR's own: the pipeline has already reduced what is too large."""

_THIN = 8
"""A picture so many times as long as it is wide is given a margin: the engine enlarges the short side, and a
line of 4,000 pixels would come to forty gigabytes."""
_SHORT = 30
"""Pixels of a side below which the engine enlarges the whole."""

_UNSURE = 0.9
"""Below this confidence a line is recognised again, stretched; what a standing asks for is less."""
_STRETCH = 2.0
"""The recogniser takes a step every eight pixels and drops letters narrower than that: condensed
print, and the edges of a bottle, read right when they are stretched (real labels: .72 to .95)."""
_LONG = 15.0
"""A line without a figure, so many times as long as high, is no row's: what it says is heard as it is."""


class RapidReader:
    """PP-OCRv6 (small) on onnxruntime; the models are loaded at the first picture."""

    name = "rapidocr"

    def __init__(self, *, threads: int | None = None) -> None:
        self._threads = threads
        self._engine: Any = None

    def read(self, pixels: Pixels) -> tuple[Word, ...]:
        """Read a picture; one Word a line of text that the detector found."""
        image = np.ascontiguousarray(_widened(pixels)[:, :, ::-1])
        found = self._run(image, find_lines=True)
        if found.boxes is None:
            return ()
        words = []
        for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
            quad = _quad(box)
            if _stands(quad) and len(text) > 2:
                quad = (quad[1], quad[2], quad[3], quad[0])  # the engine read it turned anticlockwise
            word = Word(text=text, quad=quad, confidence=_confidence(score), engine=self.name)
            words.append(self._surer(image, word))
        return tuple(word for word in words if word.text.strip())

    def _surer(self, image: Pixels, word: Word) -> Word:
        """The line as it was read, or as it reads stretched where that is surer."""
        if len(word.text) <= 2 and _stands(word.quad):
            # A lone figure is taller than wide, and the engine turns what is tall on its side.
            return max(word, self._stretched(image, word, 1.0), key=lambda each: each.confidence)
        if word.confidence >= _UNSURE or len(word.text) < 4 or _is_prose(word):
            return word
        return max(word, self._stretched(image, word, _STRETCH), key=lambda each: each.confidence)

    def _stretched(self, image: Pixels, word: Word, stretch: float) -> Word:
        found = self._run(cut_line(image, word, stretch=stretch), find_lines=False)
        text, score = (found.txts[0], found.scores[0]) if found.txts else ("", 0.0)
        return word.model_copy(update={"text": text, "confidence": _confidence(score)})

    def _run(self, image: Pixels, *, find_lines: bool) -> Any:  # RapidOCR ships no types
        try:
            # All three are told each time: the engine keeps what it was told last.
            return self._load()(image, use_det=find_lines, use_cls=False, use_rec=True)
        except EngineError:
            raise
        except Exception as fault:
            raise EngineError(f"rapidocr: failed on a picture ({type(fault).__name__}: {fault})") from fault

    def read_line(self, pixels: Pixels) -> tuple[Word, ...]:
        """Read a crop that holds one line: nothing has to be found in it."""
        image = np.ascontiguousarray(pixels[:, :, ::-1])
        found = self._run(image, find_lines=False)
        if not found.txts or not found.txts[0].strip():
            return ()
        height, width = image.shape[:2]
        quad = ((0.0, 0.0), (float(width), 0.0), (float(width), float(height)), (0.0, float(height)))
        confidence = _confidence(found.scores[0])
        return (Word(text=found.txts[0], quad=quad, confidence=confidence, engine=self.name),)

    def _load(self) -> Any:  # RapidOCR ships no types
        if self._engine is not None:
            return self._engine
        try:
            from rapidocr import RapidOCR

            params: dict[str, object] = {
                # The line classifier turned upright amounts upside down; pages are set upright whole.
                "Global.use_cls": False,
                "Global.max_side_len": _LARGEST,
                "Global.log_level": "critical",
                # One line a batch: nothing is padded to the longest, which costs more than it saves.
                "Rec.rec_batch_num": 1,
                # Memory is kept from line to line: up to a tenth of the time went into getting it anew.
                "EngineConfig.onnxruntime.enable_cpu_mem_arena": True,
            }
            if self._threads is not None:
                params["EngineConfig.onnxruntime.intra_op_num_threads"] = self._threads
                params["EngineConfig.onnxruntime.inter_op_num_threads"] = 1
            self._engine = RapidOCR(params=params)
        except Exception as fault:
            raise EngineError(
                f"rapidocr: cannot be started ({type(fault).__name__}: {fault}); reinstall it with "
                "pip install 'rapidocr==3.10.*' onnxruntime, or use --engine tesseract"
            ) from fault
        return self._engine


Quad = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]


def _widened(pixels: Pixels) -> Pixels:
    """The picture with white below and right of it where it is too thin."""
    height, width = pixels.shape[:2]
    below, right = max(0, _SHORT - height), max(0, _SHORT - width, height // _THIN - width)
    if not below and not right:
        return pixels
    return np.pad(pixels, ((0, below), (0, right), (0, 0)), constant_values=255)


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
