"""Turn the wording of a serving or of directions into tokens that count and time, in nine languages."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from labelaudit.parse.dosewords import DoseLexicon, Means, dose_lexicon, pieces_of
from labelaudit.parse.fold import KEPT
from labelaudit.parse.wording import fold_wording


@dataclass(frozen=True)
class Token:
    """A word, a phrase, a number or a mark; `means` maps each meaning to its value."""

    text: str
    means: Mapping[Means, str] = field(default_factory=dict)

    def says(self, *meanings: Means) -> bool:
        """Whether any of the meanings is among the token's."""
        return bool(self.means) and not self.means.keys().isdisjoint(meanings)

    @property
    def is_word(self) -> bool:
        """A word that the lexicon gives no meaning."""
        return self.text[0].isalpha() and not self.means


@dataclass(frozen=True)
class Quantity:
    """So many of a unit, as a range; `start` and `end` are its place among the tokens."""

    low: Decimal
    high: Decimal
    unit: str
    start: int
    end: int


SERVING = "serving"
"""The unit of a whole serving."""
_VULGAR = {
    "3/4": Decimal("0.75"),
    **{f"1/{parts}": 1 / Decimal(parts) for parts in (2, 4, 5, 8, 10, 16, 20, 25)},
}
"""The fractions that are told; "2/3 capsules" may be two or three of them."""
_NUMBERED = re.compile(
    r"\b(?:vit(?:amin\w*|\.)?\s*[bdk]\W?|[bdk]-?)\d{1,2}\b|\bomega\W?3(?:\W6)?(?:\W[79])?\b|\bmk\W?[47]\b|\bq\s?10\b"
)
"""Names whose digit counts nothing: "Vitamin D3 Tabletten"."""
_HYPHENED = re.compile(r"(?<=\d)-(?=ma?al\b)")
"""The hyphen of "2-mal täglich"."""
_OPTIONAL_PLURAL = re.compile(r"\((?:s|n|en|es|e|ki|ek)\)")
_ONE = frozenset({"l", "i", "|"})
_LONGEST_PHRASE = 6


@lru_cache(maxsize=KEPT)
def tokens(text: str) -> tuple[Token, ...]:
    """The text's tokens, the longest phrases of the lexicon first."""
    lexicon = dose_lexicon()
    folded = _NUMBERED.sub("vitamin", _OPTIONAL_PLURAL.sub("", fold_wording(text)))
    folded = lexicon.speller.mend(_HYPHENED.sub(" ", folded))
    pieces = pieces_of(_zeros(folded))
    return tuple(_join(pieces, lexicon))


def quantities(found: Sequence[Token]) -> tuple[Quantity, ...]:
    """Every number that counts a unit, in order; none where a number contradicts its neighbour."""
    result: list[Quantity] = []
    index = 0
    while index < len(found):
        if found[index].says(Means.NUMBER) and number_at(found, index) is None:
            return ()
        quantity = _quantity_at(found, index) if found[index].means else None
        if quantity is not None:
            result.append(quantity)
        index = index + 1 if quantity is None else quantity.end
    return tuple(result)


def number_at(found: Sequence[Token], index: int) -> tuple[Decimal, Decimal, int] | None:
    """The number or range that starts here, as low, high and the index after it."""
    first = _one_number(found, index)
    if first is None:
        return None
    value, end = first
    low = high = value
    if end < len(found) and (found[end].text in "-~" or found[end].says(Means.TO, Means.UP_TO, Means.OR)):
        second = _one_number(found, end + 1)
        if second is not None and second[0] > value:
            high, end = second
        elif second is not None:
            return None
    if [token.text for token in found[end : end + 1]] == ["("]:
        again = _one_number(found, end + 1)
        if again is not None and again[1] < len(found) and found[again[1]].text == ")":
            # "one (1)": the second telling must agree with the first.
            if again[0] != high:
                return None
            end = again[1] + 1
    return low, high, end


def _one_number(found: Sequence[Token], index: int) -> tuple[Decimal, int] | None:
    if index >= len(found):
        return None
    token = found[index]
    if Means.NUMBER not in token.means:
        return None
    value, end = Decimal(token.means[Means.NUMBER]), index + 1
    part = end + 1 if end < len(found) and found[end].text == "-" else end
    if token.text not in _VULGAR and part < len(found) and found[part].text in _VULGAR:
        return value + _VULGAR[found[part].text], part + 1
    return value, end


def _quantity_at(found: Sequence[Token], index: int) -> Quantity | None:
    token = found[index]
    if token.says(Means.ARTICLE) and index + 1 < len(found) and Means.UNIT in found[index + 1].means:
        if tuple(pieces_of(found[index + 1].text)) not in dose_lexicon().singulars:
            return None  # "As a | softgels daily": what stood between was not read
        return Quantity(Decimal(1), Decimal(1), found[index + 1].means[Means.UNIT], index, index + 2)
    number = number_at(found, index)
    if number is None:
        return None
    low, high, end = number
    for place in range(end, min(end + 4, len(found))):
        here = found[place]
        if Means.UNIT in here.means:
            return Quantity(low, high, here.means[Means.UNIT], index, place + 1)
        # "2 vegetarian capsules", "2 x 500 mg capsules": anything else breaks the bond.
        if here.says(Means.STRENGTH) and place == end:
            return None
        times = here.text == "x" and is_strength(found, place + 1)
        passing = here.is_word or here.says(Means.STRENGTH, Means.DIVIDED) or is_strength(found, place)
        if not (times or passing):
            return None
    return None


def is_strength(found: Sequence[Token], index: int) -> bool:
    """Whether a number with a strength's unit starts here: "500 mg"."""
    number = number_at(found, index)
    return number is not None and number[2] < len(found) and found[number[2]].says(Means.STRENGTH)


def _zeros(folded: str) -> str:
    """Letters that can only be digits, beside digits: "2o" is 20, "l0" is 10; the rest stays."""
    folded = _O_FOR_ZERO.sub(lambda m: m[1] + "0" * len(m[2]), folded)
    return _L_FOR_ONE.sub("1", _TIMES_L.sub(r"\g<1>1", folded))


_O_FOR_ZERO = re.compile(r"(?<![\w.,])([1-9]\d*)(o+)(?![\w])")
_TIMES_L = re.compile(r"(?<=\d)(\s?x\s?)[li|](?![\w'])")
_L_FOR_ONE = re.compile(r"(?<![\w.,'])[li|](?=\d)(?!\d*[^\W\d])")


def _join(pieces: Sequence[str], lexicon: DoseLexicon) -> Iterator[Token]:
    index = 0
    while index < len(pieces):
        token, taken = _token_at(pieces, index, lexicon)
        yield token
        index += taken


def _token_at(pieces: Sequence[str], index: int, lexicon: DoseLexicon) -> tuple[Token, int]:
    piece = pieces[index]
    if piece in _ONE and _counts_one(pieces, index, lexicon):
        return Token(piece, {Means.NUMBER: "1"}), 1
    if piece[0].isdecimal():
        value = _value(piece)
        return Token(piece, {} if value is None else {Means.NUMBER: str(value)}), 1
    for length in range(min(_LONGEST_PHRASE, len(pieces) - index), 0, -1):
        words = tuple(pieces[index : index + length])
        if words in lexicon.meanings:
            return Token(" ".join(words), lexicon.meanings[words]), length
    return Token(piece), 1


def _counts_one(pieces: Sequence[str], index: int, lexicon: DoseLexicon) -> bool:
    """A misread 1: right before a singular unit, or at the head of a range ("l-2")."""
    if index and (pieces[index - 1] in "'-/" or pieces[index - 1][0].isdecimal()):
        return False
    rest = pieces[index + 1 : index + 1 + _LONGEST_PHRASE]
    if len(rest) > 1 and rest[1].isdecimal() and (rest[0] == "-" or _joins(rest[0], lexicon)):
        return True
    return any(tuple(rest[:length]) in lexicon.singulars for length in range(1, len(rest) + 1))


def _joins(piece: str, lexicon: DoseLexicon) -> bool:
    """Whether the word makes a range of two numbers."""
    return bool({Means.TO, Means.OR} & lexicon.meanings.get((piece,), {}).keys())


def _value(piece: str) -> Decimal | None:
    if piece in _VULGAR:
        return _VULGAR[piece]
    if "/" in piece:
        return None
    whole, _, part = piece.replace(",", ".").partition(".")
    if len(part) == 3 and whole != "0":
        return None  # a thousand or a fraction: not told
    return Decimal(f"{whole}.{part}" if part else whole)
