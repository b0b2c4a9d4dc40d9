"""The words that stand around the rows of a panel: titles, column heads, footnotes, ingredient lists."""

import re
from functools import cache

from labelaudit.parse.lexicon import load


@cache
def patterns(section: str, key: str = "patterns") -> re.Pattern[str]:
    """One section of lexicon/panels.toml as one pattern over folded text."""
    return re.compile("|".join(load("panels")[section][key]))


def matches(section: str, text: str) -> bool:
    """Whether a folded text holds one of the section's patterns."""
    return patterns(section).search(text) is not None
