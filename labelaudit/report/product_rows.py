"""Products as rows of a catalogue's index: what its table, filters and drawings go by, no more."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from labelaudit.model.audit import Audit, Outcome, Reason, Status
from labelaudit.model.label import Declared, Standing
from labelaudit.report.clean import clean, shorten
from labelaudit.report.entry import Entry
from labelaudit.report.view import View, rule_title

Range = tuple[float, float]
"""From the least to the most; (0, 0) where the label declares none."""

_STANDINGS = list(Standing)


@dataclass(frozen=True)
class Row:
    """One product; amounts are those that the rules went by, None where they are open or not stated."""

    title: str
    brand: str
    number: str
    """SKU, barcode and key, as far as they differ."""
    status: Status
    low: int | None
    high: int | None
    band: str
    fail: tuple[str, ...]
    warn: tuple[str, ...]
    review: tuple[str, ...]
    standing: Standing | None
    """Of the fact that was read worst."""
    d: Range | None
    """Vitamin D, IU a day."""
    k2: Range | None
    """K2 a day, mcg, MK-4 aside."""
    ratio: Range | None
    """K2, mcg per 500 mg of calcium."""
    change: str
    name: str
    """Of its files."""
    has_picture: bool


def product_row(entry: Entry, shown: View, *, change: str, has_picture: bool) -> Row:
    """One product's row; `change` says what became of it since the last run, empty where nothing did."""
    audit = entry.audit
    product, label, score = audit.product, audit.label, audit.score
    sku, gtin = (product.sku, product.gtin) if product else (None, None)
    numbers = [sku, gtin or (label.gtin if label else None), entry.key]
    facts = label.facts if label else ()
    return Row(
        title=shown.title,
        brand=shorten((product.brand if product else None) or "", limit=60),
        number=" · ".join(dict.fromkeys(shorten(number, limit=60) for number in numbers if number)),
        status=audit.status,
        low=score.low if score else None,
        high=score.high if score else None,
        band=clean(score.band) if score else "",
        fail=_rules(audit, Outcome.FAIL),
        warn=_rules(audit, Outcome.WARN),
        review=_rules(audit, Outcome.REVIEW),
        standing=max((fact.standing for fact in facts), key=_STANDINGS.index, default=None),
        d=_amount(audit, "d3-dose", declared="vitamin_d", unit="IU a day"),
        k2=_amount(audit, "k2-dose", declared="vitamin_k2", unit="mcg a day"),
        ratio=_amount(audit, "k2-per-calcium"),
        change=change,
        name=entry.name,
        has_picture=has_picture,
    )


def _rules(audit: Audit, outcome: Outcome) -> tuple[str, ...]:
    found = (f for f in audit.findings if f.outcome is outcome and not f.accepted)
    return tuple(dict.fromkeys(clean(f.rule) for f in found))


def _amount(audit: Audit, rule: str, *, declared: str = "", unit: str = "") -> Range | None:
    """What the rule measured; a rule that waits for a doubtful reading has measured nothing sure."""
    for finding in audit.findings:
        measured = finding.measured
        if finding.rule == rule and measured and finding.reason is not Reason.DOUBTFUL:
            if unit and measured.unit != unit:
                return None  # a weekly dose is no daily one
            return float(measured.low), float(measured.high)
    absent = declared and audit.label and getattr(audit.label.declares, declared) is Declared.NO
    return (0.0, 0.0) if absent else None


class Packed:
    """Rows as the JSON that the index's script reads: words that come again stand once, in lists."""

    def __init__(self) -> None:
        self._words: dict[str, dict[str, int]] = {
            name: {"": 0} for name in ("brands", "rules", "bands", "statuses", "standings", "changes")
        }
        self._rows: list[str] = []

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, row: Row) -> None:
        """One more; its fields' order is the script's."""
        fields = [
            row.title,
            self._place("brands", row.brand),
            row.number,
            self._place("statuses", row.status.value),
            row.low,
            row.high,
            self._place("bands", row.band),
            *([self._place("rules", rule) for rule in rules] for rules in (row.fail, row.warn, row.review)),
            self._place("standings", row.standing.value if row.standing else ""),
            *(_compact(amount) for amount in (row.d, row.k2, row.ratio)),
            self._place("changes", row.change),
            row.name,
            int(row.has_picture),
        ]
        self._rows.append(_inert(fields))

    def json(self) -> Iterable[str]:
        """In pieces; nothing in it can end the script element that it stands in."""
        words = {name: list(places) for name, places in self._words.items()}
        words["titles"] = [rule_title(rule) for rule in words["rules"]]
        yield _inert(words)[:-1] + ',"rows":['
        for number, row in enumerate(self._rows):
            yield f",\n{row}" if number else row
        yield "]}"

    def _place(self, kind: str, word: str) -> int:
        places = self._words[kind]
        return places.setdefault(word, len(places))


def _compact(amount: Range | None) -> float | list[float] | None:
    if amount is None:
        return None
    low, high = (int(end) if end.is_integer() else round(end, 2) for end in amount)
    return low if low == high else [low, high]


def _inert(value: Any) -> str:  # whatever JSON holds
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
