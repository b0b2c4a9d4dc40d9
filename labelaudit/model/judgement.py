"""What the audit stage returns for a label: the judged half of an `Audit`."""

from labelaudit.model.audit import Advice, Daily, Finding, Intake, Score, Status
from labelaudit.model.base import Model


class Judgement(Model):
    """Status, daily amounts, findings and score of one label under one guidance and profile."""

    status: Status
    daily: Daily
    intake: Intake
    findings: tuple[Finding, ...]
    score: Score | None
    advice: Advice | None = None
