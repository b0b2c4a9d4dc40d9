"""Find amounts in text: number and unit, percentages, IU; a slip of the reader is marked, never hidden."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Literal

from labelaudit.model.amount import Unit
from labelaudit.parse.fold import KEPT, fold

Qualifier = Literal["<", "up to", "approx", "range"]


@dataclass(frozen=True)
class Quantity:
    """An amount (or a percentage) in a text, with its place: text[start:end].

    `values` has one entry, or several where the digits can be read in several ways (1.000). `unit`
    is None for a percentage. `clean` is False where a letter was taken for a digit or a unit was
    read from a confusion: such a quantity is sure only when arithmetic confirms it.
    """

    values: tuple[Decimal, ...]
    unit: Unit | None
    start: int
    end: int
    raw: str
    clean: bool = True
    plain: bool = True
    """Whether the digits are clean, whatever the unit."""
    qualifier: Qualifier | None = None
    bounds: tuple[Decimal, Decimal] | None = None

    @property
    def percent(self) -> bool:
        """Whether this is a percentage."""
        return self.unit is None


NUMBER = r"(?:\d{1,3}(?:(?: \d{3})+|(?:[,.']\d{3})+)(?:[.,]\d+)?|\d+(?:[.,]\d+)?|[.,]\d+)(?![\d])"
"""No number has a blank behind its comma: "(5,000 125 mcg", the bracket's end on the next line, is two."""
_UNPARTED = r"(?:\d{1,3}(?:[,.']\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)(?![\d])"
_SLIPPED = r"(?=[\dlisozb|.,]*(?:\d|so|lo|io|oo|\bo))[\dlisozb|]+(?:[.,][\dlisozb|]+)?"
"""Digits with look-alike letters among them: SO, 5O, l00, Omg."""

_MCG_SURE = (
    r"(?:mcgs?|μg|ug|mikrogramm|micrograms?|microgrammes?|microgramos?|microgrammi|microgramas|mkg|μγ|"
    r"meg|mcq|rncg|incg|mog)"  # how mcg comes back misread; nothing else is near them
)
_MCG_SLIP = r"(?:m cg|pg|yg|ng|jg|mcs|mce|mc9|mca|m[a-z<(]g|vg|hg|μ9|u9|uq|μq|ucg|μα|μν|μο|mc|μ)"
"""What is left of mcg and µg; `ng` and `hg` may have been mg."""
_MG_SURE = r"(?:mg|milligrams?|milligrammes?|milligramm|miligramos?|milligrammi|mgs|μιλιγκραμ)"
_MG_SLIP = r"(?:rng|mq|m9|nig|ma|mgg|ing|m)"
_G_SURE = r"(?:grams?|grammes?|gramm|g|gr|γρ)"
_IU_SURE = r"(?:i\.?\s?u\.?|u\.?\s?i\.?|i\.?\s?e\.?|j\.?\s?m\.?|международ|δ\.?\s?μ\.?)"
_IU_SLIP = r"(?:1u|lu|1j|\|u|1\.u\.?|l\.u\.?|tu|1e|le|iu1|fu|jm|lj|ιυ|ιu|u1|ul|(?<=\s)u)"

UNITS: tuple[tuple[str, Unit, bool], ...] = (
    (_MCG_SURE, Unit.MCG, True),
    (_MG_SURE, Unit.MG, True),
    (_IU_SURE, Unit.IU, True),
    (_MCG_SLIP, Unit.MCG, False),
    (_IU_SLIP, Unit.IU, False),
    (_MG_SLIP, Unit.MG, False),
    (_G_SURE, Unit.G, True),
)
"""Patterns with their units, and whether they can be nothing else."""
_UNIT = "|".join(f"(?P<u{i}>{pattern})" for i, (pattern, _, _) in enumerate(UNITS))
_FIRST = "|".join(f"(?P<u{i}>{pattern})" for i, (pattern, _, sure) in enumerate(UNITS) if sure)
_MU_SLIP = r"[pyjvh]g"
_BEFORE = (
    r"(?P<pre><|>|≤|≥|~|≈|less than|up to|approx\.?|ca\.?|circa|about|bis zu|jusqu'a|hasta|fino a|ate|"
    r"max\.?)?\s*"
)
_RANGE = rf"(?:(?P<low>{NUMBER})\s*(?:-|to|bis)\s*)?"
_NEXT = r"\d[\d., ]*(?:%|(?:mc|[mμu])?g(?![a-z])|iu|ui|ie)"
_CUT = r"(?=\d(?![\w%.,]))"
_END = rf"(?![a-zα-ω])(?!\d(?!\d+\b))|(?={_NEXT})|{_CUT}"
"""A unit ends before anything but a letter or a digit; but the next column may be glued to it: "600mg46%".

Or its first figure, "50mg1", that is read again where it belongs: such an amount is not clean.
"""
_AFTER = r"(?:(?<![\w.,-])|(?<=[mcμu]g))"
_AMOUNT = re.compile(
    rf"{_AFTER}{_BEFORE}{_RANGE}(?P<n>{NUMBER})\s*(?:{_UNIT})(?:{_END})",
)
_AMOUNT_SLIPPED = re.compile(rf"(?<![\w.,-])(?P<n>{_SLIPPED})\s*(?:{_UNIT})(?![a-z\dα-ω])")
_DIGIT = re.compile(r"\d")
_PERCENT = re.compile(rf"(?:(?<![\w.,-])|(?<=[mcμu]g)|(?<=iu|ui|ie))(?P<pre><)?\s*(?P<n>{NUMBER})\s*%")
_PERCENT_SLIPPED = re.compile(rf"(?<![\w.,-])(?=[a-z|]*\d)(?P<n>{_SLIPPED})\s*%")


_UNIT_FIRST = re.compile(
    rf"(?<![^\s(,;:])(?:{_FIRST}|(?P<slip>{_MU_SLIP}))\s*(?P<n>{_UNPARTED})(?![^\W_]|\s*[^\W\d_]|\s*%)"
)
"""As Italian labels tell an amount, "Magnesio mg 375", where none of the text's tells it the other way.

A blank parts thousands of it only where it can part nothing else: "mcg 120 160" is 120 mcg and the next
column's number.
"""
_LEADERS = re.compile(r"\.{2,}|(?:\s\.)+(?=\s)|…+")
"""Dots that lead the eye from a name to its amount."""


@lru_cache(maxsize=KEPT)
def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Every amount and percentage of the text, in order; where two overlap the surer one stands."""
    folded = _LEADERS.sub(lambda m: " " * len(m[0]), fold(text))
    found: list[Quantity] = []
    figures = folded if _DIGIT.search(folded) else ""  # most lines hold none, and are soon done
    for match in _AMOUNT.finditer(figures):
        _add(found, _amount(match, text, folded))
    for match in _AMOUNT_SLIPPED.finditer(folded):
        _add(found, _slipped(match, text))
    for match in _PERCENT.finditer(figures):
        _add(found, _percent(match, text, read_number(match["n"]), clean=True))
    for match in _PERCENT_SLIPPED.finditer(figures):
        _add(found, _percent(match, text, read_number(match["n"].translate(_LETTERS)), clean=False))
    if not any(q.unit for q in found):
        for match in _UNIT_FIRST.finditer(figures):
            _part(found, match.start("n"))
            following = min((q.start for q in found if q.start >= match.end()), default=None)
            end = match.end() + _thousands(folded[match.end() : following], last=following is not None)
            _add(found, _unit_first(match, text, end))
    return tuple(sorted(found, key=lambda q: q.start))


def _add(found: list[Quantity], new: Quantity | None) -> None:
    if new is not None and all(new.end <= q.start or new.start >= q.end for q in found):
        found.append(new)


def _unit(match: re.Match[str]) -> tuple[Unit, bool]:
    for i, (_, unit, sure) in enumerate(UNITS):
        if match.groupdict().get(f"u{i}") is not None:
            return unit, sure
    raise AssertionError("a match has a unit")


_NUMBERED = re.compile(r"\b(?:mk|mena[^\W\d]*|omega|(?:co)?q)\s?-?\s?$")
"""A name that ends in a number of its own: "MK 7 100 mcg" is no 7,100 mcg."""
_LETTERED = re.compile(r"\b[bdk]\s?[-.]?\s?$")
"""A letter that may have one: "Vitamin D 3 125 mcg" is 125 or 3,125 mcg."""


_ODD_DIGITS = re.compile(r"^0\d|^[.,]0+$|[.,]\d{5}")
"""What no label prints: a nought in front, a part of nothing, five decimals ("5,000125": two numbers)."""
_TORN = re.compile(r"(?<![^\s(])\d{1,4}(?:\s{1,2}|[.,]\s|\s?±\s?|[^\w\s(<>%&]\s?)$")
"""Figures right before a number, of which they may be a part: its point was lost, or is another mark."""


def _read_behind(before: str, number: str) -> tuple[tuple[Decimal, ...], int, bool]:
    """The readings of a number behind a text, how much of it is the name's, and whether it is plain."""
    digit, _, rest = number.partition(" ")
    if rest and not rest.startswith("0"):
        if _NUMBERED.search(before):
            return read_number(rest), len(digit) + 1, True
        if _LETTERED.search(before):
            return (*read_number(rest), *read_number(number)), len(digit) + 1, False
    torn = _TORN.search(before)
    owned = torn and (_NUMBERED.search(before[: torn.start()]) or _LETTERED.search(before[: torn.start()]))
    return read_number(number), 0, not (_ODD_DIGITS.search(number) or (torn and not owned))


def _amount(match: re.Match[str], text: str, folded: str) -> Quantity | None:
    values, skipped, plain = _read_behind(folded[: match.start("n")], match["n"])
    if not values:
        return None
    plain = plain and not re.match(_CUT, folded[match.end() :])
    unit, sure = _unit(match)
    start = match.start("low") if match["low"] else match.start("n") + skipped
    qualifier: Qualifier | None = None
    bounds = None
    if match["low"]:
        low = read_number(match["low"])
        if low and low[0] < values[0]:
            qualifier, bounds = "range", (low[0], values[0])
        else:
            start, plain = match.start("n"), False  # no range: "62-5 mcg" may have been 62.5
    elif match["pre"]:
        start = match.start()
        qualifier = _qualify(match["pre"])
    return Quantity(
        values=values,
        unit=unit,
        start=start,
        end=match.end(),
        raw=text[start : match.end()].strip(),
        clean=sure and plain,
        plain=plain,
        qualifier=qualifier,
        bounds=bounds,
    )


_GROUPS = re.compile(r"(?: \d{3})+(?!\d)")
_WITH_SHARE = re.compile(r"\d{1,3}(?: \d{3})* (?=(\d{3})\s*%)")


def _part(found: list[Quantity], at: int) -> None:
    """Cut the amount off a percentage that begins with it, at its last blank: "375 100%" behind "mg"."""
    for place, quantity in enumerate(found):
        raw = quantity.raw.lstrip()
        share = _WITH_SHARE.match(raw) if quantity.end == at + len(raw) else None
        if share:
            values, start = read_number(share[1]), at + share.end()
            found[place] = replace(quantity, values=values, raw=raw[share.end() :], start=start, clean=False)


def _thousands(behind: str, *, last: bool) -> int:
    """How much of what is behind a number is its own: groups that nothing else can be.

    That is 000, or all that stands before the percentage where `behind` ends in it (`last`).
    """
    match = _GROUPS.match(behind)
    own = match is not None and (match[0][1] == "0" or (last and not behind[match.end() :].strip()))
    return match.end() if match and own else 0


def _unit_first(match: re.Match[str], text: str, end: int) -> Quantity | None:
    """None for the symbol of magnesium, "Mg 375"; the number ends at `end`."""
    values, raw = read_number(text[match.start("n") : end]), text[match.start() : end]
    if not values or raw.startswith("Mg"):
        return None
    unit, sure = (Unit.MCG, False) if match["slip"] else _unit(match)
    return Quantity(values, unit, match.start(), end, raw, clean=sure)


def _percent(match: re.Match[str], text: str, values: tuple[Decimal, ...], *, clean: bool) -> Quantity | None:
    if not values:
        return None
    qualifier: Qualifier | None = "<" if match.groupdict().get("pre") else None
    raw = text[match.start() : match.end()]
    return Quantity(
        values=values,
        unit=None,
        start=match.start(),
        end=match.end(),
        raw=raw,
        clean=clean,
        plain=clean,
        qualifier=qualifier,
    )


def _qualify(word: str) -> Qualifier:
    if word in {"<", "≤", "less than"}:
        return "<"
    if word in {"up to", "bis zu", "jusqu'a", "hasta", "fino a", "ate"} or word.startswith("max"):
        return "up to"
    return "approx"


_LETTERS = str.maketrans({"l": "1", "i": "1", "|": "1", "o": "0", "s": "5", "z": "2", "b": "8"})


def _slipped(match: re.Match[str], text: str) -> Quantity | None:
    values = read_number(match["n"].translate(_LETTERS))
    if not values:
        return None
    unit, _ = _unit(match)
    raw = text[match.start() : match.end()]
    return Quantity(
        values=values, unit=unit, start=match.start(), end=match.end(), raw=raw, clean=False, plain=False
    )


_PARTED = re.compile(r"(?P<whole>\d{1,3}(?:(?P<mark>[ ,.'])\d{3})+)(?P<point>[.,])(?P<rest>\d+)")
_THOUSANDS = re.compile(r"\d{1,3}([ ,.'])\d{3}(?:\1\d{3})*")


def read_number(text: str) -> tuple[Decimal, ...]:
    """Read a number as printed; two readings where a lone point or comma may be either, surest first.

    `1,000` is a thousand, `0,5` a half, `1 000` a thousand; `1.000` and `1.250` may be either. The point of
    `.200` may be the last of the dots that lead to the number.
    """
    text = text.strip()
    if re.fullmatch(r"[.,]\d+", text):
        return (*_one(f"0.{text[1:]}"), *_one(text[1:]))
    whole = _THOUSANDS.fullmatch(text)
    if whole and not text.startswith("0"):
        plain = _decimal(re.sub(r"[ ,.']", "", text))
        if plain is None:
            return ()
        if whole[1] == "." and text.count(".") == 1:
            small = _decimal(text)
            return (plain, small) if small is not None else (plain,)
        return (plain,)
    parted = _PARTED.fullmatch(text)
    if parted and (parted["mark"] != parted["point"] or len(parted["rest"]) < 3):
        # 8.687.5 is 8.687,5 with its comma read as a point.
        figures = re.sub(r"\D", "", parted["whole"])
        return _one(f"{figures}.{parted['rest']}")
    return _one(text.replace(",", ".").replace(" ", ""))


def _one(text: str) -> tuple[Decimal, ...]:
    value = _decimal(text)
    return () if value is None else (value,)


_LARGEST = 10**9
"""No label prints a larger amount: more digits are a barcode, or rows run together."""


def _decimal(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value <= _LARGEST else None
