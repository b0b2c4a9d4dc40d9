"""The guidance file: what it holds, and every way in which one's own can be wrong, told with its line."""

import hashlib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from labelaudit.audit.guidance import SHIPPED, load
from labelaudit.audit.registry import RULES
from labelaudit.audit.runner import judge
from labelaudit.errors import GuidanceError
from tests.audit.labels import ca, d, k, label

TEXT = SHIPPED.read_text(encoding="utf-8")


def line_of(text: str, part: str) -> int:
    """The number of the first line that holds this."""
    return next(number for number, line in enumerate(text.splitlines(), start=1) if part in line)


@pytest.fixture
def own(tmp_path: Path) -> Callable[..., Path]:
    def write(*changes: tuple[str, str]) -> Path:
        text = TEXT
        for before, after in changes:
            assert before in text
            text = text.replace(before, after, 1)
        path = tmp_path / "mine.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_the_shipped_guidance_has_a_table_for_every_rule() -> None:
    assert set(load().rules) == set(RULES)


def test_the_hash_is_that_of_the_file() -> None:
    assert load().sha256 == hashlib.sha256(SHIPPED.read_bytes()).hexdigest()


def test_a_figure_of_ones_own_counts(own: Callable[..., Path]) -> None:
    mine = load(own(("[600, 1], [2000, 1], [5000, 0]", "[600, 1], [2000, 1], [2001, 0]")))
    product = label(d(2500))
    scores = [judge(product, guidance=g, only=["d3-dose"]).findings[0].score for g in (load(), mine)]
    assert scores == [pytest.approx(5 / 6), 0]
    assert mine.sha256 != load().sha256


def test_a_figure_is_read_exactly(own: Callable[..., Path]) -> None:
    assert load(own(("[0.75, 0]", "[0.1, 0]"))).rules["calcium-to-magnesium"].points[0][0] == Decimal("0.1")


WRONG: list[tuple[str, tuple[str, str], str, str]] = [
    ("unknown key", ("weight = 15\n", "wieght = 15\n"), "wieght = 15", "wieght: unknown key"),
    ("unknown table", ("[thresholds.cap]", "[threshold.cap]"), "[threshold.cap]", "threshold: unknown key"),
    ("order", ("[45, 0], [90, 1]", "[90, 1], [45, 0]"), "points = [[90, 1], [45", "ascending order"),
    (
        "no full score",
        ("[750, 0], [1500, 1], [4000, 1]", "[750, 0], [1500, 0.5], [4000, 0.5]"),
        "[750, 0]",
        "full score",
    ),
    ("a score above 1", ("{ named = 1, not", "{ named = 2, not"), "{ named = 2", "less than or equal to 1"),
    ("unknown rule", ("[rules.k2-mk7]", "[rules.k2-mk8]"), "[rules.k2-mk8]", "no such rule"),
    (
        "unknown document",
        ('["k2-heart-bone", "calc', '["k2-hart-bone", "calc'),
        '["k2-hart-bone"',
        '"k2-hart-bone" is not',
    ),
    (
        "no source",
        ('value = 500\ndocuments = ["calcium-paradox"]', "value = 500"),
        "[thresholds.per_calcium",
        "documents",
    ),
    ("negative weight", ("weight = 15", "weight = -1"), "weight = -1", "greater than or equal to 0"),
    ("no number", ("value = 120", 'value = "many"'), 'value = "many"', "decimal"),
    (
        "missing score",
        ("{ named = 1, not_stated = 0 }", "{ named = 1 }"),
        "{ named = 1 }",
        "named, not_stated",
    ),
    (
        "points where none belong",
        ("weight = 3\nscores = { mk7", "weight = 3\npoints = [[1, 0], [2, 1]]\nscores = { mk7"),
        "[[1, 0], [2, 1]]",
        "no points",
    ),
    (
        "weight on quality",
        ('says = "1 mcg of', 'weight = 5\nsays = "1 mcg of'),
        "weight = 5\n",
        "has no weight",
    ),
    ("no default profile", ("[profiles.default]", "[profiles.usual]"), "[profiles.", '"default" is missing'),
    ("its own hash", ('version = "1"', 'version = "1"\nsha256 = "0"'), 'sha256 = "0"', "never set"),
    ("a figure of nothing", ("value = 500\n", "value = 0\n"), "value = 0", "greater than 0"),
    (
        "an upper level's unit",
        ('unit = "IU"\nwhose', 'unit = "mcg"\nwhose'),
        'unit = "mcg"',
        "IU of vitamin D",
    ),
    ("a trade name's case", ("menaq7 =", "MenaQ7 ="), "MenaQ7 =", "lower case"),
    (
        "upper level of nothing",
        ('nutrient = "calcium"\namount = 2000', 'nutrient = "iron"\namount = 2000'),
        '"iron"',
        "nutrient",
    ),
]


@pytest.mark.parametrize(("why", "change", "at", "told"), WRONG, ids=[row[0] for row in WRONG])
def test_what_is_wrong_is_told_with_the_file_and_the_line(
    own: Callable[..., Path], why: str, change: tuple[str, str], at: str, told: str
) -> None:
    path = own(change)
    with pytest.raises(GuidanceError) as error:
        load(path)
    message = str(error.value)
    assert told in message, why
    if why not in ("weight on quality", "no default profile"):
        assert message.startswith(f"{path}:{line_of(path.read_text(encoding='utf-8'), at)}: "), why
    assert "\n" not in message


def test_a_missing_rule_is_named(own: Callable[..., Path]) -> None:
    start = TEXT.index("[rules.k2-mk7]")
    path = own((TEXT[start : TEXT.index("[rules.k2-dose]")], ""))
    with pytest.raises(GuidanceError, match='the rule "k2-mk7" is missing'):
        load(path)


@pytest.mark.parametrize("content", [b"name = \n", b"\xff\xfe"], ids=["no TOML", "no UTF-8"])
def test_what_is_no_toml_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(content)
    with pytest.raises(GuidanceError, match="is no valid TOML"):
        load(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(GuidanceError, match="cannot be read"):
        load(tmp_path / "nowhere.toml")


DOCS = (Path(__file__).parents[2] / "docs" / "guidance.md").read_text(encoding="utf-8")


def test_the_documented_change_of_a_figure_does_what_it_says(own: Callable[..., Path]) -> None:
    points = next(line for line in DOCS.splitlines() if line.startswith("points ="))
    mine = load(own(("points = [[300, 0], [600, 1], [2000, 1], [5000, 0]]", points)))
    assert judge(label(d(4000)), guidance=mine, only=["d3-dose"]).findings[0].score == 1


def test_the_documented_mistake_is_told_as_documented(own: Callable[..., Path]) -> None:
    told = next(line for line in DOCS.splitlines() if line.startswith("labelaudit: wrong.toml"))
    path = own(("[rules.k2-mk7]", "[rules.k2-mk8]"))
    with pytest.raises(GuidanceError) as error:
        load(path)
    assert f"labelaudit: {error.value}".replace(str(path), "wrong.toml") == told


def test_bands_may_start_at_nothing(own: Callable[..., Path]) -> None:
    mine = load(
        own(("[[50, 0], [100, 1], [180, 1]", "[[0, 1], [180, 1]"), ("[[600, 1], [1200", "[[0, 1], [1200"))
    )
    judgement = judge(label(k(300), ca(500)), guidance=mine)
    assert {f.rule: f.outcome for f in judgement.findings}["k2-per-calcium"] == "warn"
