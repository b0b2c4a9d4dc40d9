"""The rules in words, from their own metadata; the score's arithmetic as a person would do it."""

from pathlib import Path

import pytest

from labelaudit.audit.explain import explain_findings, explain_rule, list_rules, rules_page
from labelaudit.audit.guidance import load
from labelaudit.audit.registry import RULES
from labelaudit.audit.runner import judge
from labelaudit.errors import UsageError
from tests.audit.labels import ca, d, k, label, said

GUIDANCE = load()
PAGE = Path(__file__).parents[2] / "docs" / "rules.md"


def test_the_list_names_every_rule_once() -> None:
    names = [line.split()[0] for line in list_rules(GUIDANCE).splitlines() if line.startswith("  ")]
    assert sorted(names) == sorted(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_explained_with_its_figures_and_its_documents(rule: str) -> None:
    text = explain_rule(GUIDANCE, rule)
    own = GUIDANCE.rules[rule]
    assert RULES[rule].title in text
    assert RULES[rule].why in text
    assert all(document in text for document in own.documents)
    assert all(f"{amount:,}" in text for amount, _ in own.points)


def test_no_rule_of_that_name_is_told() -> None:
    with pytest.raises(UsageError, match="no such rule"):
        explain_rule(GUIDANCE, "k2-from")


def test_an_explained_judgement_shows_the_arithmetic_of_the_score() -> None:
    product = label(d(5000), k(100), ca(210), statements=said("anticoagulant"))
    judgement = judge(product, guidance=GUIDANCE)
    text = explain_findings(judgement.findings, judgement.score, GUIDANCE)
    assert "0.839 × 15 = 12.58" in text
    assert "Score: 75.58 of 100 = 76 (mixed), judged on 100 of 100 points." in text


def test_an_open_score_is_explained_as_a_range() -> None:
    judgement = judge(label(k(100), statements=(), warnings=False), guidance=GUIDANCE)
    text = explain_findings(judgement.findings, judgement.score, GUIDANCE)
    assert "0 to 5 of 5" in text
    assert "Score: 28 to 33 of 35 = 80–94 (mixed–good), judged on 30 of 35 points." in text


def test_the_page_of_rules_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == rules_page(GUIDANCE), (
        "labelaudit rules --markdown > docs/rules.md"
    )
