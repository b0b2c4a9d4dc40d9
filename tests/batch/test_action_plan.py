"""The plan says what to ask of which brand, and what it costs, the dearest first."""

import csv
from pathlib import Path

import pytest

from labelaudit.batch.action_plan import COLUMNS, write_action_plan
from labelaudit.model.audit import Accepted, Audit
from labelaudit.report.entry import Entry
from tests.audit.labels import d, k, label, mg, said
from tests.batch.audits import audited, unread

ALONE = label(d(1000))
UNNAMED = label(d(2000), k(100, "K2"), mg(100))


def plan(folder: Path, *audits: Audit) -> list[dict[str, str]]:
    entries = [Entry((audit.product and audit.product.sku) or "?", audit) for audit in audits]
    lines = write_action_plan(entries, folder)
    with (folder / "action-plan.csv").open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    assert len(found) == lines
    assert all(list(row) == list(COLUMNS) for row in found)
    return found


def test_each_brand_is_asked_for_what_its_labels_lack_the_dearest_first(tmp_path: Path) -> None:
    found = plan(
        tmp_path,
        audited(ALONE, "A1", brand="Acme"),
        audited(ALONE, "A2", brand="Acme"),
        audited(UNNAMED, "B1", brand="Best"),
        audited(label(d(2000), k(100), mg(100)), "B2", brand="Best"),
        unread("C1"),
    )
    # D alone: 20 points of 45 that apply for K2, 5 for magnesium; K2 without its form: 15 of 77.
    assert [(r["brand"], r["rule"], r["points"], r["products"], r["which"]) for r in found] == [
        ("Acme", "k2-with-d3", "88.9", "2", "A1, A2"),
        ("Acme", "magnesium-with-d", "22.2", "2", "A1, A2"),
        ("Best", "k2-form", "19.5", "1", "B1"),
    ]
    assert found[0]["ask"] == "Add vitamin K2: 100 mcg of MK-7 a day."
    assert found[1]["ask"] == "Vitamin D comes with magnesium"
    assert found[0]["fails"] == "Vitamin D comes without K2"


def test_what_holds_a_score_down_costs_what_it_would_be_without(tmp_path: Path) -> None:
    found = {row["rule"]: row for row in plan(tmp_path, audited(label(d(600_000), k(100), mg(100))))}
    # All but the dose of D (15 of 80 points) is met: 65 of 80 is 81.25, held at 49.
    assert found["mega-dose"]["points"] == "32.2"


def test_what_is_accepted_is_not_asked_for(tmp_path: Path) -> None:
    audit = audited(label(d(2000), k(100), mg(100), statements=said("with_fat")))
    assert [r["rule"] for r in plan(tmp_path, audit)] == ["anticoagulant-caution"]
    findings = tuple(
        f.model_copy(update={"accepted": Accepted(reason="on the leaflet")}) for f in audit.findings
    )
    assert plan(tmp_path, audit.model_copy(update={"findings": findings})) == []


def test_of_many_products_the_first_fifty_are_named(tmp_path: Path) -> None:
    found = plan(tmp_path, *(audited(ALONE, f"A{n}") for n in range(60)))
    assert found[0]["which"].startswith("A0, A1, ")
    assert found[0]["which"].endswith("A49 and 10 more")
    assert (found[0]["brand"], found[0]["products"]) == ("", "60")


@pytest.mark.parametrize("hostile", ["=HYPERLINK(1)", "+1+1", "@SUM(1)"])
def test_no_cell_begins_a_formula(hostile: str, tmp_path: Path) -> None:
    found = plan(tmp_path, audited(ALONE, hostile, brand=hostile))
    assert {row["brand"] for row in found} == {f"'{hostile}"}
