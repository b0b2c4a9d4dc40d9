"""What keeps a reading from being sure: every doubt of a fact, in words that a person can act on."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import product

from labelaudit.model.amount import Unit, to_mg
from labelaudit.model.label import Basis, Nutrient
from labelaudit.model.page import Box, Word
from labelaudit.parse.absence import might_be
from labelaudit.parse.amounts import Column
from labelaudit.parse.columns import read_basis
from labelaudit.parse.context import Context
from labelaudit.parse.crosscheck import Check, slips
from labelaudit.parse.elemental import told_element
from labelaudit.parse.fold import fold
from labelaudit.parse.forms import is_d_told_twice, read_d_forms, read_k_forms
from labelaudit.parse.joining import Row
from labelaudit.parse.named import LETTER, Named
from labelaudit.parse.references import TABLES, Fit, fit
from labelaudit.parse.runon import STATES, holds_anothers_end, is_cut_off
from labelaudit.parse.second import covered
from labelaudit.parse.units import find_quantities

_MILLI = re.compile(r"\d\s*mg$")
_SURE_AMOUNT = 0.80
SURE_NAME = 0.70
_SURE_FORM = 0.85
_PLAIN_FIGURE = 0.95
"""Below these confidences a token is in doubt unless the arithmetic speaks for it."""


_A_FORM = 3
"""Letters that a word needs to hold a form's name: "μg" has fewer."""
CONFLICT = {"iu": "mcg and IU differ", "percent": "the amount and its percentage differ"}
_IMPLAUSIBLE = "the unit is not one that this nutrient is sold in"
_A_HEAD = "so many grams may be what its amount is for"
"""As in "100 g", however plainly that is read."""
_TOO_MUCH = "no label tells so much of it: two numbers may have been read as one"
"""As in "10 000 250 mcg", the IU and the mcg of a narrow column; whoever reads it again reads the same."""
_LOW_CONFIDENCE = "the amount is not clearly readable"
UNCLEAR_HEAD = "it is not plain which serving the column is for"
LOW_NAME = "the name is not clearly readable"
_SLIP = "a letter was read for a digit or a unit"
_NEAR_NAME = "the name was recognised by a near spelling"
BESIDE_THE_ROW = {CONFLICT["percent"], _IMPLAUSIBLE}
"""Both together: the figures are plainly read, and another row's."""
SETTLED_BY_AGREEMENT = {*CONFLICT.values(), _IMPLAUSIBLE, _LOW_CONFIDENCE}


def doubts_of(
    row: Row, named: Named, column: Column, basis: Basis | None, check: Check, context: Context
) -> list[str]:
    """Everything that keeps the reading from being sure; the arithmetic outweighs what it has confirmed."""
    quantity = column.amount.quantity
    doubts = []
    if named.doubt and not (named.doubt == LETTER and check.confirmed):
        doubts.append(f"{named.doubt} is not clearly readable")
    elif (row.holed and _may_tell_form(named)) or not _is_form_clear(row, named, context.words):
        doubts.append("the form is not clearly readable")
    if check.conflict:
        doubts.append(CONFLICT[check.conflict])
    if basis is None or _is_told_per(column, basis):
        doubts.append(UNCLEAR_HEAD)
    if any(might_be(row, other) for other in Nutrient if other != named.nutrient):
        doubts.append("the row names another nutrient too")
    if quantity.unit is Unit.MCG and _MILLI.search(quantity.raw):
        doubts.append(
            _IMPLAUSIBLE
        )  # mg was read for what the percentage says is mcg: the label may err itself
    if holds_anothers_end(row):
        doubts.append("its name runs into another's")
    if _tells_another_dose(row, named, context.values(column.amount)[0], quantity.unit):
        doubts.append("another amount is told of the vitamin that it holds")
    if check.confirmed:
        return doubts
    if row.holed or is_cut_off(row, named):
        doubts.append("part of the name was not read")
    if context.misaligned:
        doubts.append("amounts and names of this panel may be a line apart")
    if any(row is odd for odd in context.odd):
        doubts.append("the row's columns do not stand to each other as the other rows' do")
    if not named.exact and not check.agrees:
        doubts.append(_NEAR_NAME)
    if row.name_confidence < SURE_NAME:
        doubts.append(LOW_NAME)
    if not quantity.clean and not _is_nought(column) and not _is_mu(named, column):
        doubts.append(_SLIP)
    if min(c.word.confidence for c in column.cells) < _SURE_AMOUNT:
        doubts.append(_LOW_CONFIDENCE)
    if len(context.values(column.amount)) > 1 and not column.settled:
        doubts.append("the point in the number may part thousands or decimals")
    if _holds_forms_figure(named, column):
        doubts.append("the first figure may be the form's")
    if _contradicted_by_a_note(row, named, column, context):
        doubts.append("a number beside it, whose % may be lost, is not its percentage")
    if _tells_another_element(row, named, context.values(column.amount)[0], quantity.unit):
        doubts.append("another amount is told of the element that it holds")
    by_weight = basis is not None and basis.kind == "100g" and quantity.unit in (Unit.G, Unit.MG)
    head = named.nutrient in ("vitamin_d", "vitamin_k") or context.values(column.amount)[0] >= _ALL
    if implausible(named, quantity.unit, context.values(column.amount)[0]) and (head or not by_weight):
        doubts.append(_A_HEAD if head and quantity.unit is Unit.G else _IMPLAUSIBLE)
    if _is_too_much(named, quantity.unit, context.values(column.amount)[0]) and not by_weight:
        doubts.append(_TOO_MUCH)
    return doubts


def _tells_another_element(row: Row, named: Named, value: Decimal, unit: Unit | None) -> bool:
    """Whether a row tells more of the element than of the whole: "160 mg equivalent to magnesium 350 mg".

    A row that names no salt tells the element itself, and so no less of it either.
    """
    element, whole = told_element(row.name, named.nutrient), to_mg(value, unit) if unit else None
    if element is None or whole is None:
        return False
    return element > whole or (named.compound is None and element != whole)


def _tells_another_dose(row: Row, named: Named, value: Decimal, unit: Unit | None) -> bool:
    """Whether a vitamin's row tells what it holds of the vitamin: "MK-7 powder 4500 mcg equiv. to 45 mcg".

    Or how much of it is of one form: "Vitamin K 100 µg, davon K2 45 µg".
    """
    if named.nutrient not in ("vitamin_d", "vitamin_k"):
        return False
    told = (q for q in find_quantities(row.name) if q.unit and STATES.search(fold(row.name)[: q.start]))
    return any(q.unit and to_mg(q.values[0], q.unit) not in (None, unit and to_mg(value, unit)) for q in told)


_PER = re.compile(r"\s?/\s?(?P<unit>\d*\s?[^\W\d_]{2,})")


def _is_told_per(column: Column, basis: Basis) -> bool:
    """Whether the amount says itself that it is for something else than its column: "25 µg/Tropfen"."""
    cell = column.amount
    told = _PER.match(cell.word.text, cell.word.text.find(cell.quantity.raw) + len(cell.quantity.raw))
    own = read_basis(f"per {told['unit']}") if told else None
    return own is not None and (own.kind, own.units) != (basis.kind, basis.units)


_FORMS_FIGURE = re.compile(r"(?<![^\W_])(?:d\s?(?P<d>[23])|k\s?(?P<k>[12]))\d{2}")
_MOST = {("vitamin_d", Unit.MCG): 200, ("vitamin_d", Unit.IU): 10_000, ("vitamin_k", Unit.MCG): 200}
"""What is hardly ever sold in one dose: more may begin with the figure of the form."""


def _holds_forms_figure(named: Named, column: Column) -> bool:
    """Whether "Vitamin D 325 µg" may be "Vitamin D3 25 µg", the blank misplaced."""
    quantity, text = column.amount.quantity, fold(column.amount.word.text)
    most = _MOST.get((named.nutrient, quantity.unit)) if quantity.unit else None
    much = most is not None and quantity.values[0] > most and not named.forms
    return much and _FORMS_FIGURE.search(text) is not None


_BARE = re.compile(r"[1-9]\d{0,2}[,.]\d{3}|[1-9]\d{1,4}")


def _contradicted_by_a_note(row: Row, named: Named, column: Column, context: Context) -> bool:
    """Whether a bare number in the row, perhaps a percentage, fits nothing that its amount may be."""
    quantity = column.amount.quantity
    if column.percent is not None or quantity.unit is None:
        return False
    behind = column.amount.word.text.partition(quantity.raw)[2].strip()
    bare = [re.sub("[,.]", "", note) for note in (*row.notes, behind) if _BARE.fullmatch(note)]
    tables = [context.table] if context.table else list(TABLES)
    amount, unit = quantity.values[0], quantity.unit

    def contradicts(percent: str) -> bool:
        fits = {fit(t, named.nutrient, amount, unit, Decimal(percent)) for t in tables}
        return fits - {None} == {Fit.CONTRADICTS}

    def is_sign_misread(figures: str) -> bool:
        """Whether figures end in the sign, "2996" is 29%, and none that the amount lost fits them."""
        lost = product(tables, slips(amount, unit))
        if any(fit(t, named.nutrient, *slip, Decimal(figures)) is Fit.AGREES for t, slip in lost):
            return False
        ends = range(max(1, len(figures) - 2), len(figures))
        return any(not contradicts(figures[:end]) for end in ends)

    # Of a salt the percentage tells how much is element: figures that may hold one leave that open.
    return bool(bare) and all(
        contradicts(figures) and (named.compound is not None or not is_sign_misread(figures))
        for figures in bare
    )


def _is_nought(column: Column) -> bool:
    """Whether "Omg" is 0 mg: of it the label has 0 %."""
    percent = column.percent
    nought = _NOUGHT.fullmatch(fold(column.amount.quantity.raw))
    return nought is not None and percent is not None and not any(percent.quantity.values)


_NOUGHT = re.compile(r"o\s?m(?:c?g|kg)")


def _is_mu(named: Named, column: Column) -> bool:
    """Whether "25 pg" is 25 µg: a letter with a tail before its g, of what is never sold in milligrams."""
    quantity = column.amount.quantity
    mu = quantity.plain and _MU.search(fold(quantity.raw)) is not None
    return mu and implausible(named, Unit.MG, quantity.values[0])


_MU = re.compile(r"\d\s?[py]g$")


def _may_tell_form(named: Named) -> bool:
    """Whether what is missing of a name may be its form."""
    return named.nutrient == "vitamin_k" or (named.nutrient == "vitamin_d" and not named.forms)


def _is_form_clear(row: Row, named: Named, words: Sequence[Word]) -> bool:
    """Whether words that are surely read name every form, and no other word could name one more.

    Or other print in view names the same form, and none another: no slip happens twice alike.
    """
    if not named.forms or (named.nutrient == "vitamin_d" and is_d_told_twice(fold(row.name))):
        return True
    read_forms = read_d_forms if named.nutrient == "vitamin_d" else read_k_forms
    amounts = {id(cell.word) for cell in row.cells}
    ordered = sorted(row.words, key=lambda w: id(w) in amounts)  # what wraps goes on behind them
    sure = " ".join(fold(w.text) for w in ordered if w.confidence >= _SURE_FORM)
    rest = [fold(w.text) for w in row.naming if w.confidence < _SURE_FORM]
    backed, _ = read_forms(sure)
    clear = set(named.forms) <= set(backed) and all(
        read_forms(text)[0] or sum(map(str.isalpha, text)) < _A_FORM for text in rest
    )
    plain = named.nutrient != "vitamin_d" or row.name_confidence >= _PLAIN_FIGURE
    if clear and plain:
        return True
    forms, doubted = _told_elsewhere(row, named, words)
    if clear:
        return not forms or not forms.isdisjoint(named.forms)  # "D2" may be D3, which the front tells
    return forms == set(named.forms) and not doubted


def _told_elsewhere(row: Row, named: Named, words: Sequence[Word]) -> tuple[set[str], bool]:
    """The vitamin's forms that other print tells, and whether any of it is in doubt."""
    read_forms = read_d_forms if named.nutrient == "vitamin_d" else read_k_forms
    others = [w for w in words if not any(_share_print(w.box, mine.box) for mine in row.words)]
    told = [read_forms(fold(w.text)) for w in others if w.confidence >= SURE_NAME]
    return {form for found, _ in told for form in found} - {"K2"}, any(doubt for _, doubt in told)


def _share_print(a: Box, b: Box) -> bool:
    return covered(a, b) > 0 or covered(b, a) > 0


_ALL = 100
"""Of 100 g, in grams."""
_MANY_GRAMS = 10
"""Of a mineral, at once: milligrams whose m was lost."""


def _is_too_much(named: Named, unit: Unit | None, value: Decimal) -> bool:
    """Whether it is a gram of a vitamin, a million IU, or ten grams of a mineral, in a smaller unit."""
    if unit is Unit.IU:
        return value >= _MOST_IU
    mg, vitamin = to_mg(value, unit) if unit else None, named.nutrient in ("vitamin_d", "vitamin_k")
    return mg is not None and unit is not Unit.G and mg >= 1000 * (1 if vitamin else _MANY_GRAMS)


_MOST_IU = 1_000_000


def implausible(named: Named, unit: Unit | None, value: Decimal) -> bool:
    """Whether the nutrient is never sold in the unit."""
    match named.nutrient:
        case "vitamin_d":
            return unit in (Unit.MG, Unit.G) and value != 0
        case "vitamin_k":
            return unit in (Unit.G, Unit.IU) or (unit is Unit.MG and named.forms != ("MK-4",) and value != 0)
        case _:
            return (unit in (Unit.MCG, Unit.IU) and value != 0) or (unit is Unit.G and value >= _MANY_GRAMS)
