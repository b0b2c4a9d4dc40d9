"""Tell which panels are one panel again, and make one label of the sides of a pack."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Literal

from labelaudit.model.amount import Unit
from labelaudit.model.base import Note
from labelaudit.model.label import Basis, Declared, Declares, Fact, Label, Nutrient, Standing

_BY_SOURCE = ("directions", "option", "panel", "assumed")


_Amounts = Mapping[tuple[tuple[Decimal, ...], Unit | None], str]
_AGAIN = 4
"""So many rows of like amounts, most of them under another name, are one panel in a second language."""
_FEW = 3
"""So many numbers, the same in two languages and no others, are one panel too."""


def group_repeats(labels: Sequence[Label], amounts: Sequence[_Amounts]) -> list[list[int]]:
    """The labels' places, those that tell one panel's facts again together; the fullest of each is first.

    `amounts` holds all amounts of each one's rows, with the rows' names: they tell panels without our
    nutrients apart, and languages. A bilingual pack has its panel twice. Two names over rows of one wording,
    or a whole panel without what the other declares, make two products.
    """
    groups: list[list[int]] = []
    for place, label in enumerate(labels):
        for group in groups:
            first = labels[group[0]]
            mine, firsts = amounts[place], amounts[group[0]]
            alike = not label.facts and not first.facts and mine.keys() == firsts.keys() != set()
            unsure = any(f.standing is Standing.DOUBTFUL for f in (*label.facts, *first.facts))
            abroad = _is_told_abroad(mine, firsts, unsure=unsure)
            renamed = _are_renamed(mine, firsts)
            covers = _repeats(first, label, abroad=abroad, renamed=renamed)
            if alike or _repeats(label, first, abroad=abroad, renamed=renamed):
                fuller = covers and label.seen.panel == "whole" != first.seen.panel
                fuller = fuller and len(_firm(label)) >= len(_firm(first))
                group.insert(0 if fuller else 1, place)
                break
            if covers:
                group.insert(0 if len(_firm(label)) >= len(_firm(first)) else 1, place)
                break
        else:
            groups.append([place])
    return groups


def join(labels: Sequence[Label]) -> tuple[Label, tuple[Note, ...]]:
    """One label of the panels of one pack; each of `labels` has the statements of all its sides already.

    Panels that differ in a nutrient are told apart as columns are: their amounts are never added, and a
    note says so.
    """
    first, *others = labels = _with_own_servings(labels)
    facts, differing = list(first.facts), list[Nutrient]()
    for number, other in enumerate(others, start=2):
        known = {fact.nutrient for fact in facts}
        both = [n for n in Nutrient if n in known and any(f.nutrient is n for f in other.facts)]
        differing += [n for n in both if _told(other, n) != _told(first, n)]
        facts += [_moved(f, by=len(facts), panel=number if f.nutrient in both else None) for f in other.facts]
    dosed = min(labels, key=lambda label: _BY_SOURCE.index(label.regimen.source))
    joined = first.model_copy(
        update={
            "product": next((label.product for label in labels if label.product), None),
            "facts": tuple(facts),
            "declares": _declares(labels),
            "serving": dosed.serving or next((label.serving for label in labels if label.serving), None),
            "regimen": dosed.regimen,
            "seen": dosed.seen.model_copy(update={"panel": _seen(labels)}),
        }
    )
    return joined, (_note(differing),) if differing else ()


def _told(label: Label, nutrient: Nutrient | None = None) -> set[tuple[object, ...]]:
    return {(f.nutrient, f.form, f.amount, f.unit) for f in label.facts if nutrient in (None, f.nutrient)}


def _is_told_abroad(some: _Amounts, others: _Amounts, *, unsure: bool) -> bool:
    """Whether enough rows tell the same amounts, half of them or more under another name.

    Short panels tell the same numbers, whatever units they were read with ("60 g" and "60 µg"); or, where one
    is `unsure`, all but one, each under another name.
    """
    mine, its = ({values: _letters(name) for (values, _), name in each.items()} for each in (some, others))
    rows = {(mine[number], its[number]) for number in mine.keys() & its.keys()}
    odd = max(len(mine), len(its)) - len(mine.keys() & its.keys())
    if odd <= unsure and len(rows) > 1 and all(one != other for one, other in rows):
        return True
    if odd == 0 and len(mine) >= _FEW:
        shared, least = rows, 0.0
    else:
        shared = {
            (_letters(some[amount]), _letters(others[amount])) for amount in some.keys() & others.keys()
        }
        least = max(_AGAIN, min(len(set(some.values())), len(set(others.values()))) / 2)
    return len(shared) >= least and 2 * sum(one != other for one, other in shared) >= len(shared)


def _are_renamed(some: _Amounts, others: _Amounts) -> bool:
    """Whether two rows or more tell the same amounts under another name, and most that tell the same do."""
    shared = [_letters(some[amount]) != _letters(others[amount]) for amount in some.keys() & others.keys()]
    return sum(shared) > 1 and 2 * sum(shared) > len(shared)


def _letters(name: str) -> str:
    return "".join(filter(str.isalpha, name))


def _repeats(label: Label, other: Label, *, abroad: bool, renamed: bool) -> bool:
    """Whether all that `label` tells stands in `other`, and nothing shows that it is another product.

    Of a panel in a second language, `abroad`, a doubtful dose is the other's, whatever it read as; so is any
    where both stand on one page. Where rows are `renamed`, so is one that may be read as the other's.
    """
    named_apart = (
        label.product and other.product and label.product != other.product and _words(label) <= _words(other)
    )
    lacks = any(
        told is Declared.NO and getattr(other.declares, name) is Declared.YES for name, told in label.declares
    )
    tied = [f for f in label.facts if renamed and any(_may_be(f, than) for than in other.facts)]
    vaguer = len({*map(id, (*_firm(label), *tied))}) > (0 if abroad else 1) and all(
        any(_tells_less(fact, than, abroad=abroad) for than in other.facts) for fact in label.facts
    )
    return bool(label.facts) and (_told(label) <= _told(other) or vaguer) and not named_apart and not lacks


def _firm(label: Label) -> list[Fact]:
    return [fact for fact in label.facts if fact.standing is not Standing.DOUBTFUL]


def _tells_less(told: Fact, than: Fact, *, abroad: bool) -> bool:
    """Whether one fact is another, its form or dose perhaps not told so fully: of two languages, one torn."""
    form, fuller = told.form, than.form
    less = form is None or form == fuller or (form == "K2" and str(fuller).startswith("MK-"))
    in_iu = told.unit is Unit.IU and told.amount == than.iu
    # What is doubtful in one language may stand clearly in the other, where the IU or one way to read it tell
    # that it is the same.
    doubted = told.standing is Standing.DOUBTFUL and (
        abroad or _may_be(told, than) or (told.iu is not None and told.iu == than.iu)
    )
    beside = abroad and {e.page for e in told.evidence} == {e.page for e in than.evidence}
    same_dose = beside or in_iu or doubted or (told.amount, told.unit) == (than.amount, than.unit)
    return told.nutrient is than.nutrient and same_dose and less


def _may_be(told: Fact, than: Fact) -> bool:
    """Whether one way to read a dose is the other fact's."""
    alike = any((c.amount, c.unit) == (than.amount, than.unit) for c in told.candidates)
    return told.nutrient is than.nutrient and alike


def _words(label: Label) -> set[str]:
    return {piece.text.casefold() for fact in label.facts for piece in fact.evidence}


def _with_own_servings(labels: Sequence[Label]) -> list[Label]:
    """The labels, each amount with the size of its own panel's serving where those differ."""
    sizes = {(label.serving.units, label.serving.unit) for label in labels if label.serving}
    return [_with_own_serving(label) if len(sizes) > 1 else label for label in labels]


def _with_own_serving(label: Label) -> Label:
    units = label.serving.units if label.serving else None

    def sized(basis: Basis) -> Basis:
        told = basis.kind != "serving" or basis.units is not None
        return basis if told else basis.model_copy(update={"units": units})

    facts = tuple(fact.model_copy(update={"basis": sized(fact.basis)}) for fact in label.facts)
    return label.model_copy(update={"facts": facts})


def _moved(fact: Fact, *, by: int, panel: int | None) -> Fact:
    """The fact in a longer list of facts, in a column of its own where `panel` numbers one."""
    update: dict[str, object] = {}
    if fact.part_of is not None:
        update["part_of"] = fact.part_of + by
    if panel is not None:
        text = f"panel {panel}: {fact.basis.text}".removesuffix(": ")
        update["basis"] = fact.basis.model_copy(update={"text": text})
    return fact.model_copy(update=update)


def _declares(labels: Sequence[Label]) -> Declares:
    """Declared where one panel declares it; absent where none leaves it open."""
    order = (Declared.YES, Declared.UNKNOWN, Declared.NO)
    return Declares(
        **{
            name: min((getattr(label.declares, name) for label in labels), key=order.index)
            for name in Declares.model_fields
        }
    )


def _seen(labels: Sequence[Label]) -> Literal["whole", "cut", "none"]:
    """Whole where every panel is."""
    return min((label.seen.panel for label in labels), key=("cut", "none", "whole").index)


def _note(nutrients: Sequence[Nutrient]) -> Note:
    names = " and ".join(dict.fromkeys(n.value.replace("_d", " D").replace("_k", " K") for n in nutrients))
    message = (
        f"two panels differ in {names}: both are kept and neither is chosen; "
        "audit the sides apart if they are two products"
    )
    return Note(code="panels_differ", message=message)
