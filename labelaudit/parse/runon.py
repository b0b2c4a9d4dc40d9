"""Tell names that break off, and names that run into another row's: what hid their end may hide more."""

import re
from functools import cache

from labelaudit.parse.fold import fold
from labelaudit.parse.joining import Row
from labelaudit.parse.lexicon import load
from labelaudit.parse.named import AS, Named
from labelaudit.parse.names import mentions
from labelaudit.parse.parting import depths
from labelaudit.parse.rows import STATED
from labelaudit.parse.vitaminword import GREEK, lettered

STATES = re.compile(rf"\b(?:{STATED})\b")
"""What leads from a salt's or a powder's weight to what it holds."""
_LAST_WORD = re.compile(r"[^\W\d_]{3,}(?=[\W\d_]*$)")


def is_cut_off(row: Row, named: Named) -> bool:
    """Whether a salt's name breaks off in its bracket, "(as bisglycin": what hid its end may hide more."""
    text, name = fold(" ".join(w.text for w in row.words)), fold(row.name)
    if text.count("(") <= text.count(")") or "(" not in name:
        return False
    if _LEADERS_INSIDE.search(text):
        return True
    last, stated = _LAST_WORD.search(name), STATES.search(name)  # what is stated may close a line below
    return not (named.forms or stated or last is None or last[0] in _salts())


_LEADERS_INSIDE = re.compile(r"\([^)]*(?:\.{2,}|…)\.*\d")
"""Leaders in a bracket that they did not close: what hid its end may hide the amount's first figure."""


def holds_anothers_end(row: Row) -> bool:
    """Whether the end of one name stands before another: "menaquinone-7) Vitamin K2 (as menaquinone-4)".

    Or its whole bracket: "(as calcium L-5-methyltetrahydrofolate) Calcium citrate"; or all of it: "Vitamin K
    Vitamin K1".
    """
    end = _ANOTHERS_END.match(row.name)
    return _runs_on_as(row.name) or (end is not None and any(at >= end.end() for at in mentions(row.name)))


def _runs_on_as(name: str) -> bool:
    """Whether a vitamin is named twice, not in the same way and not in brackets."""
    depth, folded = depths(name), fold(name)
    told = [
        m
        for m in lettered().finditer(folded)
        if not depth[m.start()] and not _LEADS.search(folded[: m.start()])
    ]
    letters = {m["letter"].translate(GREEK) for m in told}
    return len({m["digit"] for m in told}) > 1 and len(letters) == 1 and bool(letters & {"d", "k"})


_LEADS = re.compile(rf"\b{AS}\W*$")


_ANOTHERS_END = re.compile(
    rf"[^(]*[^\W\d_]{{3}}[^()]*\)(?!\s*:)|\W*\((?:\s*{AS}\b[^()]*\)|[^()]*\)\s*[,;])(?=\s*\w)", re.IGNORECASE
)
"""A bracket opened in the name before: "1) Vitamin D3" counts, and "gummies): Vitamin D3" leads in.

Or a whole one that tells what another is made of, or stands in a list: "(hypromellose), calcium"."""


@cache
def _salts() -> frozenset[str]:
    return frozenset(word for salt in load("salts")["salt"] for word in salt["name"].split())
