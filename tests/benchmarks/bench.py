"""Measure the program as a person runs it, and its reading against the bare engine: `make bench`.

Writes docs/performance.md. This process stays small and starts what it measures: a child's peak memory is
never less than its parent's was.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from statistics import mean, median, quantiles
from time import perf_counter
from typing import Any

from labelaudit import __version__

RUNS = 5
LOOKS = {
    "stretch": "a line read unsurely, stretched and recognised again",
    "row": "a row that no arithmetic confirms, by the second reader",
    "larger": "a page whose nutrient has no amount, enlarged",
    "gap": "a band of a panel in which a row may stand that was not read, enlarged",
    "turn": "a panel on its side, turned",
}


def run_once(command: list[str]) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds and peak MiB of a command, its children included."""
    start = perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(command)}: ended with {child.returncode}")
    return perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def commands(folder: Path) -> dict[str, list[str]]:
    """What is run, by the name that the table gives it."""
    picture = folder / "label.png"
    drawing = [sys.executable, "-m", "tests.benchmarks.reading", "--draw", str(picture)]
    subprocess.run(drawing, check=True)
    program = str(Path(sys.executable).with_name("labelaudit"))
    pdf = "fixtures/labels/pdf-text-layer/label.pdf"
    return {
        "`python -c pass`": [sys.executable, "-c", "pass"],
        "`labelaudit --help`": [program, "--help"],
        "`labelaudit facts --vitamin-d3 2000IU`": [program, "facts", "--vitamin-d3", "2000IU"],
        "a PDF with a text layer": [program, "audit", pdf],
        "a 2,000-pixel picture": [program, "audit", str(picture)],
        "the same, `--engine rapidocr`": [program, "audit", str(picture), "--engine", "rapidocr"],
        "the same, `--engine tesseract`": [program, "audit", str(picture), "--engine", "tesseract"],
    }


def whole_commands() -> list[list[str]]:
    """A row a command: medians, least and most of runs that took turns."""
    with tempfile.TemporaryDirectory() as folder:
        named = commands(Path(folder))
        for command in named.values():  # the files are in memory before anything counts
            run_once(command)
        runs: dict[str, list[tuple[float, float, float]]] = {name: [] for name in named}
        for _ in range(RUNS):
            for name, command in named.items():
                runs[name].append(run_once(command))
    return [
        [name, *(spread([run[i] for run in each], digits) for i, digits in enumerate((2, 2, 0)))]
        for name, each in runs.items()
    ]


def text_layers() -> list[list[str]]:
    """A row a PDF with a text layer: opened and audited, against a bare pdfplumber extraction."""
    command = [sys.executable, "-m", "tests.benchmarks.layer"]
    out = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return [
        [f"`{row['label']}`", *(f"{row[name] * 1000:.0f}" for name in ("bare", "open", "audit")),
         *(f"{row[name] / row['bare']:.2f}" for name in ("open", "audit"))]
        for row in map(json.loads, out.splitlines())
    ]  # fmt: skip


def spread(values: list[float], digits: int) -> str:
    """The median, and the least and the most in parentheses."""
    return f"{median(values):,.{digits}f} ({min(values):,.{digits}f}–{max(values):,.{digits}f})"


def ratios(name: str, labels: list[dict[str, Any]]) -> list[list[str]]:
    """The audit against the bare reader, by wall and by CPU time."""
    rows = []
    for i, clock in enumerate(("wall", "CPU")):
        each = [label["whole"][i] / label["bare"][i] for label in labels]
        quarter = quantiles(each, n=4)
        whole, bare = (median(label[which][i] for label in labels) for which in ("whole", "bare"))
        middle = f"{quarter[0]:.2f}–{quarter[2]:.2f}"
        told = [whole, bare, median(each), mean(each)]
        rows.append([name, clock, *(f"{value:.2f}" for value in told), middle, f"{max(each):.2f}"])
    return rows


def worth(name: str, labels: list[dict[str, Any]]) -> list[list[str]]:
    """What each kind of further look cost in a set of labels, and what was found without and with it."""
    total = sum(label["whole"][0] for label in labels)
    rows = []
    for kind, meaning in LOOKS.items():
        asked = [label for label in labels if kind in label["counts"]]
        found, silent = Counter[str](), Counter[str]()
        for label in asked:
            for side, score in (("without", label["without"][kind]), ("with", label["with"])):
                found[side] += score["found"]
                silent[side] += score["silent"]
        seconds = sum(label["seconds"][kind] for label in asked)
        rows.append([name, meaning, str(len(asked)), str(sum(label["counts"][kind] for label in asked)),
                     f"{seconds:.1f} ({seconds / total:.0%})", f"{found['without']} → {found['with']}",
                     f"{silent['without']} → {silent['with']}"])  # fmt: skip
    return rows


def table(head: list[str], rows: list[list[str]]) -> str:
    """Markdown."""
    return "".join("| " + " | ".join(row) + " |\n" for row in [head, ["---"] * len(head), *rows])


def machine() -> str:
    """What it ran on, and how much else ran there."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    model = next((x.split(":")[1].strip() for x in lines if x.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB, Python {platform.python_version()}"


def page(
    rows: list[list[str]],
    labels: list[dict[str, Any]],
    layers: list[list[str]],
    plain: str,
    reports: str,
    *,
    rounds: str,
    load: str,
) -> str:
    """docs/performance.md."""
    sets = {name: chosen for key, name in (("drawn", "drawn"), ("real", "real"))
            if (chosen := [label for label in labels if label["set"] == key])}  # fmt: skip
    counted = " and ".join(f"{len(chosen)} {name} labels" for name, chosen in sets.items())
    against = [row for name, chosen in sets.items() for row in ratios(name, chosen)]
    costs = [row for name, chosen in sets.items() for row in worth(name, chosen)]
    return f"""# Performance

Written by `make bench` with labelaudit {__version__}; do not edit it by hand.

{machine()}. The cores are shared with other
work; the load average was {load}.
Trust the CPU seconds and the ratios before the wall seconds.

## The whole command

Median of {RUNS} runs that took turns (least–most), files in memory, loading included.

{table(["", "wall, s", "CPU, s", "peak memory, MiB"], rows)}
## Against the bare reader

{counted}, each read {rounds} × in turn by the whole audit (open, read, look again,
parse, judge) and by RapidOCR alone with its default settings and no line classifier, on the decoded picture,
upright, at the size that is read first. Models loaded; seconds are medians, ratios are taken label by label.

{table(["labels", "clock", "audit, s", "bare, s", "ratio, median", "mean", "middle half", "most"], against)}
## Against what one would write instead

A script of some forty lines, pytesseract and regular expressions (`tests/benchmarks/plain.py`), on the same
pictures and scored alike: the amounts and forms of vitamin D, vitamin K, calcium and magnesium.

{plain}
## Text layers against bare pdfplumber

CPU milliseconds, medians, everything loaded: `extract_words` of every page alone; the file opened (each page
drawn with and without its text, so that no hidden word counts); the whole audit.

{table(["", "bare, ms", "opened, ms", "audit, ms", "opened / bare", "audit / bare"], layers)}
## What each further look costs, and what it mends

Facts found and silent errors (wrong, and told without a doubt): in the labels where the look was taken,
without it and with it, all other looks as they were. Seconds are wall seconds, in parentheses their share of
all audits of the set; a line stretched within another look counts in both.

{table(["labels", "look", "taken in", "times", "seconds", "facts found", "silent errors"], costs)}
## A catalogue's report

Generated products, without their pages and without pictures. *Ready* is when the table can be used in
chromium, from `file://`; *searched* and *sorted* are until the table stands anew. Then what outputs take.

{reports}"""


def main() -> None:
    """Measure, write, and print the page."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("-n", default="24", help="labels to draw, such as 24")
    options.add_argument("--seed", default="1", help="of the labels, such as 1")
    options.add_argument("--rounds", default="3", help="times that each is read, such as 3")
    options.add_argument("--write", type=Path, help="where the page is written, such as docs/performance.md")
    given = options.parse_args()
    before = os.getloadavg()[0]
    rows = whole_commands()
    reading = [sys.executable, "-m", "tests.benchmarks.reading"]
    reading += ["-n", given.n, "--seed", given.seed, "--rounds", given.rounds]
    out = subprocess.run(reading, check=True, stdout=subprocess.PIPE, text=True).stdout
    load = f"{before:.1f} before and {os.getloadavg()[0]:.1f} after (this run included)"
    labels = [json.loads(line) for line in out.splitlines()]
    script = [sys.executable, "-m", "tests.benchmarks.plain", "-n", given.n, "--seed", given.seed]
    plain = subprocess.run(script, check=True, stdout=subprocess.PIPE, text=True).stdout
    reports = [sys.executable, "-m", "tests.benchmarks.reports"]
    told = subprocess.run(reports, check=True, stdout=subprocess.PIPE, text=True).stdout
    scans = [sys.executable, "-m", "tests.benchmarks.scanning", "-n", "8", "--seed", given.seed]
    told += "\n" + subprocess.run(scans, check=True, stdout=subprocess.PIPE, text=True).stdout
    written = page(
        rows,
        labels,
        text_layers(),
        plain.rstrip("\n") + "\n",
        told.rstrip("\n") + "\n",
        rounds=given.rounds,
        load=load,
    )
    print(written)
    if given.write:
        given.write.write_text(written, encoding="utf-8")


if __name__ == "__main__":
    main()
