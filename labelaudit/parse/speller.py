"""Mend a reader's slips in folded text by a vocabulary; numbers are never mended, nor made."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

_WORD = re.compile(r"[^\W_]+")
_KEY = str.maketrans("l1|!05", "iiiios")
"""Look-alikes under one letter."""
_SINGLE = frozenset("ax")
"""The only words of one letter that run-together text is taken apart by."""
_MEAN_PART = 3
"""Letters that the parts of run-together text have on average: shorter ones are chance."""
_FUZZY = 8
"""Letters from which a word may differ by a letter; by two from twelve on."""


class Speller:
    """Mends look-alikes, a slip in a long word, and words run together.

    `vocabulary` has the folded words of each language; run-together text comes apart into words of
    one language only. A stem (`word*`) stands for every word that begins with it. `fixed` words
    (numbers) take part in taking words apart, but no misspelt word becomes one of them.
    """

    def __init__(self, vocabulary: Mapping[str, Iterable[str]], *, fixed: Iterable[str] = ()) -> None:
        fixed = frozenset(fixed)
        self._languages = [
            frozenset(word for word in words if not word.endswith("*")) for words in vocabulary.values()
        ]
        self._known = frozenset(fixed).union(*self._languages)
        stems = {word[:-1] for words in vocabulary.values() for word in words if word.endswith("*")}
        self._stems = tuple(sorted(stems))
        mendable = sorted(self._known - fixed)
        # A number's word is read through its look-alikes too ("tw0"), but never through a slip.
        alike = [*(word for word in sorted(fixed) if len(word) > 2), *(w for w in mendable if len(w) > 3)]
        self._keys = {word.translate(_KEY): word for word in reversed(alike)}
        self._long = [word for word in mendable if len(word) >= _FUZZY]
        self._long_stems: dict[int, list[str]] = defaultdict(list)
        for stem in self._stems:
            if len(stem) >= _FUZZY:
                self._long_stems[len(stem)].append(stem)
        self._longest = max(map(len, self._known), default=0)
        self._mend = lru_cache(maxsize=4096)(self._mend_word)

    def knows(self, word: str) -> bool:
        """Whether the word is in the vocabulary."""
        return word in self._known or word.startswith(self._stems)

    def mend(self, folded: str) -> str:
        """The text with every unknown word replaced where exactly one reading of it is near."""
        return _WORD.sub(lambda word: self._mend(word.group()), folded)

    def _mend_word(self, word: str) -> str:
        letters = sum(map(str.isalpha, word))
        if self.knows(word) or letters < 2 or letters < 0.6 * len(word):
            return word
        twin = self._keys.get(word.translate(_KEY))
        if twin is not None or letters < 3:
            return twin or word
        parts = self._apart(word)
        if parts is not None:
            return " ".join(parts)
        return self._near(word) or word

    def _near(self, word: str) -> str | None:
        if len(word) < _FUZZY:
            return None
        slips = 2 if len(word) >= 12 else 1
        near = set(_near(word, self._long, slips))
        for length, stems in self._long_stems.items():
            for head in {word[: length + shift] for shift in (-1, 0, 1)}:
                near.update(stem + word[len(head) :] for stem in _near(head, stems, slips))
        return min(sorted(near), key=lambda known: Levenshtein.distance(word, known), default=None)

    def _apart(self, word: str) -> tuple[str, ...] | None:
        """The word as the fewest known words of a language and runs of digits; None unless they cover it."""
        if len(word) < 5:
            return None
        found = [parts for words in self._languages if (parts := self._apart_by(word, words))]
        return min(found, key=len, default=None)

    def _apart_by(self, word: str, words: frozenset[str]) -> tuple[str, ...] | None:
        best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - self._longest), end):
                before, piece = best[start], word[start:end]
                if before is None or not _is_piece(piece, word[:start], word[end:], words):
                    continue
                found = best[end]
                if found is None or len(before) + 1 < len(found):
                    best[end] = (*before, piece)
        parts = best[-1]
        letters = [part for part in parts or () if part.isalpha()]
        return parts if letters and sum(map(len, letters)) >= _MEAN_PART * len(letters) else None


def _near(word: str, known: Sequence[str], slips: int) -> list[str]:
    near = process.extract(word, known, scorer=Levenshtein.distance, score_cutoff=slips, limit=None)
    return [each for each, *_ in near]


def _is_piece(piece: str, before: str, after: str, words: frozenset[str]) -> bool:
    if piece.isdecimal():
        return not before[-1:].isdecimal() and not after[:1].isdecimal()
    return piece in words and (len(piece) > 1 or piece in _SINGLE)
