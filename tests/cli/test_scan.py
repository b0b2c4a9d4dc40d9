"""`labelaudit scan`: what it says where, the code that it ends with, a stop that leaves nothing behind."""

import csv
import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from labelaudit import audit_file
from labelaudit.batch import scanning
from labelaudit.cli.main import run
from labelaudit.model.audit import Audit
from tests.batch.recorded import CASES, LOG, Inline, picture, pictures

ROOT = Path(__file__).parents[2]
LABELS = ROOT / "fixtures" / "labels"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def labelaudit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The program in a folder of its own, reading what is stored."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(scanning, "LocalEngine", lambda _workers: Inline())

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            run(arguments)
        out, err = capsys.readouterr()
        return int(str(end.value.code)), out, err

    return call


def results(folder: Path) -> list[Audit]:
    lines = (folder / "results.jsonl").read_text(encoding="utf-8").splitlines()
    return [Audit.model_validate_json(line) for line in lines]


def test_where_the_report_is_stands_alone_on_standard_output(labelaudit: Run, tmp_path: Path) -> None:
    pictures(tmp_path / "shop", 3)
    code, out, err = labelaudit("scan", "shop")
    assert (code, out) == (0, "reports/shop/index.html\n")
    assert err.splitlines()[-1].startswith("labelaudit: 3 products: ")
    assert (tmp_path / "reports" / "shop" / "index.html").exists()
    assert {path.name for path in (tmp_path / "reports" / "shop").iterdir()} >= {
        "results.csv", "results.xlsx", "results.jsonl", "review.csv", "action-plan.csv", "products",
    }  # fmt: skip


def test_why_products_are_unreadable_is_said_of_the_first_few(labelaudit: Run, tmp_path: Path) -> None:
    rows = "".join(f"A{n},https://shop.example/{n}.png\n" for n in range(8))
    (tmp_path / "shop.csv").write_text(f"sku,image\n{rows}", encoding="utf-8")
    code, _, err = labelaudit("scan", "shop.csv")
    assert code == 3
    assert err.count("give --fetch to have it fetched") == 5
    assert "and 3 more unreadable products" in err


def test_only_the_formats_that_are_named_are_written(labelaudit: Run, tmp_path: Path) -> None:
    pictures(tmp_path / "shop", 1)
    code, out, _ = labelaudit("scan", "shop", "-o", "out", "--format", "csv", "--format", "json")
    assert (code, out) == (0, "out\n")
    assert {path.name for path in Path("out").iterdir()} == {
        "results.csv", "results.jsonl", "review.csv", "action-plan.csv", "store.sqlite",
    } | ({"crops"} if Path("out/crops").exists() else set())  # fmt: skip


@pytest.mark.parametrize(
    ("good", "bad", "gate", "code"),
    [
        (2, 0, [], 0),
        (1, 1, [], 7),
        (0, 2, [], 3),
        (1, 1, ["--fail-under", "100"], 1),
        (0, 2, ["--fail-under", "100"], 3),
        (2, 0, ["--fail-under", "0"], 0),
    ],
)
def test_the_exit_code_says_what_was_read_and_whether_a_gate_is_met(
    labelaudit: Run, tmp_path: Path, good: int, bad: int, gate: list[str], code: int
) -> None:
    pictures(tmp_path / "shop", good)
    for number in range(bad):
        picture(tmp_path / "shop" / f"B{number}.png", CASES[0], damaged=True, number=number)
    assert labelaudit("scan", "shop", *gate)[0] == code


@pytest.mark.parametrize(("share", "met"), [("0", False), ("{}", True), ("0%", False), ("100%", True)])
def test_too_many_products_that_need_a_person_stop_a_job(
    labelaudit: Run, tmp_path: Path, share: str, *, met: bool
) -> None:
    pictures(tmp_path / "shop", len(CASES))
    assert labelaudit("scan", "shop", "-o", "out")[0] == 0
    waiting = sum(audit.status == "needs_review" for audit in results(Path("out")))
    assert 0 < waiting < len(CASES)
    code, _, _ = labelaudit("scan", "shop", "-o", "out", "--max-review", share.format(waiting))
    assert code == (0 if met else 1)


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (["--max-review", "many"], "--max-review many"),
        (["--max-review", "101%"], "--max-review 101%"),
        (["--deadline", "0"], "--deadline 0"),
        (["--map", "photo"], "--map photo"),
        (["--map", "picture=photo"], "--map picture=photo"),
        (["--strict"], "--strict"),
        (["--workers", "2", "--cluster", "tcp://127.0.0.1:1"], "--workers"),
        (["--profile", "nobody"], "nobody"),
        (["--corrections", "nowhere.csv"], "nowhere.csv"),
    ],
)
def test_an_option_that_makes_no_sense_is_told_before_anything_is_done(
    labelaudit: Run, tmp_path: Path, option: list[str], said: str
) -> None:
    pictures(tmp_path / "shop", 1)
    code, out, err = labelaudit("scan", "shop", *option)
    assert (code, out) == (2, "")
    assert said in err
    assert len(err.splitlines()) == 1
    assert not Path("reports").exists()


@pytest.mark.parametrize("catalogue", ["nowhere", "empty"])
def test_what_holds_no_products_is_unreadable(labelaudit: Run, tmp_path: Path, catalogue: str) -> None:
    (tmp_path / "empty").mkdir()
    code, out, err = labelaudit("scan", catalogue)
    assert (code, out) == (3, "")
    assert catalogue in err


def test_columns_are_mapped_with_several_pictures_of_one_product(labelaudit: Run, tmp_path: Path) -> None:
    picture(tmp_path / "a.png", CASES[0])
    picture(tmp_path / "b.png", CASES[1])
    (tmp_path / "shop.csv").write_text("id,vorn,hinten\nX1,a.png,b.png\n", encoding="utf-8")
    assert labelaudit("scan", "shop.csv", "-o", "out", "--map", "sku=id,image=vorn,hinten")[0] == 0
    (audit,) = results(Path("out"))
    assert audit.product
    assert audit.product.sku == "X1"
    assert [page.name for page in audit.source.pages] == ["a.png", "b.png"]


def test_the_folders_settings_apply(labelaudit: Run, tmp_path: Path) -> None:
    pictures(tmp_path / "shop", 2)
    (tmp_path / "labelaudit.toml").write_text('fail-under = 100\nprofile = "over-70"\n', encoding="utf-8")
    assert labelaudit("scan", "shop", "-o", "out")[0] == 1
    assert {audit.tool.profile for audit in results(Path("out"))} == {"over-70"}


def test_a_filled_in_review_settles_what_it_asked_and_is_kept(labelaudit: Run, tmp_path: Path) -> None:
    pictures(tmp_path / "shop", len(CASES))
    labelaudit("scan", "shop", "-o", "out")
    with Path("out/review.csv").open(encoding="utf-8-sig", newline="") as file:
        asked = list(csv.DictReader(file))
    row = next(row for row in asked if row["asks"].startswith("Vitamin K2 as MK-7"))
    row |= {"value": "100 mcg MK-7", "by": "Ana", "when": "2026-01-31"}
    with Path("filled.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, asked[0])
        writer.writeheader()
        writer.writerow(row)
    assert labelaudit("scan", "shop", "-o", "out", "--corrections", "filled.csv")[0] == 0
    settled = [fact.settled for audit in results(Path("out")) if audit.label for fact in audit.label.facts]
    assert ("Ana", "2026-01-31") in {(each.by, each.when) for each in settled if each}
    corrected = Path("out/results.jsonl").read_bytes()
    assert row["question"] not in Path("out/review.csv").read_text(encoding="utf-8-sig")
    assert labelaudit("scan", "shop", "-o", "out")[0] == 0
    assert Path("out/results.jsonl").read_bytes() == corrected


def test_a_review_that_a_person_wrote_in_is_not_overwritten(labelaudit: Run, tmp_path: Path) -> None:
    pictures(tmp_path / "shop", len(CASES))
    labelaudit("scan", "shop", "-o", "out")
    with Path("out/review.csv").open(encoding="utf-8-sig", newline="") as file:
        asked = list(csv.DictReader(file))
    asked[-1]["note"] = "my work"
    with Path("out/review.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, asked[0])
        writer.writeheader()
        writer.writerows(asked)
    answered = Path("out/review.csv").read_bytes()
    for _ in range(2):
        pictures(tmp_path / "shop", len(CASES) + 1)
        labelaudit("scan", "shop", "-o", "out")
    assert sorted(path.name for path in Path("out").glob("review*")) == [
        "review-answered-1.csv",
        "review.csv",
    ]
    assert Path("out/review-answered-1.csv").read_bytes() == answered


def test_a_larger_picture_is_read_when_its_limit_is_raised(labelaudit: Run, tmp_path: Path) -> None:
    pictures(tmp_path / "shop", 1)
    assert labelaudit("scan", "shop", "-o", "out", "--max-file-megabytes", "0.00001")[0] == 3
    (audit,) = results(Path("out"))
    assert audit.error
    assert audit.error.code == "too_large"
    assert labelaudit("scan", "shop", "-o", "out")[0] == 0


def test_a_library_that_a_format_needs_is_missed_before_the_work(
    labelaudit: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "find_spec", lambda _name: None)
    pictures(tmp_path / "shop", 1)
    code, _, err = labelaudit("scan", "shop", "--format", "parquet")
    assert code == 2
    assert "pip install 'labelaudit[parquet]'" in err
    assert not Path("reports").exists()


def test_a_report_of_another_catalogue_is_not_overwritten_unless_it_is_named(
    labelaudit: Run, tmp_path: Path
) -> None:
    pictures(tmp_path / "shop", 1)
    pictures(tmp_path / "other" / "shop", 2)
    assert labelaudit("scan", "shop")[0] == 0
    code, _, err = labelaudit("scan", "other/shop")
    assert code == 2
    assert "reports/shop: holds the report of" in err
    assert len(results(Path("reports/shop"))) == 1
    assert labelaudit("scan", "other/shop", "-o", "reports/shop")[0] == 0
    assert len(results(Path("reports/shop"))) == 2


def test_a_report_inside_the_catalogue_is_no_part_of_it(labelaudit: Run, tmp_path: Path) -> None:
    pictures(tmp_path, 2)
    for _ in range(2):
        assert labelaudit("scan", ".", "-o", "out")[0] == 0
        assert len(results(Path("out"))) == 2


def test_a_place_that_cannot_be_written_is_an_output_error(labelaudit: Run, tmp_path: Path) -> None:
    pictures(tmp_path / "shop", 1)
    (tmp_path / "file").touch()
    for place in ("/proc/labelaudit", "file", "file/in"):
        code, out, err = labelaudit("scan", "shop", "-o", place)
        assert (code, out) == (6, "")
        assert place in err


def test_pictures_that_a_report_would_replace_stop_it_before_the_work(
    labelaudit: Run, tmp_path: Path
) -> None:
    before = pictures(tmp_path / "products", 1)
    code, out, err = labelaudit("scan", "products", "-o", ".")
    assert (code, out) == (6, "")
    assert "holds products, which is no report's" in err
    assert before.exists()


def program(*arguments: str, size: str = "unlimited") -> list[str]:
    """The command line of the program, which may write files so large."""
    call = [sys.executable, "-m", "tests.cli.recorded_scan", *arguments]
    return ["bash", "-c", f'ulimit -f {size} && exec "$@"', "-", *call]


def test_a_disk_that_is_full_is_an_output_error_and_the_same_command_goes_on(tmp_path: Path) -> None:
    shop, out = pictures(tmp_path / "shop", 12), tmp_path / "out"
    for blocks in ("50", "200"):  # of 1,024 bytes: the store and the outputs come to more
        full = subprocess.run(
            program("scan", str(shop), "-o", str(out), size=blocks),
            cwd=ROOT, capture_output=True, text=True, timeout=100, check=False,
        )  # fmt: skip
        assert full.returncode == 6, full.stderr
        assert str(out) in full.stderr.splitlines()[-1]
        assert not list(out.glob(".labelaudit.*"))
    done = subprocess.run(program("scan", str(shop), "-o", str(out)), cwd=ROOT, timeout=100, check=False)
    assert done.returncode == 0
    assert len(results(out)) == 12


def reading(log: Path) -> None:
    until = time.monotonic() + 60
    while not log.exists():
        assert time.monotonic() < until
        time.sleep(0.05)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stopped_it_says_how_to_go_on_and_leaves_no_process(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    shop, out, log = pictures(tmp_path / "shop", 20, wait=0.5), tmp_path / "out", tmp_path / "log"
    process = subprocess.Popen(
        program("scan", str(shop), "-o", str(out), "--workers", "2"),
        cwd=ROOT, env={**os.environ, LOG: str(log)}, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    reading(log)
    others = psutil.Process(process.pid).children(recursive=True)
    begun = time.monotonic()
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert time.monotonic() - begun < 5
    assert process.returncode == code
    assert "of 20 products are done and kept; the same command goes on" in err
    _, alive = psutil.wait_procs(others, timeout=2)
    assert not [each for each in alive if each.status() != psutil.STATUS_ZOMBIE]
    assert not list(out.glob(".labelaudit.*"))


def test_on_a_terminal_a_bar_counts_and_ctrl_c_stops_it(tmp_path: Path) -> None:
    shop, log = pictures(tmp_path / "shop", 20, wait=0.3), tmp_path / "log"
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        program("scan", str(shop), "-o", str(tmp_path / "out"), "--workers", "1"),
        cwd=ROOT, env={**os.environ, LOG: str(log), "COLUMNS": "200", "TERM": "xterm"},
        stdin=theirs, stderr=theirs, stdout=subprocess.DEVNULL, start_new_session=True,
        preexec_fn=lambda: __import__("fcntl").ioctl(theirs, __import__("termios").TIOCSCTTY, 0),
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    while b"3/20" not in shown:
        assert select.select([ours], [], [], 60)[0]
        shown += os.read(ours, 65536)
    os.write(ours, b"\x03")  # to the whole group of the terminal, as a person does it
    assert process.wait(timeout=60) == 130
    while select.select([ours], [], [], 0.2)[0]:
        try:
            shown += os.read(ours, 65536)
        except OSError:
            break
    said = shown.decode()
    assert "auditing" in said
    assert "to review" in said or "good" in said or "poor" in said or "mixed" in said
    assert "the same command goes on" in said
    assert "Traceback" not in said


@pytest.mark.ocr
def test_the_real_reader_says_of_a_catalogues_label_what_it_says_of_the_label(tmp_path: Path) -> None:
    shop = tmp_path / "shop"
    shop.mkdir()
    for case in ("mk7-in-name", "pdf-text-layer"):
        (label,) = (LABELS / case).glob("label.*")
        (shop / f"{case}{label.suffix}").write_bytes(label.read_bytes())
    process = subprocess.run(
        [sys.executable, "-m", "labelaudit", "scan", str(shop), "-o", str(tmp_path / "out")],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert process.returncode == 0, process.stderr
    assert len(results(tmp_path / "out")) == 2
    for scanned in results(tmp_path / "out"):
        assert scanned.source.pages[0].path == str(shop / scanned.source.name)
        (alone,) = audit_file(shop / scanned.source.name)
        kept = json.loads(scanned.model_dump_json(exclude={"source", "product"}))
        assert kept == json.loads(alone.model_dump_json(exclude={"source", "product"}))
        assert (tmp_path / "out" / "index.html").exists()
