"""The doctor says what works and how to get what does not; it fails only where nothing works."""

from collections.abc import Callable

import pytest

from labelaudit.cli import doctor as module
from labelaudit.cli.doctor import doctor
from labelaudit.errors import EngineError
from labelaudit.read import engine, tesseract

Answers = dict[str, tuple[bool, str]]


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[[Answers], None]:
    """Say what the trial reading of each engine gives."""

    def set_answers(given: Answers) -> None:
        monkeypatch.setattr(module, "_try", lambda name, _remedy: given[name])
        monkeypatch.setattr(
            tesseract, "find_tesseract", lambda: "/bin/false" if "tesseract" in given else None
        )

    return set_answers


def test_a_machine_without_tesseract_is_told_how_to_get_it(
    answers: Callable[[Answers], None], capsys: pytest.CaptureFixture[str]
) -> None:
    answers({"rapidocr": (True, "ready")})
    doctor()
    out = capsys.readouterr().out
    assert "Tesseract  missing; install it: Debian: apt-get install tesseract-ocr" in out
    assert "more amounts are confirmed" in out


def test_with_both_engines_nothing_is_missing(
    answers: Callable[[Answers], None], capsys: pytest.CaptureFixture[str]
) -> None:
    answers({"rapidocr": (True, "ready"), "tesseract": (True, "ready")})
    doctor()
    assert "Both readers work." in capsys.readouterr().out


def test_without_any_engine_it_fails(answers: Callable[[Answers], None]) -> None:
    answers({"rapidocr": (False, "does not work")})
    with pytest.raises(EngineError):
        doctor()


def test_an_engine_that_reads_nothing_is_not_called_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    class Blind:
        name = "blind"

        def read(self, _pixels: object) -> tuple[()]:
            return ()

    monkeypatch.setattr(engine, "choose_readers", lambda _name: engine.Readers(first=Blind(), second=None))
    works, said = module._try("rapidocr", "reinstall it")
    assert not works
    assert "reinstall it" in said


@pytest.mark.parametrize(
    ("languages", "said"),
    [("eng\nosd\n", "less of them is read; install its Greek"), ("ell\neng\n", "Greek labels: ready")],
)
def test_it_says_whether_greek_labels_are_read_whole(
    languages: str,
    said: str,
    answers: Callable[[Answers], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers({"rapidocr": (True, "ready"), "tesseract": (True, "ready")})
    listed = {
        "--version": "tesseract 5.3.0\n",
        "--list-langs": f"List of available languages (2):\n{languages}",
    }
    monkeypatch.setattr(module, "_ask", lambda _program, question: listed[question])
    doctor()
    assert said in capsys.readouterr().out
