"""Load a guidance file and vouch for it: what is unknown, missing or out of order is told with its line."""

import hashlib
import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from labelaudit.audit.registry import RULES
from labelaudit.audit.wording import listed
from labelaudit.errors import GuidanceError
from labelaudit.model.guidance import Guidance
from labelaudit.model.label import Nutrient

SHIPPED = Path(__file__).with_name("guidance.toml")
"""The guidance that labelaudit brings."""

_UNITS = {Nutrient.VITAMIN_D: "IU", Nutrient.CALCIUM: "mg", Nutrient.MAGNESIUM: "mg"}
_Place = tuple[str | int, ...]


def load(path: Path | None = None) -> Guidance:
    """The guidance of a file, or the shipped one; raises GuidanceError with the file and the line."""
    return _shipped() if path is None else _load(path)


@cache
def _shipped() -> Guidance:
    return _load(SHIPPED)


def _load(path: Path) -> Guidance:
    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
        table = tomllib.loads(text, parse_float=Decimal)
    except OSError as error:
        raise GuidanceError(
            f"{path}: cannot be read ({error.strerror or error}); name a guidance file"
        ) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise GuidanceError(f"{path}: is no valid TOML: {error}") from error
    if "sha256" in table:
        raise GuidanceError(
            f"{path}:{_line(text, ('sha256',))}: sha256: the hash is taken of the file, never set"
        )
    try:
        guidance = Guidance.model_validate({**table, "sha256": hashlib.sha256(content).hexdigest()})
    except ValidationError as error:
        # An unknown key explains a missing one: it is told first.
        first = min(error.errors(include_url=False), key=lambda each: each["type"] != "extra_forbidden")
        raise _wrong(path, text, first["loc"], _message(first["type"], first["msg"])) from error
    for place, message in _contradictions(guidance):
        raise _wrong(path, text, place, message)
    return guidance


def _message(kind: str, message: str) -> str:
    words = {
        "extra_forbidden": "unknown key; remove it or correct its spelling",
        "missing": "is missing; add it",
    }
    return words.get(kind, message.removeprefix("Value error, "))


def _contradictions(guidance: Guidance) -> Iterator[tuple[_Place, str]]:
    """What holds key by key, and not together."""
    if "default" not in guidance.profiles:
        yield ("profiles",), 'the profile "default" is missing; add it'
    for name in guidance.rules:
        if name not in RULES:
            yield ("rules", name), "no such rule; `labelaudit rules` lists them"
    for name, rule in RULES.items():
        if name not in guidance.rules:
            yield ("rules",), f'the rule "{name}" is missing; give it weight 0 to leave it out of the score'
            continue
        own = guidance.rules[name]
        if rule.has_points != bool(own.points):
            yield (
                ("rules", name, "points"),
                "it needs points" if rule.has_points else "this rule has no points",
            )
        if set(own.scores) != set(rule.scores):
            yield ("rules", name, "scores"), f"it needs the scores {', '.join(rule.scores) or '(none)'}"
        if own.weight and rule.category != "guidance":
            yield ("rules", name, "weight"), "this rule is outside the score and has no weight"
    for place, documents in _cited(guidance):
        for document in documents:
            if document not in guidance.documents:
                yield (
                    (*place, "documents"),
                    f'the document "{document}" is not among [documents]; add it there',
                )
    for number, level in enumerate(guidance.upper_levels):
        if level.unit != _UNITS.get(level.nutrient):
            units = listed(
                [f"{unit} of {str(name).replace('_d', ' D')}" for name, unit in _UNITS.items()], "or"
            )
            yield ("upper_levels", number, "unit"), f"an upper level is given in {units}"
    for name in guidance.trade_names:
        if name != name.lower():
            yield (
                ("trade_names", name),
                "write the name in lower case; any spelling of it on a label is found",
            )
    if guidance.thresholds.mixed.value >= guidance.thresholds.good.value:
        yield ("thresholds", "mixed", "value"), "the band mixed starts below the band good"


def _cited(guidance: Guidance) -> Iterator[tuple[_Place, tuple[str, ...]]]:
    for name, rule in guidance.rules.items():
        yield ("rules", name), rule.documents
    for name, profile in guidance.profiles.items():
        yield ("profiles", name), profile.documents
    for name, figure in guidance.thresholds:
        yield ("thresholds", name), figure.documents


def _wrong(path: Path, text: str, place: _Place, message: str) -> GuidanceError:
    shown = ".".join(str(key) for key in place)
    return GuidanceError(f"{path}:{_line(text, place)}: {shown or 'the file'}: {message}")


def _line(text: str, place: _Place) -> int:
    """The line of the deepest key of `place` that the file has, from 1."""
    names = [key for key in place if isinstance(key, str)]
    entry = next((key for key in place if isinstance(key, int)), 0)
    best, depth, table, seen = 1, 0, [], -1
    for number, line in enumerate(text.split("\n"), start=1):
        if header := re.match(r"\s*(\[\[?)([^\]]+)\]", line):
            table = [part.strip().strip("\"'") for part in header[2].split(".")]
            seen += header[1] == "[[" and table == names[: len(table)]
            key = table
        elif assigned := re.match(r"\s*([\w.\"'-]+)\s*=", line):
            key = [*table, *(part.strip("\"'") for part in assigned[1].split("."))]
        else:
            continue
        shared = min(len(key), len(names))
        if key[:shared] == names[:shared] and shared > depth and seen in (-1, entry):
            best, depth = number, shared
    return best
