"""Run what a page shows: the commands of ```console blocks, the ```python blocks before a ```text block.

    python -m tests.docs.console README.md ...     writes what is printed into the pages

A console block is one session of bash in an empty folder with `fixtures` and `docs` in it; a command starts
with `$ ` and goes on in lines that start with `> `. The blocks of a page under docs/ are one session.
"""

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_EXAMPLE = re.compile(r"^```python\n(.*?)^```\n\n```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_END = "\x1e"


@dataclass(frozen=True)
class Step:
    """A command and what the page shows of its output."""

    command: str
    shown: str


def sessions(page: str) -> list[list[Step]]:
    """The blocks of a page, command by command."""
    return [_steps(block) for block in _BLOCK.findall(page)]


def runs(page: Path) -> list[list[Step]]:
    """What of a page is run together: its blocks, or all of a page under docs/."""
    found = sessions(page.read_text(encoding="utf-8"))
    return found if page.parent == ROOT else [[step for session in found for step in session]]


def examples(page: str) -> list[Step]:
    """The Python blocks of a page, each with what it is shown to print."""
    return [Step(code, shown) for code, shown in _EXAMPLE.findall(page)]


def _steps(block: str) -> list[Step]:
    found = []
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        while shown.startswith("> "):
            more, _, shown = shown.partition("\n")
            command += f"\n{more}"
        found.append(Step(command, shown))
    return found


def printed(session: list[Step], folder: Path) -> list[str]:
    """What each command of a session prints, standard error among it."""
    for name in ("fixtures", "docs"):
        (folder / name).symlink_to(ROOT / name)
    lines = [
        f"{step.command.replace(chr(10) + '> ', chr(10))}\n_code=$?; printf '\\036'; (exit $_code)"
        for step in session
    ]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LABELAUDIT_")}
    environment["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), environment["PATH"]])
    run = subprocess.run(
        ["bash", "-c", "\n".join(lines)],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )
    return run.stdout.split(_END)[: len(session)]


def printed_by_python(code: str) -> str:
    """What a Python block prints, run beside `fixtures`; its errors among it."""
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )
    return run.stdout


def agrees(shown: str, output: str) -> bool:
    """Whether the output is the one shown, whichever readers the machine has and wherever lines break."""
    return _bare(shown) == _bare(output)


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text.replace("rapidocr+tesseract", "rapidocr"))


def rewrite(page: Path) -> None:
    """Write what is printed where it differs from what is shown."""
    text = page.read_text(encoding="utf-8")
    outputs: list[str] = []
    for session in runs(page):
        with tempfile.TemporaryDirectory() as folder:
            outputs += printed(session, Path(folder))
    told = iter(outputs)

    def fresh(block: re.Match[str]) -> str:
        parts = []
        for step, output in zip(_steps(block[1]), told, strict=False):
            parts.append(f"$ {step.command}\n{step.shown if agrees(step.shown, output) else output}")
        return "```console\n" + "".join(parts) + "```"

    def fresh_example(block: re.Match[str]) -> str:
        output = printed_by_python(block[1])
        return f"```python\n{block[1]}```\n\n```text\n{block[2] if agrees(block[2], output) else output}```"

    page.write_text(_EXAMPLE.sub(fresh_example, _BLOCK.sub(fresh, text)), encoding="utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        rewrite(Path(name).resolve())
