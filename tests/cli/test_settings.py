"""The command line beats the environment, which beats the nearest file; what is wrong is told by its key."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from labelaudit.audit.guidance import SHIPPED
from labelaudit.cli.main import run
from labelaudit.cli.settings import Settings, load_settings
from labelaudit.errors import UsageError

Run = Callable[..., tuple[int, str, str]]

FACTS = ("facts", "--vitamin-d3", "2000IU", "--format", "json")


@pytest.fixture
def labelaudit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The program in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            run(arguments)
        out, err = capsys.readouterr()
        assert isinstance(end.value.code, int)
        return int(end.value.code), out, err

    return call


def profile(out: str) -> str:
    return str(json.loads(out)["tool"]["profile"])


def test_the_nearer_file_counts_and_labelaudit_toml_before_pyproject(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert load_settings(inner) == Settings()
    (tmp_path / "labelaudit.toml").write_text('profile = "falls"')
    assert load_settings(inner).options == {"profile": "falls"}
    (tmp_path / "a" / "pyproject.toml").write_text('[tool.labelaudit]\nprofile = "adult"')
    assert load_settings(inner).options == {"profile": "adult"}
    (tmp_path / "a" / "labelaudit.toml").write_text('profile = "pairing"')
    assert load_settings(inner).options == {"profile": "pairing"}


@pytest.mark.parametrize(
    "text", ["not toml", '[project]\nname = "labelaudit"', "[tool.ruff]", "tool = 'labelaudit'"]
)
def test_another_projects_file_is_passed_over(tmp_path: Path, text: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    assert load_settings(tmp_path) == Settings()


def test_command_line_beats_environment_beats_file(
    labelaudit: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert profile(labelaudit(*FACTS)[1]) == "default"
    (tmp_path / "labelaudit.toml").write_text('profile = "falls"')
    assert profile(labelaudit(*FACTS)[1]) == "falls"
    monkeypatch.setenv("LABELAUDIT_PROFILE", "over-70")
    assert profile(labelaudit(*FACTS)[1]) == "over-70"
    assert profile(labelaudit(*FACTS, "--profile", "adult")[1]) == "adult"


def test_a_files_guidance_lies_beside_it(
    labelaudit: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = SHIPPED.read_text(encoding="utf-8").replace('name = "labelaudit"', 'name = "mine"')
    (tmp_path / "mine.toml").write_text(mine, encoding="utf-8")
    (tmp_path / "labelaudit.toml").write_text('guidance = "mine.toml"')
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    assert json.loads(labelaudit(*FACTS)[1])["tool"]["guidance"]["name"] == "mine"


def test_rules_are_chosen_in_a_file_and_the_page_says_so(labelaudit: Run, tmp_path: Path) -> None:
    (tmp_path / "labelaudit.toml").write_text('only = ["d3-dose"]')
    audit = json.loads(labelaudit(*FACTS)[1])
    assert [finding["rule"] for finding in audit["findings"]] == ["d3-dose"]
    assert audit["score"]["value"] == 100
    assert [note["code"] for note in audit["warnings"]] == ["rules_left_out"]
    assert "Judged by 1 of 24 rules" in labelaudit("facts", "--vitamin-d3", "2000IU")[1]


WRONG = [
    ('profil = "adult"', "profil: unknown key; choose one of profile, engine"),
    ('profile = "elves"', "profile: elves: no such profile; choose one of default"),
    ("profile = 5", "profile: should be a valid string"),
    ('engine = "eyes"', "engine: should be 'auto', 'rapidocr' or 'tesseract'"),
    ('only = ["k2-forms"]', "only: k2-forms: is not a rule; `labelaudit rules` lists the rules"),
    ('skip = "k2-form"', "skip: should be a valid list"),
    ('fail-on = ["sometimes"]', "fail-on: sometimes: is not one of fail, warn, review, or a rule"),
    ("fail-under = 101", "fail-under: should be less than or equal to 100"),
    ('fail-under = "70"', "fail-under: should be a valid integer"),
    ("fail_under = 70", "fail_under: unknown key"),
    ("strict = 1", "strict: should be a valid boolean"),
    ('[[accept]]\nsku = "A"\nrule = "k2-form"', "accept.1.reason: Field required"),
    ('[[accept]]\nsku = "A"\nrule = "k2"\nreason = "x"', "accept.1.rule: k2: no such rule"),
    ('[[accept]]\nrule = "k2-form"\nreason = "x"', "accept.1: needs a gtin or a sku"),
    (
        '[[accept]]\nskew = "A"\nrule = "k2-form"\nreason = "x"',
        "accept.1.skew: unknown key; choose one of gtin, sku",
    ),
    ("profile", "is no valid TOML"),
]


@pytest.mark.parametrize(("text", "message"), WRONG, ids=[message for _, message in WRONG])
def test_what_is_wrong_is_one_line_with_file_and_key(
    labelaudit: Run, tmp_path: Path, text: str, message: str
) -> None:
    (tmp_path / "labelaudit.toml").write_text(text)
    code, out, err = labelaudit(*FACTS)
    assert (code, out) == (2, "")
    assert err.startswith(f"labelaudit: {tmp_path / 'labelaudit.toml'}: {message}")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[tool.labelaudit]\nprofil = "adult"', r"pyproject\.toml: profil: unknown key"),
        ("[tool]\nlabelaudit = 5", r"pyproject\.toml: labelaudit: should be"),
    ],
)
def test_in_pyproject_the_same_keys_hold(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    with pytest.raises(UsageError, match=message):
        load_settings(tmp_path)


def test_help_and_what_heeds_no_settings_work_beside_a_wrong_file(labelaudit: Run, tmp_path: Path) -> None:
    (tmp_path / "labelaudit.toml").write_text("nonsense = 1")
    for arguments in (["--version"], ["audit", "--help"], ["guidance", "show"]):
        assert labelaudit(*arguments)[0] == 0


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PROFILE", "elves", "LABELAUDIT_PROFILE: elves: no such profile; choose one of default"),
        ("ENGINE", "eyes", "LABELAUDIT_ENGINE"),
        ("ONLY", "k2-forms", "k2-forms: is not a rule"),
        ("FAIL_UNDER", "many", "LABELAUDIT_FAIL_UNDER"),
        ("GUIDANCE", "/nowhere.toml", "/nowhere.toml"),
    ],
)
def test_a_wrong_variable_is_told(
    labelaudit: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(f"LABELAUDIT_{name}", value)
    code, _, err = labelaudit("audit", "nowhere.jpg")
    assert code in {2, 5}
    assert said in err
    assert err.count("\n") == 1
