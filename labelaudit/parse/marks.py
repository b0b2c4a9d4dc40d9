"""The words that stand around the rows of a panel: titles, column heads, footnotes, ingredient lists."""

import re
from functools import cache, lru_cache

from labelaudit.parse.fold import KEPT, fold
from labelaudit.parse.lexicon import load


@cache
def patterns(section: str, key: str = "patterns") -> re.Pattern[str]:
    """One section of lexicon/panels.toml as one pattern over folded text."""
    return re.compile("|".join(load("panels")[section][key]))


@lru_cache(maxsize=KEPT)
def matches(section: str, text: str) -> bool:
    """Whether a folded text holds one of the section's patterns."""
    return patterns(section).search(text) is not None


@cache
def _headings() -> re.Pattern[str]:
    parts = (load("statements")["heading"][part] for part in ("directions", "warnings"))
    headings = {fold(heading) for part in parts for of in part.values() for heading in of}
    return re.compile(rf"\W*(?:{'|'.join(map(re.escape, sorted(headings, key=len, reverse=True)))})\s?:")


def opens_text(folded: str) -> bool:
    """Whether a line begins what stands under a panel: "Directions:", "Warnings:"."""
    return _headings().match(folded) is not None
