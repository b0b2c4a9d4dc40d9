"""Lines of a list that wrap inside their amount: "Magnesium 150" over "mg", "equivalent to" over "211 mg"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from labelaudit.parse.fold import fold
from labelaudit.parse.geometry import Placed
from labelaudit.parse.names import read_name
from labelaudit.parse.rows import STATED, Entry, cut
from labelaudit.parse.units import find_quantities

_NUMBER_LAST = re.compile(r"(?:^|[\s:.(])\d[\d.,]*$")
_STATED_LAST = re.compile(
    rf"(?:{STATED})\.?(?: to)?(?: (?:elemental|element))?(?: (?:calcium|magnesium|vitamin d\s?-?3?))?$"
)
_CLOSE = 1.7
"""Heights from a line to the one that it goes on in."""


def unwrap(entries: Sequence[Entry]) -> list[Entry]:
    """The entries with an amount that was parted by a line's end put together again."""
    whole: list[Entry] = []
    for entry in entries:
        above = next((e for e in reversed(whole) if _goes_on(e, entry)), None)
        joined = _together(above, entry) if above else None
        if above is None or joined is None:
            whole.append(entry)
            continue
        whole[whole.index(above)] = joined
    return whole


def _goes_on(above: Entry, below: Entry) -> bool:
    tall = max(above.height, below.height)
    under = 0.4 * tall < below.y - above.y < _CLOSE * tall and abs(below.x0 - above.x0) < 2 * tall
    if not under:
        return False
    if _stated(above) is not None:
        begins = bool(below.cells) and below.cells[0].word is below.pieces[0].word
        return begins and not _is_another(above, below)
    first, rest = above.pieces[-1].text.rstrip(), below.pieces[0].text.lstrip()
    if not _NUMBER_LAST.search(first):
        return False
    number = re.split(r"[\s:(]", first)[-1]
    amounts = find_quantities(f"{number} {rest}")
    begins = any(q.start == 0 for q in find_quantities(rest))
    return not begins and any(q.start == 0 and q.unit is not None for q in amounts)


def _is_another(above: Entry, below: Entry) -> bool:
    """Whether a line has a name of its own: what the line above ends in was not read."""
    mine, its = read_name(above.name), read_name(below.name)
    named = any(map(str.isalpha, below.name))
    return named and (mine is None or its is None or mine.nutrient != its.nutrient)


def _stated(entry: Entry) -> int | None:
    """The piece that ends with "providing": its element's weight follows on the next line."""
    ends = (n for n, piece in enumerate(entry.pieces) if _STATED_LAST.search(fold(piece.text.rstrip())))
    return next(ends, None)


def _together(above: Entry, below: Entry) -> Entry | None:
    """One entry, the run of text that goes on and the first of the next line read as one; None where two."""
    at = _stated(above)
    at = len(above.pieces) - 1 if at is None else at
    before, last, beside = above.pieces[:at], above.pieces[at], above.pieces[at + 1 :]
    first, *after = below.pieces
    (tl, tr, _, bl), (tl_, tr_, br_, bl_) = last.word.quad, first.word.quad
    left, right = min(tl[0], tl_[0]), max(tr[0], tr_[0])
    word = last.word.model_copy(
        update={
            "text": f"{last.text} {first.text}",
            "quad": ((left, tl[1]), (right, tr[1]), (right, br_[1]), (min(bl[0], bl_[0]), bl_[1])),
            "confidence": min(last.word.confidence, first.word.confidence),
        }
    )
    joined: Placed = replace(last, word=word, x1=max(last.x1, first.x1))
    made = cut([*before, joined, *beside, *after])
    return made[0] if len(made) == 1 else None
