"""Refuse a PDF that unfolds into far more than it shows, before a renderer meets it."""

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from pdfminer.ascii85 import ascii85decode, asciihexdecode
from pdfminer.pdfexceptions import PDFException
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
_DICTIONARY_BYTES = 2000
"""Before a stream, in which its dictionary is looked for."""
_NAME_BYTES = 200
"""Kept of a piece, so that a name across two pieces is found."""
_LINE_END_BYTES = 2
"""By which the length of a stream is often wrong."""
_PIECE = 65_536
"""Unpacked at a time: so much is lost to the count where an error ends it, though a reader may go on."""
_PLAIN_BYTES = 100_000
"""Of a file that is looked through as a whole: more is quicker followed page by page."""
_STREAM = re.compile(rb"stream[^\r\n]*(?:\r\n?|\n)")
"""PDFium takes for its beginning whatever stands on its line."""
_DRAWN = re.compile(rb"/([^\s/\[\]()<>{}%]+)\s+Do\b")
_LENGTH = re.compile(rb"/Length\s+(\d+)\b(?!\s+\d+\s+R)")
_FILTERS = re.compile(rb"/Filter\s*(?:\[([^\]]*)\]|(/\w+))")
_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_TABLE = re.compile(rb"xref\s+0\s+\d+\s+\d{10} 65535 f\s{1,2}((?:\d{10} 00000 n\s{1,2})+)trailer")
_START = re.compile(rb"(\d{10}) 00000 n")
_REFERENCE = re.compile(rb"\b(\d{1,9})\s+0\s+R\b")


def _name(name: str) -> str:
    """A pattern of a PDF's name, any letter of which may be told by its code."""
    return "".join(f"(?:{c}|#(?i:{ord(c):02x}))" for c in name)


_NOT_PLAIN = re.compile(f"/(?:{'|'.join(map(_name, ('Form', 'ObjStm', 'Encrypt', 'UserUnit')))})".encode())
"""What is drawn within what is drawn, what holds parts unseen, and what makes a page larger."""


def check_streams(source: Source, *, limits: Limits) -> None:
    """Raise UnreadableError(too_large) where a stream inflates beyond what a permitted picture needs."""
    most = int(limits.megapixels * 4_000_000)
    for entries, packed in _streams(source.content):
        times = max(1, entries.count(b"FlateDecode"))
        if len(packed) * _DEFLATE_RATIO**times <= most:
            continue
        total = 0
        with suppress(zlib.error):  # damaged, or not deflated at all: its reader will tell
            for piece in _inflated(packed, times):
                total += len(piece)
                if total > most:
                    raise UnreadableError(
                        "too_large",
                        f"{source.title}: a part of it unfolds to over {most / 1e6:.0f} MB; export it again",
                    )


def is_plain(content: bytes) -> bool:
    """Whether a whole small file shows that it is undamaged and that its pages draw letters and lines alone.

    Then `check_drawing` has nothing to find: every object that is there is spoken of and the other way
    round, every stream unfolds to its end, and none draws a form or a picture.
    """
    end = _END.search(content, max(0, len(content) - _DICTIONARY_BYTES))
    table = _TABLE.match(content, int(end[1])) if end and len(content) <= _PLAIN_BYTES else None
    if not table or content.count(b"startxref") > 1 or _NOT_PLAIN.search(content):
        return False
    starts = [int(start) for start in _START.findall(table[1])]
    if not all(content.startswith(b"%d 0 obj" % n, start) for n, start in enumerate(starts, start=1)):
        return False
    spoken = content
    for entries, packed in _streams(content):
        if not _draws_no_part(entries, packed):
            return False
        spoken = spoken.replace(packed, b"", 1)
    return {int(n) for n in _REFERENCE.findall(spoken)} == set(range(1, len(starts) + 1))


def _draws_no_part(entries: bytes, packed: bytes) -> bool:
    length, told = _LENGTH.search(entries), _FILTERS.search(entries)
    filters = [name.decode("latin-1") for name in (told[1] or told[2]).split(b"/")[1:]] if told else []
    if not length or not 0 <= len(packed) - int(length[1]) <= _LINE_END_BYTES:
        return False
    try:
        drawing = _joined(_unfiltered(packed[: int(length[1])], [name.strip() for name in filters]))
    except (zlib.error, ValueError):
        return False
    return drawing is not None and not _DRAWN.search(drawing)


def check_drawing(page: PDFPage | None, source: Source, *, what: str) -> bool:
    """Whether pdfminer sees all that a page draws, after following it as far as it goes.

    Raises UnreadableError(too_large) where forms draw forms that draw forms without end. Where
    pdfminer does not see all, PDFium may see more: such a page is refused as damaged as soon as a form
    in its file could unfold.
    """
    steps = _Steps(what)
    if page and steps.count(page.contents, resolve1(page.resources), _MOST_DEPTH) > _MOST_STEPS:
        raise UnreadableError(
            "too_large",
            f"{what}: draws over {_MOST_STEPS:,} parts nested in each other; export it as a picture",
        )
    whole = page is not None and not steps.lost
    if not whole and _may_unfold(source.content):
        raise UnreadableError(
            "damaged", f"{what}: is damaged, and its parts draw each other; export it again"
        )
    return whole


def _streams(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Every stream of a file, found without its tables: about its dictionary, and its bytes as they lie."""
    for match in _STREAM.finditer(content):
        if content[match.start() - 1 : match.start()].isalnum():
            continue  # "endstream", or the name of a font
        start = match.end()
        end = content.find(b"endstream", start)
        entries = content[content.rfind(b"obj", max(0, start - _DICTIONARY_BYTES), start) : start]
        yield entries, content[start : len(content) if end < 0 else end]


def _may_unfold(content: bytes) -> bool:
    """Whether a form anywhere in the file draws more than two things: two to the twelfth is harmless."""
    for entries, packed in _streams(content):
        if b"/Form" in entries:
            drawing = b""
            with suppress(zlib.error):
                for piece in _inflated(packed, entries.count(b"FlateDecode")):
                    drawing = drawing[-_NAME_BYTES:] + piece
                    if len(_DRAWN.findall(drawing)) > 2:
                        return True
    return False


def _joined(pieces: Iterable[bytes]) -> bytes | None:
    """The drawing instructions of one stream; None where they are more than any page has."""
    content = bytearray()
    for piece in pieces:
        content += piece
        if len(content) > _CONTENT_BYTES:
            return None
    return bytes(content)


def _unfiltered(packed: bytes, filters: list[str]) -> Iterator[bytes]:
    """The data in pieces; raises zlib.error, and ValueError where it is damaged or packed in another way."""
    for before, decode in (("ASCII85Decode", ascii85decode), ("ASCIIHexDecode", asciihexdecode)):
        if filters[:1] == [before]:
            packed, filters = decode(packed), filters[1:]
    if set(filters) - {"FlateDecode"}:
        raise ValueError
    return _inflated(packed, len(filters))


def _inflated(packed: bytes, times: int) -> Iterator[bytes]:
    """The data, unpacked `times` times over, in pieces; raises zlib.error where it is damaged or cut."""

    def inflate(pieces: Iterable[bytes]) -> Iterator[bytes]:
        unpacker = zlib.decompressobj()
        for piece in pieces:
            rest = piece
            while rest and not unpacker.eof:
                yield unpacker.decompress(rest, _PIECE)
                rest = unpacker.unconsumed_tail
        if not unpacker.eof:
            raise zlib.error("cut short")

    pieces: Iterable[bytes] = (packed,)
    for _ in range(times):
        pieces = inflate(pieces)
    return iter(pieces)


class _Steps:
    """Counts how many forms a content draws, each nested one as often as it is drawn."""

    def __init__(self, what: str) -> None:
        self._what = what
        self.lost = False
        """Whether something that is drawn could not be found or unpacked."""
        self._known: dict[tuple[int, int], int] = {}
        self._calls: dict[int, Counter[str]] = {}

    def count(self, contents: Any, resources: Any, depth: int) -> int:
        if depth == 0:
            return 0
        forms = resolve1(resources.get("XObject")) if isinstance(resources, Mapping) else None
        total = 0
        for stream in contents if isinstance(contents, list) else [contents]:
            for name, times in self._read(resolve1(stream)).items():
                form = resolve1(forms.get(name)) if isinstance(forms, Mapping) else None
                kind = str(form.get("Subtype")) if isinstance(form, PDFStream) else None
                if isinstance(form, PDFStream) and kind == "/'Form'":
                    total += times * (1 + self._form(form, resources, depth))
                elif kind != "/'Image'":
                    self.lost = True
        return total

    def _form(self, form: PDFStream, outer: Any, depth: int) -> int:
        key = (id(form), depth)
        if key not in self._known:
            self._known[key] = self.count(form, resolve1(form.get("Resources")) or outer, depth - 1)
        return self._known[key]

    def _read(self, stream: Any) -> Counter[str]:
        """How often each name is drawn."""
        if id(stream) not in self._calls:
            names: Counter[str] = Counter()
            try:
                names.update(m.group(1).decode("latin-1") for m in _DRAWN.finditer(self._unpack(stream)))
            except (zlib.error, PDFException, TypeError, ValueError):
                self.lost = True
            self._calls[id(stream)] = names
        return self._calls[id(stream)]

    def _unpack(self, stream: Any) -> bytes:
        """A stream's content, bounded; pdfminer has no bound, and takes hours over a damaged one."""
        if not isinstance(stream, PDFStream):
            raise TypeError
        if stream.rawdata is None:
            return stream.get_data()
        packed = stream.rawdata
        length = resolve1(stream.get("Length"))
        if not isinstance(length, int) or abs(len(packed) - length) > _LINE_END_BYTES:
            raise ValueError  # PDFium looks for the end itself, and may find another
        if stream.decipher and stream.objid is not None and stream.genno is not None:
            packed = stream.decipher(stream.objid, stream.genno, packed, stream.attrs)
        content = _joined(_unfiltered(packed, [str(name).strip("/'") for name, _ in stream.get_filters()]))
        if content is None:
            raise UnreadableError(
                "too_large",
                f"{self._what}: its drawing unfolds to more than {_CONTENT_BYTES / 1e6:.0f} MB; "
                "export it as a picture",
            )
        return content
