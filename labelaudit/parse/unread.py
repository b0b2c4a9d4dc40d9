"""Notice what a sentence of directions says and nobody understood: lost or misread words and numbers."""

from collections.abc import Sequence

from labelaudit.parse.doses import Token, number_at, quantities
from labelaudit.parse.dosewords import Means, dose_lexicon
from labelaudit.parse.intake import is_middle
from labelaudit.parse.moments import is_bare_count


def misread_words(found: Sequence[Token]) -> bool:
    """Whether an unknown word may be a misread one that changes the dose, or a count of times is lost."""
    lexicon = dose_lexicon()
    if any(token.is_word and lexicon.may_be_misread(token.text) for token in found):
        return True
    return any(
        (token.means.get(Means.TIMES) == "many" and not _follows_number(found, place))
        or (token.says(Means.EVERY) and place + 1 < len(found) and found[place + 1].says(Means.SPAN))
        for place, token in enumerate(found)
    )


def unread_numbers(found: Sequence[Token]) -> bool:
    """Whether a number other than a word for one has no part in what was understood."""
    read: set[int] = set()
    for quantity in quantities(found):
        read.update(range(quantity.start, quantity.end))
        if quantity.start and _is_torn(found, quantity.start):
            return True
    for place, token in enumerate(found):
        if Means.NUMBER not in token.means or place in read or is_middle(found, place):
            continue
        number = number_at(found, place)
        if number is None:
            return True
        if _is_read(found, place, number[2]):
            read.update(range(place, number[2]))
        elif token.text[0].isdigit() or token.means[Means.NUMBER] != "1":
            return True
    return False


def _is_torn(found: Sequence[Token], place: int) -> bool:
    """A dash or a "to" before a number that no number stands before: "-2 capsules"."""
    before = found[place - 1]
    joins = before.text == "-" or (before.says(Means.TO) and not before.says(Means.UP_TO, Means.ARTICLE))
    return joins and not is_middle(found, place)


def _is_read(found: Sequence[Token], place: int, end: int) -> bool:
    before = found[max(0, place - 3) : place]
    if any(token.says(Means.EVERY) for token in before[-1:]) or is_bare_count(found, place):
        return True
    if end >= len(found):
        return bool(before) and before[-1].says(Means.FOR)
    after = found[end]
    if after.says(Means.TIMES, Means.STRENGTH) or after.text == "+" or (place == 0 and after.text in ".)"):
        return True
    if any(token.says(Means.FOR) for token in before):
        return True
    wait = found[end + 1 : end + 2]
    return after.says(Means.SPAN) and any(token.says(Means.WITH) for token in wait)


def _follows_number(found: Sequence[Token], place: int) -> bool:
    return place > 0 and found[place - 1].says(Means.NUMBER)
