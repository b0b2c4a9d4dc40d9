"""What an OCR engine must do, and how one is chosen by name."""

from enum import StrEnum
from typing import Protocol

from labelaudit.errors import EngineError
from labelaudit.model.page import Word
from labelaudit.model.sheet import Pixels
from labelaudit.read.script import ReadGreek


class EngineName(StrEnum):
    """What `--engine` takes."""

    AUTO = "auto"
    RAPIDOCR = "rapidocr"
    TESSERACT = "tesseract"


class Reader(Protocol):
    """Reads pixels; knows nothing of labels."""

    name: str

    def read(self, pixels: Pixels) -> tuple[Word, ...]:
        """Read a whole picture (height x width x 3, RGB); quads are in its pixels.

        Raises EngineError when the engine fails; a picture without text gives no words.
        """
        ...

    def read_line(self, pixels: Pixels) -> tuple[Word, ...]:
        """Read a crop that holds one row (or two), enlarged already; quads are in its pixels."""
        ...


class Readers:
    """The first reader, the independent second one where there is one, and one of Greek lines likewise."""

    def __init__(self, *, first: Reader, second: Reader | None, greek: ReadGreek | None = None) -> None:
        self.first = first
        self.second = second
        self.greek = greek

    @property
    def name(self) -> str:
        """As told in a result: "rapidocr" or "rapidocr+tesseract"."""
        return self.first.name if self.second is None else f"{self.first.name}+{self.second.name}"


def choose_readers(name: str = EngineName.AUTO, *, threads: int | None = None) -> Readers:
    """Load the readers that `--engine` asks for; raises EngineError when one is missing.

    `auto` is RapidOCR, with Tesseract as second reader where it is installed.
    """
    from labelaudit.read.rapid import RapidReader
    from labelaudit.read.tesseract import NOT_FOUND, TesseractReader, find_tesseract, greek_reader

    match EngineName(name):
        case EngineName.RAPIDOCR:
            return Readers(first=RapidReader(threads=threads), second=None)
        case EngineName.TESSERACT:
            if find_tesseract() is None:
                raise EngineError(NOT_FOUND)
            return Readers(first=TesseractReader(), second=None)
        case EngineName.AUTO:
            second = TesseractReader() if find_tesseract() is not None else None
            return Readers(first=RapidReader(threads=threads), second=second, greek=greek_reader())
