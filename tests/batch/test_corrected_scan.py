"""A scan takes corrections in for good, and its report says what changed since the run before."""

import csv
from pathlib import Path

import pytest

from labelaudit.batch import diff
from labelaudit.batch.scanning import Request, Scan, scan
from labelaudit.errors import UsageError
from labelaudit.model.audit import Audit, Status
from labelaudit.report import to_catalogue
from tests.batch.recorded import Inline, picture

Changes = list[dict[str, str] | None]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """One label that needs a person (take 1 to 2 gummies), one that needs none."""
    picture(tmp_path / "shop" / "A.png", "two-servings")
    picture(tmp_path / "shop" / "B.png", "mk7-in-name")
    return tmp_path / "shop"


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Changes:
    """What each report said of changes."""
    found: Changes = []
    write = to_catalogue.write_catalogue

    def written(*given: object, **more: object) -> None:
        found.append(more["changes"])  # type: ignore[arg-type]
        write(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr("labelaudit.batch.outputs.write_catalogue", written)
    return found


def scanned(shop: Path, out: Path, corrections: Path | None = None, **more: object) -> Scan:
    request = Request(str(shop), output=out, corrections=corrections, **more)  # type: ignore[arg-type]
    return scan(request, readers=Inline())


def audits(out: Path) -> dict[str, Audit]:
    lines = (out / "results.jsonl").read_text(encoding="utf-8").splitlines()
    return {Path((audit := Audit.model_validate_json(line)).source.name).stem: audit for line in lines}


def answered(out: Path, value: str) -> Path:
    path = out / "review.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["asks"] for row in rows] == ["Gummies a day"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerow(rows[0] | {"value": value, "by": "Ada", "when": "2026-11-20"})
    return path


def test_an_answer_settles_its_label_and_holds_in_every_later_run(shop: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert scanned(shop, out).counts["review"] == 1
    assert (out / "action-plan.csv").exists()
    assert scanned(shop, out, answered(out, "2")).counts["review"] == 0
    assert (out / "review.csv").read_text(encoding="utf-8-sig").count("\n") == 1
    assert scanned(shop, out, only=["k2-dose"]).counts["review"] == 0
    (note,) = (note for note in audits(out)["A"].warnings if note.code == "settled")
    assert note.message == "Gummies a day: 2, settled by Ada, 2026-11-20, stands for what was read"


def test_an_answer_is_not_given_to_the_picture_that_came_in_the_place_of_its_own(
    shop: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    scanned(shop, out)
    answer = answered(out, "2").rename(tmp_path / "answer.csv")
    picture(shop / "A.png", "two-servings", number=2)
    found = scanned(shop, out, answer)
    assert audits(out)["A"].status is Status.NEEDS_REVIEW
    assert [note.message for note in found.notes if note.code == "correction"] == [
        "A: the correction 2 is of a picture that changed or is not in this run"
    ]


def test_an_answer_that_is_not_understood_stops_the_scan_before_it_starts(shop: Path, tmp_path: Path) -> None:
    scanned(shop, tmp_path / "out")
    answer = answered(tmp_path / "out", "two")
    with pytest.raises(
        UsageError, match="row 2: value 'two' is not understood; write how many a day, as in 2"
    ):
        scanned(shop, tmp_path / "other", answer)
    assert not (tmp_path / "other").exists()


def test_the_report_says_what_changed_since_the_run_before(
    shop: Path, tmp_path: Path, shown: Changes
) -> None:
    out = tmp_path / "out"
    scanned(shop, out)
    picture(shop / "C.png", "mk7-next-line")
    (shop / "B.png").unlink()
    scanned(shop, out, answered(out, "2"))
    assert shown == [None, {"A": "better", "B": "gone", "C": "new"}]


def test_a_report_that_is_written_again_says_the_same(shop: Path, tmp_path: Path, shown: Changes) -> None:
    out = tmp_path / "out"
    scanned(shop, out)
    picture(shop / "C.png", "mk7-next-line")
    scanned(shop, out)
    (out / "index.html").unlink()
    scanned(shop, out)
    assert shown == [None, {"C": "new"}, {"C": "new"}]


def test_results_that_somebody_damaged_are_no_run_to_compare_with(
    shop: Path, tmp_path: Path, shown: Changes
) -> None:
    out = tmp_path / "out"
    scanned(shop, out)
    (out / "results.jsonl").write_text("edited\n")
    picture(shop / "C.png", "mk7-next-line")
    scanned(shop, out)
    assert shown == [None, None]


def test_two_runs_of_a_scan_can_be_compared(shop: Path, tmp_path: Path) -> None:
    scanned(shop, tmp_path / "a")
    scanned(shop, tmp_path / "b", answered(tmp_path / "a", "2"))
    changes = diff.changes_since(tmp_path / "a", tmp_path / "b")
    assert {key: verdict.value for key, verdict in changes.items()} == {"A": "better"}
