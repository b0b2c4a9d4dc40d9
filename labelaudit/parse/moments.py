"""Read doses that are told by the moments of the day: "one in the morning and one in the evening"."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from labelaudit.parse.doses import SERVING, Quantity, Token, number_at
from labelaudit.parse.dosewords import Means, dose_lexicon
from labelaudit.parse.intake import ONE, Intake, Range, UnclearError, is_middle, up_to


@dataclass(frozen=True)
class Entry:
    """A count with the moments of the day at which it is taken."""

    count: Range
    unit: str | None
    place: int
    moments: frozenset[str]
    either: bool
    """One of the moments, not all of them."""
    before: bool
    """The moments stand before the count: "morning and evening 1 capsule"."""


def moment_counts(found: Sequence[Token], doses: Sequence[Quantity]) -> list[Entry]:
    """Every count that has moments, before or after it.

    Raises UnclearError where they stand on both sides.
    """
    starts = {dose.start: dose for dose in doses}
    inside = {place for dose in doses for place in range(dose.start, dose.end)}
    heads: list[tuple[int, int, Range, str | None]] = []
    for place in range(len(found)):
        if place in starts:
            dose = starts[place]
            heads.append((place, dose.end, up_to(found, dose), dose.unit))
        elif place not in inside and is_bare_count(found, place):
            number = number_at(found, place)
            assert number is not None
            heads.append((place, number[2], (number[0], number[1]), None))
    if not heads:
        return []
    at = [
        (place, token.means[Means.MOMENT]) for place, token in enumerate(found) if Means.MOMENT in token.means
    ]
    before = bool(at) and at[0][0] < heads[0][0]
    entries = []
    for index, (place, end, count, unit) in enumerate(heads):
        if before:
            # "mornings 1 capsule, evenings 2 capsules"
            start, stop = (heads[index - 1][1] if index else 0), place
        else:
            start, stop = end, (heads[index + 1][0] if index + 1 < len(heads) else len(found))
        own = [(i, moment) for i, moment in at if start <= i < stop]
        if own:
            either = any(token.says(Means.OR) for token in found[own[0][0] : own[-1][0]])
            moments = frozenset(moment for _, moment in own)
            entries.append(Entry(count, unit, place, moments, either=either, before=before))
    if before and any(moment not in entries[-1].moments for i, moment in at if i >= heads[-1][1]):
        raise UnclearError
    return entries


def is_bare_count(found: Sequence[Token], place: int) -> bool:
    """A number without a unit, but with a moment right after it: "and 1 in the evening"."""
    number = number_at(found, place)
    if number is None or is_middle(found, place):
        return False
    for token in found[number[2] : number[2] + 4]:
        if Means.MOMENT in token.means:
            return True
        known = token.is_word and dose_lexicon().speller.knows(token.text)
        if not (known or token.says(Means.WITH)):
            return False
    return False


def _is_daily_first(found: Sequence[Token], entries: Sequence[Entry]) -> bool:
    """Whether the first count is a day's ("2 daily, ... and one in the evening"): a part of it is lost."""
    first, second = entries[0].place, entries[1].place
    return not entries[0].before and _says_daily(found[first:second])


def _says_daily(found: Sequence[Token]) -> bool:
    """Whether a day's dose is told, and not only a moment of every day: "every morning"."""
    return any(token.says(Means.DAILY) and not token.says(Means.MOMENT) for token in found)


def at_moments(
    found: Sequence[Token],
    doses: Sequence[Quantity],
    entries: Sequence[Entry],
    *,
    times: Range | None,
    days: int | None,
    text: str,
) -> Intake:
    """The intake that the counts at their moments make up; UnclearError where totals or times differ."""
    unit = next((entry.unit for entry in entries if entry.unit), doses[0].unit if doses else SERVING)
    counts = [entry.count for entry in entries for _ in (entry.moments if not entry.either else "1")]
    many = Decimal(len(counts))
    moments = frozenset[str]().union(*(entry.moments for entry in entries))
    totals = [dose for dose in doses if dose.start not in {entry.place for entry in entries}]
    if (
        any(dose.unit != unit for dose in doses)
        or len(totals) > 1
        or (totals and totals[0].start > entries[0].place)
    ):
        raise UnclearError
    if not totals and len(entries) > 1 and _is_daily_first(found, entries):
        raise UnclearError
    if totals:
        rounds = times or ONE
        sums = (sum(low for low, _ in counts), sum(high for _, high in counts))
        if (totals[0].low * rounds[0], totals[0].high * rounds[1]) != sums:
            raise UnclearError
    elif times is not None:
        if len(counts) > 1 and times != (many, many):
            raise UnclearError
        if len(entries) == 1:
            return Intake(entries[0].count, unit, times, days or 1, text=text)
    elif _says_daily(found) and len(entries) == 1 and len(counts) > 1 and not entries[0].before:
        # "2 capsules daily, morning and evening": split between the moments, or at each of them.
        low, high = entries[0].count
        if low != high or (low != 1 and low % many):
            raise UnclearError
        if low == 1:
            return Intake(ONE, unit, (Decimal(1), many), text=text)
        return Intake((low / many, low), unit, (many, many), text=text)
    if len(counts) != len(moments) and not any(entry.either for entry in entries):
        raise UnclearError
    count = (min(low for low, _ in counts), max(high for _, high in counts))
    only = frozenset() if days is not None else moments
    return Intake(count, unit, (many, many), days or 1, moments=only, text=text)
