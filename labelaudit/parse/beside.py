"""Tell which nutrients the text beside a panel speaks of as the product's own: none of them is absent."""

import re
from collections.abc import Iterable, Sequence

from labelaudit.model.label import Claim, Declared, Declares
from labelaudit.parse.fold import fold
from labelaudit.parse.forms import read_d_forms, read_k_forms
from labelaudit.parse.line import Line
from labelaudit.parse.named import Named
from labelaudit.parse.names import mentions, read_name
from labelaudit.parse.units import find_quantities

_NEAR = 40
"""Letters from where a name begins to its amount at most."""
_NUMBER_LAST = re.compile(r"(?<=[\s:])\d[\d.,]+$")
"""What ends a line may have its unit on the next: "Calcium: 252"."""
_LINK = 16
"""Letters between an amount and the name behind it at most: "200 mg of elemental magnesium"."""


def keep_open(
    declares: Declares, lines: Sequence[Line], claims: Iterable[Claim], ingredients: Iterable[str]
) -> Declares:
    """The judgement with every "no" left open that the text beside the panel speaks against.

    A claim of its form or its amount does, a line that tells an amount of it, and a vitamin's form among the
    ingredients: its row may be one that was not read. A bare name may be an aid's, "magnesium stearate"
    parted by a line's end; and a front that says K2 over a row of K1 is the label's own contradiction.
    `lines` are those beside the panel.
    """
    named: list[tuple[str, tuple[str | None, ...]]]
    named = [(c.nutrient.value, (c.form,)) for c in claims if c.form is not None or c.amount is not None]
    named += [(one.nutrient, one.forms or (None,)) for line in lines for one in _with_amounts(line.text)]
    if declares.vitamin_k is Declared.YES:
        named = [(nutrient, forms) for nutrient, forms in named if nutrient != "vitamin_k"]
    for text in map(fold, ingredients):
        named += [("vitamin_d", read_d_forms(text)[0]), ("vitamin_k", read_k_forms(text)[0])]
    told = {nutrient for nutrient, forms in named if forms}
    if {form for nutrient, forms in named if nutrient == "vitamin_k" for form in forms} - {None, "K1"}:
        told.add("vitamin_k2")
    against = {name: Declared.UNKNOWN for name, value in declares if name in told and value is Declared.NO}
    return declares.model_copy(update=against)


def _with_amounts(text: str) -> list[Named]:
    """The names of ours that an amount stands right behind or before: "75 mcg of vitamin K2"."""
    amounts = [(q.start, q.end) for q in find_quantities(text) if not q.percent]
    amounts += [number.span() for number in _NUMBER_LAST.finditer(text)]
    near = [
        at
        for at in (mentions(text) if amounts else [])
        if any(0 < start - at <= _NEAR or 0 <= at - end <= _LINK for start, end in amounts)
    ]
    found = [read_name(text[at : at + _NEAR]) for at in near]
    return [named for named in found if named is not None and named.ours]
