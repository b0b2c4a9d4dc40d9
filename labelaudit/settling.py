"""Settle a label's facts by hand: what a person read on the pack takes the place of what was read of it."""

from collections.abc import Sequence
from decimal import Decimal

from labelaudit.audit.case import is_k2
from labelaudit.errors import UsageError
from labelaudit.model.amount import plain
from labelaudit.model.guidance import Guidance
from labelaudit.model.label import (
    Basis,
    Declared,
    Evidence,
    Fact,
    Label,
    Nutrient,
    Regimen,
    Settled,
    Standing,
)
from labelaudit.typed import typed_fact

_NAMES: dict[str, tuple[Nutrient, str | None]] = {
    "d3": (Nutrient.VITAMIN_D, "D3"),
    "d2": (Nutrient.VITAMIN_D, "D2"),
    "d": (Nutrient.VITAMIN_D, None),
    "k2": (Nutrient.VITAMIN_K, "K2"),
    "k1": (Nutrient.VITAMIN_K, "K1"),
    "calcium": (Nutrient.CALCIUM, None),
    "magnesium": (Nutrient.MAGNESIUM, None),
}
_WRITE = 'write it as in d3=2000IU, k2="100mcg MK-7", calcium=500mg or magnesium=250mg'


Figure = tuple[str, Fact]
"""As it was typed, and as a fact."""


def settle(label: Label, figures: Sequence[Figure], *, by: str, when: str) -> Label:
    """The label with these figures confirmed; `when` is ISO 8601.

    A figure is as printed: it counts for what its row counts for (a serving, a day). It replaces the one row
    that it can be about, with what that row printed beside it; where there is none, a row is added. Raises
    UsageError where several rows could be meant.
    """
    done = set[int]()
    for figure, typed in figures:
        places = [place for place in _places(figure, typed, list(label.facts)) if place not in done]
        done.update(places or [len(label.facts)])
        meant = _as_the_row_names_it(typed, label.facts[places[0]], figure) if places else typed
        label = settle_at(label, places, (figure, meant), by=by, when=when)
    return label


def settle_at(label: Label, places: Sequence[int], figure: Figure, *, by: str, when: str) -> Label:
    """The label with this figure confirmed in these rows, one printed several times; in a new one without.

    Its form is taken as it stands: none, and "K2", say that the pack names none.
    """
    words, typed = figure
    rows, settled = list(label.facts), {"settled": Settled(by=by, when=when)}
    for place in places:
        rows[place] = _replaced(rows[place], typed).model_copy(update=settled)
    if not places:
        places = [len(rows)]
        evidence = Evidence(text=words, page=0, box=(0, 0, 0, 0), confidence=1, engine="typed")
        rows.append(typed.model_copy(update={"basis": _basis(label), "evidence": (evidence,), **settled}))
    known = {typed.nutrient.value: Declared.YES}
    if any(is_k2(form) for form in rows[places[0]].forms):
        known["vitamin_k2"] = Declared.YES
    elif label.declares.vitamin_k2 is Declared.YES and not any(map(_may_be_k2, rows)):
        known["vitamin_k2"] = Declared.NO if label.seen.panel == "whole" else Declared.UNKNOWN
    declares = label.declares.model_copy(update=known)
    return label.model_copy(update={"facts": tuple(rows), "declares": declares})


def settle_absent(label: Label, nutrient: Nutrient, places: Sequence[int] = ()) -> Label:
    """The label without these rows: a person saw that they are not on the pack, nor others of the nutrient.

    What other rows declare of it stands.
    """
    left = [place for place in range(len(label.facts)) if place not in places]
    moved = {before: after for after, before in enumerate(left)}
    facts = tuple(
        fact.model_copy(update={"part_of": None if fact.part_of is None else moved.get(fact.part_of)})
        for fact in (label.facts[place] for place in left)
    )
    others = [fact for fact in facts if fact.nutrient is nutrient]
    known = {} if others else {nutrient.value: Declared.NO}
    if nutrient is Nutrient.VITAMIN_K and not any(map(_may_be_k2, others)):
        known["vitamin_k2"] = Declared.NO
    declares = label.declares.model_copy(update=known)
    return label.model_copy(update={"facts": facts, "declares": declares})


def settle_taking(label: Label, servings_per_day: Decimal) -> Label:
    """The label with what a person says is taken of it, a serving at a time."""
    units = label.serving.units if label.serving and label.serving.units else Decimal(1)
    return _taken(label, units=units, times=servings_per_day, unit=None)


def settle_units(label: Label, units_per_day: Decimal) -> Label:
    """The label with how many of the units that it counts are taken a day, in the intakes that it tells."""
    (fewest, most), (least, _) = label.regimen.intakes_per_day, label.regimen.units_per_intake
    times = fewest or Decimal(1)
    if fewest != most and least:
        times = units_per_day / least
    return _taken(label, units=units_per_day / times, times=times, unit=counted_unit(label))


def counted_unit(label: Label) -> str | None:
    """What the directions count, or the panel; None where neither names more than servings."""
    unit = label.regimen.unit or (label.serving.unit if label.serving else None)
    return None if unit == "serving" else unit


def _taken(label: Label, *, units: Decimal, times: Decimal, unit: str | None) -> Label:
    regimen = Regimen(
        units_per_intake=(units, units),
        intakes_per_day=(times, times),
        unit=unit,
        source="option",
        text=label.regimen.text,
    )
    return label.model_copy(update={"regimen": regimen})


def read_figure(figure: str, *, guidance: Guidance) -> Figure:
    """A figure such as "k2=100mcg MK-7"; raises UsageError for one that is not understood."""
    name, equals, text = (part.strip() for part in figure.partition("="))
    if name not in _NAMES or not equals:
        raise UsageError(f"--set {figure}: names none of {', '.join(_NAMES)}; {_WRITE}")
    nutrient, form = _NAMES[name]
    named = guidance if form == "K2" else None
    try:
        fact = typed_fact(text, nutrient, form, option="", guidance=named)
    except UsageError as error:
        raise UsageError(f"--set {figure}: is not understood; {_WRITE}") from error
    if not fact.amount:
        raise UsageError(f"--set {figure}: has no amount above 0; {_WRITE}")
    return figure, fact


def _places(figure: str, typed: Fact, rows: list[Fact]) -> list[int]:
    """The row that is meant; several where it is printed several times alike."""
    found = [place for place, row in enumerate(rows) if _may_be(row, typed)]
    for narrower in (
        [place for place in found if rows[place].form == typed.form],
        [place for place in found if rows[place].standing is Standing.DOUBTFUL],
    ):
        found = narrower or found
    if len({rows[place].model_copy(update={"evidence": ()}) for place in found}) > 1:
        told = "; ".join(_told(rows[place]) for place in found)
        raise UsageError(f"--set {figure}: {len(found)} rows could be meant ({told}); name the form of one")
    return found


def _may_be(row: Fact, typed: Fact) -> bool:
    """Whether the figure can be about this row: it is not where the row clearly names other forms."""
    if row.nutrient is not typed.nutrient:
        return False
    possible = _forms(row)
    if typed.form in possible or not possible:
        return True
    if typed.form == "K2":
        return any(form is None or is_k2(form) for form in possible)
    return None in possible or ("K2" in possible and typed.form is not None and is_k2(typed.form))


def _may_be_k2(row: Fact) -> bool:
    return row.nutrient is Nutrient.VITAMIN_K and any(form is None or is_k2(form) for form in _forms(row))


def _forms(row: Fact) -> set[str | None]:
    """Every form that the row may be of, None among them where it states none."""
    read: tuple[str | None, ...] = row.forms or (row.form,)
    return {form or one for one in read for form in (one, *(each.form for each in row.candidates))}


def _as_the_row_names_it(typed: Fact, row: Fact, figure: str) -> Fact:
    """K2 without a form has the one that its row names."""
    if typed.form != "K2":
        return typed
    named = {each for each in _forms(row) if each is not None and is_k2(each)}
    if len(named) > 1:
        raise UsageError(f"--set {figure}: says no form, and the row leaves it open; add it, as in MK-7")
    form = named.pop() if named else "K2"
    return typed.model_copy(update={"form": form, "forms": (form,)})


def _replaced(row: Fact, typed: Fact) -> Fact:
    kept = ("sources", "part_of", "basis", "evidence")
    return typed.model_copy(update={name: getattr(row, name) for name in kept})


def _basis(label: Label) -> Basis:
    """What the label's other rows are for; a serving where they differ."""
    found = {row.basis for row in label.facts}
    return found.pop() if len(found) == 1 else Basis(kind="serving")


def _told(row: Fact) -> str:
    amount = plain(row.amount) if row.amount is not None else "?"
    words = [" + ".join(row.forms), amount, row.unit or "", row.basis.text or f"a {row.basis.kind}"]
    return " ".join(filter(None, words))
