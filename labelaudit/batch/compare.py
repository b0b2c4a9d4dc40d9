"""What changed of one product between two of its audits, and whether that is for the worse.

Worse is what is *known* to be: a rule that warns or fails and did not, or fails more than it did (context
and accepted findings aside); a form that is no longer named, though the whole panel was read; a score whose
best fell while its worst did not rise; a label that was read and can be read no more. Better is the reverse.
A reading that became less sure, a score whose interval widened, a rule that can no longer be decided are
neither: nothing is known against the label that was not known before. They are told as changed.
"""

from collections.abc import Iterable
from pathlib import PurePath
from typing import Literal

from labelaudit.model.audit import Audit, DailyRange, Finding, Outcome, Score, Status
from labelaudit.model.difference import Change, ProductChange, Verdict
from labelaudit.model.label import Declared, Fact, Label, Nutrient, Standing
from labelaudit.report.clean import clean, shorten
from labelaudit.report.facts import DAILY, NUTRIENTS, amount_of
from labelaudit.report.view import rule_title, sentences

Became = Literal["worse", "better", "changed"]

_GRAVEST_FIRST: tuple[Became, ...] = ("worse", "changed", "better")
_BADNESS = {Outcome.WARN: 1, Outcome.FAIL: 2}
_STANDINGS = tuple(Standing)


def key_of(audit: Audit) -> str:
    """What a product goes by: its SKU, else its GTIN, else the name of its file."""
    return sku_of(audit) or gtin_of(audit) or audit.source.name


def sku_of(audit: Audit) -> str | None:
    """The retailer's own number, where it has one."""
    return (audit.product and audit.product.sku) or None


def gtin_of(audit: Audit) -> str | None:
    """The barcode's digits: the catalogue's, else those in the picture."""
    return (audit.product and audit.product.gtin) or (audit.label and audit.label.gtin) or None


def alone(audit: Audit, verdict: Verdict) -> ProductChange:
    """A product that stands in one of the runs only."""
    side = {"score_after" if verdict is Verdict.NEW else "score_before": audit.score}
    return ProductChange(**_who(audit), verdict=verdict, **side)


def compare(before: Audit, after: Audit) -> ProductChange | None:
    """What differs, gravest first; None where nothing of account does."""
    changes = [
        *_reading(before, after),
        *_score(before.score, after.score),
        *_findings(before, after),
        *_forms(before, after),
        *_doses(before, after),
        *_standings(before, after),
    ]
    if not changes:
        return None
    changes.sort(key=lambda change: _GRAVEST_FIRST.index(change.became))
    grave = {change.became for change in changes}
    verdict = Verdict.WORSE if "worse" in grave else Verdict.BETTER if "better" in grave else Verdict.CHANGED
    return ProductChange(
        **_who(after),
        verdict=verdict,
        score_before=before.score,
        score_after=after.score,
        changes=tuple(changes),
        unchanged=tuple(
            rule
            for rule, (old, new) in _both(before.findings, after.findings).items()
            if old and new and _badness(new) > _NOTHING and _badness(new) == _badness(old)
        ),
    )


def _who(audit: Audit) -> dict[str, str | None]:
    title = audit.product and audit.product.title
    title = title or (audit.label and audit.label.product) or PurePath(audit.source.name).name
    return {
        "key": key_of(audit),
        "sku": sku_of(audit),
        "gtin": gtin_of(audit),
        "title": shorten(title or audit.source.name, limit=120),
    }


def _reading(before: Audit, after: Audit) -> Iterable[Change]:
    """Whether it could be read, and whether it is in scope; needing review is told rule by rule."""
    told = [_told_status(audit) for audit in (before, after)]
    if told[0] == told[1]:
        return
    unread = [audit.status is Status.UNREADABLE for audit in (before, after)]
    became: Became = "changed" if unread[0] == unread[1] else "worse" if unread[1] else "better"
    message = f"{told[1][:1].upper()}{told[1][1:]}; was {told[0]}"
    if after.error:
        message = f"Could be read and no longer can: {shorten(after.error.message)}"
    yield Change(
        kind="reading",
        about="status",
        became=became,
        before=before.status.value,
        after=after.status.value,
        message=f"{message.rstrip('.')}.",
    )


def _told_status(audit: Audit) -> str:
    if audit.status is Status.UNREADABLE:
        return "not readable"
    return "not scored" if audit.score is None else "read and scored"


def _score(before: Score | None, after: Score | None) -> Iterable[Change]:
    if before is None or after is None or (before.low, before.high) == (after.low, after.high):
        return
    became: Became = "changed"
    if after.high < before.high and after.low <= before.low:
        became = "worse"
    elif after.low > before.low and after.high >= before.high:
        became = "better"
    old, new = (f"{_span(score)} ({clean(score.band)})" for score in (before, after))
    yield Change(
        kind="score", about="score", became=became, before=old, after=new, message=f"Score {new}; was {old}."
    )


def _span(score: Score) -> str:
    return str(score.low) if score.low == score.high else f"{score.low}–{score.high}"


def _findings(before: Audit, after: Audit) -> Iterable[Change]:
    if before.label is None or after.label is None:
        return
    for rule, (old, new) in _both(before.findings, after.findings).items():
        word = _finding_word(old, new)
        if word is None:
            continue
        became, said = word
        told = new or old
        said = f"{rule_title(rule)}, {said}"
        yield Change(
            kind="finding",
            about=rule,
            became=became,
            before=old and old.outcome.value,
            after=new and new.outcome.value,
            message=f"{said}: {sentences(shorten(told.message, limit=600))[0]}" if told else said,
        )


def _finding_word(old: Finding | None, new: Finding | None) -> tuple[Became, str] | None:
    """What became of a rule's finding, and in a word; None where it says what it said."""
    if "context" in {finding.category for finding in (old, new) if finding}:
        return None
    was, now = _badness(old), _badness(new)
    if now > was:
        return "worse", "worse" if was > _NOTHING else "new"
    if new is None or new.outcome in {Outcome.REVIEW, Outcome.NOT_APPLICABLE}:
        gone = "no longer judged" if new is None else "no longer applies"
        unsure = new is not None and new.outcome is Outcome.REVIEW
        was_sure = old is not None and old.outcome is not Outcome.REVIEW
        if unsure:
            return ("changed", "no longer decided") if was_sure else None
        return ("changed", gone) if was > _NOTHING else None
    if now < was:
        return "better", "better" if now > _NOTHING else "accepted" if new.accepted else "fixed"
    if old and old.outcome is Outcome.REVIEW and new.outcome is Outcome.PASS:
        return "better", "now decided"
    return None


_NOTHING = (0, 0.0)


def _badness(finding: Finding | None) -> tuple[int, float]:
    """How much is known against the label: what the rule found, then what it costs at the least."""
    if finding is None or finding.accepted or finding.outcome not in _BADNESS:
        return _NOTHING
    best = finding.score if finding.score_high is None else finding.score_high
    return _BADNESS[finding.outcome], 1 - (best or 0)


def _both(
    before: Iterable[Finding], after: Iterable[Finding]
) -> dict[str, tuple[Finding | None, Finding | None]]:
    """The findings of each rule, in the order of the second audit."""
    old, new = ({finding.rule: finding for finding in each} for each in (before, after))
    return {rule: (old.get(rule), new.get(rule)) for rule in dict.fromkeys([*new, *old])}


def _forms(before: Audit, after: Audit) -> Iterable[Change]:
    if before.label is None or after.label is None:
        return
    for nutrient in (Nutrient.VITAMIN_D, Nutrient.VITAMIN_K):
        old, new = _named(before.label, nutrient), _named(after.label, nutrient)
        dropped = _surely_not(old - new, after.label, nutrient)
        added = _surely_not(new - old, before.label, nutrient)
        told = ", ".join(sorted(old)) or None, ", ".join(sorted(new)) or None
        ways: tuple[tuple[list[str], Became, str], ...] = (
            (dropped, "worse", "no longer"),
            (added, "better", "now"),
        )
        for forms, became, said in ways:
            for form in forms:
                yield Change(
                    kind="form",
                    about=nutrient.value,
                    became=became,
                    before=told[0],
                    after=told[1],
                    message=f"{NUTRIENTS[nutrient]}: the form {clean(form)} is {said} named.",
                )


def _rows(label: Label, nutrient: Nutrient) -> list[Fact]:
    return [fact for fact in label.facts if fact.nutrient is nutrient]


def _named(label: Label, nutrient: Nutrient) -> set[str]:
    """The forms that the label surely names; "K2" names none."""
    sure = (fact for fact in _rows(label, nutrient) if fact.standing is not Standing.DOUBTFUL)
    return {form for fact in sure for form in (*fact.forms, fact.form) if form and form != "K2"}


def _surely_not(forms: set[str], label: Label, nutrient: Nutrient) -> list[str]:
    """Those of the forms that the label cannot name, as far as it is known: none where part of it is not."""
    known = [label.declares.vitamin_d]
    if nutrient is Nutrient.VITAMIN_K:
        known = [label.declares.vitamin_k, label.declares.vitamin_k2]
    if label.seen.panel != "whole" or Declared.UNKNOWN in known:
        return []
    doubtful = [fact for fact in _rows(label, nutrient) if fact.standing is Standing.DOUBTFUL]
    if any(len(fact.candidates) < 2 for fact in doubtful):
        return []
    return sorted(forms - {one.form or fact.form for fact in doubtful for one in fact.candidates})


def _doses(before: Audit, after: Audit) -> Iterable[Change]:
    if before.daily is None or after.daily is None or before.label is None or after.label is None:
        return
    for field, (name, unit) in DAILY.items():
        old, new = getattr(before.daily, field), getattr(after.daily, field)
        if _same_dose(old, new):
            continue
        was, now = _told(old, unit), _told(new, unit)
        yield Change(
            kind="dose",
            about=field,
            became="changed",
            before=was,
            after=now,
            message=f"{name[:1].upper()}{name[1:]} a day: {now or 'not told'}; was {was or 'not told'}.",
        )


def _same_dose(old: DailyRange | None, new: DailyRange | None) -> bool:
    """Whether it is the same, or may well be: a doubtful range that has the other in it changes nothing."""
    if old is None or new is None:
        return old is new
    overlap = old.low <= new.high and new.low <= old.high
    if Standing.DOUBTFUL in {old.standing, new.standing}:
        return overlap
    return (old.low, old.high) == (new.low, new.high)


def _told(amount: DailyRange | None, unit: str) -> str | None:
    return amount_of(amount, unit) if amount else None


def _standings(before: Audit, after: Audit) -> Iterable[Change]:
    if before.label is None or after.label is None:
        return
    for nutrient in Nutrient:
        old, new = (_least_sure(_rows(label, nutrient)) for label in (before.label, after.label))
        if old and new and old is not new:
            yield Change(
                kind="standing",
                about=nutrient.value,
                became="changed",
                before=old.value,
                after=new.value,
                message=f"{NUTRIENTS[nutrient]}: {new.value}; was {old.value}.",
            )


def _least_sure(rows: list[Fact]) -> Standing | None:
    return max((fact.standing for fact in rows), key=_STANDINGS.index, default=None)
