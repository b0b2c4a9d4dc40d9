"""One rule's finding on one label: decided only where every reading leads to the same outcome."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from labelaudit.audit.daily import decimal
from labelaudit.audit.doubt import Open, Undecided
from labelaudit.audit.readings import Coordinates, Readings
from labelaudit.audit.rule import Rule, Verdict
from labelaudit.audit.scoring import Ruling
from labelaudit.model.audit import Finding, Measured, Outcome, Reason
from labelaudit.model.label import Evidence

_WORST_FIRST = (Reason.DOUBTFUL, Reason.AMBIGUOUS, Reason.NOT_SHOWN)
_WHY = {
    Reason.DOUBTFUL: "the reading is doubtful",
    Reason.AMBIGUOUS: "the label allows more than one reading",
    Reason.NOT_SHOWN: "it depends on what is not in the picture",
}


def rule_on(rule: Rule, readings: Readings) -> Ruling:
    """The finding of one rule, with what it adds to the score."""
    if rule.category == "quality":
        return _decided(rule, readings, [rule.judge(readings.cases(frozenset())[0][1])])
    if readings.label.panel == "food":
        text = "A food's panel: the documents speak of supplements."
        return _decided(rule, readings, [Verdict(Outcome.NOT_APPLICABLE, text)])
    verdicts: dict[Coordinates, Verdict] = {}
    left: list[Open] = []
    try:
        for place, case in readings.cases(rule.needs):
            try:
                verdicts[place] = rule.judge(case)
            except Undecided as undecided:
                left.append(undecided.left)
    except Undecided as undecided:
        left.append(undecided.left)
    if rule.category == "context":
        notes = [verdict for verdict in verdicts.values() if verdict.outcome is Outcome.NOTE]
        nothing = Verdict(Outcome.NOT_APPLICABLE, f"Not known: {left[0].why}." if left else "")
        if notes and len(notes) < len(verdicts):
            notes = [replace(each, message=f"By one of the readings: {each.message}") for each in notes]
        return _decided(rule, readings, notes or list(verdicts.values()) or [nothing])
    if left:
        worst = min(left, key=lambda each: _WORST_FIRST.index(each.reason))
        return _review(rule, readings, worst.reason, f"Not decided: {worst.why}.", verdicts)
    if len({verdict.outcome for verdict in verdicts.values()}) == 1:
        return _decided(rule, readings, list(verdicts.values()))
    reason = _deciding(verdicts, readings.reasons(rule.needs))
    either = " Or: ".join({verdict.outcome: verdict.message for verdict in verdicts.values()}.values())
    return _review(rule, readings, reason, f"Not decided: {_WHY[reason]}. Either: {either}", verdicts)


def _deciding(verdicts: dict[Coordinates, Verdict], reasons: tuple[Reason, ...]) -> Reason:
    """The gravest reason among the axes along which the outcome changes."""
    found: set[Reason] = set()
    for axis, reason in enumerate(reasons):
        outcomes: dict[Coordinates, Outcome] = {}
        for place, verdict in verdicts.items():
            rest = (*place[:axis], *place[axis + 1 :])
            if outcomes.setdefault(rest, verdict.outcome) is not verdict.outcome:
                found.add(reason)
    return min(found, key=_WORST_FIRST.index)


def _decided(rule: Rule, readings: Readings, verdicts: list[Verdict]) -> Ruling:
    first = verdicts[0]
    scores = [verdict.score for verdict in verdicts if verdict.score is not None]
    low, high = min(scores, default=Fraction(0)), max(scores, default=Fraction(0))
    messages = list(dict.fromkeys(verdict.message for verdict in verdicts))
    weights = _weights(rule, readings) if scores else ()
    finding = Finding(
        rule=rule.id,
        category=rule.category,
        outcome=first.outcome,
        score=float(low) if scores else None,
        score_high=float(high) if high > low else None,
        weight=float(max(weights, default=0)),
        message=_told(" Or: ".join(messages[:: max(1, len(messages) - 1)]), rule, readings, first.outcome),
        measured=_measured(verdicts),
        documents=_documents(rule, readings),
        evidence=_evidence(rule, readings),
    )
    return Ruling(finding, low, high, weights)


def _review(
    rule: Rule, readings: Readings, reason: Reason, message: str, verdicts: dict[Coordinates, Verdict]
) -> Ruling:
    weights = _weights(rule, readings)
    finding = Finding(
        rule=rule.id,
        category=rule.category,
        outcome=Outcome.REVIEW,
        reason=reason,
        weight=float(max(weights)),
        message=_told(message, rule, readings, Outcome.REVIEW),
        measured=_measured(list(verdicts.values())),
        documents=_documents(rule, readings),
        evidence=_evidence(rule, readings),
    )
    return Ruling(finding, Fraction(0), Fraction(1), weights)


def _weights(rule: Rule, readings: Readings) -> tuple[Fraction, ...]:
    weight = _exact(readings.guidance.rules[rule.id].weight)
    if not rule.yields_to:
        return (weight,)
    try:
        shares = {share for _, case in readings.cases(rule.needs) for share in rule.shares(case)}
    except Undecided:
        shares = {0, 1}
    return tuple(sorted(share * weight for share in shares))


@lru_cache(maxsize=256)
def _exact(weight: Decimal) -> Fraction:
    return Fraction(weight)


def _told(message: str, rule: Rule, readings: Readings, outcome: Outcome) -> str:
    """The sentence, and where the documents differ on what it says."""
    if outcome is Outcome.NOT_APPLICABLE or (rule.category == "cap" and outcome is Outcome.PASS):
        return message
    differs = readings.guidance.rules[rule.id].differs
    if rule.by_profile:
        differs = readings.profile.differs or differs
    return f"{message} {differs}".strip()


def _documents(rule: Rule, readings: Readings) -> tuple[str, ...]:
    return readings.profile.documents if rule.by_profile else readings.guidance.rules[rule.id].documents


def _measured(verdicts: list[Verdict]) -> Measured | None:
    found = [verdict for verdict in verdicts if verdict.measured is not None]
    amounts = [verdict.measured for verdict in found if verdict.measured is not None]
    if not found or len({verdict.unit for verdict in found}) > 1:
        return None
    points = tuple((float(amount), float(score)) for amount, score in found[0].points)
    return Measured(low=decimal(min(amounts)), high=decimal(max(amounts)), unit=found[0].unit, points=points)


def _evidence(rule: Rule, readings: Readings) -> tuple[Evidence, ...]:
    label = readings.label
    found = [each for fact in label.facts if fact.nutrient in rule.needs for each in fact.evidence]
    said = [each for s in label.statements if s.kind in rule.looks_at for each in s.evidence]
    every = [*found, *said]
    return tuple(dict.fromkeys(every) if len(every) > 1 else every)
