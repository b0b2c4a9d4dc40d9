"""Text of unknown encoding: told by its bytes, read line by line, nothing lost over a wrong byte."""

import io
from collections.abc import Iterator

from labelaudit.catalogue.row import Opener
from labelaudit.errors import UnreadableError
from labelaudit.limits import Limits

SAMPLE = 1 << 18
"""Bytes from the start of a file that its encoding, delimiter and columns are told from."""

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def tell_encoding(sample: bytes) -> str | None:
    """The encoding of a text by its start: UTF-8, UTF-16, else cp1252; None where it is no text."""
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding
    if b"\0" in sample:
        even, odd = sample[::2].count(0), sample[1::2].count(0)
        if min(even, odd) * 10 > max(even, odd) or max(even, odd) * 4 < len(sample):
            return None
        return "utf-16-be" if even > odd else "utf-16-le"
    if sum(c < 32 and c not in b"\t\n\r\f" for c in sample) * 20 > len(sample):
        return None
    text = sample.decode("utf-8", "surrogateescape")
    wrong = sum("\udc80" <= c <= "\udcff" for c in text)
    right = sum(not c.isascii() for c in text) - wrong
    return "cp1252" if wrong > right else "utf-8"


def read_sample(opener: Opener) -> bytes:
    """The start of a file."""
    with opener() as file:
        return file.read(SAMPLE)


def decode_sample(sample: bytes, encoding: str) -> str:
    """The sample as text; what was cut at its end is left away."""
    return sample.decode(encoding, "ignore")


def lines(opener: Opener, *, encoding: str, name: str, limits: Limits) -> Iterator[str]:
    """The lines of a text with their ends; bytes that are wrong in it stand as lone surrogates.

    Raises UnreadableError(damaged) on a line over `limits.row_megabytes`.
    """
    most = int(limits.row_megabytes * 1_000_000)
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    with opener() as file, io.TextIOWrapper(file, encoding=encoding, errors=errors, newline="") as text:
        number = 0
        while line := text.readline(most + 1):
            number += 1
            if len(line) > most:
                raise UnreadableError(
                    "damaged", f"{name}: line {number} is over {limits.row_megabytes:g} MB; is it a table?"
                )
            yield line


def whole(text: str) -> str:
    """The text without lone surrogates: bytes that were no UTF-8 are read as cp1252."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        try:
            return text.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
        except UnicodeEncodeError:  # half of a pair, out of an escape in JSON
            return text.encode("utf-8", "replace").decode()
    return text
