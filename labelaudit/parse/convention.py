"""Whether a panel's points part thousands (1.000 IE) or decimals (1.000 g), told by its other numbers."""

import re
from collections.abc import Iterable

_COMMA_DECIMAL = re.compile(r"(?<![\d.,])\d{1,4},\d{1,2}(?![\d,.])|(?<![\d.,])0,\d+|\d\.\d{3},\d")
_POINT_DECIMAL = re.compile(r"(?<![\d.,])\d{1,4}\.\d{1,2}(?![\d,.])|(?<![\d.,])0\.\d+|\d,\d{3}(?![\d,.])")
_COMMA_WORDS = re.compile(r"\b(?:vnr|vrn|rws|adh|i\.?e\.?|tropfen|tagesdosis)\b|[α-ω]{3}", re.IGNORECASE)
"""Column heads and units of languages that write a decimal comma."""
_SURE = 3
"""So many more decimal points than commas are no slips of the reader."""
_COMMA_LANGUAGES = frozenset({"de", "es", "fr", "it", "nl", "pt", "pl", "el"})


def point_parts_thousands(texts: Iterable[str], *, language: str) -> bool | None:
    """True where a comma is the decimal sign, False where the point is; None where nothing tells.

    The numbers on the panel speak first; a language that writes a decimal comma speaks next. A point or two
    against it may be commas that were misread: nothing is told then.
    """
    joined = " | ".join(texts)
    commas, points = len(_COMMA_DECIMAL.findall(joined)), len(_POINT_DECIMAL.findall(joined))
    writes_commas = language in _COMMA_LANGUAGES or bool(_COMMA_WORDS.search(joined))
    if writes_commas and 0 < points - commas < _SURE:
        return None
    if commas != points:
        return commas > points
    return True if writes_commas else None
