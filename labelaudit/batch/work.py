"""What one worker does with one picture, wherever the worker runs."""

import os
from functools import lru_cache

from labelaudit.batch.engine import ReadDone, ReadTask, failed
from labelaudit.errors import EngineError
from labelaudit.read.engine import Readers

_ONE_THREAD = ("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def one_thread() -> None:
    """Have the libraries of this process compute on one thread each; to be called before they are loaded."""
    os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))
    import cv2

    cv2.setNumThreads(1)


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
        reading = read_file(task.path, readers=_readers(task.engine), limits=task.limits, on_page=keep)
    except EngineError as error:
        return failed(task, "engine", str(error))
    if any(place.sha256 != task.sha256 for place in reading.places):
        return failed(task, "changed", "changed while it was being read; run the same command again")
    return ReadDone(task.sha256, reading, tuple(pictures) if reading.error is None else ())


@lru_cache(maxsize=1)
def _readers(engine: str) -> Readers:
    from labelaudit.read.engine import choose_readers

    return choose_readers(engine, threads=1)
