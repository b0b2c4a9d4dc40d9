"""docs/json.md is the contract as it is: every field in it, with its type, and each with a meaning."""

from pathlib import Path

import pytest
from pydantic import BaseModel

from labelaudit.model.audit import Audit
from labelaudit.report.contract import Kind, contract_page, contract_types, meanings

PAGE = contract_page()
ROWS = [line.split(" | ") for line in PAGE.splitlines() if line.startswith("| `")]


def test_the_page_in_the_docs_is_current() -> None:
    page = Path("docs/json.md").read_text(encoding="utf-8")
    assert page == PAGE, "write it anew: make docs"


def test_every_type_of_the_schema_has_its_section() -> None:
    defined = {"Audit", *Audit.model_json_schema(mode="serialization")["$defs"]}
    assert {line.removeprefix("## ") for line in PAGE.splitlines() if line.startswith("## ")} == defined


@pytest.mark.parametrize("kind", [k for k in contract_types() if issubclass(k, BaseModel)], ids=str)
def test_every_field_says_what_it_means_or_leads_to_what_does(kind: Kind) -> None:
    section = PAGE.split(f"\n## {kind.__name__}\n")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| `")]
    assert len(rows) == len(kind.model_fields)
    for row in rows:
        assert "](#" in row or not row.endswith("|  |"), row


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("amount", "decimal or `null`"),
        ("bounds", "[decimal, decimal] or `null`"),
        ("box", "[number, number, number, number]"),
        ("conflict", "`iu`, `percent` or `null`"),
        ("facts", "list of [Fact](#fact)"),
        ("turn", "`0`, `90`, `180`, `270`"),
        ("value", "whole number or `null`"),
    ],
)
def test_types_are_told_in_words(field: str, said: str) -> None:
    assert said in [row[1] for row in ROWS if row[0] == f"| `{field}`"]


def test_a_meaning_is_the_string_behind_its_field() -> None:
    class Shelf(BaseModel):
        """Holds books."""

        books: int
        """How many; None where
        nobody counted."""
        boards: int

    assert meanings(Shelf) == {"books": "How many; `null` where nobody counted."}
