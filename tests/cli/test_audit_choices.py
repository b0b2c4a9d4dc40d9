"""`labelaudit audit` over a stand-in reader: rules chosen, facts settled, gates, acceptance, explanation."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from labelaudit.cli.main import run
from tests.test_pipeline import Stub, use

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def labelaudit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The program in a folder with `A-1_front.png`, a panel with vitamin D3 alone: 2,000 IU."""
    monkeypatch.chdir(tmp_path)
    use(monkeypatch, Stub())
    Image.new("RGB", (800, 300), "white").save("A-1_front.png")

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            run(("audit", "A-1_front.png", *arguments))
        out, err = capsys.readouterr()
        assert isinstance(end.value.code, int)
        return int(end.value.code), out, err

    return call


def one(out: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(out)
    return found


def outcomes(out: str) -> dict[str, str]:
    return {finding["rule"]: finding["outcome"] for finding in one(out)["findings"]}


def test_only_and_skip_choose_rules(labelaudit: Run) -> None:
    only = outcomes(labelaudit("--format", "json", "--only", "d3-dose,d3-form", "--only", "k2-with-d3")[1])
    assert sorted(only) == ["d3-dose", "d3-form", "k2-with-d3"]
    rest = outcomes(labelaudit("--format", "json", "--skip", "d3-dose, d3-form")[1])
    assert len(rest) == 22
    assert not {"d3-dose", "d3-form"} & {*rest}


def test_a_fact_settled_by_hand_is_judged_with_the_rest(labelaudit: Run) -> None:
    before = one(labelaudit("--format", "json")[1])
    after = one(labelaudit("--format", "json", "--set", "k2=100mcg MK-7", "--set", "magnesium=100mg")[1])
    (_, vitamin_k, magnesium) = after["label"]["facts"]
    assert vitamin_k["standing"] == "confirmed"
    assert vitamin_k["settled"] == {"by": "hand", "when": date.today().isoformat()}
    assert magnesium["elemental_mg"] == {"value": "100", "how": "named"}
    assert after["tool"]["engine"] == before["tool"]["engine"] == "stub"
    assert after["daily"]["mk7_mcg"]["low"] == "100"
    found = {finding["rule"]: finding["outcome"] for finding in after["findings"]}
    assert (found["k2-form"], found["k2-with-d3"], found["magnesium-with-d"]) == ("pass", "pass", "pass")
    assert after["score"]["low"] > before["score"]["low"]


def test_a_settled_fact_is_shown_as_settled(labelaudit: Run, tmp_path: Path) -> None:
    assert "settled by hand" in labelaudit("--set", "k2=100mcg MK-7")[1]
    labelaudit("--set", "k2=100mcg MK-7", "-o", "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "settled by hand" in page
    assert "k2=100mcg MK-7" not in page  # no place on the picture shows it


@pytest.mark.parametrize(
    "arguments",
    [
        ["--set", "k2=lots"],
        ["--set", "zinc=5mg"],
        ["--set", "k2=100mcg MK-7", "another.png"],
        ["--only", "k2-forms"],
        ["--fail-on", "sometimes"],
        ["--profile", "elves"],
        ["--explain", "--format", "json"],
        ["--strict"],
    ],
)
def test_what_makes_no_sense_is_one_line_before_anything_is_read(
    labelaudit: Run, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.setattr("labelaudit.pipeline.open_file", None)
    code, out, err = labelaudit(*arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--fail-on", "fail"], 1),
        (["--fail-on", "k2-with-d3"], 1),
        (["--fail-on", "d3-dose"], 0),
        (["--fail-on", "d3-form,k2-form"], 0),
        (["--skip", "k2-with-d3", "--skip", "magnesium-with-d", "--fail-on", "fail"], 0),
        (["--fail-under", "100"], 1),
    ],
)
def test_a_gate_ends_with_1(labelaudit: Run, arguments: list[str], code: int) -> None:
    assert labelaudit(*arguments)[0] == code


ACCEPT = '[[accept]]\nsku = "A-1"\nrule = "{}"\nreason = "sold with a K2 of its own"\n'


def test_an_accepted_finding_is_shown_with_its_reason_and_stops_nothing(
    labelaudit: Run, tmp_path: Path
) -> None:
    settings = 'fail-on = ["fail"]\n' + ACCEPT.format("k2-with-d3") + ACCEPT.format("magnesium-with-d")
    (tmp_path / "labelaudit.toml").write_text(settings, encoding="utf-8")
    code, out, _ = labelaudit("--format", "json")
    assert code == 0
    accepted = {f["rule"]: f["outcome"] for f in one(out)["findings"] if f["accepted"]}
    assert accepted == {"k2-with-d3": "fail", "magnesium-with-d": "fail"}
    page = labelaudit()[1]
    assert "Accepted by you" in page
    assert "sold with a K2 of its own" in page


def test_explain_adds_the_arithmetic_to_the_page(labelaudit: Run, tmp_path: Path) -> None:
    _, out, _ = labelaudit("--explain", "--servings-per-day", "1")
    assert "What the label says" in out
    assert "measured: 2,000 IU a day; scores: 300: 0, 600: 1, 2,000: 1, 5,000: 0" in out
    assert "counts: 1 × 15 = 15" in out
    for arguments, told in ([], False), (["--explain"], True):
        labelaudit(*arguments, "--servings-per-day", "1", "-o", "report.html")
        page = (tmp_path / "report.html").read_text(encoding="utf-8")
        assert ("counts: 1 × 15 = 15" in page) is told


def test_the_text_is_plain_where_no_colour_is_wanted(
    labelaudit: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert "\x1b[" in labelaudit()[1]
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in labelaudit()[1]
