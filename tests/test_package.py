"""The package can be asked for one audit by the name that people expect."""

import pytest

import labelaudit
from labelaudit.errors import UsageError


def test_a_label_is_audited_by_calling_audit():
    audit = labelaudit.audit("fixtures/labels/pdf-text-layer/label.pdf")
    assert audit.status == "complete"
    assert audit.label is not None


def test_the_stage_of_that_name_is_still_a_package():
    from labelaudit.audit.guidance import load

    assert load().profiles


def test_several_panels_are_not_one_audit(monkeypatch):
    one = labelaudit.audit("fixtures/bad/empty.jpg")
    monkeypatch.setattr("labelaudit.pipeline.audit_file", lambda path, **_: [one, one])
    with pytest.raises(UsageError, match="2 panels"):
        labelaudit.audit("two.pdf")
