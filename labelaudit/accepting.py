"""Findings that a user accepts for a product: marked with the reason, never taken away."""

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from labelaudit.audit.registry import RULES
from labelaudit.audit.runner import judge
from labelaudit.model.audit import Accepted, Audit, Outcome, Score
from labelaudit.model.base import Model
from labelaudit.model.guidance import Guidance

_ACCEPTABLE = frozenset({Outcome.FAIL, Outcome.WARN, Outcome.REVIEW})


class Acceptance(Model):
    """One rule's finding, accepted for the product of a GTIN or a SKU."""

    gtin: Annotated[str, Field(pattern=r"^\d{8,14}$")] | None = None
    sku: Annotated[str, Field(min_length=1)] | None = None
    rule: str
    reason: Annotated[str, Field(min_length=1)]

    @field_validator("rule")
    @classmethod
    def _is_a_rule(cls, rule: str) -> str:
        if rule not in RULES:
            raise ValueError(f"{rule}: no such rule; `labelaudit rules` lists them")
        return rule

    @model_validator(mode="after")
    def _is_for_a_product(self) -> Self:
        if not (self.gtin or self.sku):
            raise ValueError("needs a gtin or a sku")
        return self


def accept(audit: Audit, acceptances: Iterable[Acceptance]) -> Audit:
    """The audit with what is accepted for its product marked so; the score stays as it is."""
    skus, gtins = _codes(audit)
    reasons = {
        each.rule: each.reason
        for each in acceptances
        if each.sku in skus or (each.gtin and each.gtin.zfill(14) in gtins)
    }
    findings = tuple(
        finding.model_copy(update={"accepted": Accepted(reason=reasons[finding.rule])})
        if finding.rule in reasons and finding.outcome in _ACCEPTABLE
        else finding
        for finding in audit.findings
    )
    return audit.model_copy(update={"findings": findings})


def score_without_accepted(
    audit: Audit, *, guidance: Guidance, only: Sequence[str], skip: Sequence[str]
) -> Score | None:
    """The score as a gate takes it: by the rules whose findings are not accepted."""
    accepted = [finding.rule for finding in audit.findings if finding.accepted]
    if not accepted or audit.label is None or audit.score is None:
        return audit.score
    return judge(
        audit.label,
        guidance=guidance,
        profile=audit.tool.profile,
        only=only,
        skip=[*skip, *accepted],
        advise=False,
    ).score


def _codes(audit: Audit) -> tuple[set[str], set[str]]:
    """SKUs and GTINs (of 14 digits) that the label goes by; files may be named by either: SKU_front.jpg."""
    parts = PurePath(audit.source.name).stem.split("_")
    codes = {"_".join(parts[:count]) for count in range(1, len(parts) + 1)}
    product, label = audit.product, audit.label
    gtins = {product and product.gtin, label and label.gtin, *(code for code in codes if code.isdecimal())}
    if product and product.sku:
        codes.add(product.sku)
    return codes, {gtin.zfill(14) for gtin in gtins if gtin}
