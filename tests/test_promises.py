"""The promises of the README, each by its name and in short; the tests of the parts hold them deeper."""

import csv
import html
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image

from fixtures.make_bad import BAD
from labelaudit import pipeline
from labelaudit.batch import scanning
from labelaudit.batch.engine import ReadDone, ReadTask
from labelaudit.batch.scanning import Request, scan
from labelaudit.cli.main import run
from labelaudit.limits import Limits
from labelaudit.model.audit import Audit
from labelaudit.model.page import Word
from labelaudit.model.sheet import Pixels
from labelaudit.pipeline import audit_file
from labelaudit.read.engine import Readers
from tests.batch.recorded import CASES, Inline, picture, pictures, read
from tests.network import ATTEMPTS, NetworkError

ROOT = Path(__file__).parents[1]
EXPECTED = json.loads((BAD / "expected.json").read_text(encoding="utf-8"))
FILES = sorted(str(BAD / name) for name in EXPECTED)
LABEL = str(ROOT / "fixtures" / "labels" / "pdf-text-layer" / "label.pdf")
PROGRAM = (sys.executable, "-m", "labelaudit")
RECORDED = (sys.executable, "-m", "tests.cli.recorded_scan")
Run = Callable[..., tuple[int, str, str]]


class Blind:
    """A reader that sees nothing: what becomes of a file does not depend on its pixels."""

    name = "blind"

    def read(self, pixels: Pixels) -> tuple[Word, ...]:
        return ()

    read_line = read


@pytest.fixture
def labelaudit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The program in a folder of its own; a scan reads what is stored, an audit sees no pixels."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setattr(scanning, "LocalEngine", lambda _workers: Inline())
    monkeypatch.setattr(pipeline, "_readers", lambda _engine: Readers(first=Blind(), second=None))

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            run(arguments)
        out, err = capsys.readouterr()
        return int(str(end.value.code)), out, err

    return call


def results(folder: Path) -> list[Audit]:
    lines = (folder / "results.jsonl").read_text(encoding="utf-8").splitlines()
    return [Audit.model_validate_json(line) for line in lines]


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "results.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def outputs(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file() and "store.sqlite" not in path.name]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def outside(folder: Path, *, but: Path) -> dict[str, tuple[int, bytes]]:
    """Every file with its time and content, those of one folder aside."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_relative_to(but)]
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


# 1. Any file gives a result or a one-line reason; a traceback only with --debug.


def test_any_file_gives_a_result_or_a_one_line_reason(labelaudit: Run) -> None:
    code, out, err = labelaudit("audit", *FILES, "--format", "json")
    audits = [Audit.model_validate_json(line) for line in out.splitlines()]
    assert code == 7  # some are labels all the same
    assert {audit.source.name for audit in audits} == {*FILES}
    refused = [audit.error.message for audit in audits if audit.error]
    assert err.splitlines() == [f"labelaudit: {message}" for message in refused]
    assert len(refused) >= 60


def test_every_bad_file_is_a_row_of_a_catalogue_of_them(labelaudit: Run, tmp_path: Path) -> None:
    def read_blindly(task: ReadTask) -> ReadDone:
        readers = Readers(first=Blind(), second=None)
        return ReadDone(task.sha256, pipeline.read_file(task.path, readers=readers, limits=task.limits))

    class Ours(Inline):
        def run(self, tasks: Iterable[ReadTask]) -> Iterator[ReadDone]:
            yield from map(read_blindly, tasks)

    table = tmp_path / "bad.csv"
    with table.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["sku", "image"], *([Path(path).name, path] for path in FILES)])
    scan(Request(str(table), output=tmp_path / "out", formats=["csv", "json"]), readers=Ours())
    assert sorted(row["sku"] for row in rows(tmp_path / "out")) == sorted(EXPECTED)
    assert {audit.product.sku for audit in results(tmp_path / "out") if audit.product} == {*EXPECTED}


def test_a_traceback_is_shown_with_debug_only_and_a_fault_of_ours_costs_one_label(
    labelaudit: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("unforeseen")

    monkeypatch.setattr(Blind, "read", fail)
    code, out, err = labelaudit("audit", str(BAD / "thin.png"), LABEL)
    assert (code, err.count("\n")) == (7, 1)
    assert "ZeroDivisionError" in err
    assert "Vitamin D3" in out
    assert "Traceback" in labelaudit("audit", str(BAD / "thin.png"), "--debug")[2]


# 2. What could not be read is never scored and never called clean.


def test_what_could_not_be_read_is_never_scored_and_never_called_clean(
    labelaudit: Run, tmp_path: Path
) -> None:
    _, out, _ = labelaudit("audit", *FILES, "--format", "json")
    unread = [audit for line in out.splitlines() if (audit := Audit.model_validate_json(line)).error]
    assert {audit.status.value for audit in unread} == {"unreadable"}
    assert not [audit for audit in unread if audit.score or audit.label or audit.findings or audit.daily]
    assert labelaudit("audit", str(BAD / "thin.png"), "--fail-under", "1")[0] == 3  # and passes no gate
    picture(tmp_path / "shop" / "a.png", CASES[0], damaged=True)
    labelaudit("scan", str(tmp_path / "shop"), "-o", "out")
    (row,) = rows(Path("out"))
    assert row["la_status"] == "unreadable"
    assert not row["la_score_low"]
    assert not row["la_score_high"]


# 3. Bounded.


@pytest.mark.parametrize("bound", sorted(Limits.model_fields))
def test_every_bound_is_finite_and_held_by_a_test_that_sets_it(bound: str) -> None:
    assert 0 < getattr(Limits(), bound) < 1e9
    tests = [path for path in (ROOT / "tests").rglob("test_*.py") if path != Path(__file__)]
    set_here = re.compile(rf"\b{bound}[\"']?\s*[=:]")
    assert any(set_here.search(path.read_text(encoding="utf-8")) for path in (*tests, Path(__file__)))


def test_no_bad_file_takes_more_memory_than_a_worker_may_have() -> None:
    script = (
        "import sys\n"
        "from labelaudit.errors import UnreadableError\n"
        "from labelaudit.ingest import open_file\n"
        "for path in sys.argv[1:]:\n"
        "    try:\n"
        "        for sheet in open_file(path): sheet.pixels\n"
        "    except UnreadableError: pass\n"
        # not getrusage: its peak is that of the process which started this one, where that is higher
        "peak = next(line for line in open('/proc/self/status') if line.startswith('VmHWM'))\n"
        "print(int(peak.split()[1]) // 1024)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, *FILES], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 500  # MiB


@pytest.mark.parametrize(("width", "height"), [(2000, 3000), (2001, 3000), (9000, 8800)])
def test_a_reader_is_given_so_many_pixels_and_no_more(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, width: int, height: int
) -> None:
    given: list[tuple[int, ...]] = []

    class Measuring(Blind):
        def read(self, pixels: Pixels) -> tuple[Word, ...]:
            given.append(pixels.shape)
            return ()

    monkeypatch.setattr(pipeline, "_readers", lambda _engine: Readers(first=Measuring(), second=None))
    Image.new("1", (width, height)).save(tmp_path / "label.png")
    audit_file(tmp_path / "label.png", limits=Limits(reading_megapixels=6))
    area = given[0][0] * given[0][1]
    assert area == 6_000_000 if (width, height) == (2000, 3000) else 0.99 < area / 6_000_000 < 1.001


@pytest.mark.parametrize("shape", [(1, 4000), (4000, 1), (100, 4000), (4000, 100), (1, 1)])
def test_a_thin_picture_is_not_enlarged_beyond_measure(
    shape: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    from labelaudit.read.rapid import RapidReader

    given: list[tuple[int, ...]] = []

    class Engine:
        boxes = None

        def __init__(self, params: object) -> None:
            pass

        def __call__(self, image: Pixels, **_: object) -> "Engine":
            given.append(image.shape)
            return self

    monkeypatch.setattr("rapidocr.RapidOCR", Engine)
    assert RapidReader().read(np.zeros((*shape, 3), np.uint8)) == ()
    height, width, _ = given[0]
    assert height >= shape[0]
    assert width >= shape[1]
    assert min(height, width) >= 30  # below which the engine enlarges all of it
    assert height / width <= 8  # what lies is given a margin by the engine, what stands is not


def test_a_label_that_takes_too_long_is_broken_off(labelaudit: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Blind, "read", lambda *_: time.sleep(60))
    code, out, err = labelaudit("audit", str(BAD / "one-pixel.png"), LABEL, "--deadline", "2")
    assert code == 7
    assert "was not read within 2 seconds a page; give it more with --deadline" in err
    assert "Vitamin D3" in out


def test_every_page_has_its_own_time(
    labelaudit: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Blind, "read", lambda *_: time.sleep(2) or ())
    scans = [Image.new("L", (60, 60), shade) for shade in (90, 140, 190)]
    scans[0].save(tmp_path / "scans.pdf", save_all=True, append_images=scans[1:])
    assert "shows no panel" in labelaudit("audit", str(tmp_path / "scans.pdf"), "--deadline", "5")[2]


# 4. The input is never written; nothing is written outside the output folder.

HOSTILE = (
    "CON",
    "--help",
    "two\nlines",
    "a\u202egnp.exe",
    "a\\..\\x",
    "x" * 240,
    "$(touch gone)",
    "a;b|c",
    "nul.",
)


def test_nothing_is_written_but_in_the_output_folder(labelaudit: Run, tmp_path: Path) -> None:
    shop, out = tmp_path / "shop", tmp_path / "out"
    for number, name in enumerate(HOSTILE):
        picture(shop / f"{name}.png", CASES[0], number=number)
    (tmp_path / "elsewhere").mkdir()
    picture(tmp_path / "elsewhere" / "z.png", CASES[1])
    (shop / "link").symlink_to(tmp_path / "elsewhere")
    table = tmp_path / "table.csv"
    names = ("../../x", "/etc/x", "CON", "y" * 300, "a\nb", "--help", "..\\..\\x", "\x07", "")
    with table.open("w", newline="", encoding="utf-8") as file:
        rows = [[name, str(shop / "--help.png")] for name in names]
        csv.writer(file).writerows([["sku", "image"], *rows])
    archive = tmp_path / "shop.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for name in ("../up.png", "/root.png", "C:\\win.png", "ok/a.png"):
            packed.writestr(name, (shop / "--help.png").read_bytes())
    before = outside(tmp_path, but=out)
    for number, source in enumerate((shop, table, archive)):
        code, _, err = labelaudit("scan", str(source), "-o", str(out / str(number)))
        assert code in {0, 7}, err
        assert len(results(out / str(number))) == (len(HOSTILE), len(names), 1)[number]
    assert outside(tmp_path, but=out) == before
    for path in out.rglob("*"):
        assert path.resolve().is_relative_to(out)
        assert re.fullmatch(r"[\w.-]{1,100}", path.name), path


# 5. Output appears whole or not at all.


def test_killed_at_fifty_moments_every_file_parses(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.killed_writer", str(tmp_path), "50"],
        cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 100


# 6. An interrupted scan resumes to the same result; a full disk and a read-only folder lose nothing.


def test_an_interrupted_scan_comes_to_the_same_and_reads_nothing_twice(tmp_path: Path) -> None:
    shop, read_twice = pictures(tmp_path / "shop", 6), []
    scan(Request(str(shop), output=tmp_path / "whole"), readers=Inline())
    for stop_after in (2, 3, None):
        engine = Inline(stop_after=stop_after)
        try:
            scan(Request(str(shop), output=tmp_path / "out"), readers=engine)
        except KeyboardInterrupt:
            assert stop_after
        read_twice += engine.read
    assert sorted(read_twice) == sorted(path.name for path in shop.iterdir())
    assert outputs(tmp_path / "out") == outputs(tmp_path / "whole")


def test_a_full_disk_and_a_folder_that_may_not_be_written_end_with_6_and_lose_nothing(
    labelaudit: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures(tmp_path / "shop", 3)
    assert labelaudit("scan", str(tmp_path / "shop"), "-o", "out")[0] == 0
    before, old = outputs(Path("out")), Path("old.json")
    old.write_text("old")
    picture(tmp_path / "shop" / "new.png", CASES[0])

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        for command in (
            ("scan", str(tmp_path / "shop"), "-o", "out", "--format", "csv"),
            ("audit", LABEL, "-o", str(old)),
        ):
            code, out, err = labelaudit(*command)
            assert (code, out, err.count("\n")) == (6, "", 1)
            assert "No space left on device" in err
    assert (outputs(Path("out")), old.read_text()) == (before, "old")
    assert labelaudit("audit", LABEL, "-o", "/dev/full", "--format", "text")[0] == 6
    assert labelaudit("audit", LABEL, "-o", "/proc/page.txt")[0] == 6
    assert labelaudit("scan", str(tmp_path / "shop"), "-o", "/proc/out")[0] == 6
    assert labelaudit("scan", str(tmp_path / "shop"), "-o", "out")[0] == 0
    assert len(results(Path("out"))) == 4


# 7. One bad label never stops a scan; a bad reader costs one label.

READ_BY_IT = ("--engine", "tesseract", "--format", "json", "--deadline", "5")
READERS = {
    "crashes": "kill -SEGV $$",
    "fails": "echo 'Error: out of memory' >&2; exit 1",
    "hangs": "sleep 60",
    "prints rubbish": "head -c 100000 /dev/urandom; head -c 1000 /dev/urandom >$2.tsv",
    "says nothing": ": >$2.tsv",
    "writes bad UTF-8": r"printf 'level\tconf\ttext\n5\t90\t\377\376\n' >$2.tsv",
    "writes other columns": r"printf 'a\tb\n1\t2\n' >$2.tsv",
    "writes no numbers": (
        r"printf 'block_num\tpar_num\tline_num\tleft\ttop\twidth\theight\tconf\ttext\n"
        r"x\tx\tx\tx\tx\tx\tx\tx\tD3\n' >$2.tsv"
    ),
}


@pytest.fixture
def tesseract(tmp_path: Path) -> Callable[[str], dict[str, str]]:
    """Another program in the place of Tesseract; the environment that it is found in."""

    def make(script: str) -> dict[str, str]:
        (tmp_path / "bin").mkdir()
        (tmp_path / "tmp").mkdir()
        program = tmp_path / "bin" / "tesseract"
        version = 'case "$1" in --version) echo "tesseract 5.3.0"; exit 0;; --list-langs) exit 0;; esac'
        program.write_text(f"#!/bin/bash\n{version}\n{script}\n")
        program.chmod(0o755)
        path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
        return {**os.environ, "PATH": path, "TMPDIR": str(tmp_path / "tmp")}

    return make


@pytest.mark.parametrize("script", READERS.values(), ids=READERS)
def test_a_reader_that_misbehaves_costs_one_label(
    script: str, tesseract: Callable[[str], dict[str, str]], tmp_path: Path
) -> None:
    done = subprocess.run(
        [*PROGRAM, "audit", str(BAD / "photo.txt"), LABEL, *READ_BY_IT],
        env=tesseract(script), capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert done.returncode == 7, done.stderr
    bad, good = (Audit.model_validate_json(line) for line in done.stdout.splitlines())
    assert bad.error
    assert bad.error.code in {"engine", "deadline", "no_panel"}
    assert done.stderr == f"labelaudit: {bad.error.message}\n"
    assert good.label
    assert not list((tmp_path / "tmp").iterdir())


def test_what_crashes_hangs_or_fills_the_memory_costs_a_scan_one_product_each(tmp_path: Path) -> None:
    shop = pictures(tmp_path / "shop", 3)
    picture(shop / "crash.png", CASES[0], crash=True)
    picture(shop / "hang.png", CASES[0], hang=True)
    picture(shop / "fail.png", CASES[0], **{"raise": "a bug"})
    done = subprocess.run(
        [*RECORDED, "scan", str(shop), "-o", str(tmp_path / "out"), "--deadline", "3"],
        cwd=ROOT, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert done.returncode == 7, done.stderr
    assert "6 products:" in done.stderr.splitlines()[-1]
    assert "3 unreadable" in done.stderr.splitlines()[-1]
    codes = {audit.source.name: audit.error.code for audit in results(tmp_path / "out") if audit.error}
    assert codes == {"crash.png": "crashed", "fail.png": "crashed", "hang.png": "deadline"}


@pytest.mark.parametrize(
    "stage", ["labelaudit.batch.judging.parse_readings", "labelaudit.batch.standard.audit_understood"]
)
def test_a_product_that_fails_the_program_costs_a_scan_itself_alone(
    stage: str, labelaudit: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = pictures(tmp_path / "shop", 3)
    module, _, name = stage.rpartition(".")
    works = getattr(sys.modules[module], name)

    def fail(first: object, **options: object) -> object:
        told = repr((first, options))
        if "P00001" in told and "fails labelaudit itself" not in told:
            raise ZeroDivisionError("unforeseen")
        return works(first, **options)

    monkeypatch.setattr(stage, fail)
    code, _, err = labelaudit("scan", str(shop), "-o", "out")
    assert code == 7
    assert "fails labelaudit itself (ZeroDivisionError: unforeseen)" in err
    assert [bool(audit.error) for audit in results(Path("out"))] == [False, True, False]


# 8. Same input, same version, same machine: byte-identical, one worker or eight, any order.


def test_the_order_in_which_pictures_are_read_changes_no_byte(tmp_path: Path) -> None:
    class Shuffled(Inline):
        def run(self, tasks: Iterable[ReadTask]) -> Iterator[ReadDone]:
            waiting = list(tasks)
            random.Random(3).shuffle(waiting)
            yield from map(read, waiting)

    shop = pictures(tmp_path / "shop", 12)
    scan(Request(str(shop), output=tmp_path / "one", workers=1), readers=Inline())
    scan(Request(str(shop), output=tmp_path / "eight", workers=8), readers=Shuffled())
    assert outputs(tmp_path / "one") == outputs(tmp_path / "eight")


@pytest.mark.parametrize("form", ["json", "html", "txt"])
def test_the_same_label_gives_the_same_bytes(form: str, labelaudit: Run) -> None:
    for name in ("a", "b"):
        labelaudit("audit", LABEL, str(BAD / "huge.png"), "-o", f"{name}.{form}")
    assert Path(f"a.{form}").read_bytes() == Path(f"b.{form}").read_bytes()


# 9. Ctrl-C and SIGTERM: out in 5 s, no orphan process, no temp file.


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stopped_it_is_out_at_once_and_leaves_nothing(
    number: signal.Signals, code: int, tesseract: Callable[[str], dict[str, str]], tmp_path: Path
) -> None:
    page = tmp_path / "page.txt"
    environment = tesseract(f"echo $$ >{tmp_path}/pid; exec sleep 60")
    process = subprocess.Popen(
        [*PROGRAM, "audit", str(BAD / "photo.txt"), "--engine", "tesseract", "-o", str(page)],
        env=environment, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    until = time.monotonic() + 60
    while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():
        assert time.monotonic() < until
        time.sleep(0.05)
    begun = time.monotonic()
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert time.monotonic() - begun < 5
    assert process.returncode == code, err
    assert "Traceback" not in err
    reader = int((tmp_path / "pid").read_text())
    assert not psutil.pid_exists(reader) or psutil.Process(reader).status() == psutil.STATUS_ZOMBIE
    assert not list((tmp_path / "tmp").iterdir())
    assert not page.exists()
    assert not list(tmp_path.glob(".labelaudit.*"))


# 10. Label text cannot run anywhere.

ATTACKS = (
    "<script>alert(1)</script>",
    "=HYPERLINK(1)",
    "+1+cmd|'x'!A1",
    "@SUM(1)",
    "-2+3",
    "\x1b[2Jgone",
    "{{7*7}}",
)


def test_label_text_cannot_run_anywhere(labelaudit: Run, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    with table.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["sku", "title", "brand", "image"])
        for number, attack in enumerate(ATTACKS):
            damaged = {"damaged": True} if number % 2 else {}
            shown = picture(tmp_path / "shop" / f"{number}.png", CASES[number], number=number, **damaged)
            rows.writerow([f"{attack}{number}", attack, attack, str(shown)])
        rows.writerow(["missing", "", "", "\x1b]0;gone\x07\x1b[31m.png"])
    _, out, err = labelaudit("scan", str(table), "-o", "out")
    assert "\x1b" not in out + err
    with Path("out/results.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if re.match(r"[=+@\t\r]|-\D|-.*[+(|]", cell)]
    with zipfile.ZipFile("out/results.xlsx") as book:
        sheets = [book.read(name).decode() for name in book.namelist() if "worksheets/sheet" in name]
    assert sheets
    assert not [
        sheet for sheet in sheets if "HYPERLINK(1)</f>" in sheet or "<f>cmd" in sheet or "<f>1+" in sheet
    ]
    pages = [path.read_text(encoding="utf-8") for path in Path("out").rglob("*.html")]
    assert len(pages) > 3
    assert not [page for page in pages if "<script>alert" in page or "\x1b" in page]
    assert all("default-src 'none'" in html.unescape(page) for page in pages)
    _, out, err = labelaudit("audit", "\x1b[2J\x1b]0;gone\x07\nlabel.png", "--format", "text")
    assert "\x1b" not in out + err
    assert err.count("\n") == 1


# 11. No network unless asked.


def test_no_network_is_used_unless_it_is_asked_for(labelaudit: Run, tmp_path: Path) -> None:
    with pytest.raises(NetworkError):
        socket.create_connection(("192.0.2.1", 80))
    ATTEMPTS.clear()
    (tmp_path / "table.csv").write_text("sku,image\na,https://example.com/a.jpg\n")
    code, _, err = labelaudit("scan", str(tmp_path / "table.csv"), "-o", "out")
    (audit,) = results(Path("out"))
    assert (code, audit.error and audit.error.code) == (3, "not_fetched")
    assert "--fetch" in err
    assert labelaudit("audit", "https://example.com/a.jpg")[0] == 3
    assert labelaudit("audit", LABEL)[0] == 0
    assert ATTEMPTS == []


# 12. stdout is the product, stderr is the talk.


def test_standard_output_is_the_product_and_standard_error_the_talk(labelaudit: Run, tmp_path: Path) -> None:
    _, out, err = labelaudit("audit", *FILES[:20], LABEL, "--format", "json")
    assert all(json.loads(line)["schema"] == "labelaudit.audit/1" for line in out.splitlines())
    assert all(line.startswith("labelaudit: ") for line in err.splitlines())
    assert labelaudit("audit", LABEL, "-o", "page.html")[1] == ""
    pictures(tmp_path / "shop", 2)
    picture(tmp_path / "shop" / "bad.png", CASES[0], damaged=True)
    _, out, err = labelaudit("scan", str(tmp_path / "shop"), "-o", "out")
    assert out == f"{Path('out', 'index.html')}\n"
    assert all(line.startswith("labelaudit: ") for line in err.splitlines())
    assert shutil.which("tesseract") is None or "tesseract" not in out
