"""What a reading depends on is told apart: another version, other readers, another language."""

from labelaudit.batch.work import reader_name
from labelaudit.read.engine import Readers


class Reader:
    """Reads nothing."""

    name = "eyes"

    def read(self, _pixels: object) -> tuple[()]:
        return ()

    read_line = read


def test_pictures_are_read_again_once_greek_is_there() -> None:
    without = Readers(first=Reader(), second=None)
    with_greek = Readers(first=Reader(), second=None, greek=lambda _pixels: "")
    assert reader_name(without) == reader_name(Readers(first=Reader(), second=None))
    assert reader_name(without) != reader_name(with_greek)
