"""Which way up a page lies, told from its boxes and its words."""

import re
from collections.abc import Sequence

from labelaudit.model.page import Turn, Word

_KNOWN = re.compile(
    r"vitamin|vitamina|witamina|βιταμ|serving|supplement|nutrition|amount|daily|ingredient|capsule|tablet|"
    r"softgel|calcium|magnes|mcg|\bmg\b|µg|\biu\b|take|with|warning|portion|zutaten|ingr[eé]d|product",
    re.IGNORECASE,
)


def share_of_tall(words: Sequence[Word]) -> float:
    """The share of text, by length, whose boxes stand upright as a sideways line's do: 0..1."""
    tall = wide = 0.0
    for word in words:
        if len(word.text) < 3:
            continue
        across, down = _sides(word)
        if down > 1.6 * across:
            tall += down
        elif across > 1.6 * down:
            wide += across
    return tall / (tall + wide) if tall + wide else 0.0


def _sides(word: Word) -> tuple[float, float]:
    x0, y0, x1, y1 = word.box
    return x1 - x0, y1 - y0


def known_score(words: Sequence[Word]) -> float:
    """How much a page reads like a label: known words found, and the confidence of the text."""
    text = " ".join(w.text for w in words)
    letters = sum(len(w.text) for w in words) or 1
    sure = sum(len(w.text) * w.confidence for w in words) / letters
    return len(_KNOWN.findall(text)) + sure


def turns_to_try(words: Sequence[Word]) -> tuple[Turn, ...]:
    """The turns (clockwise degrees) worth reading again; empty when the page lies right."""
    if not words:
        return ()
    if share_of_tall(words) > 0.55:
        return (90, 270)
    known = len(_KNOWN.findall(" ".join(w.text for w in words)))
    letters = sum(len(w.text) for w in words)
    sure = sum(len(w.text) * w.confidence for w in words) / max(1, letters)
    if letters >= 40 and (known == 0 or (known < 3 and sure < 0.8)):
        return (180,)
    return ()
