"""Tell what a file is from its bytes, never from its name."""

from enum import StrEnum

from labelaudit.errors import UnreadableError
from labelaudit.ingest.source import Source


class Kind(StrEnum):
    """The formats that are read; nothing else ever reaches a decoder."""

    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WebP"
    TIFF = "TIFF"
    BMP = "BMP"
    GIF = "GIF"
    HEIC = "HEIC"
    PDF = "PDF"


_STARTS = (
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"GIF87a", Kind.GIF),
    (b"GIF89a", Kind.GIF),
    (b"II*\0", Kind.TIFF),
    (b"MM\0*", Kind.TIFF),
    (b"II+\0", Kind.TIFF),
    (b"MM\0+", Kind.TIFF),
)
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_BMP_HEADERS = {12, 40, 52, 56, 64, 108, 124}
_PDF_WITHIN = 1024
"""PDF readers accept this many bytes before the header."""

_OTHERS = (
    (b"%!PS", "PostScript"),
    (b"\xc5\xd0\xd3\xc6", "PostScript"),
    (b"8BPS", "a Photoshop file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\0\0\0\x0cjP  ", "JPEG 2000"),
    (b"\xff\x4f\xff\x51", "JPEG 2000"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\0\0\0\x0cJXL ", "JPEG XL"),
    (b"\0\0\x01\0", "an icon"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
)


def tell_kind(source: Source) -> Kind:
    """The format that the bytes have; UnreadableError(unsupported) names what else they are."""
    head = source.content[: _PDF_WITHIN + 8]
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind.WEBP
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return Kind.HEIC
    if head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in _BMP_HEADERS:
        return Kind.BMP
    if b"%PDF-" in head:
        return Kind.PDF
    raise UnreadableError(
        "unsupported",
        f"{source.title}: is {_name_other(head)}; give it as JPEG, PNG, WebP, TIFF, BMP, GIF, HEIC or PDF",
    )


def _name_other(head: bytes) -> str:
    for start, name in _OTHERS:
        if head.startswith(start):
            return name
    if head[4:8] == b"ftyp":
        return "AVIF" if head[8:12] in (b"avif", b"avis") else "a video"
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:512].lower()
    if b"<svg" in text:
        return "SVG"
    if text.startswith((b"<!doctype html", b"<html")):
        return "a web page"
    if b"\0" not in head and all(c >= 32 or c in b"\t\n\r\f\x1b" for c in head):
        return "text"
    return "of no format that is read"
