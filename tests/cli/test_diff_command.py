"""`labelaudit diff` as a program: what it prints, where it writes, which code it ends with."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from labelaudit.cli.main import run as labelaudit
from tests.audit.labels import d, k, label
from tests.batch.audits import audited, run

GOOD = audited(label(d(2000), k(100)))
WORSE = audited(label(d(2000), k(100, "K2")))
Diff = Callable[..., tuple[int, str, str]]


@pytest.fixture
def diff(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Diff:
    """The program in a folder with two runs, `good` and `worse`."""
    run(tmp_path / "good", GOOD)
    run(tmp_path / "worse", WORSE)
    monkeypatch.chdir(tmp_path)

    def called(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            labelaudit(["diff", *arguments])
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return called


def test_something_worse_ends_with_1_and_nothing_worse_with_0(diff: Diff) -> None:
    assert diff("good", "worse")[0] == 1
    assert diff("worse", "good")[0] == 0
    assert diff("good", "good/results.jsonl")[:2] == (
        0,
        "good/results.jsonl → good/results.jsonl\n1 unchanged\n",
    )


def test_the_page_names_what_was_dropped(diff: Diff) -> None:
    _, out, err = diff("good", "worse")
    assert "WORSE  Vitamin K: the form MK-7 is no longer named." in out
    assert err == ""


@pytest.mark.parametrize(
    ("name", "start"), [("c.html", "<!doctype html>"), ("c.json", "{"), ("c.txt", "good/")]
)
def test_the_suffix_of_the_output_decides_its_format(name: str, start: str, diff: Diff) -> None:
    code, out, _ = diff("good", "worse", "-o", name)
    assert (code, out) == (1, "")
    assert Path(name).read_text(encoding="utf-8").startswith(start)


def test_the_json_goes_to_standard_output(diff: Diff) -> None:
    _, out, _ = diff("good", "worse", "--format", "json")
    assert [each["verdict"] for each in json.loads(out)["products"]] == ["worse"]


def test_what_is_no_run_and_what_is_damaged_have_their_codes(diff: Diff) -> None:
    code, _, err = diff("good", "nowhere")
    assert (code, err[: err.index(";")]) == (2, "labelaudit: nowhere: is not there")
    Path("worse/results.jsonl").write_text("{}\n")
    code, _, err = diff("good", "worse")
    assert (code, err.count("\n")) == (3, 1)


def test_a_place_that_cannot_be_written_is_told_before_the_work(diff: Diff) -> None:
    assert diff("nowhere", "nowhere", "-o", "no/such/c.html")[0] == 6
