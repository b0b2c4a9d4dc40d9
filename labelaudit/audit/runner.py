"""Judge a label: every rule's finding, the status, the day's amounts and the score."""

from collections.abc import Iterable
from dataclasses import replace

from labelaudit.audit.advice import best_change
from labelaudit.audit.case import Case
from labelaudit.audit.daily import daily_amounts, intake_amounts
from labelaudit.audit.readings import read
from labelaudit.audit.registry import RULES
from labelaudit.audit.rule import Rule
from labelaudit.audit.ruling import rule_on
from labelaudit.audit.scoring import Ruling, is_capping, total
from labelaudit.errors import UsageError
from labelaudit.model.audit import Outcome, Reason, Score, Status
from labelaudit.model.base import Note
from labelaudit.model.guidance import Guidance
from labelaudit.model.judgement import Judgement
from labelaudit.model.label import Label, Nutrient

_SCOPE = frozenset({Nutrient.VITAMIN_D, Nutrient.VITAMIN_K, Nutrient.CALCIUM})


def judge(
    label: Label,
    *,
    guidance: Guidance,
    profile: str = "default",
    only: Iterable[str] = (),
    skip: Iterable[str] = (),
    advise: bool = True,
) -> Judgement:
    """The judgement of a label that could be read; raises UsageError for an unknown profile or rule.

    `only` and `skip` choose rules by id. `advise` looks for the change that would help most, which takes as
    long as the judging.
    """
    if profile not in guidance.profiles:
        raise UsageError(f"profile {profile}: no such profile; choose one of {', '.join(guidance.profiles)}")
    rules = _selected(tuple(only), tuple(skip))
    readings = read(label, guidance, guidance.profiles[profile])
    in_scope = label.panel != "food" and readings.settled(_holds_something, _SCOPE) is not False
    rulings = sorted((rule_on(rule, readings) for rule in rules), key=lambda ruling: not is_capping(ruling))
    findings = tuple(ruling.finding for ruling in rulings)
    score = total(rulings, guidance.thresholds) if in_scope else None

    def rescore(changed: Label, concerned: frozenset[str]) -> Score | None:
        again = read(changed, guidance, readings.profile, before=readings)
        judged = dict(zip((ruling.finding.rule for ruling in rulings), rulings, strict=True))
        judged |= {rule.id: rule_on(rule, again) for rule in rules if rule.id in concerned}
        return total(judged.values(), guidance.thresholds)

    return Judgement(
        status=_status(rulings) if in_scope else Status.OUT_OF_SCOPE,
        daily=daily_amounts(label, readings.contents, readings.takings),
        intake=intake_amounts(label, readings.contents, readings.takings),
        findings=findings,
        score=score,
        advice=best_change(readings, findings, score, rescore=rescore) if advise and score else None,
    )


def _selected(only: tuple[str, ...], skip: tuple[str, ...]) -> list[Rule]:
    """The rules to judge by; one that yields to a rule left out yields no more."""
    for name in (*only, *skip):
        if name not in RULES:
            raise UsageError(f"rule {name}: no such rule; `labelaudit rules` lists them")
    chosen = {name: rule for name, rule in RULES.items() if (not only or name in only) and name not in skip}
    return [
        r if not r.yields_to or r.yields_to in chosen else replace(r, yields_to="") for r in chosen.values()
    ]


def left_out(*, only: Iterable[str], skip: Iterable[str]) -> tuple[Note, ...]:
    """What a reader of the score must know where rules were chosen: that it is not the whole guidance's."""
    judged = len(_selected(tuple(only), tuple(skip)))
    if judged == len(RULES):
        return ()
    message = f"Judged by {judged} of {len(RULES)} rules, as you asked; the score leaves the others out."
    return (Note(code="rules_left_out", message=message),)


def _holds_something(case: Case) -> bool:
    """Whether there is anything that the documents speak of."""
    return case.has(Nutrient.VITAMIN_D) or case.has(Nutrient.VITAMIN_K) or case.has_calcium()


def _status(rulings: list[Ruling]) -> Status:
    found = {ruling.finding.reason for ruling in rulings if ruling.finding.outcome is Outcome.REVIEW}
    return Status.NEEDS_REVIEW if found & {Reason.DOUBTFUL, Reason.AMBIGUOUS} else Status.COMPLETE
