"""The words that count and time a dose, looked up: meanings, vocabulary, and what may be a misread one."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from rapidfuzz.distance import Levenshtein

from labelaudit.parse.lexicon import load
from labelaudit.parse.speller import Speller
from labelaudit.parse.wording import fold_wording, words_of

_TOKEN = re.compile(r"\d+/\d+|\d+[.,]\d+|\d+|[^\W\d_]+|[^\w\s]")
_JOINED = re.compile(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)")


class Means(StrEnum):
    """What a token may say; some say several things, and their neighbours decide."""

    NUMBER = "number"
    ARTICLE = "article"
    UNIT = "units"
    STRENGTH = "strength"
    TIMES = "times"
    FOLD = "fold"
    """A number of times in one word: "twice"."""
    DAILY = "daily"
    PERIOD = "period"
    EVERY = "every"
    PER = "per"
    SPAN = "span"
    MOMENT = "moment"
    EACH_MEAL = "each_meal"
    UNSURE = "unsure"
    AGAIN = "again"
    """One intake more, or a larger one, than another sentence tells: "Repeat in the evening."."""
    DIVIDED = "divided"
    TO = "to"
    UP_TO = "up_to"
    OR = "or"
    AND = "and"
    WITH = "with"
    VEHICLE = "vehicle"
    ADULT = "adult"
    CHILD = "child"
    FOR = "for"
    AT_LEAST = "at_least"
    FORBIDS = "forbids"
    MORE_THAN = "more_than"
    FORBIDDEN = "forbidden"
    DEFERRED = "deferred"


_HARMLESS = frozenset(
    {Means.AND, Means.WITH, Means.FOR, Means.TO, Means.VEHICLE, Means.STRENGTH, Means.PER, Means.ARTICLE}
)
"""Meanings that a misread word may have had without changing the dose."""


@dataclass(frozen=True)
class DoseLexicon:
    """The lexicon: what each phrase means, which phrases are singular units, and a speller."""

    meanings: Mapping[tuple[str, ...], Mapping[Means, str]]
    singulars: frozenset[tuple[str, ...]]
    telling: frozenset[str]
    """Words of three letters and more that change a dose."""
    speller: Speller

    def may_be_misread(self, word: str) -> bool:
        """Whether an unknown word is near one that changes a dose, or glued to one."""
        if self.speller.knows(word) or len(word) < 3:
            return False
        knows = self.speller.knows
        parts = [(word[:cut], word[cut:]) for cut in range(2, len(word) - 1)]
        glued = {b for a, b in parts if knows(a)} | {a for a, b in parts if knows(b)}
        return any(map(self._is_near_telling, {word, *glued})) or any(
            (len(known) > 4 and known in word) or (len(known) == 4 and word.endswith(known))
            for known in self.telling
        )

    def _is_near_telling(self, word: str) -> bool:
        slips = 0 if len(word) < 4 else 1 if len(word) < 6 else 2
        return any(Levenshtein.distance(word, known, score_cutoff=slips) <= slips for known in self.telling)


def pieces_of(folded: str) -> list[str]:
    """Folded text as numbers, words and marks; a number parts from the word that it is glued to."""
    pieces: list[str] = _TOKEN.findall(_JOINED.sub(" ", folded))
    return pieces


@cache
def dose_lexicon() -> DoseLexicon:
    """The lexicon of lexicon/servings.toml."""
    meanings: dict[tuple[str, ...], dict[Means, str]] = {}
    singulars: set[tuple[str, ...]] = set()
    vocabulary: dict[str, set[str]] = {}
    telling: set[str] = set()
    glue = {language: words_of([wordings]) for language, wordings in load("servings")["glue"].items()}
    for language, meaning, value, wording, single in _wordings():
        words = tuple(pieces_of(fold_wording(wording)))
        meanings.setdefault(words, {}).setdefault(meaning, value)
        letters = {word for word in words if word.isalpha()}
        vocabulary.setdefault(language, set()).update(letters)
        if meaning not in _HARMLESS:
            # Of a phrase, the words that are no common ones by themselves: "bedtime", not "before".
            telling |= {
                word for word in letters - (glue[language] if len(words) > 1 else set()) if len(word) > 2
            }
        if single:
            singulars.add(words)
    for language, common in glue.items():
        vocabulary[language] |= common
    for language, wording in _statement_wordings():
        vocabulary[language] |= words_of([wording])
    numbers = frozenset(word for words, means in meanings.items() if Means.NUMBER in means for word in words)
    speller = Speller(vocabulary, fixed=numbers)
    return DoseLexicon(meanings, frozenset(singulars), frozenset(telling), speller)


def _statement_wordings() -> Iterator[tuple[str, str]]:
    """Every wording of lexicon/statements.toml with its language."""
    for table in load("statements").values():
        for languages in [table] if "en" in table else table.values():
            for language, wordings in languages.items():
                for wording in wordings:
                    yield language, wording


def _wordings() -> Iterator[tuple[str, Means, str, str, bool]]:
    """Every wording with its language, meaning and value, and whether it is a single unit."""
    table = load("servings")
    for language, numbers in table["numbers"].items():
        for wording, value in numbers.items():
            yield language, Means.NUMBER, str(value), wording, False
    for meaning in set(Means) - {Means.NUMBER}:
        by_value = {"": table[meaning]} if "en" in table[meaning] else table[meaning]
        for value, languages in by_value.items():
            for language, wordings in languages.items():
                for wording in wordings:
                    forms = wording.split("/") if meaning in (Means.UNIT, Means.TIMES) else [wording]
                    for place, form in enumerate(forms):
                        many = "many" if meaning is Means.TIMES and place else value
                        yield language, meaning, many, form, meaning is Means.UNIT and place == 0
