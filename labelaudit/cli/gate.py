"""What ends a run with 1: findings and scores that the user set a bar for."""

from collections.abc import Sequence
from dataclasses import dataclass

from labelaudit.model.audit import Audit, Finding, Outcome, Score

OUTCOMES = {
    "fail": frozenset({Outcome.FAIL}),
    "warn": frozenset({Outcome.FAIL, Outcome.WARN}),
    "review": frozenset({Outcome.REVIEW}),
}
"""What `--fail-on` may name beside a rule, and the outcomes that it means."""


@dataclass(frozen=True)
class Gate:
    """What ends a run with 1; findings that are accepted, and context, never do."""

    fail_under: int | None
    fail_on: Sequence[str]
    strict: bool

    def stops(self, audit: Audit, score: Score | None) -> bool:
        """Whether this audit does; `score` leaves accepted findings out."""
        ends = [] if score is None else [score.low if self.strict else score.high]
        under = self.fail_under is not None and any(end < self.fail_under for end in ends)
        return under or any(
            self._names(finding)
            for finding in audit.findings
            if not finding.accepted and finding.category != "context"
        )

    def _names(self, finding: Finding) -> bool:
        if self.strict and finding.outcome is Outcome.REVIEW:
            return bool({*OUTCOMES, finding.rule} & {*self.fail_on})
        return any(
            finding.outcome in OUTCOMES.get(name, OUTCOMES["warn"])
            and (name in OUTCOMES or name == finding.rule)
            for name in self.fail_on
        )
