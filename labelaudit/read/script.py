"""Greek: the first reader lacks letters of it; the words are read again by one that has them, figures stay.

The alphabet of RapidOCR's model holds no accented small Greek vowels: it drops them, and half the names with
them. Its figures and units are the better ones, so that each line is put together from both readings.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from labelaudit.model.page import Word
from labelaudit.model.sheet import Pixels
from labelaudit.read.lines import cut_line

ReadGreek = Callable[[Pixels], str]
"""The text of the picture of one line."""

_SHARE = 0.05
"""So much of a page's letters are Greek where it is in Greek: much of it is read as Latin letters alike."""
_WORDY = 4
"""Lines with fewer letters are figures and units."""
_TOKEN = re.compile(r"[^\W\d_]+(?:['’´][^\W\d_]+)*|\d[\d.,]*|[^\w\s]")
_LATIN = str.maketrans("αβγδεζηθικλμνξοπρστυφχψωςµ", "abgdezhtiklmnxoprstufxywsm")
_INCREMENT = "\N{INCREMENT}"
"""The model's capital delta."""
_SHORT = 3
"""Letters of a unit; a word that the first reader dropped has more."""
_ALIKE = 0.35
_GAP = -0.3
_APART = -1.0


@dataclass(frozen=True)
class _Token:
    text: str
    space: str
    """What stands before it."""

    @property
    def greek(self) -> bool:
        return sum("Ͱ" <= c <= "Ͽ" for c in self.text) >= 2  # µ and Ω alone are units

    @property
    def figure(self) -> bool:
        return self.text[0].isdecimal()

    @property
    def firm(self) -> bool:
        """Whether it is a figure, a unit or a vitamin's letter, which the first reader reads better."""
        return self.figure or (self.text.isascii() and len(self.text) <= _SHORT)

    @property
    def bare(self) -> str:
        """In Latin letters without accents, to compare."""
        plain = unicodedata.normalize("NFD", self.text.casefold())
        return "".join(c for c in plain if c.isalpha()).translate(_LATIN)


def is_greek(words: Sequence[Word]) -> bool:
    """Whether a page is in Greek."""
    tokens = [token.text for word in words for token in _tokens(word.text) if token.text[0].isalpha()]
    greek = sum(n for t in tokens if (n := sum("Ͱ" <= c <= "Ͽ" for c in t)) > 1)  # one alone: µ, Ω
    return greek > _SHARE * sum(len(t) for t in tokens)


def complete_greek(pixels: Pixels, words: Sequence[Word], *, read: ReadGreek) -> tuple[Word, ...]:
    """The words with the letters that the first reader lacks; `pixels` are those that they were read from."""
    completed = []
    for word in words:
        if sum(c.isalpha() for c in word.text) >= _WORDY:
            again = read(cut_line(pixels, word, stretch=1.0))
            word = word.model_copy(update={"text": put_together(word.text, again)})
        completed.append(word)
    return tuple(completed)


def put_together(figures: str, letters: str) -> str:
    """One line from two readings: Greek words of the second; figures, units and all else of the first."""
    first, second = _tokens(figures.replace(_INCREMENT, "Δ")), _tokens(letters)
    if not any(token.greek for token in second):
        return figures
    text = ""
    pairs = _align(first, second)
    for at, (one, other) in enumerate(pairs):
        if one is None and _is_unit_again(pairs, at):
            continue
        if one and (other is None or not other.greek or one.firm):
            text += _text(one)
        elif other and other.greek and (one or len(other.text) > _SHORT):
            text += _text(other)
    return text.strip()


def _is_unit_again(pairs: Sequence[tuple[_Token | None, _Token | None]], at: int) -> bool:
    """Whether what the second reading alone has is the unit, misread, of the figure before it."""
    before = pairs[at - 1][0] if at else None
    after = pairs[at + 1][0] if at + 1 < len(pairs) else None
    return before is not None and before.figure and after is not None and after.firm and not after.figure


def _text(token: _Token) -> str:
    return token.space + token.text


def _tokens(text: str) -> list[_Token]:
    tokens, end = [], 0
    for match in _TOKEN.finditer(text):
        tokens.append(_Token(match[0], " " if match.start() > end else ""))
        end = match.end()
    return tokens


def _align(first: Sequence[_Token], second: Sequence[_Token]) -> list[tuple[_Token | None, _Token | None]]:
    """Pair the tokens of two readings of one line, in order, those that are most alike."""
    best: list[list[float]] = [[_GAP * j for j in range(len(second) + 1)]]
    for i, one in enumerate(first, start=1):
        row = [_GAP * i]
        for j, other in enumerate(second, start=1):
            paired = best[i - 1][j - 1] + _alike(one, other)
            row.append(max(paired, best[i - 1][j] + _GAP, row[j - 1] + _GAP))
        best.append(row)
    pairs: list[tuple[_Token | None, _Token | None]] = []
    i, j = len(first), len(second)
    while i or j:
        if i and j and best[i][j] == best[i - 1][j - 1] + _alike(first[i - 1], second[j - 1]):
            i, j = i - 1, j - 1
            pairs.append((first[i], second[j]))
        elif i and (not j or best[i][j] == best[i - 1][j] + _GAP):
            i -= 1
            pairs.append((first[i], None))
        else:
            j -= 1
            pairs.append((None, second[j]))
    return pairs[::-1]


def _alike(one: _Token, other: _Token) -> float:
    if one.figure and other.figure:
        return 0.6 + 0.4 * (one.text == other.text)
    if one.figure or other.figure or one.text[0].isalpha() != other.text[0].isalpha():
        return _APART
    likeness = SequenceMatcher(None, one.bare, other.bare, autojunk=False).ratio()
    return likeness if likeness >= _ALIKE else _APART
