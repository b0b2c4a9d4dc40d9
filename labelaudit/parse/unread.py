"""Notice what a sentence of directions says and nobody understood: lost or misread words and numbers."""

from collections.abc import Sequence

from labelaudit.parse.doses import SERVING, Token, number_at, quantities
from labelaudit.parse.dosewords import Means, dose_lexicon
from labelaudit.parse.intake import is_middle
from labelaudit.parse.moments import is_bare_count


def misread_words(found: Sequence[Token]) -> bool:
    """Whether an unknown word may be a misread one that changes the dose, or a count of times is lost."""
    lexicon = dose_lexicon()
    if any(token.is_word and lexicon.may_be_misread(token.text) for token in found):
        return True
    if any(map(_is_torn_word, found, found[1:])) or _loses_moment(found):
        return True
    return any(
        (token.means.get(Means.TIMES) == "many" and not _follows_number(found, place))
        or (token.text == "x" and not _follows_number(found, place))
        or (token.says(Means.EVERY) and _is_lost_span(found, place))
        or (token.means.get(Means.SPAN) in ("7", "30") and not _follows_number(found, place))
        for place, token in enumerate(found)
    )


def _is_torn_word(first: Token, second: Token) -> bool:
    """Whether two words are a torn one that changes the dose: "tw ice"."""
    lexicon = dose_lexicon()
    known = all(lexicon.speller.knows(token.text) for token in (first, second))
    return first.is_word and second.is_word and not known and first.text + second.text in lexicon.telling


def _loses_moment(found: Sequence[Token]) -> bool:
    """Whether a moment of the day is joined with what nobody knows: "in the morning and upon xyz"."""
    knows = dose_lexicon().speller.knows
    for place, token in enumerate(found[1:-1], start=1):
        if token.says(Means.AND) and Means.MOMENT in found[place - 1].means:
            reach = found[place + 1 : place + 4]
            if any(t.is_word and not knows(t.text) for t in reach) and not any(
                Means.MOMENT in t.means for t in reach
            ):
                return True
    return False


def uncounted_units(found: Sequence[Token]) -> bool:
    """Whether a unit stands without a number, which may have been lost."""
    read = {place for dose in quantities(found) for place in range(dose.start, dose.end)}
    return any(
        token.means.get(Means.UNIT, SERVING) != SERVING
        and place not in read
        and not _is_article(found, place)
        for place, token in enumerate(found)
    )


def _is_article(found: Sequence[Token], place: int) -> bool:
    """Whether "el" is the Spanish article, "con el desayuno", and not a German spoon without its number."""
    after = found[place + 1] if place + 1 < len(found) else None
    leads = place == 0 or found[place - 1].text in _BEFORE_EL
    return (
        found[place].text == "el"
        and leads
        and after is not None
        and (after.is_word or Means.MOMENT in after.means)
    )


_BEFORE_EL = {"con", "durante", "en", "todo", "por", "tras", "sobre", "segun", "para", "que"}


def unread_numbers(found: Sequence[Token]) -> bool:
    """Whether a number that is no article (nor "jeden", every) has no part in what was understood."""
    read: set[int] = set()
    for quantity in quantities(found):
        read.update(range(quantity.start, quantity.end))
    for place, token in enumerate(found):
        if Means.NUMBER not in token.means or is_middle(found, place):
            continue
        if place and _is_torn(found, place):
            return True
        if place in read:
            continue
        number = number_at(found, place)
        if number is None:
            return True
        if _is_read(found, place, number[2]):
            read.update(range(place, number[2]))
        elif not token.says(Means.ARTICLE, Means.EVERY):
            return True
    return False


def _is_torn(found: Sequence[Token], place: int) -> bool:
    """Whether a number's first half is lost: "-2 capsules", "oe or two", "Zto 4"."""
    before = found[place - 1]
    if before.says(Means.OR) and place > 1 and found[place - 2].is_word:
        return True
    if before.text == "-" or (before.says(Means.TO) and not before.says(Means.UP_TO)):
        return True
    knows = dose_lexicon().speller.knows
    return before.is_word and (len(before.text) == 1 or (len(before.text) < 4 and not knows(before.text)))


def _is_read(found: Sequence[Token], place: int, end: int) -> bool:
    before = found[max(0, place - 3) : place]
    if is_bare_count(found, place):
        return True
    if end >= len(found):
        return bool(before) and before[-1].says(Means.FOR)
    after = found[end]
    if before and before[-1].says(Means.EVERY):
        spans = found[end + 1 : end + 2] if after.text == "." else found[end : end + 1]
        return any(token.says(Means.SPAN) for token in spans)
    if after.says(Means.TIMES, Means.STRENGTH) or after.text == "+" or (place == 0 and after.text in ".)"):
        return True
    if any(token.says(Means.FOR) for token in before):
        return True
    wait = found[end + 1 : end + 2]
    return after.says(Means.SPAN) and any(token.says(Means.WITH) for token in wait)


def _is_lost_span(found: Sequence[Token], place: int) -> bool:
    """Whether "every" reaches days without a number, or an unknown word: "every ther day"."""
    reach = found[place + 1 : place + 4]
    knows = dose_lexicon().speller.knows
    return number_at(found, place + 1) is None and (
        any(token.says(Means.SPAN) for token in reach)
        or any(token.is_word and not knows(token.text) for token in reach[:2])
    )


def _follows_number(found: Sequence[Token], place: int) -> bool:
    return place > 0 and found[place - 1].says(Means.NUMBER)
