"""`labelaudit report` as a program: what it writes, what it says of damage, which code it ends with."""

import csv
import hashlib
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from labelaudit.cli.main import run as labelaudit
from labelaudit.model.audit import Audit, Source, SourcePage
from labelaudit.report.to_json import to_json
from labelaudit.typed import audit_facts

TYPED = audit_facts(vitamin_d3=["2000IU"], k2=["100mcg MK-7"])
Report = Callable[..., tuple[int, str, str]]


def pictured(path: Path) -> Audit:
    """An audit of a picture that is written to the path."""
    Image.new("RGB", (60, 40), "#c33").save(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    page = SourcePage(
        name=path.name, path=str(path), sha256=digest, kind="image", page=1, width=60, height=40, turn=0
    )
    return TYPED.model_copy(update={"source": Source(name=path.name, kind="image", pages=(page,))})


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Report:
    """The program in a folder with `two.jsonl` (two audits), `some.jsonl` (one, and damage), `none.jsonl`."""
    good = to_json(TYPED) + "\n"
    newer = json.dumps({**json.loads(good), "schema": "labelaudit.audit/2"}) + "\n"
    (tmp_path / "two.jsonl").write_text(good + "\n" + good)
    (tmp_path / "some.jsonl").write_text(good + good[:300] + "\n" + newer + '{"a": 1}\n')
    (tmp_path / "none.jsonl").write_text("\n[]\n")
    monkeypatch.chdir(tmp_path)

    def called(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            labelaudit(["report", *arguments])
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return called


def test_a_folder_has_an_index_and_a_page_a_label(report: Report, tmp_path: Path) -> None:
    assert report("two.jsonl", "-o", "out") == (0, "", "")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "index.html",
        "products",
        "thumbnails",
    ]
    assert len(list((tmp_path / "out" / "products").iterdir())) == 2
    assert "<bdi>out</bdi>" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


def test_several_formats_stand_beside_each_other_and_are_linked(report: Report, tmp_path: Path) -> None:
    forms = [word for form in ("html", "csv", "xlsx", "json") for word in ("--format", form)]
    assert report("two.jsonl", "-o", "out", "--name", "Spring", *forms)[0] == 0
    index = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    for name in ("results.csv", "results.xlsx", "results.jsonl"):
        assert (tmp_path / "out" / name).stat().st_size > 0
        assert f'<a href="{name}">' in index
    assert "<bdi>Spring</bdi>" in index
    text = (tmp_path / "out" / "results.csv").read_text(encoding="utf-8")
    (first, _) = csv.DictReader(text.splitlines())
    assert (tmp_path / "out" / first["la_page"]).is_file()


@pytest.mark.parametrize("name", ["one.html", "one.csv", "one.xlsx", "one.parquet", "one.jsonl"])
def test_a_suffix_chooses_the_format_of_one_file(report: Report, tmp_path: Path, name: str) -> None:
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow", reason="needs the extra `parquet`")
    assert report("two.jsonl", "-o", name) == (0, "", "")
    assert (tmp_path / name).stat().st_size > 0


def test_json_is_what_was_stored(report: Report) -> None:
    assert report("two.jsonl", "--format", "json") == (0, 2 * (to_json(TYPED) + "\n"), "")


def test_csv_may_be_printed_and_has_no_links(report: Report) -> None:
    code, out, _ = report("two.jsonl", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out, newline="")))
    assert (code, len(rows)) == (0, 2)
    assert {row["la_page"] for row in rows} == {""}
    assert [row["la_key"] for row in rows] == ["typed figures", "typed figures (2)"]


def test_damaged_lines_are_named_and_the_rest_is_rendered(report: Report) -> None:
    code, out, err = report("some.jsonl", "--format", "json")
    assert (code, out) == (7, to_json(TYPED) + "\n")
    assert err.splitlines() == [
        "labelaudit: some.jsonl: line 2 is no JSON; it may be cut",
        "labelaudit: some.jsonl: line 3 is labelaudit.audit/2, and this version reads labelaudit.audit/1;"
        " update labelaudit",
        "labelaudit: some.jsonl: line 4 is no audit of labelaudit",
    ]


def test_where_no_line_is_an_audit_nothing_is_written(report: Report, tmp_path: Path) -> None:
    code, _, err = report("none.jsonl", "-o", "out")
    assert code == 3
    assert err.splitlines()[-1] == "labelaudit: none.jsonl: no line is an audit of labelaudit"
    assert not (tmp_path / "out").exists()
    assert report("missing.jsonl", "-o", "out")[0] == 3


def test_standard_input_and_a_scans_folder_are_read(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = (tmp_path / "two.jsonl").read_bytes()
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "results.jsonl").write_bytes(lines)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
    _, out, _ = report("-", "run", "--format", "json")
    assert len(out.splitlines()) == 4


def test_a_picture_that_is_still_the_same_is_shown(report: Report, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(to_json(pictured(tmp_path / "front.png")) + "\n")
    assert report("a.jsonl", "-o", "a.html")[0] == 0
    html = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "data:image/jpeg;base64," in html
    assert "stands without it" not in html


def test_a_picture_that_is_gone_or_changed_is_missed_aloud(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "front.png"
    (tmp_path / "a.jsonl").write_text(to_json(pictured(path)) + "\n")
    Image.new("RGB", (60, 40), "#3c3").save(path)
    report("a.jsonl", "-o", "changed.html")
    path.unlink()
    report("a.jsonl", "-o", "gone.html")
    for name in ("changed.html", "gone.html"):
        html = (tmp_path / name).read_text(encoding="utf-8")
        assert "data:image/jpeg" not in html
        assert "front.png is gone, or no longer the one that was read; this report stands without it" in html


def test_a_report_is_replaced_and_what_else_lies_there_stays(report: Report, tmp_path: Path) -> None:
    report("two.jsonl", "-o", "out")
    (tmp_path / "out" / "notes.txt").write_text("mine")
    (tmp_path / "out" / "products" / "old.html").write_text("old")
    assert report("some.jsonl", "-o", "out")[0] == 7
    assert (tmp_path / "out" / "notes.txt").read_text() == "mine"
    assert len(list((tmp_path / "out" / "products").iterdir())) == 1
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_folder_that_holds_somebody_elses_products_is_left_alone(report: Report, tmp_path: Path) -> None:
    (tmp_path / "shop" / "products").mkdir(parents=True)
    (tmp_path / "shop" / "index.html").write_text("<h1>Our shop</h1>")
    code, _, err = report("two.jsonl", "-o", "shop")
    assert (code, err) == (
        6,
        "labelaudit: shop: holds products, which is no report's; name another folder\n",
    )
    assert (tmp_path / "shop" / "index.html").read_text() == "<h1>Our shop</h1>"


def test_what_fails_on_the_way_leaves_nothing(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("labelaudit.report.to_catalogue.write_catalogue", full)
    before = sorted(tmp_path.iterdir())
    code, _, err = report("two.jsonl", "-o", "out")
    assert (code, "No space left" in err) == (6, True)
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["two.jsonl"], "where shall it be written?"),
        (["two.jsonl", "--format", "xlsx"], "where shall it be written?"),
        (["two.jsonl", "-o", "a.csv", "--format", "xlsx"], "its suffix says csv and --format says xlsx"),
        (["two.jsonl", "-o", "a.csv", "--open"], "--open shows an HTML report"),
    ],
)
def test_what_makes_no_sense_ends_with_2(report: Report, arguments: list[str], says: str) -> None:
    code, _, err = report(*arguments)
    assert (code, says in err) == (2, True)


def test_a_place_that_cannot_be_is_told_before_the_work(report: Report, tmp_path: Path) -> None:
    assert report("two.jsonl", "-o", "nowhere/out")[0] == 6
    (tmp_path / "file").write_text("x")
    assert report("two.jsonl", "-o", "file")[2] == "labelaudit: file: is a file; name a folder\n"


def test_what_is_read_is_never_overwritten(report: Report, tmp_path: Path) -> None:
    report("some.jsonl", "-o", "out", "--format", "json")
    before = (tmp_path / "some.jsonl").read_bytes()
    assert report("some.jsonl", "-o", "some.jsonl")[0] == 2
    assert report("out", "-o", "out", "--format", "json")[0] == 2
    assert report("out", "-o", "out", "--format", "html")[0] == 0
    assert (tmp_path / "some.jsonl").read_bytes() == before


def test_many_labels_are_no_single_page(report: Report, tmp_path: Path) -> None:
    (tmp_path / "many.jsonl").write_text((to_json(TYPED) + "\n") * 101)
    code, _, err = report("many.jsonl", "-o", "many.html")
    assert (code, "name a folder, as in -o report" in err) == (2, True)
    assert not (tmp_path / "many.html").exists()
