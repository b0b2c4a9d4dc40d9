"""Labels written by hand, in a line each: what a panel declares, how it is taken, what else is said."""

from decimal import Decimal

from labelaudit.model.amount import Unit
from labelaudit.model.label import (
    Basis,
    Candidate,
    Declared,
    Declares,
    Elemental,
    Fact,
    Label,
    Nutrient,
    Regimen,
    Seen,
    Serving,
    Standing,
    Statement,
)

DAY = Basis(kind="day")
SERVING = Basis(kind="serving", units=Decimal(1))
_D, _K, _CALCIUM, _MAGNESIUM = Nutrient


def d(amount: float | None, form: str | None = "D3", /, **more: object) -> Fact:
    """A row of vitamin D, in IU."""
    return _fact(_D, amount, Unit.IU, form, more)


def k(amount: float | None, form: str | None = "MK-7", /, **more: object) -> Fact:
    """A row of vitamin K, in mcg; no form is bare vitamin K."""
    return _fact(_K, amount, Unit.MCG, form, more)


def ca(amount: float | None, how: str = "named", /, **more: object) -> Fact:
    """A row of calcium, in mg of the element unless `how` says otherwise."""
    return _mineral(_CALCIUM, amount, how, more)


def mg(amount: float | None, how: str = "named", /, **more: object) -> Fact:
    """A row of magnesium."""
    return _mineral(_MAGNESIUM, amount, how, more)


def doubtful(fact: Fact, *amounts: float, forms: tuple[str | None, ...] = ()) -> Fact:
    """The same row, hanging between its own amount and these, or between these forms."""
    found = [Candidate(form=fact.form, amount=Decimal(str(a)), unit=fact.unit) for a in amounts]
    found += [Candidate(form=form, amount=fact.amount, unit=fact.unit) for form in forms]
    return fact.model_copy(update={"standing": Standing.DOUBTFUL, "candidates": tuple(found)})


def said(*kinds: str) -> tuple[Statement, ...]:
    """Statements of these kinds."""
    return tuple(Statement(kind=kind, text=kind) for kind in kinds)  # type: ignore[arg-type]


BOTH = said("anticoagulant", "with_fat")


def label(
    *facts: Fact,
    statements: tuple[Statement, ...] = BOTH,
    units: tuple[float, float] = (1, 1),
    times: tuple[float, float] = (1, 1),
    every_days: int = 1,
    source: str = "directions",
    panel: str = "us",
    view: str = "whole",
    directions: bool = True,
    warnings: bool = True,
    serving: Serving | None = None,
    **declares: str,
) -> Label:
    """A label read whole, taken once a day as directed, caution and fat stated, unless told otherwise."""
    found = {fact.nutrient for fact in facts if fact.amount != 0}
    absent = Declared.NO if view == "whole" else Declared.UNKNOWN
    known = {n.value: Declared.YES if n in found else absent for n in Nutrient}
    forms = [form for f in facts if f.nutrient is _K for form in (f.forms or (f.form or "",))]
    is_k2 = any(form == "K2" or form.startswith("MK-") for form in forms)
    known["vitamin_k2"] = Declared.YES if is_k2 else absent
    return Label(
        panel=panel,  # type: ignore[arg-type]
        seen=Seen(panel=view, directions=directions, warnings=warnings),  # type: ignore[arg-type]
        declares=Declares.model_validate(known | declares),
        serving=serving,
        regimen=Regimen(
            units_per_intake=(Decimal(str(units[0])), Decimal(str(units[1]))),
            intakes_per_day=(Decimal(str(times[0])), Decimal(str(times[1]))),
            every_days=every_days,
            source=source,  # type: ignore[arg-type]
        ),
        facts=facts,
        statements=statements,
    )


def _fact(
    nutrient: Nutrient, amount: float | None, unit: Unit, form: str | None, more: dict[str, object]
) -> Fact:
    fields: dict[str, object] = {
        "nutrient": nutrient,
        "form": form,
        "forms": (form,) if form else (),
        "amount": None if amount is None else Decimal(str(amount)),
        "unit": unit,
        "basis": SERVING,
        "standing": Standing.READ,
    }
    return Fact.model_validate(fields | more)


def _mineral(nutrient: Nutrient, amount: float | None, how: str, more: dict[str, object]) -> Fact:
    value = more.pop("element", amount)
    element = Elemental(value=None if value is None else Decimal(str(value)), how=how)  # type: ignore[arg-type]
    return _fact(nutrient, amount, Unit.MG, None, {"elemental_mg": element} | more)
