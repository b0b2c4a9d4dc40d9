"""RapidOCR, offline, with the models of its wheel: the only import site of rapidocr."""

from typing import Any

import numpy as np

from labelaudit.errors import EngineError
from labelaudit.model.page import Word
from labelaudit.model.sheet import Pixels

_LARGEST = 100_000
"""No bound of RapidOCR's own: the pipeline has already reduced what is too large."""


class RapidReader:
    """PP-OCRv6 (small) on onnxruntime; the models are loaded at the first picture."""

    name = "rapidocr"

    def __init__(self, *, threads: int | None = None) -> None:
        self._threads = threads
        self._engine: Any = None

    def read(self, pixels: Pixels) -> tuple[Word, ...]:
        """Read a picture; one Word a line of text that the detector found."""
        try:
            found = self._load()(np.ascontiguousarray(pixels[:, :, ::-1]))
        except EngineError:
            raise
        except Exception as fault:
            raise EngineError(f"rapidocr: failed on a picture ({type(fault).__name__}: {fault})") from fault
        if found.boxes is None:
            return ()
        return tuple(
            Word(
                text=text,
                quad=_quad(box),
                confidence=round(min(1.0, max(0.0, float(score))), 3),
                engine=self.name,
            )
            for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True)
            if text.strip()
        )

    def read_line(self, pixels: Pixels) -> tuple[Word, ...]:
        """Read a crop of a row; the same as a picture."""
        return self.read(pixels)

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


def _quad(box: Any) -> Quad:
    corners = [(round(float(x), 1), round(float(y), 1)) for x, y in box]
    return corners[0], corners[1], corners[2], corners[3]
