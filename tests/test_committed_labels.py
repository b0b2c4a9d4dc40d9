"""The labels that a newcomer tries first: every committed picture and PDF is told as its truth says."""

from pathlib import Path

import pytest

from fixtures.scorer import score
from fixtures.truth import Truth
from labelaudit.pipeline import audit_file

LABELS = sorted(path for path in Path("fixtures/labels").glob("*/label.*") if path.suffix != ".json")


@pytest.mark.ocr
@pytest.mark.parametrize("path", LABELS, ids=lambda path: path.parent.name)
def test_a_committed_label_is_told_whole_and_nothing_else(path: Path) -> None:
    truth = Truth.model_validate_json(path.with_name("truth.json").read_text(encoding="utf-8"))
    audits = audit_file(path, engine="rapidocr")
    got = score(truth, audits)
    assert (got.silent_total, got.missed, got.unreadable) == (0, 0, 0), got.notes
    assert got.firm + got.held == got.asked
    assert audits[0].label
    assert audits[0].label.declares == truth.declares
