"""Find the sentences around a panel that matter: directions, cautions, food, fat and oil."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from rapidfuzz import fuzz

from labelaudit.model.label import Statement
from labelaudit.parse.doses import quantities, tokens
from labelaudit.parse.dosewords import Means, dose_lexicon
from labelaudit.parse.lexicon import load
from labelaudit.parse.line import Line
from labelaudit.parse.regimen import advised, is_understood, speaks_of_doses
from labelaudit.parse.sentences import Sentence, find_sentences
from labelaudit.parse.serving import PIECES
from labelaudit.parse.speller import Speller
from labelaudit.parse.wording import fold_wording, phrases, words_of

Kind = Literal["anticoagulant", "medicines", "with_fat", "with_food", "oil", "directions"]

_CLEAR = 0.5
"""Confidence below which a line may hide anything: its place counts as not seen."""
_TEXT = 20
"""Letters that a heading with something under it has at least."""
_RESEMBLES = 70
"""Likeness, of 100, from which an unknown word may be an anticoagulant's name."""
_NAME = 8
"""Letters below which a name is like too many words."""
_ITEM = 30
"""Letters around an oil within which "carnauba" or "hydrogenated" speaks of it."""
_AMOUNT_NEXT = re.compile(r"[\s,(:]*(?:[^\W\d_]+\s+){0,3}\(?\d[\d.,]*\s*(?:mg|g|ml)\b")
_MOST_PIECES = 9
"""More capsules than this outside the directions are a pack's count."""


@dataclass(frozen=True)
class Statements:
    """What stands around the panel, and whether the places for it were in view.

    A place was seen where its heading or its usual sentences were read clearly, and the directions
    were understood; only then does a missing statement mean that the label does not make it.
    """

    statements: tuple[Statement, ...]
    directions: tuple[str, ...]
    """The sentences that say how to take it, for `find_regimen`."""
    directions_seen: bool
    warnings_seen: bool
    ingredients: tuple[str, ...] = ()
    """The sentences of the list of ingredients."""


def find_statements(lines: Sequence[Line]) -> Statements:
    """Everything but claims that the lines, in reading order, say of taking the product."""
    lexicon = _lexicon()
    sentences = find_sentences(lines, headings=lexicon.headings)
    sentences += [lone for sentence in sentences for lone in _lone_doses(sentence)]
    texts = [lexicon.speller.mend(fold_wording(sentence.text)) for sentence in sentences]
    statements = tuple(
        Statement(kind=kind, text=sentence.text, evidence=sentence.evidence)
        for place, sentence in enumerate(sentences)
        for kind in _kinds(place, sentences, texts, lexicon)
    )
    told = [statement for statement in statements if statement.kind == "directions"]
    directions = tuple(dict.fromkeys(statement.text for statement in told))
    headed = [sentence for sentence in sentences if sentence.part == "directions"]
    return Statements(
        statements=statements,
        directions=directions,
        directions_seen=is_understood(directions)
        and _is_clear([*told, *headed])
        and (speaks_of_doses(directions) or _is_filled(headed)),
        warnings_seen=_warnings_seen(sentences, texts, lexicon),
        ingredients=tuple(sentence.text for sentence in sentences if sentence.part == "ingredients"),
    )


@dataclass(frozen=True)
class _Lexicon:
    wording: Mapping[str, re.Pattern[str]]
    safety: Mapping[str, re.Pattern[str]]
    headings: Mapping[str, re.Pattern[str]]
    speller: Speller
    anticoagulants: frozenset[str]


def _kinds(
    place: int, sentences: Sequence[Sentence], texts: Sequence[str], lexicon: _Lexicon
) -> Iterator[Kind]:
    sentence, text, says = sentences[place], texts[place], lexicon.wording
    directs = _directs(sentence, text, lexicon) or _directs_again(place, sentences, texts, lexicon)
    if directs:
        yield "directions"
    if directs or sentence.part == "directions" or says["intake_verb"].search(text):
        meal = says["meal_left_open"].sub(" # ", text)
        if says["with_fat"].search(meal):
            yield "with_fat"
        elif says["with_food"].search(meal):
            yield "with_food"
    if not says["harmless"].search(text):
        # Mending a word may spoil a phrase ("vitaminK antagonist"): a caution counts in either spelling.
        if says["anticoagulant"].search(text) or says["anticoagulant"].search(fold_wording(sentence.text)):
            if _is_caution(place, sentences, texts, lexicon):
                yield "anticoagulant"
        elif says["medicine"].search(text) and says["care"].search(text):
            yield "medicines"
    if _has_oil(sentence, text, lexicon):
        yield "oil"


def _directs(sentence: Sentence, text: str, lexicon: _Lexicon) -> bool:
    """Whether the sentence advises to take something: not what it forbids, not a pack's count."""
    found = advised(tokens(sentence.text))
    counts = quantities(found)
    verb = bool(lexicon.wording["intake_verb"].search(text))
    daily = [place for place, token in enumerate(found) if token.says(Means.DAILY, Means.PERIOD)]
    if not sentence.part and _is_dose(sentence.text):
        return True
    if sentence.part == "directions":
        return bool(counts or daily or (verb and found))
    few = [dose for dose in counts if dose.unit not in PIECES or dose.high <= _MOST_PIECES]
    if verb and few:
        return True
    return not sentence.part and any(dose.end in daily or dose.start - 1 in daily for dose in few)


def _directs_again(
    place: int, sentences: Sequence[Sentence], texts: Sequence[str], lexicon: _Lexicon
) -> bool:
    """Whether the sentence changes what one before it in its block advises: "Repeat in the evening."."""
    sentence = sentences[place]
    if not any(token.says(Means.AGAIN) for token in advised(tokens(sentence.text))):
        return False
    before = range(place)
    return sentence.part == "directions" or any(
        sentences[i].block == sentence.block and _directs(sentences[i], texts[i], lexicon) for i in before
    )


def _lone_doses(sentence: Sentence) -> Iterator[Sentence]:
    """The lines under the list of ingredients, run together with it, that are a dose and nothing else."""
    if sentence.part == "ingredients":
        for evidence in sentence.evidence[1:]:
            if _is_dose(evidence.text):
                yield Sentence(evidence.text, "", sentence.block, (evidence,))


def _is_dose(text: str) -> bool:
    """Whether a text counts a dose, says how often, and says nothing else: "1 Kapsel alle 20 Tage"."""
    found = tokens(text)
    often = any(token.says(Means.DAILY, Means.PERIOD, Means.SPAN, Means.TIMES, Means.FOLD) for token in found)
    if not often or advised(found) != found:
        return False
    few = [dose for dose in quantities(found) if dose.high <= _MOST_PIECES or dose.unit not in PIECES]
    return bool(few) and not any(token.is_word or token.says(Means.STRENGTH) for token in found)


def _is_caution(place: int, sentences: Sequence[Sentence], texts: Sequence[str], lexicon: _Lexicon) -> bool:
    """Whether an anticoagulant is named to warn: with a word of care in its sentence or its neighbours."""
    if sentences[place].part == "warnings":
        return True
    near = range(max(0, place - 1), min(len(texts), place + 2))
    return any(lexicon.wording["care"].search(texts[i]) for i in near)


def _has_oil(sentence: Sentence, text: str, lexicon: _Lexicon) -> bool:
    says = lexicon.wording
    if not says["oil"].search(text):
        return False
    lacks = says["lacks"].search(text)
    for oil in says["oil"].finditer(text, 0, lacks.start() if lacks else len(text)):
        before, after = text[max(0, oil.start() - _ITEM) : oil.start()], text[oil.end() : oil.end() + _ITEM]
        if says["film"].search(before) or says["film"].search(after):
            continue
        item = re.split(r"[,;:(]", before)[-1]
        if says["no"].search(item):
            continue
        inside = sentence.part == "ingredients" or says["dissolved_in"].search(item)
        if inside or _AMOUNT_NEXT.match(text, oil.end()):
            return True
    return False


def _warnings_seen(sentences: Sequence[Sentence], texts: Sequence[str], lexicon: _Lexicon) -> bool:
    """A heading with clear text under it, or two of the sentences that stand among cautions."""
    place: list[tuple[Sentence, str]] = []
    kinds: set[str] = set()
    for sentence, text in zip(sentences, texts, strict=True):
        safe = {kind for kind, pattern in lexicon.safety.items() if pattern.search(text)}
        kinds |= safe
        if safe or sentence.part == "warnings":
            place.append((sentence, text))
    headed = _is_filled([sentence for sentence, _ in place if sentence.part == "warnings"])
    return (
        (headed or len(kinds) > 1)
        and _is_clear([sentence for sentence, _ in place])
        and not any(_may_hide(text, lexicon) for _, text in place)
    )


def _may_hide(text: str, lexicon: _Lexicon) -> bool:
    """Whether an unknown word may be the name of an anticoagulant, read too badly to be known."""
    return any(
        fuzz.ratio(word[: len(name) + 2], name) >= _RESEMBLES
        for word in re.findall(r"[^\W_]{6,}", text)
        if not lexicon.speller.knows(word)
        for name in lexicon.anticoagulants
        if len(word) > len(name) - 3
    )


def _is_filled(sentences: Sequence[Sentence]) -> bool:
    """Whether there is text under a heading."""
    return sum(map(str.isalpha, "".join(sentence.text for sentence in sentences))) >= _TEXT


def _is_clear(read: Sequence[Sentence | Statement]) -> bool:
    return all(evidence.confidence >= _CLEAR for one in read for evidence in one.evidence)


class _Wording(dict[str, re.Pattern[str]]):
    """The patterns of lexicon/statements.toml, compiled as they are asked for: a panel alone needs few."""

    def __missing__(self, name: str) -> re.Pattern[str]:
        return self.setdefault(name, _compiled(load("statements")[name]))


def _compiled(by_language: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    return phrases(wording for wordings in by_language.values() for wording in wordings)


@cache
def _lexicon() -> _Lexicon:
    table = load("statements")
    safety, headings = (
        {name: _compiled(by) for name, by in table[part].items()} for part in ("safety", "heading")
    )
    names = (name for wordings in table["anticoagulant"].values() for name in wordings if " " not in name)
    long = frozenset(name.rstrip("*") for name in words_of(names) if len(name.rstrip("*")) >= _NAME)
    return _Lexicon(_Wording(), safety, headings, dose_lexicon().speller, long)
