"""Which of a table's columns has the SKU, the GTIN, the title, the brand and the pictures."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

from labelaudit.errors import UsageError

Roles = dict[str, tuple[str, ...]]
"""The columns of each role, the most telling first; a role that no column has is missing."""
MAPPABLE = ("sku", "gtin", "title", "brand", "image")

_NAMES = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
_RANKS = {
    role: {word: n for n, word in enumerate(words.split())} for role, words in _NAMES["columns"].items()
}
_PARTS = {part: "|".join(words.split()) for part, words in _NAMES["pictures"].items()}
_PICTURE = re.compile(rf"({_PARTS['before']})*({_PARTS['what']})\d*({_PARTS['side']})?({_PARTS['as']})?\d*")
_ALONE = frozenset(_NAMES["pictures"]["alone"].split())


def plain(name: str) -> str:
    """A column's name as names.toml writes it: lower case, no accents, letters and digits alone."""
    folded = unicodedata.normalize("NFKD", name.casefold().removeprefix("g:")).replace("ł", "l")
    return "".join(c for c in folded if c.isalnum())


def find_roles(columns: Sequence[str]) -> Roles:
    """The roles of the columns, by their names."""
    plains = {column: plain(column) for column in columns}
    roles: Roles = {}
    for role, ranks in _RANKS.items():
        found = sorted((c for c in columns if plains[c] in ranks), key=lambda c: ranks[plains[c]])
        if found:
            roles[role] = tuple(found)
    images = tuple(c for c in columns if _PICTURE.fullmatch(plains[c]))
    if images := images or tuple(c for c in columns if plains[c] in _ALONE):
        roles["image"] = images
    return roles


def tell_kind(columns: Sequence[str]) -> str:
    """What exports a table with these columns; "table" where none that is known does."""
    plains = {plain(column) for column in columns}
    if plains & {"handle", "urlhandle"} and plains & {"imagesrc", "productimageurl"}:
        return "shopify"
    if {"id", "imagelink"} <= plains:
        return "merchant"
    if {"sku", "name", "images"} <= plains:
        return "woocommerce"
    if {"code", "productname"} <= plains:
        return "openfoodfacts"
    return "table"


def choose_roles(columns: Sequence[str], *, mapping: Mapping[str, str], name: str) -> Roles:
    """The roles, with those of `mapping` in the user's own words.

    Raises UsageError on a role or column that is not there, and where no column names pictures.
    """
    roles = find_roles(columns)
    for role, wanted in mapping.items():
        if role not in MAPPABLE:
            raise UsageError(f"--map {role}={wanted}: no such role; choose one of {', '.join(MAPPABLE)}")
        roles[role] = tuple(_chosen(columns, role=role, wanted=wanted, name=name))
    if "image" not in roles:
        raise UsageError(
            f"{name}: no column names pictures; name the one that does with --map image=COLUMN. "
            f"It has: {_listed(columns)}"
        )
    return roles


def _chosen(columns: Sequence[str], *, role: str, wanted: str, name: str) -> list[str]:
    by_plain = {column.casefold().strip(): column for column in reversed(columns)}
    words = [wanted] if wanted.casefold().strip() in by_plain else wanted.split(",")
    missing = [word for word in words if word.casefold().strip() not in by_plain]
    if missing:
        raise UsageError(
            f"--map {role}={wanted}: {name} has no column {missing[0].strip()!r}; it has: {_listed(columns)}"
        )
    return [by_plain[word.casefold().strip()] for word in words]


def _listed(columns: Sequence[str]) -> str:
    shown = ", ".join(" ".join(column.split())[:60] for column in columns[:40])
    return f"{shown}, and {len(columns) - 40} more" if len(columns) > 40 else shown or "none"
