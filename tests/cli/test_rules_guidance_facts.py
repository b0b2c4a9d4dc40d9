"""The commands that need no picture: `rules`, `guidance`, `facts`."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from labelaudit.audit.guidance import SHIPPED
from labelaudit.cli.facts import facts
from labelaudit.cli.guidance import guidance
from labelaudit.cli.rules import rules
from labelaudit.errors import GuidanceError, UsageError

APP = typer.Typer(rich_markup_mode=None)
APP.command()(rules)
APP.command()(facts)
APP.add_typer(guidance)

D5000 = ["--vitamin-d3", "5000IU", "--k2", "100mcg MK-7", "--calcium", "210mg"]


def run(*words: str) -> Result:
    return CliRunner().invoke(APP, list(words))


def test_rules_lists_and_explains() -> None:
    assert "k2-per-calcium" in run("rules").stdout
    assert "100: 1, 180: 1" in run("rules", "k2-per-calcium").stdout
    assert isinstance(run("rules", "k2-per-zinc").exception, UsageError)


def test_rules_takes_the_figures_of_ones_own_guidance(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(
        SHIPPED.read_text(encoding="utf-8").replace("[180, 1], [360", "[190, 1], [360"), encoding="utf-8"
    )
    assert "100: 1, 190: 1" in run("rules", "k2-per-calcium", "--guidance", str(mine)).stdout


def test_the_shown_guidance_is_good_when_it_is_checked(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(run("guidance", "show").stdout, encoding="utf-8")
    assert run("guidance", "check", str(mine)).stdout.startswith(f"{mine}: good.")


def test_a_wrong_guidance_is_told_when_it_is_checked(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text("nonsense = 1\n", encoding="utf-8")
    assert isinstance(run("guidance", "check", str(mine)).exception, GuidanceError)


def test_facts_prints_the_ratio_with_its_arithmetic() -> None:
    text = " ".join(run("facts", *D5000).stdout.split())
    assert "100 mcg of K2 ÷ 210 mg of calcium a day × 500 mg = 238 mcg per 500 mg, above 100–180 mcg." in text
    assert "90–200 mcg of K2 a day (k2-dose) cannot meet" in text


def test_facts_prints_the_same_json_as_a_picture() -> None:
    audit = json.loads(run("facts", *D5000, "--caution", "--format", "json").stdout)
    assert audit["schema"] == "labelaudit.audit/1"
    assert audit["score"]["value"] == 76
    assert audit["source"]["kind"] == "typed"


def test_facts_explains_the_score() -> None:
    text = run("facts", *D5000, "--caution", "--explain").stdout
    assert "Score: 75.58 of 100 = 76 (mixed)" in text


@pytest.mark.parametrize(
    "words", [["--caution"], ["--calcium", "many"], ["--calcium", "500mg", "--profile", "elves"]]
)
def test_facts_refuses_what_it_does_not_understand(words: list[str]) -> None:
    assert isinstance(run("facts", *words).exception, UsageError)
