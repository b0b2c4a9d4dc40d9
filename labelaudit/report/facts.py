"""A label's facts in a person's words: name, amount, arithmetic, standing, and what they come to a day."""

from dataclasses import dataclass
from decimal import Decimal

from labelaudit.model.amount import IU_PER_MCG_D, Unit, plain, to_mcg
from labelaudit.model.audit import Audit, Daily, DailyRange
from labelaudit.model.label import Declared, Declares, Evidence, Fact, Label, Nutrient, Standing
from labelaudit.report.clean import clean, shorten

NUTRIENTS = {
    Nutrient.VITAMIN_D: "Vitamin D",
    Nutrient.VITAMIN_K: "Vitamin K",
    Nutrient.CALCIUM: "Calcium",
    Nutrient.MAGNESIUM: "Magnesium",
}
_BASES = {
    "serving": "a serving",
    "unit": "each",
    "day": "a day",
    "100g": "in 100 g",
    "100ml": "in 100 mL",
    "ml": "in 1 mL",
    "drop": "a drop",
}
DAILY = {
    "vitamin_d3_iu": ("vitamin D3", "IU"),
    "vitamin_d2_iu": ("vitamin D2", "IU"),
    "vitamin_d_unstated_iu": ("vitamin D, form not stated", "IU"),
    "mk7_mcg": ("K2 as MK-7", "mcg"),
    "mk4_mcg": ("K2 as MK-4", "mcg"),
    "k2_other_mcg": ("K2 in other forms", "mcg"),
    "k2_unstated_mcg": ("K2, form not stated", "mcg"),
    "calcium_mg": ("calcium", "mg"),
    "magnesium_mg": ("magnesium", "mg"),
}
_STANDINGS = {
    Standing.CONFIRMED: "confirmed: a check that would have caught a slip agrees",
    Standing.READ: "read: one clear reading, nothing to check it against",
    Standing.DOUBTFUL: "doubtful: the readings differ or the arithmetic does not fit; look at it",
}
_ELEMENTAL = {
    "stated": "as the label states",
    "percent": "by its percentage",
    "estimated": "estimated from the salt",
}


@dataclass(frozen=True)
class FactRow:
    """One fact, worded; `index` is its place in the label's facts."""

    index: int
    name: str
    sources: str
    amount: str
    basis: str
    arithmetic: tuple[str, ...]
    standing: Standing
    standing_words: str
    is_part: bool
    evidence: tuple[Evidence, ...]


def figure(value: Decimal) -> str:
    """A decimal with thousands set apart: 2,000 or 0.5."""
    whole, point, rest = plain(value).partition(".")
    return f"{int(whole):,}{point}{rest}" if whole not in {"-0", ""} else whole + point + rest


def span(low: Decimal, high: Decimal) -> str:
    """One figure, or two joined by an en dash."""
    return figure(low) if low == high else f"{figure(low)}–{figure(high)}"


def fact_rows(label: Label) -> tuple[FactRow, ...]:
    """Every fact of the label, in its order."""
    return tuple(
        FactRow(
            index=index,
            name=_name(fact),
            sources=", ".join(shorten(source, limit=60) for source in fact.sources),
            amount=_amount(fact),
            basis=_basis(fact),
            arithmetic=_arithmetic(fact),
            standing=fact.standing,
            standing_words=_standing(fact),
            is_part=fact.part_of is not None,
            evidence=fact.evidence,
        )
        for index, fact in enumerate(label.facts)
    )


def legend(label: Label) -> tuple[str, ...]:
    """What the standings in use mean, surest first."""
    used = {fact.standing for fact in label.facts}
    return tuple(words for standing, words in _STANDINGS.items() if standing in used)


def _name(fact: Fact) -> str:
    name = NUTRIENTS[fact.nutrient]
    forms = [clean(form) for form in ((fact.form,) if fact.form else fact.forms)]
    if not forms:
        return name
    if len(forms) == 1 and forms[0] in {"D2", "D3", "K1", "K2"}:
        return f"Vitamin {forms[0]}"
    if fact.nutrient is Nutrient.VITAMIN_K and all(form.startswith("MK-") for form in forms):
        name = "Vitamin K2"
    return f"{name} as {' and '.join(forms)}"


def _quantity(amount: Decimal | None, unit: Unit | None) -> str:
    if amount is None:
        return "amount not stated"
    return f"{figure(amount)} {unit}" if unit else f"{figure(amount)} (unit not read)"


def _amount(fact: Fact) -> str:
    if fact.candidates:
        readings = (
            " ".join(filter(None, (clean(reading.form or ""), _quantity(reading.amount, reading.unit))))
            for reading in fact.candidates
        )
        return " or ".join(dict.fromkeys(readings))
    if fact.bounds:
        return f"{span(*fact.bounds)} {fact.unit or ''}".rstrip()
    if fact.qualifier == "blend":
        return "in a blend, amount not stated"
    before = f"{fact.qualifier} " if fact.amount is not None and fact.qualifier not in {None, "range"} else ""
    return before + _quantity(fact.amount, fact.unit)


def _basis(fact: Fact) -> str:
    if fact.basis.kind == "unit" and fact.basis.units not in {None, Decimal(1)}:
        return f"in {figure(fact.basis.units or Decimal(1))}"
    return _BASES[fact.basis.kind]


def _arithmetic(fact: Fact) -> tuple[str, ...]:
    lines = (_iu_line(fact), _percent_line(fact), _elemental_line(fact))
    return tuple(line for line in lines if line)


def _iu_line(fact: Fact) -> str | None:
    if fact.nutrient is not Nutrient.VITAMIN_D or fact.amount is None or fact.unit is None:
        return None
    if fact.unit is Unit.IU:
        return f"{figure(fact.amount)} IU ÷ 40 = {figure(fact.amount / IU_PER_MCG_D)} mcg"
    mcg = to_mcg(fact.amount, fact.unit)
    if mcg is None:
        return None
    product = mcg * IU_PER_MCG_D
    line = f"{figure(mcg)} mcg × 40 = {figure(product)} IU"
    if fact.iu is None:
        return line
    if fact.conflict == "iu":
        return f"{line}, but the label prints {figure(fact.iu)} IU"
    return f"{line}, as printed" if fact.iu == product else f"{line}; printed: {figure(fact.iu)} IU"


def _percent_line(fact: Fact) -> str | None:
    if fact.percent is None:
        return None
    table = f" ({clean(fact.reference)})" if fact.reference else ""
    printed = f"{figure(fact.percent)} %"
    if fact.amount is None or not fact.daily_value:
        return f"{printed} of the daily value{table}"
    exact = fact.amount / fact.daily_value * 100
    if fact.conflict != "percent" and abs(exact - fact.percent) <= Decimal("0.5"):
        result = f"= {printed}" if exact == fact.percent else f"≈ {printed}"
        return f"{_quantity(fact.amount, fact.unit)} ÷ {figure(fact.daily_value)} {result}, as printed{table}"
    shown = figure(exact.quantize(Decimal("0.1")))
    return (
        f"{_quantity(fact.amount, fact.unit)} ÷ {figure(fact.daily_value)} = {shown} %, "
        f"but the label prints {printed}{table}"
    )


def _elemental_line(fact: Fact) -> str | None:
    elemental = fact.elemental_mg
    if elemental is None or elemental.how == "named" or fact.amount is None:
        return None
    element = fact.nutrient.value
    if elemental.value is None:
        return f"how much {element} that is, the label does not state"
    return f"{figure(elemental.value)} mg of {element} itself, {_ELEMENTAL.get(elemental.how, elemental.how)}"


def _standing(fact: Fact) -> str:
    if fact.settled:
        return f"settled by {shorten(fact.settled.by, limit=40)}, {clean(fact.settled.when)}"
    return fact.standing.value


def amount_of(amount: DailyRange, unit: str) -> str:
    """A range with its unit, and a mark where it rests on a doubtful reading."""
    doubt = " (doubtful)" if amount.standing is Standing.DOUBTFUL else ""
    return f"{span(amount.low, amount.high)} {unit}{doubt}"


def daily_words(daily: Daily | None) -> tuple[str, ...]:
    """What the label gives a day, one phrase a nutrient."""
    if daily is None:
        return ()
    amounts = ((getattr(daily, field), name, unit) for field, (name, unit) in DAILY.items())
    return tuple(f"{amount_of(amount, unit)} {name}" for amount, name, unit in amounts if amount)


def taken_words(audit: Audit) -> str:
    """How much is taken how often, and how that is known."""
    if audit.label is None:
        return ""
    regimen = audit.label.regimen
    low, high = regimen.intakes_per_day
    every = "a day" if regimen.every_days == 1 else f"every {regimen.every_days} days"
    often = {Decimal(1): "once", Decimal(2): "twice"}.get(high) if low == high else None
    times = f"{_units(audit.label)}{often or f'{span(low, high)} times'} {every}"
    match regimen.source:
        case "directions":
            return f"{times}, as the directions say"
        case "panel":
            return f"{times}, as the panel says"
        case "option":
            return f"{times}, as you asked"
    if audit.label.seen.directions:
        return f"{times} is assumed: the directions do not say how often"
    return f"if taken {times}: the directions are not in the picture"


def _units(label: Label) -> str:
    """What is taken at once ("2 capsules "), where the panel says what a serving is made of."""
    if label.serving is None or label.serving.unit is None:
        return ""
    low, high = label.regimen.units_per_intake
    unit = clean(label.serving.unit)
    return f"{span(low, high)} {unit if high == 1 else plural(unit)} "


def plural(unit: str) -> str:
    """What there are several of: "gummies"."""
    if unit == "ml":
        return unit
    return f"{unit[:-1]}ies" if unit.endswith("y") else f"{unit}s"


def absent_words(declares: Declares) -> tuple[str, ...]:
    """What the label does not declare, and what could not be told."""
    named = {
        "vitamin D": declares.vitamin_d,
        "vitamin K2": declares.vitamin_k2,
        "calcium": declares.calcium,
        "magnesium": declares.magnesium,
    }
    absent = [name for name, answer in named.items() if answer is Declared.NO]
    unknown = [name for name, answer in named.items() if answer is Declared.UNKNOWN]
    lines = []
    if absent:
        lines.append(f"Not declared: {', '.join(absent)}.")
    if unknown:
        lines.append(f"Not known from this picture: {', '.join(unknown)}.")
    return tuple(lines)
