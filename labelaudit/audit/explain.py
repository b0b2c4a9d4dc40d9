"""The rules in words, and a score's arithmetic, from the rules' own words and the guidance's figures."""

from collections.abc import Iterator, Sequence

from labelaudit.audit.registry import RULES
from labelaudit.audit.rule import Rule
from labelaudit.audit.wording import figure, listed, span
from labelaudit.errors import UsageError
from labelaudit.model.audit import Finding, Outcome, Score
from labelaudit.model.guidance import Curve, Guidance, Profile

_CATEGORIES = {
    "guidance": "Guidance",
    "quality": "Label quality (no weight)",
    "context": "Context (no weight)",
    "cap": "Caps (the score stays at {cap} or below)",
}


def list_rules(guidance: Guidance) -> str:
    """A line a rule: id, weight, statements, what it asks."""
    wide = max(map(len, RULES))
    lines = []
    for category, title in _CATEGORIES.items():
        lines += ["", title.format(cap=figure(guidance.thresholds.cap.value))]
        for rule in RULES.values():
            if rule.category == category:
                weight = figure(guidance.rules[rule.id].weight) if category == "guidance" else "-"
                asks = ", ".join(rule.statements)
                lines.append(f"  {rule.id:{wide}}  {weight:>3}  {asks:8}  {rule.title}")
    return "\n".join([*lines[1:], "", "labelaudit rules ID explains one of them.", ""])


def explain_rule(guidance: Guidance, rule_id: str) -> str:
    """Everything about one rule; raises UsageError for an id that no rule has."""
    if rule_id not in RULES:
        raise UsageError(f"rule {rule_id}: no such rule; `labelaudit rules` lists them")
    rule = RULES[rule_id]
    lines = [f"{rule.id}: {rule.title}", ""]
    lines += [f"  {name + ':':18}{text}" for name, text in _told(rule, guidance)]
    return "\n".join([*lines, ""])


def rules_page(guidance: Guidance) -> str:
    """docs/rules.md: every rule, then the profiles and the numbers that rules share."""
    lines = [
        "# The rules",
        "",
        "Written by `labelaudit rules --markdown` from the rules and the guidance; do not edit it by hand.",
        f"Guidance: {guidance.name} {guidance.version}. G1 to G19 number the statements of the documents.",
    ]
    for category, title in _CATEGORIES.items():
        lines += ["", f"## {title.format(cap=figure(guidance.thresholds.cap.value))}"]
        for rule in RULES.values():
            if rule.category == category:
                lines += ["", f"### {rule.id}", "", f"**{rule.title}.** If not: *{rule.failure}.*", ""]
                lines += [f"- {name}: {text}" for name, text in _told(rule, guidance) if name != "If not"]
    lines += [
        "",
        "## Profiles (`--profile`)",
        "",
        "| profile | for | IU a day : score | documents |",
        "|---|---|---|---|",
    ]
    for name, profile in guidance.profiles.items():
        lines.append(f"| `{name}` | {profile.title} | {_band(profile)} | {', '.join(profile.documents)} |")
    lines += ["", "## Numbers that rules share", "", "| number | value | from |", "|---|---|---|"]
    for name, number in guidance.thresholds:
        source = "; ".join(
            filter(None, [", ".join(number.documents), number.ours and f"ours: {number.ours}"])
        )
        lines.append(f"| `{name}` | {figure(number.value)} | {source} |")
    lines += ["", "## Documents", "", "| id | title | what it is |", "|---|---|---|"]
    lines += [f"| `{name}` | {each.title} | {each.kind} |" for name, each in guidance.documents.items()]
    return "\n".join([*lines, ""])


def explain_findings(findings: Sequence[Finding], score: Score | None, guidance: Guidance) -> str:
    """Each rule's inputs, arithmetic and documents, and how they come to the score."""
    lines: list[str] = []
    for finding in findings:
        reason = f" ({finding.reason})" if finding.reason else ""
        lines.append(f"{finding.rule}: {str(finding.outcome).replace('_', ' ')}{reason}")
        lines += [f"    {line}" for line in (finding.message, *explain_finding(finding, guidance))]
    return "\n".join([*lines, "", _sum(findings, score), ""])


def explain_finding(finding: Finding, guidance: Guidance) -> list[str]:
    """What the finding's sentence rests on: the amount and the points, what it counts, the documents."""
    lines = []
    if finding.measured:
        amount = span(finding.measured.low, finding.measured.high)
        lines.append(f"measured: {amount} {finding.measured.unit}; scores: {_points(finding)}")
    if finding.weight:
        lines.append(f"counts: {_counted(finding)}")
    sources = guidance.rules[finding.rule]
    if finding.documents:
        lines.append(f"documents: {', '.join(finding.documents)}")
    if sources.ours and finding.outcome is not Outcome.NOT_APPLICABLE:
        lines.append(f"ours: {sources.ours}")
    return lines


def _told(rule: Rule, guidance: Guidance) -> Iterator[tuple[str, str]]:
    own = guidance.rules[rule.id]
    yield "If not", rule.failure
    yield "Why", rule.why
    yield "Says", own.says
    yield "Applies to", rule.applies
    needs = [str(nutrient).replace("_d", " D").replace("_k", " K") for nutrient in sorted(rule.needs)]
    yield "Needs", listed([*needs, *filter(None, [rule.also_needs])], "and") or "nothing"
    if own.points:
        yield "Points", f"{_curve(own.points)} ({own.unit}; straight lines between)"
    if rule.by_profile:
        yield (
            "Points",
            "those of the profile: " + "; ".join(f"{n} {_band(p)}" for n, p in guidance.profiles.items()),
        )
    if own.scores:
        yield (
            "Scores",
            ", ".join(f"{name.replace('_', ' ')} {figure(score)}" for name, score in own.scores.items()),
        )
    yield "Weight", figure(own.weight) if rule.category == "guidance" else "none"
    if rule.statements:
        yield "Statements", ", ".join(rule.statements)
    for document in own.documents:
        yield (
            "Document",
            f"{document}: {guidance.documents[document].title} ({guidance.documents[document].kind})",
        )
    if own.ours:
        yield "Ours", own.ours
    if own.differs:
        yield "Documents differ", own.differs


def _band(profile: Profile) -> str:
    weekly = f", or once a week {_curve(profile.weekly)}" if profile.weekly else ""
    return _curve(profile.points) + weekly


def _curve(points: Curve) -> str:
    return ", ".join(f"{figure(amount)}: {figure(score)}" for amount, score in points)


def _points(finding: Finding) -> str:
    points = finding.measured.points if finding.measured else ()
    return ", ".join(f"{amount:,g}: {score:g}" for amount, score in points)


def _counted(finding: Finding) -> str:
    if finding.score is None:
        return f"0 to {finding.weight:g} of {finding.weight:g}"
    low, high = finding.score, finding.score if finding.score_high is None else finding.score_high
    ends = f"{low:.3g}" if low == high else f"{low:.3g} to {high:.3g}"
    points = f"{low * finding.weight:.4g}" + ("" if low == high else f" to {high * finding.weight:.4g}")
    return f"{ends} × {finding.weight:g} = {points}"


def _sum(findings: Sequence[Finding], score: Score | None) -> str:
    """The weighted mean, as a person would work it out."""
    if score is None:
        return "No score: nothing that the guidance weighs."
    weighed = [finding for finding in findings if finding.weight]
    whole = sum(finding.weight for finding in weighed)
    low = sum((finding.score or 0) * finding.weight for finding in weighed)
    high = sum(
        (1 if finding.score is None else finding.score_high or finding.score) * finding.weight
        for finding in weighed
    )
    points = f"{low:.4g}" if low == high else f"{low:.4g} to {high:.4g}"
    shown = str(score.value) if score.value is not None else f"{score.low}–{score.high}"
    basis = f"judged on {score.points.decided:g} of {score.points.applicable:g} points"
    return f"Score: {points} of {whole:g} = {shown} ({score.band}), {basis}."
