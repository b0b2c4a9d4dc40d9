"""Audit figures that a person typed in, a day: the same judgement without a picture."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Literal

from labelaudit import __version__
from labelaudit.audit.guidance import load
from labelaudit.audit.runner import judge, left_out
from labelaudit.errors import UsageError
from labelaudit.model.amount import Unit, to_mg
from labelaudit.model.audit import Audit, GuidanceRef, Source, Tool
from labelaudit.model.guidance import Guidance
from labelaudit.model.label import (
    Basis,
    Declared,
    Declares,
    Elemental,
    Fact,
    Label,
    Nutrient,
    Regimen,
    Seen,
    Standing,
    Statement,
)

_TYPED = re.compile(
    r"(?P<number>[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)?\s*"
    r"(?:(?P<unit>iu|mcg|µg|μg|ug|mg|g)(?![a-z]))?\s*(?P<form>.*)",
    re.IGNORECASE,
)
_UNITS = {
    "iu": Unit.IU,
    "mcg": Unit.MCG,
    "µg": Unit.MCG,
    "μg": Unit.MCG,
    "ug": Unit.MCG,
    "mg": Unit.MG,
    "g": Unit.G,
}
_MENAQUINONE = re.compile(r"(?:mk|menaquinone)[\s-]?(\d{1,2})", re.IGNORECASE)

Typed = str | Iterable[str] | None
"""One figure or several: "2000 IU", ["100 mcg MK-7", "500 mcg MK-4"]; a form alone has no stated amount."""


def audit_facts(
    *,
    vitamin_d3: Typed = None,
    vitamin_d2: Typed = None,
    vitamin_d: Typed = None,
    k2: Typed = None,
    k1: Typed = None,
    calcium: Typed = None,
    magnesium: Typed = None,
    caution: bool = False,
    with_fat: bool = False,
    intakes_per_day: int = 1,
    guidance: Guidance | None = None,
    profile: str = "default",
    only: Sequence[str] = (),
    skip: Sequence[str] = (),
) -> Audit:
    """The audit of a day's figures; what is not given is absent.

    Units may be left out: IU for vitamin D, mcg for vitamin K, mg for minerals. `only` and `skip` choose
    rules by id. Raises UsageError for a figure that cannot be understood, for an unknown profile or rule,
    and for intakes below 1.
    """
    guidance = guidance or load()
    if intakes_per_day < 1:
        raise UsageError(f"intakes per day: {intakes_per_day} is less than 1; give a whole number from 1 up")
    facts = (
        *_facts(Nutrient.VITAMIN_D, "D3", "vitamin-d3", vitamin_d3),
        *_facts(Nutrient.VITAMIN_D, "D2", "vitamin-d2", vitamin_d2),
        *_facts(Nutrient.VITAMIN_D, None, "vitamin-d", vitamin_d),
        *_facts(Nutrient.VITAMIN_K, "K2", "k2", k2, guidance=guidance),
        *_facts(Nutrient.VITAMIN_K, "K1", "k1", k1),
        *_facts(Nutrient.CALCIUM, None, "calcium", calcium),
        *_facts(Nutrient.MAGNESIUM, None, "magnesium", magnesium),
    )
    label = _label(facts, caution=caution, with_fat=with_fat, intakes_per_day=intakes_per_day)
    judged = judge(label, guidance=guidance, profile=profile, only=only, skip=skip)
    reference = GuidanceRef(name=guidance.name, version=guidance.version, sha256=guidance.sha256)
    return Audit(
        tool=Tool(version=__version__, engine="typed", guidance=reference, profile=profile),
        source=Source(name="typed figures", kind="typed"),
        warnings=left_out(only=only, skip=skip),
        label=label,
        **dict(judged),
    )


def _facts(
    nutrient: Nutrient, form: str | None, option: str, typed: Typed, *, guidance: Guidance | None = None
) -> list[Fact]:
    each = [] if typed is None else [typed] if isinstance(typed, str) else list(typed)
    return [typed_fact(text, nutrient, form, option=option, guidance=guidance) for text in each]


def typed_fact(
    text: str, nutrient: Nutrient, form: str | None, *, option: str, guidance: Guidance | None
) -> Fact:
    """One figure a day as a confirmed fact; the text may name a menaquinone where there is a guidance.

    Raises UsageError, which starts with the option's name, for a figure that cannot be understood.
    """
    match = _TYPED.fullmatch(text.strip())
    words = match["form"].strip() if match else ""
    wrong = UsageError(f"{option} {text!r}: not understood; write it as in 2000IU, 50 mcg or 500mg")
    if match is None or not text.strip() or (words and guidance is None):
        raise wrong
    if words and guidance:
        form = _menaquinone(words, guidance)
        if form is None:
            raise UsageError(f"{option} {text!r}: no form of K2 that is known; write it as in 100mcg MK-7")
    amount = Decimal(match["number"].replace(",", "")) if match["number"] else None
    if (amount is None and not words) or (amount is not None and amount > _LARGEST):
        raise wrong
    unit = _UNITS[match["unit"].lower()] if match["unit"] else _usual_unit(nutrient)
    if unit is Unit.IU and nutrient is not Nutrient.VITAMIN_D:
        raise UsageError(f"{option} {text!r}: only vitamin D has IU; give mcg or mg")
    element = None if amount is None else to_mg(amount, unit)
    return Fact(
        nutrient=nutrient,
        form=form,
        forms=(form,) if form else (),
        amount=amount,
        unit=unit,
        iu=amount if unit is Unit.IU else None,
        basis=Basis(kind="day", text="typed"),
        elemental_mg=Elemental(value=element, how="named") if nutrient in _MINERALS else None,
        standing=Standing.CONFIRMED,
    )


_LARGEST = 1_000_000_000
"""Whatever its unit, more is a slip."""
_MINERALS = (Nutrient.CALCIUM, Nutrient.MAGNESIUM)


def _usual_unit(nutrient: Nutrient) -> Unit:
    if nutrient in _MINERALS:
        return Unit.MG
    return Unit.IU if nutrient is Nutrient.VITAMIN_D else Unit.MCG


def _menaquinone(words: str, guidance: Guidance) -> str | None:
    if match := _MENAQUINONE.fullmatch(words):
        return f"MK-{int(match[1])}"
    return "K2" if words.upper() == "K2" else guidance.trade_names.get(words.lower())


def _label(facts: tuple[Fact, ...], *, caution: bool, with_fat: bool, intakes_per_day: int) -> Label:
    found = {fact.nutrient for fact in facts if fact.amount != 0}
    menaquinone = any(fact.form not in (None, "K1") for fact in facts if fact.nutrient is Nutrient.VITAMIN_K)
    known = {nutrient.value: Declared.YES if nutrient in found else Declared.NO for nutrient in Nutrient}
    known["vitamin_k2"] = Declared.YES if menaquinone else Declared.NO
    said: list[Literal["anticoagulant", "with_fat"]] = ["anticoagulant"] if caution else []
    said += ["with_fat"] if with_fat else []
    times = Decimal(intakes_per_day)
    return Label(
        panel="text",
        seen=Seen(panel="whole", directions=True, warnings=True),
        declares=Declares.model_validate(known),
        regimen=Regimen(
            units_per_intake=(Decimal(1), Decimal(1)), intakes_per_day=(times, times), source="option"
        ),
        facts=facts,
        statements=tuple(Statement(kind=kind, text="typed") for kind in said),
    )
