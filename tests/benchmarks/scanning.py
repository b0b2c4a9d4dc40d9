"""Time a scan against the bare audit, two workers against one, ten thousand labels against five hundred.

    python -m tests.benchmarks.scanning -n 8 --seed 1 --many 10000     prints what docs/performance.md says

Where time counts, labels are drawn and read by the real reader, on one thread a process. Where numbers count,
pictures are read from what was stored of them, so that ten thousand take minutes.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from labelaudit.batch.scanning import Request, scan
from tests.batch.recorded import Inline, picture
from tests.benchmarks.reading import drawn_labels

FEW = 500
_CASE = "07-serving-2-take-1"
_JOBS: dict[str, Any] = {}


def job(function: Any) -> Any:
    """A function that runs in a process of its own: `spent` calls it by its name."""
    _JOBS[function.__name__] = function
    return function


@job
def bare(*paths: str) -> None:
    """Audit every label, on one thread."""
    import cv2

    from labelaudit import pipeline
    from labelaudit.read.engine import choose_readers

    cv2.setNumThreads(1)
    readers = choose_readers(threads=1)
    pipeline._readers = lambda _engine: readers  # type: ignore[assignment]
    for path in paths:
        pipeline.audit_file(path)


@job
def whole(shop: str, out: str, workers: str) -> None:
    """Scan the labels with the real reader, and write everything that a scan writes."""
    scan(Request(shop, output=Path(out), workers=int(workers)))


@job
def stored(shop: str, out: str, profile: str) -> None:
    """Scan pictures that are read from what was stored of them."""
    scan(Request(shop, output=Path(out), profile=profile, formats=["json"]), readers=Inline())


def spent(name: str, *arguments: str) -> dict[str, float]:
    """Wall and CPU seconds and peak MiB of a job, with all that it starts."""
    begun, before = time.monotonic(), os.times()
    command = [sys.executable, "-m", "tests.benchmarks.scanning", "--job", name, *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    out, _ = process.communicate()
    if process.returncode:
        raise SystemExit(f"{name} ended with {process.returncode}")
    after = os.times()
    cpu = after.children_user - before.children_user + after.children_system - before.children_system
    return {"wall": time.monotonic() - begun, "cpu": cpu, "peak": json.loads(out)["peak"]}


def told(first: dict[str, float], second: dict[str, float], labels: int) -> dict[str, float]:
    """What a label more costs: the difference of two runs, which leaves out what every run costs once."""
    return {clock: (second[clock] - first[clock]) / labels for clock in ("wall", "cpu")}


def against_the_audit(labels: Sequence[Path], folder: Path) -> dict[str, Any]:
    """Seconds a label of the bare audit, and of a scan with one worker and with two."""
    shops = {}
    for name, chosen in (("one", labels[:1]), ("all", labels)):
        shops[name] = folder / f"shop-{name}"
        shops[name].mkdir()
        for label in chosen:
            (shops[name] / label.name).write_bytes(label.read_bytes())

    def costs(name: str, *arguments: str) -> dict[str, float]:
        runs = []
        for which, chosen in (("one", labels[:1]), ("all", labels)):
            given = list(map(str, chosen)) if name == "bare" else [str(shops[which])]
            out = [] if name == "bare" else [str(folder / f"{which}-{'-'.join(arguments)}"), *arguments]
            runs.append(spent(name, *given, *out))
        return told(*runs, labels=len(labels) - 1)

    return {
        "labels": len(labels),
        "bare": costs("bare"),
        "one worker": costs("whole", "1"),
        "two workers": costs("whole", "2"),
    }


def many(count: int, folder: Path) -> dict[str, Any]:
    """Peak memory at few labels and at many, and how fast many are gone through again."""
    found: dict[str, Any] = {"few": FEW, "many": count}
    for name, labels in (("few", FEW), ("many", count)):
        shop, out = folder / f"{name}-shop", folder / f"{name}-out"
        for number in range(labels):
            path = picture(shop / f"{number % 100}" / f"P{number:06}.png", _CASE, number=number)
            os.utime(path, (1e9, 1e9))
        found[f"peak of {name}"] = spent("stored", str(shop), str(out), "default")["peak"]
    nothing = spent("stored", str(folder / "few-shop"), str(folder / "few-out"), "default")
    again = spent("stored", str(shop), str(out), "default")
    found["again, a second"] = (count - FEW) / (again["wall"] - nothing["wall"])
    found["again, a CPU second"] = (count - FEW) / (again["cpu"] - nothing["cpu"])
    judged = spent("stored", str(shop), str(out), "over-70")
    found["judged, a second"] = count / (judged["wall"] - nothing["wall"])
    found["judged, a CPU second"] = count / (judged["cpu"] - nothing["cpu"])
    return found


def page(found: dict[str, Any]) -> str:
    """What was measured, for docs/performance.md."""
    names = ("bare audit", "scan, one worker", "scan, two workers")
    keys = ("bare", "one worker", "two workers")
    rows = "".join(
        f"| {name} | {found[key]['wall']:.2f} | {found[key]['cpu']:.2f} |\n"
        for name, key in zip(names, keys, strict=True)
    )
    bare, one, two = (found[key] for key in keys)
    few, much = found["peak of few"], found["peak of many"]
    more = " and ".join(f"{one[clock] / bare[clock] - 1:+.0%} {clock} time" for clock in bare)
    return f"""## Scans

Seconds a label on one thread a process: what {found["labels"]} drawn labels cost more than one does,
reports and tables included.

| | wall, s | CPU, s |
|---|---|---|
{rows}
A scan takes {more} on top of the bare audit; two workers read
{one["wall"] / two["wall"]:.2f} × as fast as one.

Of pictures read from what was stored of them: the run's own process holds {few:,.0f} MiB at its peak with
{found["few"]:,} products, and {much:,.0f} MiB with {found["many"]:,} ({much / few:.2f} ×). With nothing
changed, {found["again, a second"]:,.0f} products a second are gone through again. Under another profile,
{found["judged, a second"]:,.0f} a second are judged, and written as JSON lines. The load average was
{os.getloadavg()[0]:.1f} at the end.
"""


def main() -> None:
    """Measure and print, or do one job and print its peak memory."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("-n", type=int, default=8, help="labels to draw, such as 8")
    options.add_argument("--seed", type=int, default=1, help="of the labels, such as 1")
    options.add_argument("--many", type=int, default=10_000, help="recorded pictures, such as 10000")
    options.add_argument("--job", nargs="+", help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.job:
        name, *arguments = given.job
        _JOBS[name](*arguments)
        status = Path("/proc/self/status").read_text(encoding="ascii")  # the peak of this process alone
        print(json.dumps({"peak": int(status.split("VmHWM:")[1].split()[0]) / 1024}))
        return
    with tempfile.TemporaryDirectory() as folder:
        drawn = Path(folder, "drawn")
        drawn.mkdir()
        labels = [path for path, _ in drawn_labels(given.n, given.seed, drawn)]
        measured = against_the_audit(labels, Path(folder)) | many(given.many, Path(folder))
    print(page(measured))


if __name__ == "__main__":
    main()
