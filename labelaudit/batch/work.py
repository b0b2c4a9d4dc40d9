"""What one worker does with one picture, wherever the worker runs."""

from functools import lru_cache

from labelaudit import __version__
from labelaudit.batch.engine import ReadDone, ReadTask, failed
from labelaudit.errors import EngineError
from labelaudit.read.engine import Readers


def read(task: ReadTask) -> ReadDone:
    """Read one picture and keep a JPEG of each of its pages; a failure of its reader is an answer too."""
    from labelaudit.model.page import Page
    from labelaudit.model.sheet import Sheet
    from labelaudit.picture import to_jpeg
    from labelaudit.pipeline import read_file

    pictures: list[bytes] = []

    def keep(sheet: Sheet, page: Page) -> None:
        pictures.append(to_jpeg(sheet.pixels, turn=page.turn))

    try:
        readers = _readers(task.engine)
        if reader_name(readers) != task.reader:
            here = f"a worker reads with {reader_name(readers)} and not with {task.reader}"
            return failed(task, "engine", f"{here}; install the same on every machine")
        reading = read_file(task.path, readers=readers, limits=task.limits, on_page=keep)
    except EngineError as error:
        return failed(task, "engine", str(error))
    except MemoryError:
        return failed(task, "memory", "needs more memory than there is to be read; reduce the picture")
    if any(place.sha256 != task.sha256 for place in reading.places):
        return failed(task, "changed", "changed while it was being read; run the same command again")
    return ReadDone(task.sha256, reading, tuple(pictures) if reading.error is None else ())


def reader_name(readers: Readers) -> str:
    """The version of labelaudit and the readers: what a reading depends on beside the picture."""
    greek = "+greek" if readers.greek else ""
    return f"labelaudit {__version__}, {readers.name}{greek}"


@lru_cache(maxsize=1)
def _readers(engine: str) -> Readers:
    import cv2

    from labelaudit.read.engine import choose_readers

    cv2.setNumThreads(1)  # as many workers as cores, one thread each
    return choose_readers(engine, threads=1)
