"""Merge two readings of one place: the surer line stands, and numbers that differ become unsure."""

from collections.abc import Sequence

from labelaudit.model.page import Box, Word
from labelaudit.parse.geometry import on_side
from labelaudit.parse.units import find_quantities

_CONTRADICTED = 0.5
"""The confidence of a line whose numbers were read in two ways: too low to be told without a check."""


def merge_readings(first: Sequence[Word], again: Sequence[Word], *, box: Box) -> tuple[Word, ...]:
    """The words of a page with those of a second reading of `box`, both in pixels of the page."""
    merged = [w for w in first if not _centred_in(w, box)]
    for old, new in _pair([w for w in first if _centred_in(w, box)], again):
        merged.extend(_surer(old, new))
    return tuple(merged)


def replace_if_surer(first: Sequence[Word], again: Sequence[Word], *, box: Box) -> tuple[Word, ...]:
    """The words of a page with a reading of `box` turned in the place of what was read on its side there.

    What was read upside down has no line in common with what stands there: the two are not merged. Upright
    text in the box was read before, and better.
    """
    old = [w for w in first if _centred_in(w, box) and on_side(w)]
    new = [w for w in again if on_side(w)]
    if _confidence(new) <= _confidence(old):
        return tuple(first)
    return (*(w for w in first if w not in old), *new)


def _surer(old: list[Word], new: list[Word]) -> list[Word]:
    if not old or not new:
        return old or new
    best, other = (new, old) if _confidence(new) > _confidence(old) else (old, new)
    if _numbers(best) and not _is_part(_numbers(other), _numbers(best)):
        return [w.model_copy(update={"confidence": min(w.confidence, _CONTRADICTED)}) for w in best]
    return best


def _confidence(words: Sequence[Word]) -> float:
    letters = sum(len(w.text) for w in words)
    return sum(w.confidence * len(w.text) for w in words) / max(1, letters)


def _numbers(words: Sequence[Word]) -> list[tuple[str, str]]:
    ordered = sorted(words, key=lambda w: w.box[0])
    return [(str(q.values[0]), str(q.unit)) for w in ordered for q in find_quantities(w.text)]


def _is_part(some: list[tuple[str, str]], more: list[tuple[str, str]]) -> bool:
    """Whether `some` numbers stand among `more` in order: a reading that has more contradicts nothing."""
    rest = iter(more)
    return all(number in rest for number in some)


def _pair(old: Sequence[Word], new: Sequence[Word]) -> list[tuple[list[Word], list[Word]]]:
    """Group the words of both readings that lie on one another, however each has cut the line."""
    groups: list[tuple[list[Word], list[Word]]] = [([w], []) for w in old]
    for word in new:
        touching = [g for g in groups if any(_share(word, other) > 0.5 for other in (*g[0], *g[1]))]
        joined: tuple[list[Word], list[Word]] = ([], [word])
        for group in touching:
            joined[0].extend(group[0])
            joined[1].extend(group[1])
            groups.remove(group)
        groups.append(joined)
    return groups


def _share(a: Word, b: Word) -> float:
    """How much of the smaller box lies in the larger one: 0..1."""
    (ax0, ay0, ax1, ay1), (bx0, by0, bx1, by1) = a.box, b.box
    width, height = min(ax1, bx1) - max(ax0, bx0), min(ay1, by1) - max(ay0, by0)
    if width <= 0 or height <= 0:
        return 0.0
    smaller = min((ax1 - ax0) * (ay1 - ay0), (bx1 - bx0) * (by1 - by0))
    return width * height / max(1.0, smaller)


def _centred_in(word: Word, box: Box) -> bool:
    x0, y0, x1, y1 = word.box
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
