"""review.csv asks what a person can settle, each thing once, and runs nothing in a spreadsheet."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image

from labelaudit.batch.question import Target, questions
from labelaudit.batch.review import COLUMNS, crop, write_review
from labelaudit.model.audit import Accepted, Audit, Outcome, Status
from labelaudit.model.label import Evidence, Fact, Label
from labelaudit.report.entry import Entry
from tests.audit.labels import ca, d, doubtful, k, label, mg
from tests.batch.audits import audited

SHA = "ab" * 32


def at(fact: Fact, top: float, text: str = "a row") -> Fact:
    piece = Evidence(text=text, page=0, box=(0.1, top, 0.6, top + 0.05), confidence=0.6, engine="rapidocr")
    return fact.model_copy(update={"evidence": (piece,)})


OPEN_DOSE = at(doubtful(k(100), 100, 700), 0.4, "Vit K2 l00 mcg")
DOUBTFUL = label(at(d(2000), 0.3), OPEN_DOSE)


def asked(product: Label) -> list[str]:
    return [f"{each.target.kind} {each.target.about}".strip() for each in questions(audited(product))]


def page() -> bytes:
    encoded = io.BytesIO()
    Image.new("RGB", (1000, 800), "white").save(encoded, "JPEG")
    return encoded.getvalue()


def pictures() -> Mapping[int, bytes]:
    return {0: page()}


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "review.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_doubtful_row_that_rules_wait_for_is_asked_once() -> None:
    (question,) = questions(audited(DOUBTFUL))
    assert question.target == Target(SHA, 1, 1, "row", "vitamin_k", "serving1", "MK-7", (100, 400, 600, 450))
    assert (question.read, question.candidates) == ("Vit K2 l00 mcg", ("100 mcg MK-7", "700 mcg MK-7"))
    assert set(question.rules) == {f.rule for f in audited(DOUBTFUL).findings if f.outcome is Outcome.REVIEW}


@pytest.mark.parametrize(
    ("product", "expected"),
    [
        (label(d(2000), k(100)), []),
        (label(d(2000), doubtful(k(100), 101)), []),  # both readings come to the same
        (label(d(2000), vitamin_k="unknown", vitamin_k2="unknown"), ["missing vitamin_k"]),
        (label(d(2000), k(90, "K1"), vitamin_k2="unknown"), ["missing vitamin_k2"]),
        (label(d(2000), vitamin_k="unknown", vitamin_k2="unknown", view="cut"), []),  # send the back
        (label(at(d(2000), 0.3), k(100), times=(1, 4)), ["taken serving"]),
        (label(d(50, unit="mcg", iu=200, conflict="iu"), k(100)), ["row vitamin_d"]),
        (label(d(2000), k(100), ca(500, "estimated", element=200), mg(250)), ["row calcium"]),
    ],
)
def test_what_is_asked_is_what_a_person_can_settle(product: Label, expected: list[str]) -> None:
    assert asked(product) == expected


@pytest.mark.parametrize(
    "product",
    [
        label(d(2000), doubtful(k(None))),
        label(doubtful(d(2000), 200, forms=("D2",)), k(100)),
        label(d(2000), k(100, qualifier="approx")),
        label(d(2000), k(100), ca(1250, "unknown", element=None), mg(250)),
        label(d(2000), k(100, bounds=(50, 100))),
        label(d(2000), k(1, unit="mg")),
        label(d(2000), k(100, unit="IU")),
        label(d(2000, unit=None), k(100)),
        label(d(2000), k(100), units=(1, 3)),
        label(d(2000), k(100), ca(600), calcium="unknown", magnesium="unknown"),
        label(*[doubtful(k(100 + n), 1, 2, 3, 4) for n in range(5)], d(2000)),
    ],
)
def test_whatever_needs_review_is_asked_about(product: Label) -> None:
    assert audited(product).status is Status.NEEDS_REVIEW
    assert asked(product)


def test_what_is_accepted_is_not_asked() -> None:
    audit = audited(DOUBTFUL)
    findings = tuple(f.model_copy(update={"accepted": Accepted(reason="known")}) for f in audit.findings)
    assert questions(audit.model_copy(update={"findings": findings})) == []


def test_each_line_has_its_place_its_picture_and_room_for_the_answer(tmp_path: Path) -> None:
    audit = audited(DOUBTFUL, "S1", brand="Acme", title="Bone Trio", gtin="036000291452")
    assert write_review([Entry("S1", audit, pictures=pictures)], tmp_path) == 1
    (row,) = rows(tmp_path)
    assert list(row) == list(COLUMNS)
    assert {
        name: row[name] for name in ("key", "brand", "asks", "candidates", "reason", "box", "value", "by")
    } == {
        "key": "S1",
        "brand": "Acme",
        "asks": "Vitamin K2 as MK-7, a serving",
        "candidates": "100 mcg MK-7 | 700 mcg MK-7",
        "reason": "doubtful",
        "box": "0.1 0.4 0.6 0.45",
        "value": "",
        "by": "",
    }
    with Image.open(tmp_path / row["crop"]) as shown:
        assert (shown.format, shown.size) == ("JPEG", (1000, 160))
    assert Target.read(row["question"]) == questions(audit)[0].target


def test_a_picture_of_several_products_is_asked_about_once(tmp_path: Path) -> None:
    entries = [Entry(sku, audited(DOUBTFUL, sku), pictures=pictures) for sku in ("S1", "S2")]
    assert write_review(entries, tmp_path) == 1
    assert [row["key"] for row in rows(tmp_path)] == ["S1"]


def test_crops_that_nothing_asks_about_any_more_are_gone(tmp_path: Path) -> None:
    write_review([Entry("S1", audited(DOUBTFUL), pictures=pictures)], tmp_path)
    assert len(list((tmp_path / "crops").iterdir())) == 1
    assert write_review([Entry("S1", audited(label(d(2000), k(100))), pictures=pictures)], tmp_path) == 0
    assert list((tmp_path / "crops").iterdir()) == []
    assert rows(tmp_path) == []


def test_a_picture_that_is_not_at_hand_leaves_its_crop_empty(tmp_path: Path) -> None:
    write_review([Entry("S1", audited(DOUBTFUL))], tmp_path)
    assert rows(tmp_path)[0]["crop"] == ""


@pytest.mark.parametrize("hostile", ["=HYPERLINK(1)", "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1"])
def test_no_cell_begins_a_formula(hostile: str, tmp_path: Path) -> None:
    row = at(doubtful(k(100), 100, 700), 0.4, hostile)
    audit: Audit = audited(label(d(2000), row), hostile, title=hostile, brand=hostile)
    write_review([Entry(hostile, audit)], tmp_path)
    (written,) = rows(tmp_path)
    assert not [cell for cell in written.values() if cell.lstrip()[:1] in {*"=+-@"} and cell]


def test_a_crop_is_as_wide_as_the_page_and_low_rows_are_enlarged() -> None:
    with Image.open(io.BytesIO(crop(page(), (0.5, 0.5, 0.6, 0.51)))) as shown:
        assert shown.size == (4000, 128)
    with Image.open(io.BytesIO(crop(page(), (0, 0, 1, 1)))) as shown:
        assert shown.size == (1000, 800)


@pytest.mark.parametrize(
    "target",
    [
        Target(SHA, 1, 1, "row", "vitamin_k", "serving2", "K1+MK-7", (1, 2, 3, 4)),
        Target(SHA, 12, 3, "row", "calcium", "100g", "", (0, 0, 1000, 1000)),
        Target(SHA, 1, 1, "missing", "vitamin_k2"),
        Target(SHA, 1, 1, "taken", "gummy"),
        Target(SHA, 1, 1, "taken", "fl oz"),
    ],
)
def test_a_target_comes_back_from_its_text(target: Target) -> None:
    assert Target.read(f" {target} ") == target


@pytest.mark.parametrize(
    "text",
    [
        "",
        "taken",
        f"{SHA}/1/1/row/iron/day//1-2-3-4",
        f"{SHA}/1/1/missing",
        f"{SHA[1:]}/1/1/taken/drop",
        f"{SHA}/1/1/taken",
    ],
)
def test_a_text_that_was_changed_is_no_target(text: str) -> None:
    assert Target.read(text) is None
