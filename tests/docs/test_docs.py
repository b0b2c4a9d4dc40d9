"""What the documentation shows is what the program does: commands, output, codes, links."""

import re
from inspect import signature
from pathlib import Path

import pytest
import typer

from labelaudit import audit_facts, audit_file
from labelaudit.cli.main import app
from labelaudit.errors import Exit
from tests.docs.console import ROOT, Step, agrees, examples, printed, printed_by_python, runs, sessions

README = (ROOT / "README.md").read_text(encoding="utf-8")
PYTHON = (ROOT / "docs" / "python-api.md").read_text(encoding="utf-8")
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
SESSIONS = sessions(README)
RUNS = [pytest.param(run, id=page.name) for page in PAGES if page.parent != ROOT for run in runs(page) if run]


def test_the_readme_shows_its_commands() -> None:
    assert any(step.shown for session in SESSIONS for step in session)
    assert "```console" not in re.sub(r"^```console\n\$ ", "", README, flags=re.MULTILINE)


@pytest.mark.ocr
@pytest.mark.parametrize("session", SESSIONS, ids=lambda session: session[0].command.split("\n")[0])
def test_the_readmes_commands_print_what_it_shows(session, tmp_path: Path) -> None:
    for step, output in zip(session, printed(session, tmp_path), strict=True):
        assert agrees(step.shown, output), f"$ {step.command}\n{output}(write it anew: make docs)"


@pytest.mark.ocr
@pytest.mark.parametrize("run", RUNS)
def test_the_commands_of_the_pages_print_what_they_show(run: list[Step], tmp_path: Path) -> None:
    for step, output in zip(run, printed(run, tmp_path), strict=True):
        assert agrees(step.shown, output), f"$ {step.command}\n{output}(write it anew: make docs)"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_and_option_that_a_page_names_is_there(page: Path) -> None:
    program = typer.main.get_command(app)
    options = {name: {o for p in each.params for o in (*p.opts, *p.secondary_opts)} for name, each in
               {"": program, **program.commands}.items()}  # fmt: skip
    text = page.read_text(encoding="utf-8")
    blocks = "".join(re.findall(r"^```(?:sh|console)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))
    lines = re.findall(r"^(?:\$ )?(labelaudit -?-?[a-z].*)$", blocks, re.MULTILINE)
    for line in [*lines, *re.findall(r"`(labelaudit [a-z][^`]*)`", text)]:
        command = line.split()[1]
        if command.startswith("-"):
            command = ""
        assert command in options, line
        told = set(re.findall(r"(?<=\s)--?[a-z][\w-]*", re.split(r" [|>] | 2> ", line)[0]))
        assert told <= options[command] | {"--help", "-h"}, line


def test_the_examples_of_the_help_name_options_that_there_are() -> None:
    for name, command in typer.main.get_command(app).commands.items():
        options = {option for each in command.params for option in (*each.opts, *each.secondary_opts)}
        told = re.findall(rf"^ *labelaudit {name} .*$", command.help or "", re.MULTILINE)
        for line in told:
            assert set(re.findall(r"(?<=\s)--?[a-z][\w-]*", line.split(" > ")[0])) <= options, line


@pytest.mark.parametrize(
    ("shown", "output", "same"),
    [
        ("rapidocr+tesseract; guidance\nlabelaudit 1\n", "rapidocr; guidance labelaudit\n1\n", True),
        ("Score 94 of 100\n", "Score 94 of 100\n\n", True),
        ("Score 94 of 100\n", "Score 49 of 100\n", False),
        ("confirmed\n", "read\n", False),
        ("confirmed\n", "", False),
    ],
)
def test_output_may_differ_by_reader_and_line_breaks_alone(shown: str, output: str, same: bool) -> None:
    assert agrees(shown, output) is same


def test_the_readme_tells_every_exit_code() -> None:
    section = README.split("## Exit codes")[1].split("\n## ")[0]
    told = {int(code) for cell in re.findall(r"^\| ([\d, ]+) \|", section, re.M) for code in cell.split(",")}
    assert told == {code.value for code in Exit}


def test_the_readmes_accuracy_is_what_was_measured() -> None:
    measured = (ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (all|distortion none|distortion phone) \| (.*) \|$", measured, re.MULTILINE))
    labels, found, _, _, _, silent = rows["all"].split(" | ")
    share, facts = found.split(" of ")
    others = (rows[f"distortion {name}"].split(" | ")[1].partition(" of ")[0] for name in ("none", "phone"))
    assert f"of the {facts} facts of {labels} labels, {share} were found" in README
    assert all(other in README for other in others)
    count = silent.split()[0]
    assert f"{count} error was silent" in README if count == "1" else f"{count} errors were silent" in README


def test_the_readmes_times_are_those_that_were_measured() -> None:
    measured = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
    row = re.search(r"^\| a 2,000-pixel picture \| (.*) \| (.*) \| (.*) \|$", measured, re.MULTILINE)
    told = re.search(r"took ([\d.]+) CPU seconds, ([\d.]+) to ([\d.]+) by the clock, and\s+(\d+) MiB", README)
    assert row
    assert told
    wall, cpu, memory = (re.findall(r"[\d.]+", cell.replace(",", "")) for cell in row.groups())
    shown = [float(each) for each in told.groups()]
    assert shown == [
        round(float(cpu[0]), 1),
        round(float(wall[1]), 1),
        round(float(wall[2]), 1),
        float(memory[0]),
    ]
    ratio = re.search(r"^\| real \| CPU \| [\d.]+ \| [\d.]+ \| ([\d.]+) \|", measured, re.MULTILINE)
    assert ratio
    assert f"took {ratio[1]} × the CPU time of the reader alone" in README


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_named_files_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)", text) if "://" not in link]
    named = re.findall(r"`((?:labelaudit|fixtures|tests|docs)/[\w./-]+)`", text)
    missing = [link for link in links if not (page.parent / link).exists()]
    missing += [name for name in named if not (ROOT / name).exists()]
    assert missing == []


def test_every_make_target_that_the_readme_names_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^(\w+):", makefile, re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make (\w+)", README, re.MULTILINE)) <= targets


@pytest.mark.ocr
@pytest.mark.parametrize("example", examples(PYTHON), ids=lambda example: example.shown.split()[0])
def test_the_examples_of_the_python_api_print_what_they_show(example: Step) -> None:
    assert agrees(example.shown, printed_by_python(example.command)), "write it anew: make docs"


@pytest.mark.parametrize("function", [audit_file, audit_facts], ids=lambda function: function.__name__)
def test_every_argument_of_the_python_api_is_told(function) -> None:
    told = set(re.findall(r"`(\w+)`|\((\w+), \*", PYTHON))
    assert {*signature(function).parameters} <= {name for pair in told for name in pair}
