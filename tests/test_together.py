"""The sides of one pack in several files: one audit of one product, whatever the files are."""

from pathlib import Path

import pytest
from PIL import Image

from labelaudit import audit_together, pipeline
from labelaudit.errors import UsageError
from labelaudit.model.audit import Finding, Outcome, Status
from labelaudit.model.page import Word
from labelaudit.model.sheet import Pixels
from labelaudit.read.engine import Readers

PDFS = Path(__file__).parents[1] / "fixtures" / "pdfs"
SIDES = {
    600: (("Bone Guard", 20, 20), ("Vitamin D3 5,000 IU", 20, 80), ("Vitamin K2 as MK-7", 20, 200)),
    700: (
        ("Directions: Take one softgel daily with a meal.", 20, 20),
        ("Warning: Consult your doctor if you take warfarin.", 20, 100),
        ("Keep out of reach of children.", 20, 130),
    ),
    800: (
        ("Supplement Facts", 20, 20),
        ("Serving Size 1 Softgel", 20, 60),
        ("Amount Per Serving", 360, 100),
        ("% Daily Value", 620, 100),
        ("Vitamin D3 (as cholecalciferol)", 20, 140),
        ("25 mcg (1000 IU)", 360, 140),
        ("125%", 620, 140),
        ("Vitamin K1 (phytonadione)", 20, 180),
        ("120 mcg", 360, 180),
        ("100%", 620, 180),
        ("Other Ingredients: olive oil, gelatin.", 20, 220),
    ),
}
"""What a side says, by the width of its picture."""


class ByWidth:
    """Reads what stands on the side that is so wide."""

    name = "stub"

    def read(self, pixels: Pixels) -> tuple[Word, ...]:
        return tuple(
            Word(
                text=text,
                quad=((x, y), (x + 10 * len(text), y), (x + 10 * len(text), y + 24), (x, y + 24)),
                confidence=0.99,
                engine=self.name,
            )
            for text, x, y in SIDES.get(pixels.shape[1], ())
        )

    def read_line(self, pixels: Pixels) -> tuple[Word, ...]:
        return ()


@pytest.fixture
def sides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Front, back and panel."""
    monkeypatch.setattr(pipeline, "_readers", lambda _engine: Readers(first=ByWidth(), second=None))
    paths = [tmp_path / name for name in ("front.png", "back.png", "facts.png")]
    for width, path in zip(SIDES, paths, strict=True):
        Image.new("RGB", (width, 300), "white").save(path)
    return paths


def front_agrees(sources: list[Path]) -> Finding:
    return next(f for f in audit_together(sources).findings if f.rule == "front-agrees")


def test_one_audit_has_the_pages_of_all_sides(sides: list[Path]) -> None:
    audit = audit_together(sides)
    assert audit.source.name == str(sides[0])
    assert [page.name for page in audit.source.pages] == [str(side) for side in sides]
    assert [page.width for page in audit.source.pages] == [600, 700, 800]
    assert audit.label
    assert {piece.page for fact in audit.label.facts for piece in fact.evidence} == {2}


def test_what_the_panels_side_leaves_open_another_side_settles(sides: list[Path]) -> None:
    alone, whole = audit_together(sides[2:]), audit_together(sides)
    caution = [
        next(f.outcome for f in audit.findings if f.rule == "anticoagulant-caution")
        for audit in (alone, whole)
    ]
    assert caution == [Outcome.REVIEW, Outcome.PASS]


def test_a_front_that_contradicts_the_panel_is_found_with_both_sides_as_evidence(sides: list[Path]) -> None:
    finding = front_agrees(sides)
    assert finding.outcome is Outcome.FAIL
    for said in ("D3 5,000 IU", "MK-7", "D3 25 mcg", "K1 120 mcg"):
        assert said in finding.message
    assert {piece.page for piece in finding.evidence} == {0, 2}


def test_a_front_that_says_what_the_panel_says_agrees(
    sides: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SIDES, 600, (("Vitamin D3 1,000 IU", 20, 80), ("Vitamin K1", 20, 200)))
    assert front_agrees(sides).outcome is Outcome.PASS


def test_pictures_and_pdfs_make_one_product(sides: list[Path]) -> None:
    audit = audit_together([sides[0], PDFS / "three-pages.pdf"])
    assert [(page.kind, page.page) for page in audit.source.pages] == [
        ("image", 1), ("pdf", 1), ("pdf", 2), ("pdf", 3),
    ]  # fmt: skip
    assert audit.label
    assert len(audit.label.facts) == 4


def test_a_side_that_cannot_be_opened_is_named_and_nothing_is_judged(sides: list[Path]) -> None:
    audit = audit_together([*sides, sides[0].with_name("lid.png")])
    assert audit.status is Status.UNREADABLE
    assert audit.error
    assert "lid.png" in audit.error.message
    assert audit.score is None


def test_a_warning_names_its_side(sides: list[Path]) -> None:
    audit = audit_together([sides[0], PDFS / "hidden-white.pdf"])
    (note,) = audit.warnings
    assert note.code == "hidden_text"
    assert "hidden-white.pdf: page 1" in note.message


def test_sides_without_any_panel_amount_or_claim_are_unreadable(sides: list[Path], tmp_path: Path) -> None:
    Image.new("RGB", (500, 300), "white").save(tmp_path / "lid.png")
    audit = audit_together([tmp_path / "lid.png", tmp_path / "lid.png"])
    assert audit.error
    assert audit.error.code == "no_panel"


def test_no_sides_are_a_wrong_request() -> None:
    with pytest.raises(UsageError):
        audit_together([])
