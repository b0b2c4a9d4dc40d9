"""Two runs are paired product by product, whatever they go by, and nothing of either is left out."""

from pathlib import Path

import pytest

from labelaudit.batch.diff import changes_since, difference
from labelaudit.errors import UnreadableError, UsageError
from labelaudit.model.audit import Audit
from labelaudit.model.difference import Counts, Verdict
from tests.audit.labels import d, k, label
from tests.batch.audits import TOOL, audited, run, unread

GOOD = label(d(2000), k(100))
DROPPED = label(d(2000), k(100, "K2"))


def told(tmp_path: Path, before: list[Audit], after: list[Audit]) -> list[tuple[str, Verdict]]:
    found = difference(run(tmp_path / "a", *before), run(tmp_path / "b", *after))
    try:
        return [(product.key, product.verdict) for product in found.products()]
    finally:
        found.close()


def test_products_are_told_gravest_first_and_counted(tmp_path: Path) -> None:
    before = [
        audited(GOOD, "same"),
        audited(DROPPED, "fixed"),
        audited(GOOD, "lost"),
        audited(GOOD, "dropped"),
    ]
    after = [
        audited(GOOD, "same"),
        audited(GOOD, "fixed"),
        audited(DROPPED, "dropped"),
        audited(GOOD, "fresh"),
    ]
    found = difference(run(tmp_path / "a", *before), run(tmp_path / "b", *after) / "results.jsonl")
    assert [(p.key, p.verdict) for p in found.products()] == [
        ("dropped", Verdict.WORSE),
        ("fixed", Verdict.BETTER),
        ("fresh", Verdict.NEW),
        ("lost", Verdict.GONE),
    ]
    assert found.head.counts == Counts(worse=1, better=1, new=1, gone=1, unchanged=1)
    assert (found.head.before.labels, found.head.after.labels) == (4, 4)
    found.close()


def test_a_product_is_known_by_its_sku_whatever_its_picture_is_called(tmp_path: Path) -> None:
    assert told(tmp_path, [audited(GOOD, "A", name="1.jpg")], [audited(DROPPED, "A", name="2.jpg")]) == [
        ("A", Verdict.WORSE)
    ]


def test_a_product_whose_number_changed_is_known_by_its_gtin_however_long_it_is_written(
    tmp_path: Path,
) -> None:
    before = [audited(GOOD, "old", gtin="0036000291452"), audited(GOOD, "other")]
    after = [audited(DROPPED, "new", gtin="036000291452"), audited(GOOD, "other")]
    assert told(tmp_path, before, after) == [("new", Verdict.WORSE)]


def test_a_product_with_neither_is_known_by_its_file(tmp_path: Path) -> None:
    before = [audited(GOOD, None, name="x.jpg"), audited(GOOD, None, name="y.jpg")]
    after = [audited(GOOD, None, name="y.jpg"), audited(DROPPED, None, name="x.jpg")]
    assert told(tmp_path, before, after) == [("x.jpg", Verdict.WORSE)]


def test_two_products_that_share_a_picture_are_not_taken_for_one(tmp_path: Path) -> None:
    assert told(tmp_path, [audited(GOOD, "A")], [audited(DROPPED, "B")]) == [
        ("B", Verdict.NEW),
        ("A", Verdict.GONE),
    ]


def test_lines_that_go_by_the_same_are_each_compared_once(tmp_path: Path) -> None:
    before = [
        audited(GOOD, "A", name="1.jpg"),
        audited(DROPPED, "A", name="2.jpg"),
        audited(GOOD, "A", name="3.jpg"),
    ]
    after = [audited(DROPPED, "A", name="2.jpg"), audited(GOOD, "A", name="1.jpg")]
    assert told(tmp_path, before, after) == [("A", Verdict.GONE)]


def test_panels_of_one_picture_are_kept_apart(tmp_path: Path) -> None:
    before = [audited(GOOD, "A", panel=1), audited(DROPPED, "A", panel=2)]
    after = [audited(DROPPED, "A", panel=2), audited(GOOD, "A", panel=1)]
    assert told(tmp_path, before, after) == []


def test_the_guidance_that_each_run_was_judged_by_is_told(tmp_path: Path) -> None:
    other = TOOL.model_copy(update={"profile": "over-70"})
    found = difference(
        run(tmp_path / "a", audited(GOOD)),
        run(tmp_path / "b", audited(GOOD).model_copy(update={"tool": other}), audited(GOOD, "B")),
    )
    assert (found.head.before.judged_by, found.head.after.judged_by) == ((TOOL,), (other, TOOL))
    found.close()


def test_what_became_of_each_key_is_the_gravest_of_its_lines(tmp_path: Path) -> None:
    before = run(
        tmp_path / "a", audited(GOOD, "A", name="1.jpg"), audited(DROPPED, "A", name="2.jpg"), unread("B")
    )
    after = run(
        tmp_path / "b", audited(DROPPED, "A", name="1.jpg"), audited(GOOD, "A", name="2.jpg"), unread("B")
    )
    assert changes_since(before, after) == {"A": Verdict.WORSE}


def test_an_empty_run_has_no_products(tmp_path: Path) -> None:
    assert told(tmp_path, [], [audited(GOOD, "A")]) == [("A", Verdict.NEW)]


def test_a_folder_without_results_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"has no results\.jsonl; name the folder"):
        difference(tmp_path, tmp_path)
    with pytest.raises(UsageError, match="nowhere: is not there"):
        difference(run(tmp_path / "a"), tmp_path / "nowhere")


def test_results_that_cannot_be_opened_are_told(tmp_path: Path) -> None:
    (tmp_path / "a" / "results.jsonl").mkdir(parents=True)
    with pytest.raises(UnreadableError, match=r"results\.jsonl: cannot be read \(Is a directory\)"):
        difference(tmp_path / "a", tmp_path / "a")


@pytest.mark.parametrize("damage", ['{"schema": "labelaudit.audit/1"', "{}", "[]", "\xff"])
def test_a_damaged_line_is_named_by_file_and_number(damage: str, tmp_path: Path) -> None:
    before = run(tmp_path / "a", audited(GOOD, "A"))
    with (before / "results.jsonl").open("ab") as results:
        results.write(damage.encode("latin-1") + b"\n")
    with pytest.raises(UnreadableError, match=r"results\.jsonl: line 2 is no audit that this version knows"):
        difference(before, before)
