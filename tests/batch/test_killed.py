"""Kill -9 at any moment: what was stored stays and is never read again, and the end is the same."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import psutil
import pytest

from labelaudit.batch.store import Store
from tests.batch.recorded import LOG, pictures

ROOT = Path(__file__).parents[2]
WORKERS = 2
KILLS = 20


def started(shop: Path, out: Path, log: Path, *, workers: int = WORKERS) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.batch.killable", str(shop), str(out), str(workers)],
        cwd=ROOT,
        env={**os.environ, LOG: str(log)},
    )


def killed(process: subprocess.Popen[bytes]) -> None:
    """Kill it, and wait until its workers, which see that it is gone, have gone too."""
    process.send_signal(signal.SIGSTOP)  # it starts no more of them
    try:
        workers = psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return  # it had come to its end
    process.send_signal(signal.SIGKILL)
    process.wait()
    _, alive = psutil.wait_procs(workers, timeout=10)
    assert not [each for each in alive if each.status() != psutil.STATUS_ZOMBIE]


def finished(shop: Path, out: Path, log: Path, *, workers: int = WORKERS) -> None:
    assert started(shop, out, log, workers=workers).wait(timeout=120) == 0


def outputs(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file() and "store.sqlite" not in path.name]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def reads(log: Path) -> Counter[str]:
    return Counter(log.read_text(encoding="utf-8").split()) if log.exists() else Counter()


def stored(out: Path) -> set[str]:
    """The contents whose reading the store holds."""
    with Store(out / "store.sqlite") as store:
        return {sha256 for (sha256,) in store._base.execute("SELECT sha256 FROM reading")}


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return pictures(tmp_path / "shop", 40, wait=0.05)


def test_killed_at_twenty_moments_it_comes_to_what_an_uninterrupted_run_does(
    shop: Path, tmp_path: Path
) -> None:
    finished(shop, tmp_path / "whole", tmp_path / "whole.log")
    assert reads(tmp_path / "whole.log").total() == 40
    moments, out, log = random.Random(7), tmp_path / "out", tmp_path / "out.log"
    for _ in range(KILLS):
        known, before = stored(out) if out.exists() else set(), reads(log)
        process, more = started(shop, out, log), moments.randrange(5)
        while process.poll() is None and reads(log).total() < before.total() + more:
            time.sleep(0.01)
        time.sleep(moments.uniform(0, 0.2 if more else 2))  # listing and reading, or starting and writing
        killed(process)
        again = reads(log) - before
        assert not known & again.keys()
        assert max(again.values(), default=1) == 1
        in_hand = again.keys() - stored(out)
        assert len(in_hand) <= 2 * WORKERS
    finished(shop, out, log)
    assert outputs(out) == outputs(tmp_path / "whole")
    assert reads(log).keys() == reads(tmp_path / "whole.log").keys()


def test_one_worker_and_three_write_the_same_bytes(tmp_path: Path) -> None:
    shop = pictures(tmp_path / "shop", 12)
    for workers in (1, 3):
        finished(shop, tmp_path / str(workers), tmp_path / "log", workers=workers)
    assert outputs(tmp_path / "1") == outputs(tmp_path / "3")
    assert len(outputs(tmp_path / "1")) > 20


def test_a_run_is_refused_while_another_process_is_at_work(tmp_path: Path) -> None:
    shop = pictures(tmp_path / "shop", 4, wait=2)
    first = started(shop, tmp_path / "out", tmp_path / "log")
    while not reads(tmp_path / "log"):
        time.sleep(0.02)
    second = subprocess.run(
        [sys.executable, "-m", "labelaudit", "scan", str(shop), "-o", str(tmp_path / "out")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    first.kill()
    first.wait()
    assert second.returncode == 6
    assert "another run is at work in this folder" in second.stderr
    finished(shop, tmp_path / "out", tmp_path / "log")
