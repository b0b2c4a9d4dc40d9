"""A guidance file that somebody damaged is refused in one line, or judges; it never breaks the program."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labelaudit.audit.guidance import SHIPPED, load
from labelaudit.errors import GuidanceError
from labelaudit.typed import audit_facts

SHIPPED_TEXT = SHIPPED.read_text(encoding="utf-8")
LINES = SHIPPED_TEXT.splitlines()
VALUES = ("0", "-1", "nan", "inf", "1e400", '""', "[]", "{}", "true", '"x"', "[[1, 2]]", "9" * 40, "[", "")


def used(path: Path) -> None:
    """Load the file and judge by it."""
    refused = ""
    try:
        guidance = load(path)
    except GuidanceError as error:
        refused = str(error)
    if refused:
        assert refused.isprintable()
        assert refused.startswith(str(path))
        return
    profile = next(iter(guidance.profiles))
    figures = {"vitamin_d3": "2000 IU", "k2": "100 mcg MK-7", "calcium": "500 mg", "magnesium": "100 mg"}
    score = audit_facts(**figures, guidance=guidance, profile=profile).score
    assert score is None or 0 <= score.low <= score.high <= 100


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_line_with_another_value_is_refused_or_judges(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    lines = [*LINES]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.sampled_from([n for n, line in enumerate(lines) if " = " in line]))
        lines[at] = f"{lines[at].partition(' = ')[0]} = {data.draw(st.sampled_from(VALUES))}"
    path = tmp_path_factory.mktemp("guidance") / "guidance.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    used(path)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(SHIPPED_TEXT)), st.integers(0, 300), st.binary(max_size=6))
def test_damaged_bytes_are_refused_or_judge(
    tmp_path_factory: pytest.TempPathFactory, at: int, lost: int, put: bytes
) -> None:
    content = SHIPPED_TEXT.encode()
    path = tmp_path_factory.mktemp("guidance") / "guidance.toml"
    path.write_bytes(content[:at] + put + content[at + lost :])
    used(path)
