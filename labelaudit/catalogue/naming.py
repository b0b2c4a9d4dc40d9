"""Which files show one product, by their names: `SKU_front` and `SKU-2`, never D3-1000 and D3-5000."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from labelaudit.catalogue.gtin import read_gtin

MOST_SIDES = 12
"""Pictures that a product has at most; more that merely bear numbers are products of their own."""

_NAMES = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
_SIDES = frozenset(word for words in _NAMES["sides"].values() for word in words.split())
_TAIL = re.compile(r"^(?P<base>.*?)[ _-]*[_ -](?P<tail>[^\W_]+|\(\d{1,2}\))$|^(?P<whole>[^\W_]+)$")
_NUMBER = re.compile(r"\(?(\d{1,2})\)?")
_SIDE_AND_NUMBER = re.compile(r"(\D+?)(\d{0,2})")


@dataclass(frozen=True)
class Stem:
    """A file's name without its suffix, taken apart."""

    base: str
    """What is left of it: the product; empty where the whole name is sides and a number."""
    number: int | None
    """The number that was taken off."""


def take_apart(stem: str, *, numbered: bool = True) -> Stem:
    """The product's part of a name: words for sides go from its end, before them a number of two digits.

    A number before a side is the product's own: SKU-2_front is the front of SKU-2.
    """
    base, number = stem, None
    while found := _TAIL.match(base):
        tail = found["tail"] or found["whole"]
        digits = _NUMBER.fullmatch(tail)
        if digits and numbered and base == stem:
            number = int(digits[1])
        elif not _is_side(tail):
            break
        base = found["base"] or ""
    return Stem(base, number)


def _is_side(word: str) -> bool:
    folded = "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))
    found = _SIDE_AND_NUMBER.fullmatch(folded.replace("ł", "l"))
    return found is not None and found[1] in _SIDES


def group(names: Iterable[str], *, folder: str) -> Iterator[tuple[str, list[str]]]:
    """The product's name and its files, over the names of a folder's files; `folder` is its own name.

    A name that is nothing but a side belongs to its folder's product; nothing but a number does so beside a
    side, or in a folder that is named by a GTIN. Numbers join names only where they count pictures: from 0, 1
    or a bare name on, with few gaps. Whatever does not fit is a product of its own.
    """

    def family(name: str) -> str:
        stem = _stem(name)
        return _first_word(stem if take_apart(stem).base else folder)

    for _, same in groupby(sorted(sorted(names), key=family), key=family):
        by_stem: dict[str, list[str]] = {}
        for name in same:
            by_stem.setdefault(_stem(name), []).append(name)
        for base, stems in _group(by_stem, folder):
            yield base, [name for stem in stems for name in by_stem[stem]]


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name


def _first_word(stem: str) -> str:
    """What all names of one product have in common: few, however many files a folder has."""
    return re.split(r"[ _-]", stem, maxsplit=1)[0]


def _group(stems: Iterable[str], folder: str) -> Iterator[tuple[str, list[str]]]:
    """The product's name and its stems."""
    parts = {stem: take_apart(stem) for stem in stems}
    bare = [part.number for part in parts.values() if not part.base]
    owned = None in bare or gtin_in(folder) or any(folder in (s, part.base) for s, part in parts.items())
    bases = {
        s: folder if s == folder else part.base or (folder if owned else "") for s, part in parts.items()
    }
    taken = set(bases.values())
    final: dict[str, str] = {}
    for base, found in groupby(sorted(bases, key=bases.__getitem__), key=bases.__getitem__):
        same = list(found)
        numbers = [n for stem in same if stem != base and (n := parts[stem].number) is not None]
        counted = not numbers or (min(numbers) <= 2 and max(numbers) <= len(same) + 1)
        named = any(stem in taken for stem in same if stem != base)  # A-1 beside A-1_front is no first of A
        for stem in same:
            joins = base and counted and not named
            final[stem] = base if joins else take_apart(stem, numbered=False).base or stem
    ordered = sorted(final, key=lambda stem: (final[stem], parts[stem].number or 0, stem))
    for base, found in groupby(ordered, key=final.__getitem__):
        same = list(found)
        if len(same) <= MOST_SIDES:
            yield base, same
        else:
            yield from ((stem, [stem]) for stem in same)


def gtin_in(name: str) -> str | None:
    """The GTIN that a name is, or holds as a run of twelve to fourteen digits with a right check digit."""
    if name.isascii() and name.isdigit() and len(name) in (8, 12, 13, 14):
        return read_gtin(name)[0]
    runs = re.findall(r"(?<!\d)\d{12,14}(?!\d)", name)
    found = {gtin for run in runs if (gtin := read_gtin(run)[0])}
    return found.pop() if len(found) == 1 else None
