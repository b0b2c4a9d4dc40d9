"""Reading on this machine: one picture that hangs, swells or kills its worker costs itself and no other."""

import json
import os
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import psutil
import pytest

from labelaudit.batch.engine import ReadDone, ReadTask
from labelaudit.batch.local import LocalEngine
from labelaudit.errors import EngineError
from labelaudit.limits import Limits
from tests.batch.recorded import CASES, picture, read

LIMITS = Limits(label_seconds=20, worker_megabytes=400)


@pytest.fixture
def engine() -> Iterator[LocalEngine]:
    made = LocalEngine(2, work=read)
    yield made
    made.stop()
    assert not readers()


def readers() -> list[int]:
    """The workers that run."""
    found = psutil.Process().children(recursive=True)
    return [each.pid for each in found if "spawn_main" in " ".join(each.cmdline())]


def task(path: Path, limits: Limits = LIMITS) -> ReadTask:
    content = sha256(path.read_bytes()).hexdigest()
    return ReadTask(sha256=content, path=str(path), engine="auto", reader="", limits=limits)


def outcomes(answers: list[ReadDone], tasks: dict[str, ReadTask]) -> dict[str, str]:
    named = {each.sha256: name for name, each in tasks.items()}
    return {named[each.sha256]: each.reading.error.code if each.reading.error else "" for each in answers}


def test_one_that_crashes_or_hangs_or_swells_or_fails_costs_itself_alone(
    engine: LocalEngine, tmp_path: Path
) -> None:
    does = {
        "crashes": {"crash": True},
        "hangs": {"hang": True},
        "swells": {"swell": 700_000_000},
        "fails": {"raise": "a bug"},
    }
    tasks = {name: task(picture(tmp_path / name, CASES[0], **what), LIMITS) for name, what in does.items()}
    hangs = Limits(label_seconds=1, worker_megabytes=400)
    tasks["hangs"] = task(tmp_path / "hangs", hangs)
    for number in range(6):
        tasks[f"good {number}"] = task(picture(tmp_path / str(number), CASES[number], number=number))
    answers = list(engine.run(tasks.values()))
    assert len(answers) == len(tasks)
    assert outcomes(answers, tasks) == {
        "crashes": "crashed",
        "hangs": "deadline",
        "swells": "memory",
        "fails": "crashed",
        **{f"good {number}": "" for number in range(6)},
    }


def test_no_more_tasks_are_taken_than_the_workers_have_at_hand(engine: LocalEngine, tmp_path: Path) -> None:
    taken, answered, most = 0, 0, 0

    def tasks() -> Iterator[ReadTask]:
        nonlocal taken
        for number in range(30):
            taken += 1
            yield task(picture(tmp_path / str(number), CASES[0], number=number))

    for _ in engine.run(tasks()):
        answered += 1
        most = max(most, taken - answered)
    assert answered == 30
    assert most <= 2 * engine.workers


def test_a_worker_is_replaced_after_so_many_pictures(tmp_path: Path) -> None:
    engine = LocalEngine(1, work=worker_id, recycled=3)
    paths = [picture(tmp_path / str(number), CASES[0], number=number) for number in range(7)]
    try:
        said = [done.pictures[0] for done in engine.run(map(task, paths))]
    finally:
        engine.stop()
    assert len(set(said)) == 3


def worker_id(asked: ReadTask) -> ReadDone:
    return ReadDone(asked.sha256, read(asked).reading, (str(os.getpid()).encode(),))


def test_what_a_worker_prints_reaches_nobody(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    engine = LocalEngine(1, work=loud)
    try:
        list(engine.run([task(picture(tmp_path / "a", CASES[0]))]))
    finally:
        engine.stop()
    assert capfd.readouterr() == ("", "")


def loud(asked: ReadTask) -> ReadDone:
    os.system("echo rubbish; echo rubbish >&2")
    return read(asked)


def test_stopped_in_the_middle_it_leaves_no_process(tmp_path: Path) -> None:
    engine = LocalEngine(2, work=starting_a_program)
    paths = [picture(tmp_path / str(number), CASES[0], number=number) for number in range(4)]
    paths[0] = picture(tmp_path / "quick", CASES[0])
    next(engine.run(map(task, paths)))
    started = [psutil.Process(int(path.read_text())) for path in tmp_path.glob("*.pid")]
    begun = time.monotonic()
    engine.stop()
    assert time.monotonic() - begun < 5
    assert not readers()
    assert not [each for each in started if each.is_running() and each.status() != psutil.STATUS_ZOMBIE]


def starting_a_program(asked: ReadTask) -> ReadDone:
    """All but the first run a program, as reading by Tesseract does."""
    import subprocess

    if asked.path.endswith("quick"):
        while not list(Path(asked.path).parent.glob("*.pid")):
            time.sleep(0.05)
        return read(asked)
    program = subprocess.Popen(["sleep", "60"])
    Path(f"{asked.path}.tmp").write_text(str(program.pid))
    Path(f"{asked.path}.tmp").rename(f"{asked.path}.pid")
    program.wait()
    return read(asked)


def test_a_picture_past_its_deadline_takes_along_what_it_started(tmp_path: Path) -> None:
    engine = LocalEngine(1, work=starting_a_program)
    slow = task(picture(tmp_path / "slow", CASES[0]), Limits(label_seconds=1))
    try:
        (answer,) = engine.run([slow])
    finally:
        engine.stop()
    assert answer.reading.error.code == "deadline"
    pid = int((tmp_path / "slow.pid").read_text())
    assert not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def test_workers_that_cannot_start_are_told_and_not_taken_for_bad_pictures(tmp_path: Path) -> None:
    engine = LocalEngine(1, work=missing)
    try:
        with pytest.raises(EngineError, match="labelaudit doctor"):
            list(engine.run([task(picture(tmp_path / "a", CASES[0]))]))
    finally:
        engine.stop()


class _Missing:
    def __reduce__(self) -> object:
        return os._exit, (3,)

    def __call__(self, asked: ReadTask) -> ReadDone:
        raise AssertionError


missing = _Missing()


def test_an_answer_survives_the_way_as_json(tmp_path: Path) -> None:
    done = read(task(picture(tmp_path / "a", CASES[0])))
    told = json.loads(done.reading.model_dump_json())
    assert type(done.reading).model_validate(told) == done.reading
