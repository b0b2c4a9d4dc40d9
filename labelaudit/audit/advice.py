"""The one change that would raise a label's score most, found by judging the changed label."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache

from labelaudit.audit.case import Case, is_k2
from labelaudit.audit.daily import decimal
from labelaudit.audit.readings import Readings
from labelaudit.audit.registry import RULES
from labelaudit.audit.rule import band
from labelaudit.audit.wording import figure
from labelaudit.model.amount import Unit
from labelaudit.model.audit import Advice, Finding, Outcome, Score
from labelaudit.model.label import (
    Basis,
    Declared,
    Elemental,
    Fact,
    Label,
    Nutrient,
    Standing,
    Statement,
)

_D, _K, _CALCIUM, _MAGNESIUM = Nutrient.VITAMIN_D, Nutrient.VITAMIN_K, Nutrient.CALCIUM, Nutrient.MAGNESIUM

Change = tuple[str, str, Label, frozenset[str]]
"""The change's name, its sentence, the label as it would be, the rules that may judge it otherwise."""

Rescore = Callable[[Label, frozenset[str]], Score | None]
"""The score of a changed label, in which only these rules need to be judged again."""


def best_change(
    readings: Readings,
    findings: tuple[Finding, ...],
    score: Score,
    *,
    rescore: Rescore,
) -> Advice | None:
    """The change with the greatest gain at both ends of the score together; None where none gains."""
    short = {f.rule: f for f in findings if f.outcome in (Outcome.FAIL, Outcome.WARN)}
    best, gain = None, 0
    for change, text, label, concerned in _changes(readings, short):
        after = rescore(label, concerned)
        if after is not None and after.low + after.high - score.low - score.high > gain:
            gain = after.low + after.high - score.low - score.high
            best = Advice.model_validate(
                {"change": change, "text": text, "low": after.low, "high": after.high}
            )
    return best


def _changes(readings: Readings, short: dict[str, Finding]) -> Iterator[Change]:
    label = readings.label
    if "k2-with-d3" in short or "k2-with-calcium" in short:
        dose = _k2_dose(readings, None)
        text = f"Add vitamin K2: {figure(dose)} mcg of MK-7 a day."
        yield "add-k2", text, _with(label, _fact(_K, dose, Unit.MCG, "MK-7")), _about(_K)
    if "k2-form" in short:
        named = {"form": "MK-7", "forms": ("MK-7",)}
        facts = [f.model_copy(update=named) if f.form == "K2" else f for f in label.facts]
        yield "name-k2-form", "Name the form of the K2 (scored as MK-7).", _replaced(label, facts), _about(_K)
    if "d3-dose" in short:
        yield from _vitamin_d(readings, short["d3-dose"])
    if "k2-dose" in short or "k2-per-calcium" in short:
        yield from _k2(readings)
    if "magnesium-with-d" in short:
        dose = _magnesium_dose(readings)
        text = f"Bring magnesium to {figure(dose)} mg a day."
        yield "add-magnesium", text, _with(label, _fact(_MAGNESIUM, dose, Unit.MG, None)), _about(_MAGNESIUM)
    if "anticoagulant-caution" in short:
        statements = (*label.statements, Statement(kind="anticoagulant", text=""))
        text = "Print a caution for people who take anticoagulants."
        changed = label.model_copy(update={"statements": statements})
        yield "print-caution", text, changed, frozenset({"anticoagulant-caution"})
    if "calcium-single-dose" in short:
        yield from _split(readings, short["calcium-single-dose"])


def _vitamin_d(readings: Readings, finding: Finding) -> Iterator[Change]:
    """Vitamin D brought to the nearer edge of the profile's band."""
    daily = _known(readings, _D, Case.vitamin_d)
    if not daily or finding.measured is None:
        return
    low, high = band(readings.profile.points)
    dose = low if daily < low or high is None else high
    text = f"Bring vitamin D to {figure(dose)} IU a day."
    yield "d3-dose", text, _replaced(readings.label, _scaled(readings.label, _D, dose / daily)), _about(_D)


def _k2(readings: Readings) -> Iterator[Change]:
    """K2 brought to the nearest dose that suits."""
    daily = _known(readings, _K, Case.k2)
    if not daily:
        return
    dose = _k2_dose(readings, daily)
    if dose != daily:
        text = f"Bring K2 to {figure(dose)} mcg a day."
        yield (
            "k2-dose",
            text,
            _replaced(readings.label, _scaled(readings.label, _K, dose / daily)),
            _about(_K),
        )


def _split(readings: Readings, finding: Finding) -> Iterator[Change]:
    """The calcium taken in as many intakes as keep each within bounds."""
    most = readings.guidance.rules["calcium-single-dose"].points[0][0]
    if finding.measured is None or not most:
        return
    parts = -(-finding.measured.high // most)
    regimen = readings.label.regimen
    less, more = regimen.units_per_intake, regimen.intakes_per_day
    split = {
        "units_per_intake": (less[0] / parts, less[1] / parts),
        "intakes_per_day": (more[0] * parts, more[1] * parts),
    }
    text = f"Split the day's calcium into {figure(more[1] * parts)} intakes."
    changed = readings.label.model_copy(update={"regimen": regimen.model_copy(update=split)})
    yield "split-calcium", text, changed, frozenset(RULES)


@cache
def _about(nutrient: Nutrient) -> frozenset[str]:
    scoring = (rule for rule in RULES.values() if rule.category in ("guidance", "cap"))
    return frozenset(rule.id for rule in scoring if nutrient in rule.needs)


def _known(
    readings: Readings, nutrient: Nutrient, amount: Callable[[Case], Fraction | None]
) -> Fraction | None:
    """The day's amount, where there is one."""

    def daily(case: Case) -> Fraction | None:
        found = amount(case)
        return None if found is None else case.daily(nutrient, found)

    return readings.settled(daily, frozenset({nutrient}))


def _k2_dose(readings: Readings, now: Fraction | None) -> Fraction:
    """The dose nearest to the present one that suits D3, and the calcium where one can."""
    rules = readings.guidance.rules
    low, high = band(rules["k2-dose"].points)
    calcium = _known(readings, _CALCIUM, lambda case: case.mineral(_CALCIUM) if case.has_calcium() else None)
    if calcium:
        share = calcium / Fraction(readings.guidance.thresholds.per_calcium_mg.value)
        least, most = (edge and edge * share for edge in band(rules["k2-per-calcium"].points))
        ends = [end for end in (high, most) if end is not None]
        if least is not None and (not ends or max(low, least) <= min(ends)):
            low, high = max(low, least), min(ends, default=None)
    if now is None:
        return max(low, Fraction(100)) if high is None or high >= 100 else low
    return low if now < low else high if high is not None and now > high else now


def _magnesium_dose(readings: Readings) -> Fraction:
    """The least that counts; with calcium, what stands at two to one."""
    thresholds = readings.guidance.thresholds
    least = Fraction(thresholds.magnesium_mg.value)
    calcium = _known(readings, _CALCIUM, lambda case: case.mineral(_CALCIUM) if case.has_calcium() else None)
    if not calcium or calcium > thresholds.ratio_calcium_mg.value:
        return least
    return max(least, calcium / 2)


def _fact(nutrient: Nutrient, amount: Fraction, unit: Unit, form: str | None) -> Fact:
    value = decimal(amount)
    return Fact(
        nutrient=nutrient,
        form=form,
        forms=(form,) if form else (),
        amount=value,
        unit=unit,
        basis=Basis(kind="day"),
        elemental_mg=Elemental(value=value, how="named") if unit is Unit.MG else None,
        standing=Standing.CONFIRMED,
    )


def _with(label: Label, fact: Fact) -> Label:
    """The label with one more fact, in place of what it declares of that nutrient."""
    declares = {fact.nutrient.value: Declared.YES}
    if fact.form and is_k2(fact.form):
        declares["vitamin_k2"] = Declared.YES
    others = [other for other in label.facts if other.nutrient is not fact.nutrient]
    known = label.declares.model_copy(update=declares)
    return _replaced(label.model_copy(update={"declares": known}), [*others, fact])


def _scaled(label: Label, nutrient: Nutrient, factor: Fraction) -> list[Fact]:
    def times(value: Decimal | None) -> Decimal | None:
        return None if value is None else decimal(Fraction(value) * factor)

    return [
        fact.model_copy(update={"amount": times(fact.amount), "iu": times(fact.iu)})
        if fact.nutrient is nutrient
        else fact
        for fact in label.facts
    ]


def _replaced(label: Label, facts: list[Fact]) -> Label:
    return label.model_copy(update={"facts": tuple(facts)})
