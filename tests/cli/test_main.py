"""The program as it is started: help, version, signals and pipes, each in a process of its own."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import labelaudit
from labelaudit.cli.audit import Format
from labelaudit.read.engine import EngineName


def done(*arguments: str) -> tuple[int, str, str]:
    process = subprocess.run(
        [sys.executable, "-m", "labelaudit", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return process.returncode, process.stdout, process.stderr


def test_the_version_is_the_packages_own() -> None:
    assert done("--version") == (0, f"labelaudit {labelaudit.__version__}\n", "")


def test_without_a_command_the_help_is_shown() -> None:
    code, out, err = done()
    assert (code, err) == (0, "")
    assert out == done("--help")[1]


def test_help_loads_no_engine_and_no_template() -> None:
    script = (
        "import sys; from labelaudit.cli.main import app; app(['audit', '--help'], standalone_mode=False); "
        "print(sorted({'cv2', 'numpy', 'PIL', 'rapidocr', 'jinja2'} & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert out.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "command",
    [
        "audit",
        "scan",
        "diff",
        "report",
        "facts",
        "rules",
        "guidance",
        "guidance show",
        "guidance check",
        "schema",
        "doctor",
    ],
)
def test_every_command_explains_itself_with_an_example(command: str) -> None:
    code, out, _ = done(*command.split(), "--help")
    assert code == 0
    assert re.search(rf"^ +labelaudit {command}\b", out, re.MULTILINE)


def test_the_list_of_commands_says_each_in_a_whole_sentence() -> None:
    told = done("--help")[1].split("Commands:")[1] + done("guidance", "--help")[1].split("Commands:")[1]
    assert "..." not in told


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_told_how_to_complete(shell: str) -> None:
    code, out, _ = done("--show-completion", shell)
    assert code == 0
    assert "_LABELAUDIT_COMPLETE" in out


def test_commands_and_options_are_completed_beside_a_wrong_file(tmp_path: Path) -> None:
    (tmp_path / "labelaudit.toml").write_text("nonsense = 1")

    def completed(words: str) -> list[str]:
        asked = {
            "_LABELAUDIT_COMPLETE": "complete_bash",
            "COMP_WORDS": words,
            "COMP_CWORD": str(words.count(" ")),
        }
        program = Path(sys.executable).with_name("labelaudit")
        run = subprocess.run(
            [program], cwd=tmp_path, env=os.environ | asked, capture_output=True, text=True, check=False
        )
        assert run.stderr == ""
        return run.stdout.split()

    assert completed("labelaudit sca") == ["scan"]
    assert completed("labelaudit audit --prof") == ["--profile"]
    assert completed("labelaudit audit --engine ") == ["auto", "rapidocr", "tesseract"]


def test_the_help_offers_every_engine() -> None:
    out = done("audit", "--help")[1]
    assert "|".join(EngineName) in out
    assert Format.__args__ == ("text", "json", "html")


def test_the_schema_is_a_valid_json_schema() -> None:
    code, out, _ = done("schema")
    assert code == 0
    Draft202012Validator.check_schema(json.loads(out))


def test_an_unknown_command_is_a_usage_error_of_one_line() -> None:
    code, out, err = done("audti")
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert "audit" in err


def test_a_closed_pipe_is_quiet() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    process = subprocess.run(
        [sys.executable, "-m", "labelaudit", "schema"], stdout=writer, stderr=subprocess.PIPE, check=False
    )
    os.close(writer)
    assert (process.returncode, process.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's device that is always full")
def test_a_full_disk_under_standard_output_is_an_output_error() -> None:
    with Path("/dev/full").open("w") as full:
        process = subprocess.run(
            [sys.executable, "-m", "labelaudit", "schema"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert process.returncode == 6
    assert len(process.stderr.splitlines()) == 1


def test_stopping_it_politely_ends_with_143() -> None:
    script = (
        "import time; from labelaudit.cli import main; "
        "main.app = lambda *_, **__: (print('ready', flush=True), time.sleep(60)); main.run(['audit'])"
    )
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    assert process.returncode == 143
