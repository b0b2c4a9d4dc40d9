"""Whether bytes or a name promise a picture or a PDF; whether it can be read is found out by opening it."""

from pathlib import PurePosixPath

SUFFIXES = frozenset(
    {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".tif", ".tiff", ".bmp", ".gif"}
    | {".heic", ".heif", ".pdf"}
    # Formats that are not read: each is a product that says so, and none is left out.
    | {".avif", ".jxl", ".jp2", ".j2k", ".jpx", ".psd", ".eps", ".ai", ".svg", ".ico", ".tga", ".pcx"}
    | {".ppm", ".pgm", ".pbm", ".pnm", ".dng", ".cr2", ".nef"}
)
TABLES = frozenset({".csv", ".tsv", ".xlsx", ".jsonl", ".ndjson", ".parquet", ".xml"})
"""Suffixes of tables; which one it is its content tells."""
HEAD = 1032
"""Bytes that `is_picture` looks at: PDF readers accept 1,024 bytes before the header."""

_STARTS = (
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"GIF87a",
    b"GIF89a",
    b"II*\0",
    b"MM\0*",
    b"II+\0",
    b"MM\0+",
)
_BRANDS = (b"hei", b"hev", b"mif", b"msf", b"avi")


def named_as_picture(name: str) -> bool:
    """Whether the suffix is a picture's; hidden files, and what macOS puts beside files, are none."""
    path = PurePosixPath(name)
    return path.suffix.lower() in SUFFIXES and not is_hidden(name)


def is_hidden(name: str) -> bool:
    """Whether the file is one that no person put there."""
    path = PurePosixPath(name)
    return (
        path.name.startswith(".")
        or "__MACOSX" in path.parts
        or path.name.lower() in ("thumbs.db", "desktop.ini")
    )


def is_picture(head: bytes) -> bool:
    """Whether a file that starts so is a picture or a PDF."""
    return (
        head.startswith(_STARTS)
        or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")
        or (head[4:8] == b"ftyp" and head[8:11] in _BRANDS)
        or (head[:2] == b"BM" and head[6:10] == bytes(4))
        or b"%PDF-" in head[:HEAD]
    )
