"""Read how often a sentence of directions says to take a dose."""

from collections.abc import Sequence
from decimal import Decimal

from labelaudit.parse.doses import Token, is_strength, number_at
from labelaudit.parse.dosewords import Means
from labelaudit.parse.intake import Range, UnclearError, is_middle, is_most

_MOST_TIMES = 8
"""More intakes a day than any label asks for: "1-2 times" read as "12 times"."""


def frequency(found: Sequence[Token]) -> tuple[int | None, Range | None]:
    """Days from one round of intakes to the next, and intakes a round, as far as they are told."""
    days: set[int] = set()
    times: set[Range] = set()
    for place, token in enumerate(found):
        if token.says(Means.DAILY):
            days.add(1)
        if Means.PERIOD in token.means:
            days.add(int(token.means[Means.PERIOD]))
        if token.says(Means.EVERY):
            every = number_at(found, place + 1)
            span = _next(found, every[2], skip=".") if every else None
            if every and span is not None and Means.SPAN in span.means:
                unit = int(span.means[Means.SPAN])
                if unit == 0:
                    days.add(1)
                    times.add((_share(24, every[1]), _share(24, every[0])))
                elif every[0] != every[1]:
                    raise UnclearError
                elif unit == 1 == every[0]:
                    raise UnclearError  # "every 1 days": a digit is lost
                else:
                    days.add(unit * int(every[0]))
        if Means.FOLD in token.means and not _is_counted(found, place):
            times.add(_folds(found, place))
        number = number_at(found, place)
        if number is not None and not is_middle(found, place):
            end = _next(found, number[2])
            if end is not None and end.says(Means.TIMES) and not _multiplies(found, number[2]):
                times.add((Decimal(1) if is_most(found, place) else number[0], number[1]))
    if 0 in days or len(days) > 1 or len(times) > 1 or any(high > _MOST_TIMES for _, high in times):
        raise UnclearError
    return (days.pop() if days else None), (times.pop() if times else None)


def _folds(found: Sequence[Token], place: int) -> Range:
    """One word for a frequency, or two of them: "once or twice" is told alike from both."""
    value = Decimal(found[place].means[Means.FOLD])
    values = [value, Decimal(1)] if is_most(found, place) else [value]
    for joint, other in ((place + 1, place + 2), (place - 1, place - 2)):
        if (
            0 <= other < len(found)
            and found[joint].says(Means.OR, Means.TO)
            and Means.FOLD in found[other].means
        ):
            values.append(Decimal(found[other].means[Means.FOLD]))
    return min(values), max(values)


def _next(found: Sequence[Token], place: int, *, skip: str = "") -> Token | None:
    if skip and place < len(found) and found[place].text == skip:
        place += 1
    return found[place] if place < len(found) else None


def _share(hours: int, part: Decimal) -> Decimal:
    count = Decimal(hours) / part
    if count != count.to_integral_value():
        raise UnclearError
    return count


def _is_counted(found: Sequence[Token], place: int) -> bool:
    """A Polish "raz" after a number is no "once" of its own."""
    return place > 0 and found[place - 1].says(Means.NUMBER)


def _multiplies(found: Sequence[Token], place: int) -> bool:
    """The x of "2 x 500 mg capsules" leads to a strength, not to a frequency."""
    return found[place].text == "x" and is_strength(found, place + 1)
