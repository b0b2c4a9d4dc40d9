"""Stored audits read back as they were; every line that is none is told by its number."""

import io
import json

import pytest

from labelaudit import stored
from labelaudit.model.audit import Audit
from labelaudit.report.to_json import to_json
from labelaudit.stored import Damage, read_stored
from labelaudit.typed import audit_facts

TYPED = audit_facts(vitamin_d3=["2000IU"], k2=["100mcg MK-7"], calcium=["500mg"])


def read(*lines: str) -> list[Audit | Damage]:
    return list(read_stored(io.BytesIO("\n".join(lines).encode())))


def test_an_audit_reads_back_as_it_was() -> None:
    assert read(to_json(TYPED), "", to_json(TYPED)) == [TYPED, TYPED]


def test_a_line_of_an_earlier_version_without_later_fields_is_read() -> None:
    older = json.loads(to_json(TYPED))
    del older["advice"]
    for finding in older["findings"]:
        del finding["score_high"]
    (found,) = read(json.dumps(older))
    assert isinstance(found, Audit)
    assert found.score == TYPED.score
    assert found.advice is None


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"schema": "labelaudit.audit/1"', "is no JSON; it may be cut"),
        ("[" * 100_000, "is no JSON; it may be cut"),
        ("\x00", "is no JSON; it may be cut"),
        ("null", "is no audit of labelaudit"),
        ('{"schema": "other/1"}', "is no audit of labelaudit"),
        (
            '{"schema": "labelaudit.audit/2"}',
            "is labelaudit.audit/2, and this version reads labelaudit.audit/1",
        ),
        ('{"schema": "labelaudit.audit/1"}', "is no audit that this version knows (tool: field required)"),
    ],
)
def test_damage_is_told_by_its_line(line: str, reason: str) -> None:
    good, bad = read(to_json(TYPED), line)
    assert good == TYPED
    assert isinstance(bad, Damage)
    assert (bad.number, bad.reason.startswith(reason)) == (2, True)


def test_a_file_without_line_ends_is_not_read_into_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "_LINE_BYTES", 1000)
    (found,) = read("x" * 5000)
    assert isinstance(found, Damage)
    assert "is longer than" in found.reason
