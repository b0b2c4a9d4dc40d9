"""Read one sentence of directions, or say that it is unclear: nothing is guessed."""

import re
from collections.abc import Sequence
from decimal import Decimal

from labelaudit.parse.doses import SERVING, Quantity, Token, quantities
from labelaudit.parse.dosewords import Means
from labelaudit.parse.frequency import frequency
from labelaudit.parse.intake import ONE, Intake, UnclearError, up_to
from labelaudit.parse.moments import at_moments, moment_counts
from labelaudit.parse.unread import misread_words, uncounted_units, unread_numbers


def read_intake(found: tuple[Token, ...], text: str) -> Intake | None:
    """What the sentence says of a dose; None where it says nothing of one.

    Raises UnclearError where it does and is not understood.
    """
    if _NET_WEIGHT.fullmatch(text.casefold()):
        return None
    if any(token.says(Means.UNSURE, Means.AGAIN) for token in found):
        raise UnclearError
    doses = [dose for dose in quantities(found) if not _is_vehicle(found, dose)]
    days, times = frequency(found)
    if any(dose.start and found[dose.start - 1].says(Means.AT_LEAST) for dose in doses):
        raise UnclearError
    portions = _portions(found, doses)
    if portions is not None:
        doses = [dose for dose in doses if dose.unit != SERVING]
    doses = _retellings(found, doses)
    entries = moment_counts(found, doses)
    if not doses and times is None and days in (None, 1):
        lost = misread_words(found) or uncounted_units(found)
        if (days or lost) and (unread_numbers(found) or (lost and _is_timed(found))):
            raise UnclearError
        return None
    if unread_numbers(found) or misread_words(found):
        raise UnclearError
    if any(token.says(Means.EACH_MEAL) for token in found) and times is None:
        raise UnclearError
    if times is not None and days is None:
        raise UnclearError
    if entries:
        if uncounted_units(found):
            raise UnclearError
        return at_moments(found, doses, entries, times=times, days=days, text=text)
    dose = _choice(found, doses)
    if dose is None:
        # "Spray 3 times daily", "softgels 3 times daily": so many of them or so many intakes.
        if times is not None and uncounted_units(found):
            raise UnclearError
        return Intake(None, SERVING, times or ONE, days or 1, text=text)
    count = up_to(found, dose)
    if portions is not None or any(token.says(Means.DIVIDED) for token in found):
        if times is not None or count[0] != count[1]:
            raise UnclearError
        parts = portions or Decimal(2)
        if count[0] % parts or (portions is None and count[0] != 2):
            raise UnclearError
        return Intake((count[0] / parts,) * 2, dose.unit, (parts, parts), days or 1, text=text)
    if times is None and days is not None:
        times = ONE
    return Intake(count, dose.unit, times, days or 1, text=text)


_NET_WEIGHT = re.compile(r"\W*\d[\d.,]*\s?(?:g|ml)\s?[e℮]\W*")
"""What a pack holds, with the sign of an estimated quantity: "42 g e"."""


def _is_timed(found: Sequence[Token]) -> bool:
    return any(token.says(Means.MOMENT, Means.DAILY, Means.TIMES) for token in found)


def _is_vehicle(found: Sequence[Token], dose: Quantity) -> bool:
    """A liquid to take it with: "300 ml of cold water", "water (200 ml)", as against "5 ml in water"."""
    opening = next((i for i in range(dose.start - 1, max(-1, dose.start - 4), -1) if found[i].text == "("), 0)
    inside = bool(opening) and found[dose.end : dose.end + 1] != () and found[dose.end].text == ")"
    if inside and dose.unit == "ml" and dose.low >= _GLASS:
        return found[opening - 1].says(Means.VEHICLE) or _leads_to_vehicle(found[dose.end + 1 :])
    return _leads_to_vehicle(found[dose.end :])


_GLASS = 50
"""Millilitres that no product is taken by, but the water with it."""


def _leads_to_vehicle(behind: Sequence[Token]) -> bool:
    for token in behind[:4]:
        if token.says(Means.VEHICLE):
            return True
        if not (token.is_word or token.text == "of"):
            return False
    return False


def _portions(found: Sequence[Token], doses: Sequence[Quantity]) -> Decimal | None:
    """How many portions a day's amount is divided into: "4 capsules daily in 2 doses"."""
    before = False
    for dose in doses:
        if dose.unit == SERVING and before and found[dose.start - 1].text != "(":
            if dose.low != dose.high:
                raise UnclearError
            return dose.low
        before = before or dose.unit != SERVING
    return None


def _retellings(found: Sequence[Token], doses: Sequence[Quantity]) -> list[Quantity]:
    """Without the doses that tell the one before once more: "1 scoop (5 g)", "a serving of 2 capsules"."""
    kept: list[Quantity] = []
    for dose in doses:
        between = [token.text for token in found[kept[-1].end : dose.start]] if kept else []
        again = bool(kept) and dose.unit != kept[-1].unit
        if again and kept[-1].unit == SERVING and len(between) <= 2:
            kept[-1] = dose
        elif not (again and {"(", "=", "["} & set(between) and len(between) <= 3):
            kept.append(dose)
    return kept


def _choice(found: Sequence[Token], doses: Sequence[Quantity]) -> Quantity | None:
    """The one dose of the sentence, or the range of two joined by "or"."""
    if not doses:
        return None
    first, *rest = doses
    for other in rest:
        between = found[first.end : other.start]
        if other.unit != first.unit or not any(token.says(Means.OR) for token in between):
            raise UnclearError
        first = Quantity(
            min(first.low, other.low), max(first.high, other.high), first.unit, first.start, other.end
        )
    return first
