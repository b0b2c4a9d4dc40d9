"""A catalogue's folder holds every product, tells no more than the audits, and nothing in it can act."""

import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from labelaudit.model.audit import Accepted, Audit, Reason
from labelaudit.model.label import Declared
from labelaudit.report import to_catalogue
from labelaudit.report.entry import Entry
from labelaudit.report.overview import Overview
from labelaudit.report.product_rows import Packed, product_row
from labelaudit.report.to_catalogue import write_catalogue
from labelaudit.report.view import view
from tests.report.shop import HOSTILE, clean_audit, product, shop

DAY = date(2026, 11, 21)


class Index(HTMLParser):
    """Every element with its attributes, the text outside style and script, and the data."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.html = (folder / "index.html").read_text(encoding="utf-8")
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words = ""
        self._inside = ""
        self.feed(self.html)
        (raw,) = re.findall('<script id="data" type="application/json">(.*?)</script>', self.html, re.DOTALL)
        self.data = json.loads(raw)
        self.raw = raw

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._inside = tag

    def handle_data(self, data: str) -> None:
        if self._inside not in {"style", "script"}:
            self.words += data

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    @property
    def text(self) -> str:
        return " ".join(self.words.split())


def index(folder: Path, entries: list[Entry], **more: object) -> Index:
    write_catalogue(entries, folder, name="Shop", made=DAY, **more)
    return Index(folder)


def row(audit: Audit, key: str = "k") -> object:
    return product_row(Entry(key, audit), view(audit), change="", has_picture=False)


def overview(*audits: Audit) -> Overview:
    counts = Overview()
    for audit in audits:
        counts.add(row(audit), audit, view(audit))
    return counts


def test_every_product_has_a_row_and_a_page(audit: Audit, unreadable: Audit, tmp_path: Path) -> None:
    entries = shop(audit, unreadable, plain=5)
    found = index(tmp_path, entries)
    assert len(found.data["rows"]) == len(entries)
    pages = {path.stem for path in (tmp_path / "products").iterdir()}
    assert pages == {each[15] for each in found.data["rows"]}
    assert len(pages) == len(entries)


def test_a_product_with_a_picture_has_a_thumbnail_and_one_without_has_none(
    audit: Audit, unreadable: Audit, tmp_path: Path
) -> None:
    found = index(tmp_path, shop(audit, unreadable, plain=1))
    thumbs = {path.stem for path in (tmp_path / "thumbnails").iterdir()}
    assert thumbs == {each[15] for each in found.data["rows"] if each[16]}
    assert len(thumbs) == 1


def test_a_page_leads_back_to_the_index(audit: Audit, tmp_path: Path) -> None:
    index(tmp_path, [Entry("k", audit)])
    assert '<a href="../index.html">' in (tmp_path / Entry("k", audit).page).read_text(encoding="utf-8")


def test_the_same_audits_give_the_same_bytes(audit: Audit, unreadable: Audit, tmp_path: Path) -> None:
    files = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        index(tmp_path / name, shop(audit, unreadable, plain=3))
        files.append({p.name: p.read_bytes() for p in (tmp_path / name).rglob("*") if p.is_file()})
    assert files[0] == files[1]


def test_the_policy_lets_only_the_pages_own_script_run_and_nothing_load(audit: Audit, tmp_path: Path) -> None:
    found = index(tmp_path, [Entry("k", audit)])
    policy = next(a["content"] for _, a in found.elements if "http-equiv" in a)
    assert policy.startswith("default-src 'none'; img-src 'self' file:; base-uri 'none'; form-action 'none';")
    assert "unsafe" not in policy
    for _, attributes in found.elements:
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        assert "://" not in attributes.get("href", "") + attributes.get("src", "")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_word_can_leave_the_data(audit: Audit, tmp_path: Path, text: str) -> None:
    hostile = product(audit, sku=text, brand=text, title=text)
    found = index(tmp_path, [Entry(text, hostile)], changes={text: "gone"})
    assert not re.search("[<>&]", found.raw)
    tags = [tag for tag, _ in found.elements]
    assert tags.count("script") == 2
    assert "img" not in tags
    assert not [1 for _, attributes in found.elements if any(name.startswith("on") for name in attributes)]


def test_the_script_is_small(audit: Audit, tmp_path: Path) -> None:
    found = index(tmp_path, [Entry("k", audit)])
    script = re.findall("<script>(.*?)</script>", found.html, re.DOTALL)[-1]
    assert len(script.encode()) < 10_000


def test_a_row_of_the_index_weighs_under_300_bytes(audit: Audit) -> None:
    packed = Packed()
    for number in range(200):
        long = f"Vitamin D3 with K2 and minerals, {number} vegetarian capsules"
        named = product(audit, sku=f"SKU-{number:06}", gtin="4006381333931", brand="Alder", title=long)
        packed.add(product_row(Entry(f"SKU-{number:06}", named), view(named), change="", has_picture=True))
    assert sum(len(piece.encode()) for piece in packed.json()) / 200 < 300


def test_what_the_head_counts_is_what_there_is(audit: Audit, unreadable: Audit, tmp_path: Path) -> None:
    text = index(tmp_path, shop(audit, unreadable, plain=5)).text
    acting = 1 + len(HOSTILE)
    assert (
        f"17 products: {acting} have something to act on; {acting} wait for a look; 1 could not be read."
        in text
    )


def test_what_changed_since_the_last_run_is_counted_and_named(audit: Audit, tmp_path: Path) -> None:
    entries = [Entry("a", clean_audit(audit)), Entry("b", clean_audit(audit))]
    text = index(tmp_path, entries, changes={"a": "worse", "b": "new", "old": "gone"}).text
    assert "Since the last run ▼ 1 worse + 1 new − 1 gone Gone: old." in text


def test_without_a_last_run_nothing_is_said_of_it(audit: Audit, tmp_path: Path) -> None:
    found = index(tmp_path, [Entry("a", clean_audit(audit))])
    assert "Since the last run ▼" not in found.text
    assert "Nothing changed" not in found.text


def test_what_the_table_cannot_hold_is_said_and_still_counted(
    audit: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(to_catalogue, "TABLE_MOST", 2)
    found = index(tmp_path, [Entry(f"k{n}", clean_audit(audit)) for n in range(5)])
    assert len(found.data["rows"]) == 2
    assert "5 products: nothing to act on." in found.text
    assert "The table holds the first 2 products; 3 more are counted above" in found.text
    assert len(list((tmp_path / "products").iterdir())) == 5


def test_an_empty_catalogue_is_a_page(tmp_path: Path) -> None:
    assert "No products." in index(tmp_path, []).text


def test_open_scores_are_told_from_decided_ones(audit: Audit, unreadable: Audit) -> None:
    counts = overview(audit, clean_audit(audit, 100), clean_audit(audit, 65), unreadable)
    assert counts.scored == 3
    assert counts.open_scores == 1
    sixties, nineties = counts.scores[6], counts.scores[9]
    assert (sixties.sure, sixties.open_) == (1, 1)
    assert (nineties.low, nineties.high, nineties.sure, nineties.open_) == (90, 100, 1, 0)


def test_rules_stand_by_how_often_they_fail(audit: Audit) -> None:
    rules = [
        (rule, counts["fail"], counts["warn"], counts["review"]) for rule, _, counts in overview(audit).rules
    ]
    assert rules[:2] == [("magnesium-with-d", 1, 0, 0), ("k2-dose", 0, 1, 0)]
    assert ("k2-per-calcium", 0, 0, 1) in rules


def test_an_accepted_finding_is_nothing_to_act_on(audit: Audit) -> None:
    findings = [f.model_copy(update={"accepted": Accepted(reason="known")}) for f in audit.findings]
    assert overview(audit.model_copy(update={"findings": tuple(findings)})).acting == 0


def test_amounts_inside_both_ranges_are_counted_as_inside(audit: Audit) -> None:
    counts = overview(clean_audit(audit))
    assert (counts.placed, counts.inside, counts.ratio_inside) == (1, 1, 1)
    assert counts.full("d3-dose") == (600, 2000)
    assert [tuple(spot) for spot in counts.spots] == [(1000, 100, 1)]


def test_an_amount_that_hangs_on_a_doubtful_reading_stands_in_no_drawing(audit: Audit) -> None:
    clean = clean_audit(audit)
    doubtful = tuple(f.model_copy(update={"reason": Reason.DOUBTFUL}) for f in clean.findings)
    counts = overview(clean.model_copy(update={"findings": doubtful}))
    assert counts.placed == 0
    assert sum(bar.all for bar in counts.ratios) == 0


def test_a_weekly_dose_is_no_daily_one(audit: Audit) -> None:
    clean = clean_audit(audit)
    first = clean.findings[0]
    assert first.measured
    weekly = first.model_copy(update={"measured": first.measured.model_copy(update={"unit": "IU a week"})})
    assert row(clean.model_copy(update={"findings": (weekly,)})).d is None


def test_an_absent_nutrient_is_none_and_an_unknown_one_is_open(audit: Audit) -> None:
    assert audit.label
    for declared, amount in ((Declared.NO, (0.0, 0.0)), (Declared.UNKNOWN, None), (Declared.YES, None)):
        declares = audit.label.declares.model_copy(update={"vitamin_k2": declared})
        label = audit.label.model_copy(update={"declares": declares})
        assert row(audit.model_copy(update={"label": label, "findings": ()})).k2 == amount


def test_judged_by_figures_that_differ_no_zone_is_drawn(audit: Audit) -> None:
    one = clean_audit(audit)
    first = one.findings[0]
    assert first.measured
    points = ((100, 0), (200, 1), (300, 1), (400, 0))
    other = first.model_copy(update={"measured": first.measured.model_copy(update={"points": points})})
    counts = overview(one, one.model_copy(update={"findings": (other, *one.findings[1:])}))
    assert counts.full("d3-dose") is None
    assert counts.full("k2-dose") == (90, 200)


def test_the_review_queue_begins_where_a_look_settles_most(audit: Audit) -> None:
    less = audit.model_copy(update={"findings": audit.findings[:6]})
    counts = overview(*[less] * 12, product(audit, title="Most"))
    assert counts.queue[0].title == "Most"
    assert len(counts.queue) == 10


def test_a_brands_middle_is_the_median_of_its_scores(audit: Audit) -> None:
    audits = [product(clean_audit(audit, score), brand="Alder", title="x") for score in (10, 50, 100)]
    ((name, brand),) = overview(*audits).brands
    assert (name, brand.count, brand.middle) == ("Alder", 3, 50)
