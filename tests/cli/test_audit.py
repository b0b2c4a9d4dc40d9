"""`labelaudit audit` as a program: what goes to which channel, what is written, which code it ends with."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from labelaudit import pipeline
from labelaudit.cli.main import run
from labelaudit.errors import EngineError
from labelaudit.model.audit import Audit, GuidanceRef, Points, Score, Source, Status, Tool
from labelaudit.model.base import Note

Run = Callable[..., tuple[int, str, str]]

TOOL = Tool(
    version="0.1.0",
    engine="rapidocr",
    guidance=GuidanceRef(name="g", version="1", sha256="0" * 64),
    profile="default",
)


def scored(name: str, low: int, high: int) -> Audit:
    score = Score(
        value=low if low == high else None,
        low=low,
        high=high,
        band="mixed",
        points=Points(decided=5, applicable=10),
    )
    return Audit(tool=TOOL, source=Source(name=name, kind="image"), status=Status.NEEDS_REVIEW, score=score)


def unread(name: str) -> Audit:
    return Audit(
        tool=TOOL,
        source=Source(name=name, kind="image"),
        status=Status.UNREADABLE,
        error=Note(code="damaged", message=f"{name}: is damaged; copy it again"),
    )


@pytest.fixture
def labelaudit(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The program over labels whose names say what becomes of them: `bad`, or their score: `62-88`."""

    def audit_file(source: str, **_options: object) -> list[Audit]:
        stem = Path(source).stem
        if stem == "bad":
            return [unread(source)]
        if stem == "noengine":
            raise EngineError("tesseract: not found on this machine; install it")
        if stem == "bug":
            raise ValueError("unforeseen")
        if stem == "stop":
            raise KeyboardInterrupt
        low, high = stem.split("-")
        return [scored(source, int(low), int(high))]

    monkeypatch.setattr(pipeline, "audit_file", audit_file)

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            run(arguments)
        out, err = capsys.readouterr()
        assert isinstance(end.value.code, int)
        return int(end.value.code), out, err

    return call


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["62-88.jpg"], 0),
        (["bad.jpg"], 3),
        (["bad.jpg", "bad.jpg"], 3),
        (["bad.jpg", "62-88.jpg"], 7),
        (["62-88.jpg", "--fail-under", "88"], 0),
        (["62-88.jpg", "--fail-under", "89"], 1),
        (["62-88.jpg", "--fail-under", "62", "--strict"], 0),
        (["62-88.jpg", "--fail-under", "63", "--strict"], 1),
        (["95-95.jpg", "62-62.jpg", "--fail-under", "70"], 1),
        (["bad.jpg", "62-62.jpg", "--fail-under", "70"], 1),
        (["bad.jpg", "--fail-under", "70"], 3),
        (["noengine.jpg"], 4),
        (["62-88.jpg", "--guidance", "/nowhere.toml"], 5),
        (["62-88.jpg", "-o", "/nowhere/report.json"], 6),
        (["62-88.jpg", "-o", "report.xyz"], 2),
        (["62-88.jpg", "-o", "report.json", "--format", "text"], 2),
        (["62-88.jpg", "--open"], 2),
        (["62-88.jpg", "--strict"], 2),
        (["62-88.jpg", "--servings-per-day", "0"], 2),
        (["62-88.jpg", "--servings-per-day", "nan"], 2),
        (["62-88.jpg", "--fail-under", "101"], 2),
        (["62-88.jpg", "--max-megapixels", "0"], 2),
        (["62-88.jpg", "--pages", "5-3"], 2),
        (["62-88.jpg", "--nonsense"], 2),
        ([], 2),
        (["bug.jpg"], 70),
        (["bad.jpg", "bug.jpg"], 70),
        (["62-88.jpg", "bug.jpg"], 7),
        (["62-88.jpg", "noengine.jpg"], 7),
        (["bad.jpg", "noengine.jpg"], 3),
        (["stop.jpg"], 130),
    ],
)
def test_each_ending_has_its_code_and_each_failure_one_line(
    labelaudit: Run, arguments: list[str], code: int
) -> None:
    ended, _, err = labelaudit("audit", *arguments)
    assert ended == code
    broken = sum(each in {"bad.jpg", "bug.jpg", "noengine.jpg"} for each in arguments)
    failures = broken or int(code not in {0, 1})
    assert len(err.splitlines()) == failures
    assert "Traceback" not in err


def test_one_bad_label_does_not_keep_the_others_from_being_audited(labelaudit: Run) -> None:
    _, out, err = labelaudit("audit", "62-88.jpg", "bad.jpg", "95-95.jpg", "--format", "json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["status"] for line in lines] == ["needs_review", "unreadable", "needs_review"]
    assert lines[1]["error"] == {"code": "damaged", "message": "bad.jpg: is damaged; copy it again"}
    assert err == "labelaudit: bad.jpg: is damaged; copy it again\n"


def test_the_text_of_a_single_unreadable_label_is_its_one_line(labelaudit: Run) -> None:
    _, out, err = labelaudit("audit", "bad.jpg")
    assert out == ""
    assert err == "labelaudit: bad.jpg: is damaged; copy it again\n"


def test_a_text_file_names_the_labels_that_could_not_be_read(labelaudit: Run, tmp_path: Path) -> None:
    labelaudit("audit", "bad.jpg", "-o", str(tmp_path / "page.txt"))
    assert "Could not be read: is damaged" in (tmp_path / "page.txt").read_text(encoding="utf-8")


def test_without_a_terminal_nothing_but_the_product_is_printed(labelaudit: Run) -> None:
    _, out, err = labelaudit("audit", "62-88.jpg")
    assert "Score 62–88 of 100" in out
    assert "\x1b" not in out
    assert err == ""


def test_an_output_file_gets_everything_and_standard_output_nothing(labelaudit: Run, tmp_path: Path) -> None:
    target = tmp_path / "audits.json"
    code, out, _ = labelaudit("audit", "62-88.jpg", "bad.jpg", "-o", str(target))
    assert (code, out) == (7, "")
    assert len(target.read_text(encoding="utf-8").splitlines()) == 2
    assert list(tmp_path.iterdir()) == [target]


def test_a_run_that_breaks_off_leaves_the_old_file_whole(labelaudit: Run, tmp_path: Path) -> None:
    target = tmp_path / "audits.json"
    target.write_text("old")
    code, _, _ = labelaudit("audit", "62-88.jpg", "stop.jpg", "-o", str(target))
    assert code == 130
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_report_is_opened_when_it_is_written(
    labelaudit: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "report.html"
    shown: list[tuple[str, bool]] = []
    monkeypatch.setattr("webbrowser.open", lambda address: not shown.append((address, target.exists())))
    code, out, err = labelaudit("audit", "62-88.jpg", "-o", str(target), "--open")
    assert (code, out, err) == (0, "", "")
    assert shown == [(target.as_uri(), True)]


def test_where_no_browser_starts_the_file_is_named(
    labelaudit: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webbrowser.open", lambda _address: False)
    code, _, err = labelaudit("audit", "62-88.jpg", "-o", str(tmp_path / "report.html"), "--open")
    assert code == 0
    assert "report.html" in err


def test_an_unforeseen_error_is_one_line_and_debug_shows_where(labelaudit: Run) -> None:
    _, _, err = labelaudit("audit", "bug.jpg")
    assert "--debug" in err
    code, _, err = labelaudit("audit", "bug.jpg", "--debug")
    assert code == 70
    assert "Traceback" in err
    assert "unforeseen" in err


def test_a_file_may_be_called_debug(labelaudit: Run) -> None:
    code, _, err = labelaudit("audit", "--", "--debug")
    assert code == 70  # the stand-in makes no score of that name
    assert "Traceback" not in err


def test_a_hostile_file_name_cannot_steer_the_terminal(labelaudit: Run) -> None:
    _, _, err = labelaudit("audit", "\x1b[2J\n/bad.jpg")
    assert err == "labelaudit: /bad.jpg: is damaged; copy it again\n"


def test_sides_taken_together_are_audited_as_one(labelaudit: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, object]] = []

    def audit_file(source: str, **options: object) -> list[Audit]:
        asked.append((source, options["beside"]))
        return [scored(source, 62, 88)]

    monkeypatch.setattr(pipeline, "audit_file", audit_file)
    code, out, _ = labelaudit("audit", "--together", "front.jpg", "back.jpg", "--format", "json")
    assert code == 0
    assert len(out.splitlines()) == 1
    labelaudit("audit", "front.jpg", "back.jpg", "--format", "json")
    assert asked == [("front.jpg", ["back.jpg"]), ("front.jpg", None), ("back.jpg", None)]
