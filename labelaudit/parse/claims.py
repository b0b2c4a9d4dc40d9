"""Find what a label claims of our nutrients outside its panel: "Vitamin D3 5,000 IU", "D3 + K2"."""

import re
from collections.abc import Iterator, Sequence

from labelaudit.model.amount import Unit
from labelaudit.model.label import Claim, Evidence, Nutrient, Statement
from labelaudit.parse.line import Line
from labelaudit.parse.named import Named
from labelaudit.parse.names import read_name
from labelaudit.parse.units import Quantity, find_quantities

_PARTS = re.compile(
    r"\s[+&|•·/]\s?|\s?[+&|•·]\s|(?<=\d)\s?[+&]\s?(?=[A-Za-z])"
    r"|\s(?:with|and|mit|und|avec|et|con|y|com|e|z|i|met|en|με|και)\s"
)
_DETAIL = re.compile(
    r"^\W*(?:as|als|comme|como|come|jako|ω[σς])?\W*(?:mk|menaquinon|menachinon|all[- ]?trans)", re.IGNORECASE
)
_MOST_WORDS = 8
"""More words than this is prose, and prose claims what it likes."""


def find_claims(lines: Sequence[Line]) -> tuple[Statement, ...]:
    """The claims in lines that are no prose and no part of a panel.

    Strict: a name that is spelt in doubt, a form's digit that is not read clearly and an amount
    that may be read in two ways make no claim. An amount alone on the next line belongs to it.
    """
    statements: list[Statement] = []
    for index, line in enumerate(lines):
        claims = list(_claims(line.text))
        follows = index + 1 < len(lines) and lines[index + 1].evidence.page == line.evidence.page
        amount = _alone(lines[index + 1].text) if follows else None
        own: tuple[Evidence, ...] = (line.evidence,)
        text = line.text
        if len(claims) == 1 and claims[0].amount is None and amount is not None:
            claims = [claims[0].model_copy(update={"amount": amount.values[0], "unit": amount.unit})]
            own, text = (line.evidence, lines[index + 1].evidence), f"{text} {lines[index + 1].text}"
        statements += [
            Statement(kind="claim", text=" ".join(text.split()), claim=c, evidence=own) for c in claims
        ]
    return tuple(statements)


def _claims(text: str) -> Iterator[Claim]:
    if len(re.findall(r"[^\W\d_]{2,}", text)) > _MOST_WORDS:
        return
    last: Named | None = None
    bare = False
    for part in _joined(_PARTS.split(text)):
        named = read_name(part)
        if named is None and last is not None:
            # "Vitamin D3 + K2": the second stands in the word of the first.
            named = read_name(f"Vitamin {part.strip()}")
        amounts = [q for q in find_quantities(part) if not q.percent]
        if named is None or not _is_sure(named) or len(amounts) > 2 or not all(map(_is_plain, amounts)):
            continue
        amount = _printed(named, amounts)
        if len(amounts) > 1 and amount is None:
            continue
        if bare or (amount and amount.unit == Unit.IU and named.nutrient != Nutrient.VITAMIN_D):
            # "D3 + K2 100 mcg": whose amount it is, is not told.
            amount = None
        last, bare = named, amount is None
        yield Claim(
            nutrient=Nutrient(named.nutrient),
            form=named.form,
            amount=amount.values[0] if amount else None,
            unit=amount.unit if amount else None,
        )


def _joined(parts: Sequence[str]) -> list[str]:
    """Parts with a form's detail ("K2 / as MK-7") put back to its name."""
    joined: list[str] = []
    for part in parts:
        if joined and _DETAIL.match(part):
            joined[-1] += f" {part}"
        else:
            joined.append(part)
    return joined


def _is_sure(named: Named) -> bool:
    return named.ours and named.exact and named.doubt is None and named.compound is None


def _is_plain(amount: Quantity) -> bool:
    return amount.clean and amount.qualifier is None and len(amount.values) == 1


def _printed(named: Named, amounts: Sequence[Quantity]) -> Quantity | None:
    """The first of the amounts; of two only mcg and IU of one vitamin D belong together."""
    if len(amounts) == 2 and {q.unit for q in amounts} != {Unit.MCG, Unit.IU}:
        return None
    return amounts[0] if amounts else None


def _alone(text: str) -> Quantity | None:
    """The amount that is all of a line."""
    amounts = [q for q in find_quantities(text) if not q.percent]
    if len(amounts) != 1 or not _is_plain(amounts[0]):
        return None
    rest = text[: amounts[0].start] + text[amounts[0].end :]
    return amounts[0] if not re.search(r"\w", rest) else None
