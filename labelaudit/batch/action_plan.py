"""Write action-plan.csv: what to ask of which brand, what raises the scores most first."""

import csv
import io
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from labelaudit.audit.registry import RULES
from labelaudit.batch.whole import whole
from labelaudit.model.audit import Audit, Finding, Outcome
from labelaudit.report.clean import clean, shorten
from labelaudit.report.columns import Cell
from labelaudit.report.entry import Entries
from labelaudit.report.to_csv import inert

NAME = "action-plan.csv"
"""In a run's folder."""
COLUMNS = {
    "brand": "Whom to ask; empty where the catalogue names none.",
    "rule": "The rule that is not met; `labelaudit rules ID` explains it.",
    "fails": "What is wrong.",
    "ask": "What to ask for, in the words that fit most of them: the advised change, else what the rule is.",
    "points": "What all of it costs: the points of 100 that each product loses by this rule, added up.",
    "products": "How many products it concerns.",
    "which": "Their keys; the first fifty.",
}
"""Its columns, with what they mean."""

_MOST_KEYS = 50
_ASKED_BY = {
    "add-k2": {"k2-with-d3", "k2-with-calcium"},
    "name-k2-form": {"k2-form"},
    "d3-dose": {"d3-dose"},
    "k2-dose": {"k2-dose", "k2-per-calcium"},
    "add-magnesium": {"magnesium-with-d"},
    "print-caution": {"anticoagulant-caution"},
    "split-calcium": {"calcium-single-dose"},
}
"""The rules that each advised change is for."""


@dataclass
class _Point:
    """One rule that one brand's labels do not meet."""

    points: float = 0
    products: int = 0
    keys: list[str] = field(default_factory=list)
    asks: Counter[str] = field(default_factory=Counter)


def write_action_plan(entries: Entries, folder: Path) -> int:
    """Write action-plan.csv into the folder; how many lines it has. Raises OutputError."""
    plan: dict[tuple[str, str], _Point] = {}
    for entry in entries:
        audit = entry.audit
        brand = clean((audit.product and audit.product.brand) or "")
        for finding in audit.findings:
            if finding.outcome not in {Outcome.WARN, Outcome.FAIL} or finding.accepted:
                continue
            point = plan.setdefault((brand, finding.rule), _Point())
            point.points += _lost(finding, audit)
            point.products += 1
            point.asks[_ask(finding, audit)] += 1
            if len(point.keys) < _MOST_KEYS:
                point.keys.append(shorten(entry.key, limit=60))
    with whole(folder / NAME) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")  # marked, so that Excel sees UTF-8
        writer = csv.writer(text)
        writer.writerow(COLUMNS)
        for (brand, rule), point in sorted(plan.items(), key=lambda each: (-each[1].points, each[0])):
            more = point.products - len(point.keys)
            which = ", ".join(point.keys) + (f" and {more} more" if more else "")
            ask = max(point.asks, key=lambda said: (point.asks[said], said))
            row: tuple[Cell, ...] = (
                brand,
                rule,
                RULES[rule].failure,
                ask,
                round(point.points, 1),
                point.products,
                which,
            )
            writer.writerow(map(inert, row))
        text.detach()
    return len(plan)


def _lost(finding: Finding, audit: Audit) -> float:
    """Points of 100 that the finding costs its label, by what is decided."""
    if audit.score is None or finding.score is None:
        return 0
    if finding.category == "cap":
        decided = [f for f in audit.findings if f.category == "guidance" and f.score is not None and f.weight]
        weight = sum(f.weight for f in decided)
        reached = sum(f.weight * (f.score or 0) for f in decided)
        return max(0, 100 * reached / weight - audit.score.high) if weight else 0
    return 100 * finding.weight * (1 - finding.score) / (audit.score.points.applicable or 1)


def _ask(finding: Finding, audit: Audit) -> str:
    """The advised change, where it is for this rule; else what the rule asks for."""
    advice = audit.advice
    if advice and finding.rule in _ASKED_BY[advice.change]:
        return advice.text
    return RULES[finding.rule].title
