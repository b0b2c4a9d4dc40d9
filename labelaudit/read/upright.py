"""Which way up a page lies, told from the run of its words and from how well they read."""

import math
import re
from collections import Counter
from collections.abc import Sequence

from labelaudit.model.page import Point, Turn, Word

_KNOWN = re.compile(
    r"vitamin|vitamina|witamina|βιταμ|serving|supplement|nutrition|amount|daily|ingredient|capsule|tablet|"
    r"softgel|calcium|magnes|mcg|\bmg\b|µg|\biu\b|take|with|warning|portion|zutaten|ingr[eé]d|product",
    re.IGNORECASE,
)
_SURE = 0.85
_MOSTLY = 0.55
_TRIED = 5


def share_on_side(words: Sequence[Word]) -> float:
    """The share of the text, by letters, that runs up or down the page: 0..1."""
    long = [w for w in words if len(w.text) > 2]
    letters = sum(len(w.text) for w in long)
    return sum(len(w.text) for w in long if _on_side(w)) / letters if letters else 0.0


def lies_on_side(words: Sequence[Word]) -> bool:
    """Whether most of the page's text runs up or down."""
    return share_on_side(words) > _MOSTLY


def turn_to_read(words: Sequence[Word]) -> Turn:
    """The turn (clockwise) that sets most of the text upright, told from corners known to be right."""
    letters: Counter[int] = Counter()
    for word in words:
        (ax, ay), (bx, by), *_ = word.quad
        letters[round(math.atan2(by - ay, bx - ax) / (math.pi / 2)) % 4] += len(word.text)
    turns: tuple[Turn, ...] = (0, 270, 180, 90)
    return turns[letters.most_common(1)[0][0]] if letters else 0


def reads_well(words: Sequence[Word]) -> bool:
    """Whether the text is sure and holds words that labels have."""
    return sureness(words) >= _SURE and _known(words) >= 2


def lines_to_try_upside_down(words: Sequence[Word]) -> list[Word]:
    """The longest lines of a page that reads badly; none where it reads well enough to stand upright.

    The recogniser makes something of a line on its head, often with the right figures, but is never sure.
    """
    if sureness(words) >= _SURE:
        return []
    return sorted(words, key=lambda w: -len(w.text))[:_TRIED]


def turn_words(words: Sequence[Word], turn: Turn, *, width: int, height: int) -> tuple[Word, ...]:
    """The words on the page after `turn` degrees clockwise; width and height are those before."""

    def move(point: Point) -> Point:
        x, y = point
        match turn:
            case 90:
                return height - y, x
            case 180:
                return width - x, height - y
            case 270:
                return y, width - x
            case _:
                return x, y

    turned = []
    for word in words:
        a, b, c, d = (move(p) for p in word.quad)
        turned.append(word.model_copy(update={"quad": (a, b, c, d)}))
    return tuple(turned)


def _on_side(word: Word) -> bool:
    (ax, ay), (bx, by), *_ = word.quad
    return abs(math.atan2(by - ay, bx - ax) % math.pi - math.pi / 2) < math.pi / 4


def _known(words: Sequence[Word]) -> int:
    return len(_KNOWN.findall(" ".join(w.text for w in words)))


def sureness(words: Sequence[Word]) -> float:
    """The confidence of the text, by letters: 0..1."""
    letters = sum(len(w.text) for w in words)
    return sum(len(w.text) * w.confidence for w in words) / max(1, letters)
