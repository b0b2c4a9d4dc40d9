"""What changed between two runs is told whole in every format, and nothing in a label can act in it."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from labelaudit.model.audit import GuidanceRef, Points, Score, Tool
from labelaudit.model.base import Model
from labelaudit.model.difference import Change, Counts, Head, ProductChange, Side, Verdict
from labelaudit.report.to_diff import diff_html, diff_json, diff_text
from tests.report.test_to_html import HOSTILE, Page

TOOL = Tool(
    version="0.1.0",
    engine="rapidocr",
    guidance=GuidanceRef(name="labelaudit", version="1", sha256="ab" * 32),
    profile="default",
)
DAY = date(2026, 11, 21)


def head(**counts: int) -> Head:
    side = Side(path="monday/results.jsonl", labels=3, judged_by=(TOOL,))
    later = TOOL.model_copy(update={"profile": "over-70"})
    return Head(
        before=side,
        after=Side(path="tuesday/results.jsonl", labels=3, judged_by=(later,)),
        counts=Counts(**counts),
    )


def product(key: str, verdict: Verdict, *said: str, **more: object) -> ProductChange:
    changes = tuple(
        Change(kind="finding", about="k2-form", became="worse", before="pass", after="fail", message=each)
        for each in said
    )
    return ProductChange(key=key, title="Bone Trio", verdict=verdict, changes=changes, **more)  # type: ignore[arg-type]


SCORE = Score(value=94, low=94, high=94, band="good", points=Points(decided=80, applicable=80))
PRODUCTS = [
    product(
        "A1", Verdict.WORSE, "K2 form, new: The label does not name it.", unchanged=("magnesium-with-d",)
    ),
    product("A2", Verdict.NEW, score_after=SCORE),
    product("A3", Verdict.GONE),
]


def test_the_page_says_what_became_of_each_product_gravest_first() -> None:
    page = "".join(diff_text(head(worse=1, new=1, gone=1, unchanged=1200), PRODUCTS))
    assert page.splitlines() == [
        "monday/results.jsonl → tuesday/results.jsonl",
        "1 worse, 1 new, 1 gone, 1,200 unchanged",
        "Note: the profile differs: default, then over-70; some changes may come from that alone.",
        "",
        "Worse",
        "  A1  Bone Trio",
        "    WORSE  K2 form, new: The label does not name it.",
        "    unchanged: Magnesium with D",
        "",
        "New",
        "  A2  Bone Trio: score 94 of 100 (good), judged on all 80 points",
        "",
        "Gone",
        "  A3  Bone Trio: not scored",
    ]


def test_the_json_is_one_object_with_a_product_a_line() -> None:
    written = "".join(diff_json(head(worse=1), PRODUCTS))
    whole = json.loads(written)
    assert whole["schema"] == "labelaudit.diff/1"
    assert [each["key"] for each in whole["products"]] == ["A1", "A2", "A3"]
    assert ProductChange.model_validate(whole["products"][0]) == PRODUCTS[0]
    assert json.loads(written.splitlines()[1].rstrip(",")) == whole["products"][0]
    assert json.loads("".join(diff_json(head(), [])))["products"] == []


@pytest.mark.parametrize("hostile", [*HOSTILE, "\x1b[2J\u202egnihton"])
def test_nothing_in_a_label_can_act(hostile: str) -> None:
    products = [product(hostile, Verdict.WORSE, hostile).model_copy(update={"title": hostile})]
    page = Page("".join(diff_html(head(worse=1), products, made=DAY)))
    harmless = Page("".join(diff_html(head(worse=1), [product("A", Verdict.WORSE, "B")], made=DAY)))
    assert [tag for tag, _ in page.elements if tag != "bdi"] == [
        tag for tag, _ in harmless.elements if tag != "bdi"
    ]
    assert "\x1b" not in "".join(diff_text(head(worse=1), products))
    assert "\x1b" not in "".join(diff_json(head(worse=1), products))


def test_the_html_loads_nothing_and_says_what_it_has_no_room_for() -> None:
    many = (product(f"A{number}", Verdict.WORSE, "New.") for number in range(2_100))
    page = Page("".join(diff_html(head(worse=2_100, unchanged=7), many, made=DAY)))
    assert "100 more changed than this page shows" in page.text
    assert page.count("script") == page.count("link") == page.count("img") == 0
    assert any("default-src 'none'" in content for content in page.all("content"))


@pytest.mark.parametrize("kind", [Head, Side, Counts, ProductChange, Change])
def test_docs_diff_tells_every_field(kind: type[Model]) -> None:
    page = (Path(__file__).parents[2] / "docs" / "diff.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`([a-z_]+)`", page))
    assert {name for name in kind.model_fields if name != "schema_"} <= told
