"""Refuse a PDF that unfolds into far more than it shows, before a renderer meets it."""

import re
import zlib
from collections import Counter
from collections.abc import Mapping
from typing import Any

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1

from labelaudit.errors import UnreadableError
from labelaudit.ingest.source import Source
from labelaudit.limits import Limits

_DEFLATE_RATIO = 1032
"""The most that deflate can gain."""
_CONTENT_BYTES = 64_000_000
"""Of drawing instructions in one stream; a map of a city has a tenth of it."""
_MOST_STEPS = 50_000
"""Forms drawn on one page, each within the others counted as often as it is drawn."""
_MOST_DEPTH = 12
_STREAM = re.compile(rb"stream\r?\n")
_DRAWN = re.compile(rb"/([^\s/\[\]()<>{}%]+)\s+Do\b")


def check_streams(source: Source, *, limits: Limits) -> None:
    """Raise UnreadableError(too_large) where a stream inflates beyond what a permitted picture needs."""
    most = int(limits.megapixels * 4_000_000)
    content = source.content
    for match in _STREAM.finditer(content):
        start = match.end()
        if content[start : start + 1] not in (b"\x78", b"\x68", b"\x58", b"\x48"):
            continue
        end = content.find(b"endstream", start)
        end = len(content) if end < 0 else end
        times = content[content.rfind(b"obj", max(0, start - 1000), start) : start].count(b"FlateDecode")
        if _inflates_beyond(content[start:end], times, most):
            raise UnreadableError(
                "too_large",
                f"{source.title}: a part of it unfolds to more than {most / 1e6:.0f} MB; export it again",
            )


def check_drawing_steps(page: PDFPage, *, what: str) -> None:
    """Raise UnreadableError(too_large) for a page whose forms draw forms that draw forms without end."""
    steps = _Steps(what).count(page.contents, resolve1(page.resources), _MOST_DEPTH)
    if steps > _MOST_STEPS:
        raise UnreadableError(
            "too_large",
            f"{what}: draws over {_MOST_STEPS:,} parts nested in each other; export it as a picture",
        )


def _inflates_beyond(packed: bytes, times: int, most: int) -> bool:
    """Whether data deflated `times` times over unpacks to more than `most` bytes; unpacks in pieces."""
    if len(packed) * _DEFLATE_RATIO ** max(times, 1) <= most:
        return False
    pieces = [zlib.decompressobj() for _ in range(max(times, 1))]
    total = 0

    def unpack(data: bytes, level: int) -> bool:
        nonlocal total
        if level == len(pieces):
            total += len(data)
            return total > most
        while data:
            out = pieces[level].decompress(data, 1_000_000)
            data = pieces[level].unconsumed_tail
            if unpack(out, level + 1):
                return True
            if not out:
                break
        return False

    try:
        return unpack(packed, 0)
    except zlib.error:  # damaged, or not deflated at all: its reader will tell
        return False


class _Steps:
    """Counts how many forms a content draws, each nested one as often as it is drawn."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._known: dict[tuple[int, int], int] = {}
        self._calls: dict[int, Counter[str]] = {}

    def count(self, contents: Any, resources: Any, depth: int) -> int:
        streams = contents if isinstance(contents, list) else [contents]
        forms = resolve1(resources.get("XObject")) if isinstance(resources, Mapping) else None
        if not isinstance(forms, Mapping) or depth == 0:
            for stream in streams:
                self._read(stream)
            return 0
        total = 0
        for stream in streams:
            for name, times in self._read(stream).items():
                form = resolve1(forms.get(name))
                if isinstance(form, PDFStream) and str(form.get("Subtype")) == "/'Form'":
                    total += times * (1 + self._form(form, resources, depth))
        return total

    def _form(self, form: PDFStream, outer: Any, depth: int) -> int:
        key = (id(form), depth)
        if key not in self._known:
            self._known[key] = self.count(form, resolve1(form.get("Resources")) or outer, depth - 1)
        return self._known[key]

    def _read(self, stream: Any) -> Counter[str]:
        """How often each name is drawn."""
        stream = resolve1(stream)
        if not isinstance(stream, PDFStream):
            return Counter()
        if id(stream) not in self._calls:
            times = sum(str(name) == "/'FlateDecode'" for name, _ in stream.get_filters())
            if stream.rawdata and times and _inflates_beyond(stream.rawdata, times, _CONTENT_BYTES):
                raise UnreadableError(
                    "too_large",
                    f"{self._what}: its drawing unfolds to more than {_CONTENT_BYTES / 1e6:.0f} MB; "
                    "export it as a picture",
                )
            names = (m.group(1).decode("latin-1") for m in _DRAWN.finditer(stream.get_data()))
            self._calls[id(stream)] = Counter(names)
        return self._calls[id(stream)]
