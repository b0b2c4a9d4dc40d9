"""Tesseract through pytesseract: the independent second reader, and the first where it is asked for."""

import os
import shutil
from collections import defaultdict
from collections.abc import Callable

import numpy as np
from PIL import Image

from labelaudit.errors import EngineError
from labelaudit.model.page import Word
from labelaudit.model.sheet import Pixels

_SPARSE = "--psm 11"
"""Scattered text in no order: what labels are (measured best of the page modes)."""
_FRAME = 12
"""Pixels that a line needs around it to be found."""
_BLOCK = "--psm 6"
"""A crop of one row, whose name may have wrapped."""


NOT_FOUND = (
    "tesseract: not found on this machine; install it (Debian: apt-get install tesseract-ocr) "
    "or use --engine rapidocr"
)


def find_tesseract() -> str | None:
    """Where the tesseract program is, or None."""
    return shutil.which("tesseract")


class TesseractReader:
    """Runs the tesseract program once a picture, on one thread (several are slower)."""

    name = "tesseract"

    def __init__(self, *, seconds: int = 60) -> None:
        self._seconds = seconds
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")

    def read(self, pixels: Pixels) -> tuple[Word, ...]:
        """Read a picture; one Word a run of words on one line."""
        return self._run(pixels, _SPARSE)

    def read_line(self, pixels: Pixels) -> tuple[Word, ...]:
        """Read the crop of a row."""
        return self._run(pixels, _BLOCK)

    def _run(self, pixels: Pixels, mode: str) -> tuple[Word, ...]:
        import pytesseract

        # A decoded picture only: given a path, tesseract reads a file that is no picture as a list of files.
        image = Image.fromarray(pixels)
        try:
            found = pytesseract.image_to_data(
                image, config=mode, timeout=self._seconds, output_type=pytesseract.Output.DICT
            )
            return _join(found, self.name)
        except pytesseract.TesseractNotFoundError as fault:
            raise EngineError(NOT_FOUND) from fault
        except Exception as fault:  # another program's answer may be anything
            line = str(fault).strip().splitlines()[-1:] or [type(fault).__name__]
            raise EngineError(f"tesseract: failed on a picture ({line[0]})") from fault
        finally:
            image.close()


def greek_reader() -> Callable[[Pixels], str] | None:
    """Reads a line of Greek with Latin in it; None where tesseract or its Greek is not installed."""
    import pytesseract

    if find_tesseract() is None:
        return None
    try:
        if "ell" not in pytesseract.get_languages():
            return None
    except (pytesseract.TesseractError, RuntimeError, OSError):
        return None

    def read(pixels: Pixels) -> str:
        framed = np.pad(pixels, ((_FRAME, _FRAME), (_FRAME, _FRAME), (0, 0)), mode="edge")
        try:
            text = pytesseract.image_to_string(
                Image.fromarray(framed), lang="ell", config="--psm 7", timeout=10
            )
        except (pytesseract.TesseractError, RuntimeError, OSError, UnicodeDecodeError):
            return ""  # a help: without it the line stays as it was read
        return str(text).strip()

    return read


def _join(found: dict[str, list[object]], engine: str) -> tuple[Word, ...]:
    """Join tesseract's words to runs: a gap wider than a letter height starts another run."""
    lines: dict[tuple[object, ...], list[tuple[int, int, int, int, str, float]]] = defaultdict(list)
    for i, text in enumerate(found["text"]):
        confidence = float(str(found["conf"][i]))
        if confidence < 0 or not str(text).strip():
            continue
        x, y, w, h = (int(str(found[key][i])) for key in ("left", "top", "width", "height"))
        key = (found["block_num"][i], found["par_num"][i], found["line_num"][i])
        lines[key].append((x, y, x + w, y + h, str(text).strip(), confidence / 100))
    words = []
    for parts in lines.values():
        run = [parts[0]]
        for part in parts[1:]:
            if part[0] - run[-1][2] > 1.2 * max(p[3] - p[1] for p in run):
                words.append(_word(run, engine))
                run = []
            run.append(part)
        words.append(_word(run, engine))
    return tuple(words)


def _word(run: list[tuple[int, int, int, int, str, float]], engine: str) -> Word:
    x0, y0 = min(p[0] for p in run), min(p[1] for p in run)
    x1, y1 = max(p[2] for p in run), max(p[3] for p in run)
    return Word(
        text=" ".join(p[4] for p in run),
        quad=((x0, y0), (x1, y0), (x1, y1), (x0, y1)),
        confidence=round(min(p[5] for p in run), 3),
        engine=engine,
    )
