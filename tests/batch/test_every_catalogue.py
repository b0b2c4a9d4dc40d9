"""One shop as every kind of catalogue: the same audits from each, and they find what was misprinted."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from labelaudit.batch.engine import ReadDone, ReadTask
from labelaudit.batch.scanning import Request, scan
from labelaudit.model.audit import Audit, SourcePage, Status
from labelaudit.model.page import Page
from labelaudit.model.reading import Reading

SHOP = Path(__file__).parents[2] / "fixtures" / "catalogues"
FILES = sorted(path.name for path in SHOP.iterdir() if path.is_file() and path.name != "expected.csv")
BY_SKU = [name for name in FILES if not name.startswith("openfoodfacts")]


class Stored:
    """Reads the pictures of the shop from their stored pages."""

    workers = 1

    def __init__(self) -> None:
        self.read: list[str] = []

    def run(self, tasks: Iterable[ReadTask]) -> Iterator[ReadDone]:
        for task in tasks:
            self.read.append(task.sha256)
            stored = SHOP / "pages" / f"{Path(task.path).stem}.json"
            page = Page.model_validate_json(stored.read_text(encoding="utf-8"))
            place = SourcePage(
                name=task.path, path=task.path, sha256=task.sha256, kind="image", page=1,
                width=page.width, height=page.height, turn=page.turn,
            )  # fmt: skip
            yield ReadDone(task.sha256, Reading(pages=(page,), places=(place,)))

    def stop(self) -> None:
        pass


def expected() -> list[dict[str, str]]:
    with (SHOP / "expected.csv").open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


@pytest.fixture(scope="module")
def audits(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Audit]]:
    """Of every format, in its order."""
    return {name: scanned(SHOP / name, tmp_path_factory.mktemp("out")) for name in FILES}


def scanned(catalogue: Path, out: Path) -> list[Audit]:
    engine = Stored()
    scan(Request(str(catalogue), output=out, formats=["json", "csv"]), readers=engine)
    assert len(set(engine.read)) == len(engine.read)
    lines = (out / "results.jsonl").read_text(encoding="utf-8").splitlines()
    return [Audit.model_validate_json(line) for line in lines]


def same(audit: Audit) -> dict[str, object]:
    """All but what a format has of its own: numbers of rows, and its name in messages."""
    own = {"product", "warnings", "error"} | ({"source"} if audit.error else set())
    return audit.model_dump(exclude=own) | {
        "product": audit.product and audit.product.model_dump(exclude={"row", "sku"}),
        "error": audit.error and audit.error.code,
        "warnings": [note.code for note in audit.warnings],
    }


@pytest.mark.parametrize("name", [name for name in FILES if name != "products.csv"])
def test_every_format_comes_to_the_same_audits(audits: dict[str, list[Audit]], name: str) -> None:
    kept = [audit for audit in audits["products.csv"] if not broken(audit)]
    assert [same(audit) for audit in audits[name] if not broken(audit)] == [same(audit) for audit in kept]


def broken(audit: Audit) -> bool:
    return audit.error is not None and audit.error.code == "broken_row"


def test_every_row_is_told_as_it_is(audits: dict[str, list[Audit]]) -> None:
    for row, audit in zip(expected(), audits["products.csv"], strict=True):
        assert audit.product
        assert (audit.product.sku or "", audit.product.gtin or "") == (row["sku"], row["gtin"])
        told = [note.code for note in (*audit.warnings, *((audit.error,) if audit.error else ()))]
        assert set(row["problems"].split("|")) - {""} <= set(told)


def test_a_picture_that_is_missing_and_a_row_that_has_none_are_unreadable_and_no_others_are(
    audits: dict[str, list[Audit]],
) -> None:
    unread = {
        (audit.product.sku if audit.product else None, audit.error.code)
        for audit in audits["products.csv"]
        if audit.error
    }
    gone = {
        (row["sku"], "missing")
        for row in expected()
        if row["pictures"] and not any((SHOP / name).exists() for name in row["pictures"].split("|"))
    }
    assert gone
    assert unread == {*gone, ("NU-3569B", "no_picture"), (None, "broken_row")}


@pytest.mark.parametrize("misprint", ["iu", "percent"])
@pytest.mark.parametrize("name", BY_SKU)
def test_what_was_misprinted_is_told_as_a_doubt(
    audits: dict[str, list[Audit]], name: str, misprint: str
) -> None:
    found = {
        audit.product.sku: audit.status
        for audit in audits[name]
        for fact in (audit.label.facts if audit.label else ())
        if audit.product and fact.conflict == misprint
    }
    # A doubt until it was read twice alike, which no stored page was; so are slips of the reader.
    assert found.keys() >= {row["sku"] for row in expected() if row["misprint"] == misprint}
    assert {*found.values()} == {Status.NEEDS_REVIEW}
