"""Understand how much is taken how often from directions, or say nothing: never guess.

What is a choice ("1-2 capsules", "up to 3 times a day") stays a range. Two sentences that differ
make a range of both; what hangs on the person ("as needed") is not understood.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from labelaudit.model.label import Regimen, Serving
from labelaudit.parse.directions import read_intake
from labelaudit.parse.doses import SERVING, Token, number_at, quantities, tokens
from labelaudit.parse.dosewords import Means
from labelaudit.parse.fold import KEPT
from labelaudit.parse.intake import ONE, Intake, Range, UnclearError
from labelaudit.parse.sentences import split_sentences
from labelaudit.parse.serving import PIECES, same_amounts

_MOST_PIECES = 9
"""More capsules at once need a serving that agrees: a pack's count, or "1-2" read as "12", looks the same."""
_MOST_WEIGHT = {"g": 100, "ml": 250}
"""More at once is the "100 g" of a column's head, or a pack's weight."""
_DASH_LOST = {Decimal(12): 1, Decimal(23): 2, Decimal(34): 3, Decimal(45): 4}


def find_regimen(directions: Sequence[str], *, serving: Serving | None = None) -> Regimen | None:
    """The regimen that the directions' sentences give, counted in the serving's unit.

    None where they give none or are not understood (`speaks_of_doses` tells which). Where a dose
    is told without a frequency, `source` is "assumed" and one intake a day. Without any
    directions a serving that is a day's portion gives it ("panel").
    """
    intakes = read_all(tuple(directions))
    if not intakes:
        return None if intakes is None else _from_panel(serving)
    try:
        return _regimen(_agree(intakes), serving)
    except UnclearError:
        return None


def speaks_of_doses(directions: Sequence[str]) -> bool:
    """Whether the text counts or times a dose at all; then None from `find_regimen` is no silence."""
    intakes = read_all(tuple(directions))
    return intakes is None or bool(intakes)


def is_understood(directions: Sequence[str]) -> bool:
    """Whether all that the text says of doses is understood, silence included."""
    intakes = read_all(tuple(directions))
    try:
        if intakes:
            _agree(intakes)
    except UnclearError:
        return False
    return intakes is not None


@lru_cache(maxsize=KEPT)
def read_all(directions: tuple[str, ...]) -> tuple[Intake, ...] | None:
    """What each sentence says of a dose; None where one is unclear."""
    try:
        return tuple(_intakes(directions))
    except UnclearError:
        return None


def _without_age(part: tuple[Token, ...]) -> tuple[Token, ...]:
    """The part after "children" without the number of their years, which counts and times nothing."""
    for place, token in enumerate(part[:4]):
        number = number_at(part, place) if Means.NUMBER in token.means else None
        if number is not None:
            counted = any(dose.start == place for dose in quantities(part))
            # "jeden", "co": every, before "5. Tag", "5 dni"; "3 mal täglich".
            after = next((t for t in part[number[2] :] if t.text != "."), None)
            timed = after is not None and after.says(Means.TIMES, Means.SPAN, Means.FOLD)
            every = token.says(Means.EVERY) or (place > 0 and part[place - 1].says(Means.EVERY))
            return part if counted or timed or every else part[number[2] :]
    return part


def _from_panel(serving: Serving | None) -> Regimen | None:
    if serving is None or serving.units is None:
        return None
    found = tokens(serving.text)
    daily = [place for place, token in enumerate(found) if token.says(Means.DAILY)]
    # "5-Tagesdosis" is one of five days.
    depot = any(
        found[max(0, place - 2)].says(Means.NUMBER) and found[place - 1].text == "-" for place in daily
    )
    if not daily or depot or any(token.says(Means.PERIOD) for token in found):
        return None
    units = (serving.units, serving.units)
    return Regimen(
        units_per_intake=units, intakes_per_day=ONE, unit=serving.unit, source="panel", text=serving.text
    )


def _intakes(directions: Sequence[str]) -> Iterator[Intake]:
    children: list[Intake] = []
    adults = False
    for text in directions:
        for sentence in split_sentences(text):
            for part, child in _age_groups(advised(tokens(sentence))):
                intake = read_intake(part, sentence)
                if intake is None:
                    continue
                if child:
                    children.append(intake)
                    continue
                adults = True
                yield intake
    if not adults:
        yield from children


def advised(found: tuple[Token, ...]) -> tuple[Token, ...]:
    """The sentence up to what it forbids or leaves to somebody else."""
    telling = [(place, token) for place, token in enumerate(found) if token.means]
    if any(token.says(Means.FORBIDDEN) for _, token in telling):
        return ()
    for place, token in telling:
        more = token.says(Means.MORE_THAN) and number_at(found, place + 1) is not None
        if more or token.says(Means.FORBIDS, Means.DEFERRED):
            return found[:place]
    return found


def _age_groups(found: tuple[Token, ...]) -> Iterator[tuple[tuple[Token, ...], bool]]:
    """The parts of a sentence with whether each is for children alone."""
    marks = [place for place, token in enumerate(found) if token.says(Means.ADULT, Means.CHILD)]
    if not marks:
        yield found, False
        return
    after = marks[0] > 1 and found[marks[0] - 1].says(Means.FOR) and bool(quantities(found[: marks[0]]))
    start, ages = 0, set[Means]()
    for place in (*marks, len(found)):
        part = found[start:place]
        here = {Means.ADULT, Means.CHILD} & set(found[place].means) if place < len(found) else set()
        if after:
            ages |= here
        if place == len(found) or quantities(part):
            yield (part if after or not ages else _without_age(part)), ages == {Means.CHILD}
            ages = set()
        if not after:
            ages |= here
        start = place + 1


def _agree(intakes: Sequence[Intake]) -> Intake:
    """One intake of all that the sentences say."""
    counted = [intake for intake in intakes if intake.count is not None]
    timed = [intake for intake in intakes if intake.times is not None]
    if len(counted) == 1 and len(timed) == 1 and counted[0] is not timed[0]:
        return _merge(counted[0], timed[0], count=counted[0].count, times=timed[0].times, days=timed[0].days)
    whole = [intake for intake in counted if intake.times is not None] or counted or timed
    if any(intake.count != known.count for intake in counted for known in whole if intake.times is None):
        raise UnclearError
    first = whole[0]
    for other in whole[1:]:
        first = _both(first, other)
    return first


def _both(first: Intake, other: Intake) -> Intake:
    if (
        first.count is None
        or other.count is None
        or (first.unit != other.unit and {first.unit, other.unit} - PIECES)
    ):
        raise UnclearError
    if (first.count, first.times, first.days) == (other.count, other.times, other.days):
        return first
    if first.days != other.days or first.times is None or other.times is None:
        raise UnclearError
    if first.moments and other.moments and not first.moments & other.moments:
        times: Range = (first.times[0] + other.times[0], first.times[1] + other.times[1])
        return _merge(first, other, count=_span(first.count, other.count), times=times, days=first.days)
    if _product(first) == _product(other):
        # The same a day, told once in total and once in parts: the parts tell more.
        return first if first.times[0] > other.times[0] else other
    return _merge(
        first,
        other,
        count=_span(first.count, other.count),
        times=_span(first.times, other.times),
        days=first.days,
    )


def _product(intake: Intake) -> Range:
    assert intake.count is not None
    assert intake.times is not None
    return intake.count[0] * intake.times[0], intake.count[1] * intake.times[1]


def _span(first: Range, other: Range) -> Range:
    return min(first[0], other[0]), max(first[1], other[1])


def _merge(first: Intake, other: Intake, *, count: Range | None, times: Range | None, days: int) -> Intake:
    unit = first.unit if first.count is not None else other.unit
    return Intake(count, unit, times, days, first.moments | other.moments, f"{first.text} {other.text}")


def _regimen(intake: Intake, serving: Serving | None) -> Regimen:
    count, unit = _in_serving_units(intake, serving)
    size = serving.units if serving is not None else None
    if unit in PIECES and count[1] > max(_MOST_PIECES, 2 * (size or 0)):
        raise UnclearError
    if count[1] > _MOST_WEIGHT.get(unit, count[1]):
        raise UnclearError
    if size is not None and _DASH_LOST.get(count[0]) in (size, size - 1):
        raise UnclearError
    if count[0] <= 0 or intake.days < 1:
        raise UnclearError
    source: Literal["directions", "assumed"] = "assumed" if intake.times is None else "directions"
    return Regimen(
        units_per_intake=count,
        intakes_per_day=intake.times or ONE,
        every_days=intake.days,
        unit=unit,
        source=source,
        text=" ".join(intake.text.split()),
    )


def _in_serving_units(intake: Intake, serving: Serving | None) -> tuple[Range, str]:
    count = intake.count or ONE
    if intake.unit == SERVING:
        if serving is None or serving.units is None or serving.unit is None:
            return count, SERVING
        return (count[0] * serving.units, count[1] * serving.units), serving.unit
    amounts = same_amounts(serving)
    if not amounts or serving is None or serving.unit is None or serving.units is None:
        return count, intake.unit
    if intake.unit not in amounts:
        raise UnclearError
    amount = amounts[intake.unit]
    return (count[0] * serving.units / amount, count[1] * serving.units / amount), serving.unit
