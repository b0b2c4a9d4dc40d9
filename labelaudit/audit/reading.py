"""What one row of a panel may say, in the unit of the rules: IU of vitamin D, mcg of K, mg of the element."""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from labelaudit.audit.doubt import Open
from labelaudit.model.amount import IU_PER_MCG_D, Unit, to_mcg, to_mg
from labelaudit.model.audit import Reason
from labelaudit.model.guidance import Guidance
from labelaudit.model.label import Elemental, Fact, Label, Nutrient, Standing

Amount = Fraction | Open | None
"""A number, open to us, or (None) not stated by the label."""

_MINERALS = (Nutrient.CALCIUM, Nutrient.MAGNESIUM)


@dataclass(frozen=True)
class Part:
    """An amount and the forms that it is of; no forms where none is stated, several where they share it.

    For a mineral `amount` is the element's. Where only its salt's weight is known, `amount` is open, `most`
    is that weight (the element weighs no more) and `estimate` what the salt's formula gives.
    """

    forms: tuple[str, ...] | Open
    amount: Amount
    estimate: Fraction | None = None
    most: Fraction | None = None
    names: tuple[str, ...] = ()
    """Trade names that say the form."""
    standing: Standing = Standing.READ
    as_read: "Part | None" = None
    """Where all of it is open: what was read, for what a mere possibility may decide."""

    def forms_named(self) -> tuple[str, ...]:
        """The forms, none where they are open."""
        return () if isinstance(self.forms, Open) else self.forms


def readings(fact: Fact, label: Label, guidance: Guidance) -> tuple[Part, ...]:
    """The ways to read one fact, each once: one where it is clear, its candidates where it is doubtful."""
    unshown = label.seen.panel != "whole"
    if fact.standing is Standing.DOUBTFUL:
        doubt = Open(Reason.DOUBTFUL, f"the row of {_name(fact)} is not clearly readable")
        choices = _choices(fact)
        if len(choices) < 2:
            as_read = _part(fact, _forms(fact, fact.form, guidance), fact.amount, fact.unit)
            return (Part(doubt, doubt, standing=fact.standing, as_read=as_read),)
        parts = [
            _part(fact, _forms(fact, form, guidance), doubt if amount is None else amount, unit)
            for form, amount, printed in choices
            for unit in _units(fact, form, printed)
        ]
    else:
        forms, names = _forms(fact, fact.form, guidance)
        outside = Open(Reason.NOT_SHOWN, f"the form of {_name(fact)} may stand outside the picture")
        named = outside if unshown and not forms and fact.nutrient not in _MINERALS else forms
        parts = [
            _part(fact, (named, names), amount, unit)
            for amount, printed in _amounts(fact, unshown=unshown)
            for unit in _units(fact, fact.form, printed)
        ]
    return tuple(dict.fromkeys(replace(part, standing=fact.standing) for part in parts))


def _choices(fact: Fact) -> list[tuple[str | None, Decimal | None, Unit | None]]:
    """The distinct readings of a doubtful row."""
    choices: set[tuple[str | None, Decimal | None, Unit | None]] = set()
    if fact.amount is not None:
        choices.add((fact.form, fact.amount, fact.unit))
    for one in fact.candidates:
        choices.add((one.form or fact.form, one.amount, one.unit or fact.unit))
    return sorted(choices, key=str)


def iu_conflict(fact: Fact) -> bool:
    """Whether the mcg and the IU of a row of vitamin D differ by more than their rounding."""
    if fact.nutrient is not Nutrient.VITAMIN_D or fact.iu is None or fact.amount is None:
        return fact.conflict == "iu"
    mcg = to_mcg(fact.amount, fact.unit) if fact.unit else None
    if mcg is None or fact.unit is None:
        return fact.conflict == "iu"
    last_digit = to_mcg(_last_digit(fact.amount), fact.unit) or Decimal(0)
    slack = (last_digit * IU_PER_MCG_D + _last_digit(fact.iu)) / 2
    return fact.conflict == "iu" or abs(mcg * IU_PER_MCG_D - fact.iu) > slack


def _last_digit(value: Decimal) -> Decimal:
    """What one step of the last printed digit is worth."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else Decimal(1)


def _name(fact: Fact) -> str:
    return fact.nutrient.value.replace("_d", " D").replace("_k", " K")


def _forms(fact: Fact, form: str | None, guidance: Guidance) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The forms of a row, and the trade names among its sources that say one."""
    forms = (form,) if form else fact.forms
    names = tuple(s for s in fact.sources if s.lower().rstrip("®™ ") in guidance.trade_names)
    if names and fact.nutrient is Nutrient.VITAMIN_K and set(forms) <= {"K2"}:
        forms = tuple(dict.fromkeys(guidance.trade_names[name.lower().rstrip("®™ ")] for name in names))
    return forms, names


def _amounts(fact: Fact, *, unshown: bool) -> list[tuple[Decimal | Open | None, Unit | None]]:
    """The printed amount, as the alternatives that the label itself allows."""
    missing = (
        Open(Reason.NOT_SHOWN, f"the amount of {_name(fact)} is not in the picture") if unshown else None
    )
    vague = Open(Reason.AMBIGUOUS, f"the label gives no plain amount of {_name(fact)}")
    if iu_conflict(fact):
        text = f"the mcg and the IU printed for {_name(fact)} contradict each other"
        return [(Open(Reason.AMBIGUOUS, text), None)]
    if fact.qualifier == "blend":
        return [(missing, None)]
    if fact.bounds:
        return [(bound, fact.unit) for bound in dict.fromkeys(fact.bounds)]
    if fact.qualifier in ("<", "up to") and fact.amount is not None:
        return [(Decimal(0), fact.unit), (fact.amount, fact.unit)]
    if fact.qualifier:
        return [(vague, None)]
    if fact.amount is None:
        return [(fact.iu, Unit.IU) if fact.iu is not None else (missing, None)]
    return [(fact.amount, fact.unit)]


def _units(fact: Fact, form: str | None, printed: Unit | None) -> tuple[Unit | None, ...]:
    """The printed unit; and the one that may be meant, where it is off a thousandfold and unconfirmed."""
    meant = Unit.MG if fact.nutrient in _MINERALS else Unit.MCG
    wrong = Unit.MCG if fact.nutrient in _MINERALS else Unit.MG
    mk4 = form == "MK-4" or (form is None and fact.forms == ("MK-4",))
    if printed is not wrong or fact.standing is Standing.CONFIRMED or mk4:
        return (printed,)
    return (wrong, meant)


def _part(
    fact: Fact,
    forms: tuple[tuple[str, ...] | Open, tuple[str, ...]],
    amount: Decimal | Open | None,
    unit: Unit | None,
) -> Part:
    form, names = forms
    if amount is None or isinstance(amount, Open):
        return Part(form, amount, names=names)
    if unit is None:
        return Part(form, Open(Reason.DOUBTFUL, f"the unit of {_name(fact)} could not be read"), names=names)
    if fact.nutrient in _MINERALS:
        return _element(fact, form, amount, unit)
    mcg = to_mcg(amount, unit)
    if fact.nutrient is Nutrient.VITAMIN_D:
        return Part(form, Fraction(amount if mcg is None else mcg * IU_PER_MCG_D), names=names)
    if mcg is None:
        text = "vitamin K is printed in IU, a unit that it does not have"
        return Part(form, Open(Reason.AMBIGUOUS, text), names=names)
    return Part(form, Fraction(mcg), names=names)


def _element(fact: Fact, form: tuple[str, ...] | Open, amount: Decimal, unit: Unit) -> Part:
    """A mineral's row as the element's milligrams, as far as the label tells them."""
    printed = to_mg(amount, unit)
    if printed is None:
        return Part(form, Open(Reason.AMBIGUOUS, f"{_name(fact)} is printed in IU"))
    element = fact.elemental_mg or Elemental(value=None, how="unknown")
    weight = Fraction(printed)
    first = to_mg(fact.amount, fact.unit) if fact.amount and fact.unit else None
    value = None if element.value is None else Fraction(element.value)
    if value is not None and first and first != printed:
        value *= weight / Fraction(first)
    if element.how in ("named", "stated", "percent"):
        return Part(form, weight if value is None else value)
    salt = Open(
        Reason.AMBIGUOUS, f"the label gives the weight of a {_name(fact)} salt, not of the {_name(fact)}"
    )
    return Part(form, salt, estimate=value, most=weight)
