"""docs/settings.md shows settings that load, and every key, option and variable."""

import re
from pathlib import Path

import pytest
import typer

from labelaudit.audit.guidance import SHIPPED, load
from labelaudit.cli.main import app
from labelaudit.cli.settings import _Keys, load_settings
from labelaudit.errors import GuidanceError
from tests.docs.console import ROOT

PAGE = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
GUIDANCE_PAGE = (ROOT / "docs" / "guidance.md").read_text(encoding="utf-8")


def block(page: str, language: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


def test_the_shown_file_loads(tmp_path: Path) -> None:
    (tmp_path / "labelaudit.toml").write_text(block(PAGE, "toml"), encoding="utf-8")
    found = load_settings(tmp_path)
    assert found.options["profile"] == "over-70"
    assert found.options["guidance"] == str(tmp_path / "mine.toml")
    assert [each.sku for each in found.accept] == ["BONE-60"]


def test_every_key_stands_in_the_table_with_the_option_and_the_variable_that_there_are() -> None:
    told = dict(re.findall(r"^\| `([\w-]+)` \| (.*?) \|", PAGE, re.MULTILINE))
    keys = {name.replace("_", "-") for name in _Keys.model_fields}
    assert keys <= set(told)
    command = typer.main.get_command(app).commands["audit"]
    options = {parameter.name: parameter for parameter in command.params}
    for key in keys - {"accept"}:
        assert f"--{key}" in options[key.replace("-", "_")].opts
        variable = f"LABELAUDIT_{key.upper().replace('-', '_')}"
        assert options[key.replace("-", "_")].envvar == variable
        assert f"`{variable}`" in PAGE


def test_every_variable_of_every_command_is_told() -> None:
    commands = typer.main.get_command(app).commands.values()
    variables = {each.envvar for command in commands for each in command.params if each.envvar}
    assert variables
    assert [name for name in sorted(variables) if f"`{name}`" not in PAGE] == []


def test_the_guidance_pages_example_is_a_good_guidance(tmp_path: Path) -> None:
    name, table = block(GUIDANCE_PAGE, "toml").split("\n\n")
    points = table.splitlines()[1]
    shipped = SHIPPED.read_text(encoding="utf-8")
    mine = re.sub(r'^name = ".*"$', name, shipped, count=1, flags=re.MULTILINE)
    mine = re.sub(r"(\[profiles\.default\]\n(?:.*\n)*?)points = .*", rf"\1{points}", mine, count=1)
    path = tmp_path / "mine.toml"
    path.write_text(mine, encoding="utf-8")
    changed = load(path)
    assert changed.name == "our buyers"
    assert [int(amount) for amount, _ in changed.profiles["default"].points] == [300, 600, 4000, 8000]
    path.write_text(mine + "\n[rules.k2-mk8]\nsays = 'x'\nours = 'x'\n", encoding="utf-8")
    with pytest.raises(GuidanceError, match=r"mine\.toml:\d+: rules\.k2-mk8: no such rule"):
        load(path)
