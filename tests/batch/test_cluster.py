"""A cluster reads what this machine would read, and loses nothing when a worker or the scheduler dies.

A real scheduler and two real workers, on the loopback interface; only the pixels are recorded.
"""

import json
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="needs the extra `cluster`")

from labelaudit.batch import cluster
from labelaudit.batch.cluster import ClusterEngine
from labelaudit.batch.engine import ReadTask
from labelaudit.batch.run import Progress
from labelaudit.batch.scanning import Request, scan
from labelaudit.cli.main import run
from labelaudit.errors import EngineError, UsageError
from labelaudit.limits import Limits
from tests.batch import recorded

ROOT = Path(__file__).parents[2]


class Cluster:
    """A scheduler and two workers, processes of our own; each ends by itself soon after this one is gone."""

    def __init__(self, folder: Path, *, allowed_failures: int = 3) -> None:
        folder.mkdir()
        self._folder = folder
        self._started: list[subprocess.Popen[bytes]] = []
        self._failures = str(allowed_failures)
        self.address = ""

    def __enter__(self) -> "Cluster":
        told = self._folder / "scheduler.json"
        self.scheduler = self._run(
            "scheduler", "--port", "0", "--scheduler-file", told, "--idle-timeout", "60s"
        )
        _wait_until(told.exists)
        self.address = json.loads(told.read_text(encoding="utf-8"))["address"]
        alone = ("--nthreads", "1", "--no-nanny", "--death-timeout", "5s", "--local-directory", self._folder)
        self.workers = [self._run("worker", self.address, *alone) for _ in range(2)]
        return self

    def __exit__(self, *_: object) -> None:
        for process in reversed(self._started):
            process.kill()
            process.wait()

    def engine(self, **options: float) -> ClusterEngine:
        """Connected, with both workers there."""
        engine = ClusterEngine(self.address, work=recorded.read, **options)
        _wait_until(lambda: engine._known_workers() == 2)
        engine._count = 2
        return engine

    def _run(self, program: str, *options: object) -> subprocess.Popen[bytes]:
        command = [
            sys.executable,
            "-m",
            f"distributed.cli.dask_{program}",
            "--no-dashboard",
            "--host",
            "127.0.0.1",
        ]
        settings = os.environ | {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": self._failures}
        with (self._folder / "log").open("ab") as log:
            started = subprocess.Popen(
                [*command, *map(str, options)], cwd=ROOT, env=settings, stdout=log, stderr=log
            )
        self._started.append(started)
        return started


def _wait_until(is_so: Callable[[], bool], *, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A cluster that nothing is done to."""
    with Cluster(tmp_path_factory.mktemp("shared") / "cluster") as started:
        yield started


def tasks(folder: Path) -> list[ReadTask]:
    limits = Limits()
    return [
        ReadTask(sha256(path.read_bytes()).hexdigest(), str(path), "auto", "any", limits)
        for path in sorted(folder.iterdir())
    ]


def results(folder: Path) -> list[str]:
    return (folder / "results.jsonl").read_text(encoding="utf-8").splitlines()


def test_a_worker_that_is_killed_changes_nothing(tmp_path: Path) -> None:
    shop = recorded.pictures(tmp_path / "shop", 12, wait=0.1)
    scan(Request(str(shop), output=tmp_path / "local"), readers=recorded.Inline())
    with Cluster(tmp_path / "cluster") as started:
        killed: list[int] = []

        def kill(progress: Progress) -> None:
            if progress.read == 4 and not killed:
                killed.append(started.workers[0].pid)
                os.kill(killed[0], signal.SIGKILL)

        engine = started.engine()
        found = scan(Request(str(shop), output=tmp_path / "far"), readers=engine, told=kill)
    assert killed
    assert found.read == 12
    assert results(tmp_path / "far") == results(tmp_path / "local")


def test_a_scheduler_that_is_gone_is_told_and_the_same_command_goes_on(tmp_path: Path) -> None:
    shop = recorded.pictures(tmp_path / "shop", 12, wait=0.1)
    scan(Request(str(shop), output=tmp_path / "local"), readers=recorded.Inline())
    with Cluster(tmp_path / "cluster") as started:
        read: list[int] = []

        def kill(progress: Progress) -> None:
            read.append(progress.read)
            if progress.read == 4:
                started.scheduler.kill()

        with pytest.raises(
            EngineError, match="the scheduler is gone or hangs; start it again, then the same"
        ):
            scan(Request(str(shop), output=tmp_path / "far"), readers=started.engine(), told=kill)
        for worker in started.workers:  # by themselves
            assert worker.wait(timeout=60) is not None
    rest = recorded.Inline()
    scan(Request(str(shop), output=tmp_path / "far"), readers=rest)
    assert len(rest.read) == 12 - max(read)
    assert results(tmp_path / "far") == results(tmp_path / "local")


def test_a_picture_that_ends_its_worker_is_told_and_so_is_that_no_worker_is_left(tmp_path: Path) -> None:
    shop = recorded.pictures(tmp_path / "shop", 1)
    recorded.picture(shop / "crash.png", recorded.CASES[0], crash=True)
    sound, deadly = tasks(shop)
    with Cluster(tmp_path / "cluster", allowed_failures=0) as started:
        engine = started.engine(alone_seconds=1)
        (done,) = engine.run([deadly])
        assert done.reading.error
        assert done.reading.error.code == "crashed"
        (done,) = engine.run([sound])  # on the other one
        assert done.reading.error is None
        for worker in started.workers:
            worker.kill()
        _wait_until(lambda: engine._known_workers() == 0)
        with pytest.raises(EngineError, match="has no workers left; start some"):
            list(engine.run([sound]))
        engine.stop()


def test_it_answers_as_this_machine_would(shared: Cluster, tmp_path: Path) -> None:
    shop = recorded.pictures(tmp_path / "shop", 3)
    recorded.picture(shop / "damaged.png", recorded.CASES[0], damaged=True)
    recorded.picture(shop / "failing.png", recorded.CASES[0], fail="engine")
    engine = shared.engine()
    found = {done.sha256: done for done in engine.run(tasks(shop))}
    engine.stop()
    assert found == {task.sha256: recorded.read(task) for task in tasks(shop)}


def test_what_fails_labelaudit_itself_is_an_answer(shared: Cluster, tmp_path: Path) -> None:
    recorded.picture(tmp_path / "shop" / "a.png", recorded.CASES[0], **{"raise": "unforeseen"})
    engine = shared.engine()
    (done,) = engine.run(tasks(tmp_path / "shop"))
    engine.stop()
    assert done.reading.error
    assert done.reading.error.code == "crashed"
    assert "ZeroDivisionError: unforeseen" in done.reading.error.message


def test_only_so_many_tasks_are_taken_as_the_workers_can_use(shared: Cluster, tmp_path: Path) -> None:
    taken: list[ReadTask] = []

    def source() -> Iterator[ReadTask]:
        for task in tasks(recorded.pictures(tmp_path / "shop", 12)):
            taken.append(task)
            yield task

    engine = shared.engine()
    ahead = [len(taken) - number for number, _ in enumerate(engine.run(source()))]
    engine.stop()
    assert len(ahead) == 12
    assert max(ahead) <= 4


def test_only_so_many_bytes_are_under_way(
    shared: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_MOST_BYTES", 1)
    taken: list[ReadTask] = []

    def source() -> Iterator[ReadTask]:
        for task in tasks(recorded.pictures(tmp_path / "shop", 3)):
            taken.append(task)
            yield task

    engine = shared.engine()
    assert [len(taken) - number for number, _ in enumerate(engine.run(source()))] == [1, 1, 1]
    engine.stop()


def test_a_picture_that_went_away_is_told(shared: Cluster, tmp_path: Path) -> None:
    shop = recorded.pictures(tmp_path / "shop", 2)
    asked = tasks(shop)
    Path(asked[0].path).unlink()
    engine = shared.engine()
    codes = {done.sha256: done.reading.error and done.reading.error.code for done in engine.run(asked)}
    engine.stop()
    assert list(codes.values()).count("changed") == 1


def test_a_worker_of_another_version_is_refused_by_name(
    shared: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared.engine().stop()
    monkeypatch.setattr(cluster, "__version__", "99.0")
    with pytest.raises(EngineError, match=r"worker tcp://\S+ has labelaudit \S+, and 99\.0 is here; install"):
        ClusterEngine(shared.address)


def test_a_picture_over_its_time_ends_the_worker(tmp_path: Path) -> None:
    recorded.picture(tmp_path / "shop" / "a.png", recorded.CASES[0], hang=True)
    (task,) = tasks(tmp_path / "shop")
    code = (
        "import pickle, sys; from labelaudit.batch.cluster import read_there; "
        "from tests.batch import recorded; "
        "read_there(pickle.loads(sys.stdin.buffer.read()), open(sys.argv[1], 'rb').read(), recorded.read)"
    )
    short = ReadTask(task.sha256, task.path, "auto", "any", Limits(label_seconds=0.5))
    ended = subprocess.run(
        [sys.executable, "-c", code, task.path], input=pickle.dumps(short), cwd=ROOT, timeout=60, check=False
    )
    assert ended.returncode == 81


@pytest.mark.parametrize("address", ["10.0.0.5:8786", "http://10.0.0.5", "inproc://x", ""])
def test_what_is_no_schedulers_address_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="give a scheduler's address, as in tcp://"):
        ClusterEngine(address)


def test_tls_without_certificates_says_where_they_are_named() -> None:
    with pytest.raises(EngineError, match=r"TLS needs certificates; Dask's own settings name them"):
        ClusterEngine("tls://127.0.0.1:1")


def test_certificates_that_are_not_there_are_told(tmp_path: Path) -> None:
    import dask

    parts = ("ca-file", "client.cert", "client.key")
    told = {f"distributed.comm.tls.{part}": str(tmp_path / "no.pem") for part in parts}
    with dask.config.set(told), pytest.raises(EngineError, match="the certificates cannot be used"):
        ClusterEngine("tls://127.0.0.1:1")


def test_no_scheduler_ends_the_program_with_4(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster, "_CONNECT_SECONDS", 0.3)
    shop = recorded.pictures(tmp_path / "shop", 1)
    with pytest.raises(SystemExit) as ended:
        run(["scan", str(shop), "-o", str(tmp_path / "out"), "--cluster", "tcp://127.0.0.1:1"])
    assert ended.value.code == 4
    assert capsys.readouterr().err == (
        "labelaudit: tcp://127.0.0.1:1: no scheduler answers; "
        "start one with `dask scheduler`, or correct the address\n"
    )
