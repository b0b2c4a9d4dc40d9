"""docs/corrections.md tells every column of review.csv and action-plan.csv, in the program's own words."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from labelaudit.batch import action_plan, review

PAGE = (Path(__file__).parents[2] / "docs" / "corrections.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("columns", [review.COLUMNS, action_plan.COLUMNS], ids=["review", "action plan"])
def test_the_page_has_the_columns_in_their_order(columns: Mapping[str, str]) -> None:
    assert "".join(f"| `{name}` | {meaning} |\n" for name, meaning in columns.items()) in PAGE
