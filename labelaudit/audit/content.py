"""Every way to read what a label declares of one nutrient: rows of one column, never added across columns."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from labelaudit.audit.doubt import Axis, Open
from labelaudit.audit.reading import Part, readings
from labelaudit.model.audit import Reason
from labelaudit.model.guidance import Guidance
from labelaudit.model.label import Basis, Declared, Fact, Label, Nutrient, Standing

_MOST_READINGS = 64
"""Beyond so many combinations of doubtful rows nothing is told apart: the nutrient is left open."""

_MINERALS = (Nutrient.CALCIUM, Nutrient.MAGNESIUM)


@dataclass(frozen=True)
class Content:
    """One reading of one nutrient: its parts, for the amount of product that `basis` tells.

    No parts and no `unseen`: the label does not declare the nutrient. `unseen` says that a row which was not
    read may declare it, or more of it.
    """

    parts: tuple[Part, ...] = ()
    basis: Basis | None = None
    unseen: Open | None = None


def contents(label: Label, nutrient: Nutrient, guidance: Guidance) -> Axis[Content]:
    """The readings of one nutrient; more than one where a doubt or the label itself allows several."""
    unseen = _unseen(label, nutrient)
    facts = [(index, fact) for index, fact in enumerate(label.facts) if fact.nutrient is nutrient]
    if not facts:
        return Axis((Content(_declared(label, nutrient), None, unseen),), Reason.AMBIGUOUS)
    columns = _columns(label, facts)
    doubtful = any(fact.standing is Standing.DOUBTFUL for column in columns for _, fact in column)
    found = tuple(
        dict.fromkeys(
            Content(parts, column[0][1].basis, unseen)
            for column in columns
            for parts in _combined(label, column, guidance)
        )
    )
    return Axis(found, Reason.DOUBTFUL if doubtful else Reason.AMBIGUOUS)


def _unseen(label: Label, nutrient: Nutrient) -> Open | None:
    declares = label.declares
    known = [getattr(declares, nutrient.value)]
    if nutrient is Nutrient.VITAMIN_K:
        known.append(declares.vitamin_k2)
    if Declared.UNKNOWN not in known:
        return None
    if label.seen.panel == "whole":
        return Open(Reason.DOUBTFUL, "a row of the panel could not be read")
    return Open(Reason.NOT_SHOWN, "the panel is not wholly in the picture")


def _declared(label: Label, nutrient: Nutrient) -> tuple[Part, ...]:
    """What is declared without a row of its own: a presence without an amount."""
    if getattr(label.declares, nutrient.value) is not Declared.YES:
        return ()
    forms = ("K2",) if nutrient is Nutrient.VITAMIN_K and label.declares.vitamin_k2 is Declared.YES else ()
    amount = (
        None if label.seen.panel == "whole" else Open(Reason.NOT_SHOWN, "its amount is not in the picture")
    )
    return (Part(forms, amount),)


def _columns(label: Label, facts: list[tuple[int, Fact]]) -> list[list[tuple[int, Fact]]]:
    """The column that suits the directions best; several where nothing tells which one counts.

    A column with a form that the others lack is always among them: what stands in any column is declared.
    """
    columns: dict[Basis, list[tuple[int, Fact]]] = {}
    for index, fact in facts:
        columns.setdefault(fact.basis, []).append((index, fact))
    ranks = {basis: _rank(basis, label) for basis in columns}
    chosen = [column for basis, column in columns.items() if ranks[basis] == min(ranks.values())]
    known = {_named(fact) for column in chosen for _, fact in column}
    others = [column for column in columns.values() if any(_named(fact) not in known for _, fact in column)]
    return [*chosen, *others]


def _named(fact: Fact) -> tuple[str, ...]:
    return fact.forms or ((fact.form,) if fact.form else ())


def _rank(basis: Basis, label: Label) -> int:
    serving = label.serving
    match basis.kind:
        case "day":
            return 0
        case "serving":
            taken = label.regimen.units_per_intake
            return 1 if basis.units is None or basis.units in taken else 2
        case "unit":
            return 3
        case "drop" | "ml":
            return 4 if serving is None or serving.unit == basis.kind else 6
        case "100g" | "100ml":
            return 5 if serving and serving.unit == basis.kind[3:] else 7


def _combined(label: Label, column: list[tuple[int, Fact]], guidance: Guidance) -> Iterator[tuple[Part, ...]]:
    """Every combination of the readings of a column's rows, each put together."""
    rows = _distinct(column)
    each = [readings(fact, label, guidance) for _, fact in rows]
    count = 1
    for options in each:
        count *= len(options)
    if count > _MOST_READINGS:
        several = Open(Reason.DOUBTFUL, "too many of its rows are doubtful")
        yield (Part(several, several),)
        return
    for chosen in product(*each):
        yield _together({index: (fact, part) for (index, fact), part in zip(rows, chosen, strict=True)})


def _distinct(column: list[tuple[int, Fact]]) -> list[tuple[int, Fact]]:
    """The rows, one that is printed twice (in two languages, or side by side) once.

    Two salts of a mineral are two rows, even of the same amount.
    """
    kept: dict[tuple[object, ...], tuple[int, Fact]] = {}
    parents = {fact.part_of for _, fact in column}
    for index, fact in column:
        total = index if index in parents else None
        salts = fact.sources if fact.nutrient in _MINERALS else ()
        printed = (fact.form, fact.forms, fact.amount, fact.unit, fact.bounds, fact.qualifier)
        kept.setdefault((total, salts, printed, fact.part_of, fact.candidates), (index, fact))
    return list(kept.values())


def _together(rows: dict[int, tuple[Fact, Part]]) -> tuple[Part, ...]:
    """The parts of one reading: a total gives way to its parts, and keeps what they leave."""
    children: dict[int, list[Part]] = {}
    for fact, part in rows.values():
        if fact.part_of in rows and fact.part_of is not None:
            children.setdefault(fact.part_of, []).append(part)
    mineral = next(iter(rows.values()))[0].nutrient in _MINERALS
    parts: list[Part] = []
    for index, (fact, part) in rows.items():
        if index in children:
            parts += [part] if mineral else _shared_out(fact, part, children[index])
        elif fact.part_of not in rows:
            parts.append(part)
    if mineral and any(part.estimate is None and part.most is None for part in parts):
        parts = [part for part in parts if part.estimate is None and part.most is None]
    return tuple(sorted((part for part in parts if part.amount != 0), key=str))


def _shared_out(total: Fact, whole: Part, parts: list[Part]) -> list[Part]:
    """A total and its parts, as parts alone."""
    known = [part.amount for part in parts if isinstance(part.amount, Fraction)]
    if not isinstance(whole.amount, Fraction):
        return parts
    if len(known) == len(parts):
        rest = whole.amount - sum(known, Fraction(0))
        return parts if rest <= 0 else [*parts, Part(whole.forms, rest, names=whole.names)]
    if total.nutrient is Nutrient.VITAMIN_D:
        named = [part.forms for part in parts]
        forms = next((form for form in named if isinstance(form, Open)), None)
        merged = tuple(
            dict.fromkeys(form for group in named if not isinstance(group, Open) for form in group)
        )
        return [Part(forms or merged, whole.amount)]
    return parts
