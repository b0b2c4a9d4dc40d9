"""A GTIN as catalogues write it to its fourteen digits, or to what is wrong with it."""

import re

from labelaudit.catalogue.notes import printable
from labelaudit.model.base import Note

_NOISE = re.compile(r"[\s'\"’‘`=\-‐-―]")
_SHORTENED = re.compile(r"\d([.,]\d+)?[eE]\+?\d+")
_SHORTEST = 8


def read_gtin(text: str) -> tuple[str | None, Note | None]:
    """Fourteen digits, or None; and what a person should know of it.

    Spaces, quotes, hyphens and a spreadsheet's `="..."` go; zeros in front stay and are filled up, so that
    a GTIN of eight, twelve, thirteen and fourteen digits compares alike. Blank is no GTIN and no problem.
    """
    digits, shown = _NOISE.sub("", text), printable(text.strip())[:40]
    if _SHORTENED.fullmatch(digits):
        return None, Note(
            code="gtin_shortened",
            message=f"the GTIN was shortened to {shown} by a spreadsheet; "
            "make its column text and export again",
        )
    digits = re.sub(r"\.0+$", "", digits)
    if not digits:
        return None, None
    if not (digits.isascii() and digits.isdigit()) or not _SHORTEST <= len(digits) <= 14:
        return None, Note(code="gtin_invalid", message=f"{shown!r} is no GTIN of 8 to 14 digits")
    padded = digits.zfill(14)
    if not check(padded) or not int(padded):
        return None, Note(
            code="gtin_check",
            message=f"the GTIN {shown} fails its check digit; compare it with the pack",
        )
    return padded, None


def check(padded: str) -> bool:
    """Whether the last of fourteen digits is right: weights 3 and 1 in turn, the sum a multiple of ten."""
    return sum(int(d) * (3 - 2 * (n % 2)) for n, d in enumerate(padded)) % 10 == 0
