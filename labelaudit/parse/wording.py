"""Make a label's wording comparable: case, accents, look-alike letters and lost spaces folded away.

Nothing here touches a number: a digit is never made from a letter, nor a letter's word from digits alone.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from labelaudit.parse.fold import fold

_SPELLED = str.maketrans(
    {
        "½": " 1/2",
        "¼": " 1/4",
        "¾": " 3/4",
        "œ": "oe",
        "æ": "ae",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "\u00ad": None,
        "`": "'",
        "´": "'",
    }
)
_GREEK_TWINS = str.maketrans("aovpuikteynxwbmhz", "αονρυικτεγηχωβμηζ")
_SURELY_GREEK = re.compile(r"[α-ωϊϋ]")
_WORD = re.compile(r"[^\W_]+")
_WORD_OR_STEM = re.compile(r"[^\W\d_]+\*?")
_TWINS = {"i": "[il1|!]", "l": "[il1|!]", "o": "[o0]", "s": "[s5]", "m": "(?:m|rn)"}
_KEY = str.maketrans("l1|!05", "iiiios")

_BLANK = r"[\W_]{0,3}"
_GAP = r"[^.!?;]{0,45}?"

LONG = 9
"""Letters from which a phrase is so telling that it may stand glued to its neighbours."""
_SHORT = frozenset(
    {
        "a",
        "an",
        "as",
        "al",
        "am",
        "au",
        "by",
        "de",
        "if",
        "in",
        "la",
        "le",
        "ml",
        "of",
        "on",
        "or",
        "to",
        "zu",
    }
)
"""The only words of one or two letters that run-together text is taken apart by."""
_MEAN_PART = 3.5
"""Letters that the parts of run-together text have on average: shorter ones are chance."""
_FUZZY = 8
"""Letters from which a word may differ by a letter; by two from twelve on."""


def fold_wording(text: str) -> str:
    """The text folded, ligatures and fractions spelt out, Greek words without Latin look-alikes."""
    return _WORD.sub(_greek, fold(text.translate(_SPELLED)))


def _greek(word: re.Match[str]) -> str:
    letters = word.group()
    return letters.translate(_GREEK_TWINS) if len(_SURELY_GREEK.findall(letters)) > 1 else letters


def phrases(wordings: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the wordings in folded text.

    A wording is words with blanks; `word*` is a stem, ` * ` any word, ` ... ` a gap within the
    sentence. Blanks
    and punctuation between the words are optional; short wordings stand free, long ones may be glued.
    """
    alternatives = sorted({_phrase(wording) for wording in wordings}, key=len, reverse=True)
    return re.compile("|".join(alternatives) or r"(?!)")


def _phrase(wording: str) -> str:
    parts: list[str] = []
    for word in wording.replace("'", " ").replace("’", " ").split():
        if word == "...":
            parts.append(_GAP)
            continue
        if word == "*":
            parts += [r"[^\W_]+", _BLANK]
            continue
        letters = fold_wording(word.removesuffix("*"))
        # Look-alikes only in words that no other word resembles.
        body = (
            "".join(_TWINS.get(c, re.escape(c)) for c in letters) if len(letters) > 4 else re.escape(letters)
        )
        parts += [body, r"[^\W\d_]*" if word.endswith("*") else "", _BLANK]
    whole = "".join(parts).removesuffix(_BLANK)
    if sum(map(str.isalpha, wording)) >= LONG:
        return whole
    return rf"(?<![^\W\d_]){whole}(?![^\W\d_])"


def words_of(wordings: Iterable[str]) -> frozenset[str]:
    """Every word of the wordings, folded; a stem keeps its `*`."""
    words = " ".join(wordings).replace("...", " ")
    return frozenset(word for word in _WORD_OR_STEM.findall(fold_wording(words)) if word[0].isalpha())


class Speller:
    """Mend folded text by a vocabulary: look-alikes, a slip in a long word, words run together.

    A stem (`word*`) keeps the words that begin with it as they are. `fixed` words (numbers) take
    part in taking words apart, but no misspelt word becomes one of them.
    """

    def __init__(self, vocabulary: Iterable[str], *, fixed: Iterable[str] = ()) -> None:
        self._fixed = frozenset(fixed)
        words = frozenset(vocabulary)
        self._stems = tuple(word[:-1] for word in words if word.endswith("*"))
        self._known = frozenset(word for word in words if not word.endswith("*")) | self._fixed
        self._keys: Mapping[str, str] = {
            word.translate(_KEY): word for word in sorted(self._known - self._fixed) if len(word) > 3
        }
        self._long = sorted(word for word in self._known - self._fixed if len(word) >= _FUZZY)
        self._longest = max(map(len, self._known), default=0)
        self._mend = lru_cache(maxsize=4096)(self._mend_word)

    def mend(self, folded: str) -> str:
        """The text with every unknown word replaced where exactly one reading of it is near."""
        return _WORD.sub(lambda word: self._mend(word.group()), folded)

    def _mend_word(self, word: str) -> str:
        letters = sum(map(str.isalpha, word))
        if word in self._known or word.startswith(self._stems) or letters < 3 or letters < 0.6 * len(word):
            return word
        twin = self._keys.get(word.translate(_KEY))
        if twin is not None:
            return twin
        parts = self._apart(word)
        if parts is not None:
            return " ".join(parts)
        return self._near(word) or word

    def _near(self, word: str) -> str | None:
        if len(word) < _FUZZY:
            return None
        slips = 2 if len(word) >= 12 else 1
        near = [
            known for known in self._long if Levenshtein.distance(word, known, score_cutoff=slips) <= slips
        ]
        return near[0] if len(near) == 1 else None

    def _apart(self, word: str) -> tuple[str, ...] | None:
        """The word as the fewest known words and runs of digits; None unless they cover it."""
        if len(word) < 5:
            return None
        best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - self._longest), end):
                before, piece = best[start], word[start:end]
                if before is None or not self._piece(piece, word, start, end):
                    continue
                found = best[end]
                if found is None or len(before) + 1 < len(found):
                    best[end] = (*before, piece)
        parts = best[-1]
        return parts if parts and len(word) >= _MEAN_PART * len(parts) else None

    def _piece(self, piece: str, word: str, start: int, end: int) -> bool:
        if piece.isdigit():
            whole = (start == 0 or not word[start - 1].isdigit()) and not word[end : end + 1].isdigit()
            return whole
        return piece in self._known and (len(piece) > 2 or piece in _SHORT)
