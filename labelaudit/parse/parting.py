"""Part one run of text in which a second name follows the first one's amount: two rows of a panel."""

import re
from collections.abc import Sequence
from dataclasses import replace

from labelaudit.parse.alike import may_name
from labelaudit.parse.fold import fold
from labelaudit.parse.geometry import Placed
from labelaudit.parse.named import OURS, Named
from labelaudit.parse.names import mentions, read_name
from labelaudit.parse.units import Quantity, find_quantities

NOTES = {"rae", "dfe", "ne", "te", "α-te", "a-te", "nrv", "ri", "rdi", "dv", "vnr", "vrn", "k", "kk"}
"""What stands beside an amount and is no name."""
_BARE_FORM = re.compile(r"(?<![a-z\d-])(?:d-?[23]|k-?[12]|mk-?\s?\d{1,2})(?![a-z\d])")
_LINKS = {"and", "und", "et", "e", "y", "en", "i", "και", "o", "x"}
"""Words, and marks read as letters, between two rows that stand in one line."""
_OF = {
    "as",
    "from",
    "of",
    "als",
    "aus",
    "von",
    "comme",
    "como",
    "come",
    "de",
    "di",
    "da",
    "z",
    "jako",
    "ωσ",
    "providing",
}
"""Words behind which stands what a row's amount is of."""


def part_names(piece: Placed) -> list[Placed]:
    """The piece, cut before every name behind another one's amount: "Zinc 10 mg Magnesium 150 mg".

    Where the amount may be the second name's, "contains 10 mg magnesium", it is left whole.
    """
    text = piece.text
    cuts = [0]
    for at in _names(text):
        if at > cuts[-1] and _begins_row(text[cuts[-1] : at], text[at:]):
            cuts.append(at)
    if len(cuts) == 1:
        return [piece]
    bounds = zip(cuts, [*cuts[1:], len(text)], strict=True)
    return [part_of(piece, start, end) for start, end in bounds]


def text_behind(text: str, quantities: Sequence[Quantity]) -> str:
    """What stands between the amounts of a text and behind the last."""
    starts = [*(q.start for q in quantities[1:]), len(text)]
    return " ".join(text[q.end : b].strip(" *,;|") for q, b in zip(quantities, starts, strict=True)).strip()


def tells_more(name: str, behind: str) -> bool:
    """Whether what stands behind a row's amount tells more: one of the four, or of vitamin K anything."""
    words = set(re.findall(r"[^\W_]+", fold(behind))) - NOTES
    if not any(len(word) > 1 and not word.isdecimal() for word in words):
        return False
    named = read_name(name)
    return (named is not None and named.nutrient == "vitamin_k") or any(
        may_name(behind, nutrient) for nutrient in OURS
    )


def depths(text: str) -> list[int]:
    """How many brackets stand around each character; one that is not closed on its line holds nothing."""
    around = [0] * (len(text) + 1)
    opened: list[int] = []
    for i, c in enumerate(text):
        if c in "([{":
            opened.append(i)
        elif c in ")]}" and opened:
            for k in range(opened.pop(), i + 1):
                around[k] += 1
    return around


def _names(text: str) -> list[int]:
    depth = depths(text)
    bare = (match.start() for match in _BARE_FORM.finditer(fold(text)))
    return sorted({at for at in (*mentions(text), *bare) if not depth[at]})


def _begins_row(before: str, after: str) -> bool:
    """Whether a name ends the row before it: that has a name and its amount, and is another's."""
    amounts = find_quantities(before)
    if not amounts or all(q.percent for q in amounts):
        return False
    words = re.findall(r"[^\W\d_]+", fold(before[amounts[-1].end :]))
    told = any(not q.percent for q in find_quantities(after))
    if not set(words) <= NOTES | _LINKS and (words[-1] in _OF or not told):
        return False
    first = read_name(before[: amounts[0].start])
    second = read_name(after)
    return first is not None and second is not None and _is_other(first, second)


def _is_other(first: Named, second: Named) -> bool:
    if first.nutrient != second.nutrient:
        return True
    return bool(first.forms) and bool(second.forms) and set(first.forms).isdisjoint(second.forms)


def part_of(piece: Placed, start: int, end: int) -> Placed:
    """The piece's text from start to end, with its share of the piece's place."""
    text = piece.text[start:end]
    a, b = start / len(piece.text), (start + len(text.rstrip())) / len(piece.text)
    tl, tr, br, bl = piece.word.quad

    def along(left: tuple[float, float], right: tuple[float, float], share: float) -> tuple[float, float]:
        return (left[0] + share * (right[0] - left[0]), left[1] + share * (right[1] - left[1]))

    quad = (along(tl, tr, a), along(tl, tr, b), along(bl, br, b), along(bl, br, a))
    word = piece.word.model_copy(update={"text": text.rstrip(), "quad": quad})
    width = piece.x1 - piece.x0
    return replace(piece, word=word, x0=piece.x0 + a * width, x1=piece.x0 + b * width)
