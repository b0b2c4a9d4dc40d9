"""What a report shows of one audit, in the order that a person wants it; pure, shared by text and HTML."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath

from labelaudit.model.audit import Advice, Audit, Finding, Outcome, Reason, Score, Status
from labelaudit.model.label import Evidence, Label, Standing
from labelaudit.report.clean import clean, shorten
from labelaudit.report.facts import FactRow, absent_words, daily_words, fact_rows, legend, taken_words

DISCLAIMER = "Education, not medical advice. A label is not an assay of what is inside."

_SPELLED = {"d3": "D3", "k2": "K2", "d": "D", "iu": "IU", "mk7": "MK-7"}
_DECIDED = {Outcome.PASS, Outcome.WARN, Outcome.FAIL}


@dataclass(frozen=True)
class FindingRow:
    """One finding, worded; `index` is its place in the audit's findings."""

    index: int
    title: str
    message: str
    finding: Finding
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Waiting:
    """Rules that one and the same thing keeps undecided; each with what its message says beyond that."""

    cause: str
    rows: tuple[tuple[FindingRow, str], ...]
    evidence: tuple[Evidence, ...]
    """Where to look: of what the rules rest on, what is not confirmed."""


@dataclass(frozen=True)
class StatementRow:
    """One statement, worded; `index` is the first place of its text in the label's statements."""

    index: int
    kind: str
    text: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class View:
    """Everything that a report shows of one audit, cleaned and in order."""

    title: str
    source: str
    sentence: str
    score: str
    advice: str
    """What would raise the score most, and to what; empty without advice."""
    facts: tuple[FactRow, ...]
    legend: tuple[str, ...]
    """What the facts' standings mean."""
    taken: str
    daily: tuple[str, ...]
    absent: tuple[str, ...]
    statements: tuple[StatementRow, ...]
    warnings: tuple[str, ...]
    findings: tuple[FindingRow, ...]
    """All of them; the groups below part them."""
    act: tuple[FindingRow, ...]
    """To act on, worst first: a cap, then by the points lost, then the label's own slips."""
    look: tuple[Waiting, ...]
    """Undecided: the crop, or a choice between two readings, would settle it."""
    send: tuple[Waiting, ...]
    """Undecided: another side of the pack would settle it."""
    accepted: tuple[FindingRow, ...]
    notes: tuple[FindingRow, ...]
    passed: tuple[FindingRow, ...]
    not_applicable: tuple[FindingRow, ...]
    documents: tuple[str, ...]


def view(audit: Audit) -> View:
    """Order and word one audit."""
    rows = tuple(
        FindingRow(
            index=index,
            title=rule_title(finding.rule),
            message=shorten(finding.message, limit=600),
            finding=finding,
            evidence=finding.evidence,
        )
        for index, finding in enumerate(audit.findings)
    )
    open_rows = [row for row in rows if not row.finding.accepted]
    act = sorted((row for row in open_rows if _is_to_act_on(row.finding)), key=_badness)
    reviews = sorted((row for row in open_rows if row.finding.outcome is Outcome.REVIEW), key=_badness)
    sure = _confirmed(audit.label)
    look = _by_cause((row for row in reviews if row.finding.reason is not Reason.NOT_SHOWN), sure)
    send = _by_cause((row for row in reviews if row.finding.reason is Reason.NOT_SHOWN), sure)
    applied = [row for row in rows if row.finding.outcome is not Outcome.NOT_APPLICABLE]
    label = audit.label
    return View(
        title=_title(audit),
        source=_source(audit),
        sentence=_sentence(audit, act=act, look=look, send=send),
        score=score_words(audit.score),
        advice=_advice(audit.advice),
        facts=fact_rows(label) if label else (),
        legend=legend(label) if label else (),
        taken=taken_words(audit),
        daily=daily_words(audit.daily),
        absent=absent_words(label.declares) if label else (),
        statements=_statements(label) if label else (),
        warnings=tuple(shorten(note.message, limit=400) for note in audit.warnings),
        findings=rows,
        act=tuple(act),
        look=look,
        send=send,
        accepted=tuple(row for row in rows if row.finding.accepted),
        notes=_with(open_rows, Outcome.NOTE),
        passed=_with(open_rows, Outcome.PASS),
        not_applicable=_with(open_rows, Outcome.NOT_APPLICABLE),
        documents=tuple(dict.fromkeys(clean(name) for row in applied for name in row.finding.documents)),
    )


@lru_cache
def rule_title(rule: str) -> str:
    """A rule's id as words: "K2 per calcium"."""
    words = " ".join(_SPELLED.get(word, word) for word in clean(rule).split("-"))
    return words[:1].upper() + words[1:]


def score_words(score: Score | None) -> str:
    """The score, its band and what it rests on; empty without a score."""
    if score is None:
        return ""
    number = str(score.low) if score.low == score.high else f"{score.low}–{score.high}"
    decided, applicable = (f"{points:g}" for points in (score.points.decided, score.points.applicable))
    rests = f"on all {applicable} points" if decided == applicable else f"on {decided} of {applicable} points"
    return f"{number} of 100 ({clean(score.band)}), judged {rests}"


def scored_words(finding: Finding) -> str:
    """The share of its points, where readings agree on the outcome and not on that."""
    if finding.score is None or finding.score_high is None:
        return ""
    return f"scores {finding.score:.2g} to {finding.score_high:.2g}"


def _advice(advice: Advice | None) -> str:
    if advice is None:
        return ""
    after = str(advice.low) if advice.low == advice.high else f"{advice.low}–{advice.high}"
    return f"{shorten(advice.text, limit=200).rstrip('.')} (score then {after})"


def _is_to_act_on(finding: Finding) -> bool:
    return finding.outcome in {Outcome.WARN, Outcome.FAIL}


def _confirmed(label: Label | None) -> set[Evidence]:
    facts = label.facts if label else ()
    return {piece for fact in facts if fact.standing is Standing.CONFIRMED for piece in fact.evidence}


def _by_cause(rows: Iterable[FindingRow], sure: set[Evidence]) -> tuple[Waiting, ...]:
    groups: dict[str, list[tuple[FindingRow, str]]] = {}
    for row in rows:
        cause, beyond = sentences(row.message)
        groups.setdefault(cause, []).append((row, beyond))
    return tuple(
        Waiting(
            cause=cause,
            rows=tuple(group),
            evidence=tuple(dict.fromkeys(p for row, _ in group for p in row.evidence if p not in sure)),
        )
        for cause, group in groups.items()
    )


def sentences(message: str) -> tuple[str, str]:
    """The first sentence, and the rest; that it is not decided the heading says."""
    first, *rest = re.split(r"(?<=[.!?])\s+(?=[A-Z])", message.removeprefix("Not decided: "), maxsplit=1)
    return first[:1].upper() + first[1:], "".join(rest)


def _counts(finding: Finding) -> bool:
    """A cap that nothing reached is no merit; what the user accepts is neither for nor against."""
    if finding.accepted:
        return False
    return finding.category == "guidance" or (
        finding.category == "cap" and finding.outcome is not Outcome.PASS
    )


def _badness(row: FindingRow) -> tuple[bool, float, bool, int]:
    finding = row.finding
    lost = finding.weight * (1 - (finding.score or 0))
    return finding.category != "cap", -lost, finding.outcome is not Outcome.FAIL, row.index


def _statements(label: Label) -> tuple[StatementRow, ...]:
    """One row a sentence, whatever it says at once: "Directions, with food"."""
    rows: dict[str, StatementRow] = {}
    for index, statement in enumerate(label.statements):
        kind, text = statement.kind.replace("_", " "), shorten(statement.text)
        first = rows.get(text)
        rows[text] = StatementRow(
            index=first.index if first else index,
            kind=f"{first.kind}, {kind}" if first else kind.capitalize(),
            text=text,
            evidence=tuple(dict.fromkeys((*first.evidence, *statement.evidence)))
            if first
            else statement.evidence,
        )
    return tuple(rows.values())


def _with(rows: list[FindingRow], outcome: Outcome) -> tuple[FindingRow, ...]:
    return tuple(row for row in rows if row.finding.outcome is outcome)


def _title(audit: Audit) -> str:
    brand, title = (audit.product.brand, audit.product.title) if audit.product else (None, None)
    begun = brand and title and title.casefold().startswith(brand.casefold())
    named = title if begun else " ".join(filter(None, (brand, title)))
    file = PurePath(audit.source.name).name or audit.source.name
    return shorten(named or (audit.label and audit.label.product) or file, limit=120)


def _source(audit: Audit) -> str:
    name = shorten(audit.source.name, limit=120)
    pages = len(audit.source.pages)
    parts = [name, f"{pages} pages" if pages > 1 else "", f"panel {audit.source.panel}"]
    return ", ".join(part for part in parts if part and part != "panel 1")


def _sentence(
    audit: Audit, *, act: list[FindingRow], look: tuple[Waiting, ...], send: tuple[Waiting, ...]
) -> str:
    if audit.status is Status.UNREADABLE:
        reason = shorten(audit.error.message if audit.error else "no reason given", limit=400)
        return f"Could not be read: {reason.removeprefix(f'{shorten(audit.source.name)}: ')}"
    if audit.status is Status.OUT_OF_SCOPE:
        if audit.label and audit.label.panel == "food":
            return "Not scored: this is a food's panel, and the guidance is for supplements."
        return "Not scored: the label declares no vitamin D, vitamin K or calcium."
    judged = [f for f in audit.findings if _counts(f)]
    decided = [f for f in judged if f.outcome in _DECIDED]
    passed = sum(f.outcome is Outcome.PASS for f in decided)
    undecided = sum(f.outcome is Outcome.REVIEW for f in judged)
    if not decided:
        start = "No rule could be decided"
    elif passed < len(decided):
        start = f"Fits the guidance on {passed} of {len(decided)} rules"
    else:
        start = (
            "Fits the guidance on the one rule" if passed == 1 else f"Fits the guidance on all {passed} rules"
        )
    if undecided and decided:
        start += f" that could be decided ({undecided} more could not)"
    reasons = [*(row.message for row in act), *(group.cause for group in (*look, *send))]
    return f"{start}; {_clause(reasons[0])}." if reasons else f"{start}."


def _clause(message: str) -> str:
    """A message's first sentence, to stand after a semicolon."""
    first = sentences(message)[0].rstrip(".")
    word = first.split(" ", 1)[0]
    return first[:1].lower() + first[1:] if word == "A" or word[1:].islower() else first
