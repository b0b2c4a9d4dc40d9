"""The stages in their order: always an Audit a panel, and what fails is told, never dropped."""

import os
import weakref
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from labelaudit import pipeline
from labelaudit.errors import EngineError, UsageError
from labelaudit.limits import Limits
from labelaudit.model.audit import Status
from labelaudit.model.page import Page, Word
from labelaudit.model.sheet import Pixels, Sheet
from labelaudit.pipeline import audit_file
from labelaudit.read.engine import Readers

PDFS = Path(__file__).parents[1] / "fixtures" / "pdfs"
PANEL = (
    ("Supplement Facts", 20, 20),
    ("Serving Size 1 Softgel", 20, 70),
    ("Amount Per Serving", 360, 110),
    ("% Daily Value", 620, 110),
    ("Vitamin D3 (as cholecalciferol)", 20, 160),
    ("50 mcg (2000 IU)", 360, 160),
    ("250%", 620, 160),
    ("Other Ingredients: olive oil, gelatin.", 20, 220),
)


class Stub:
    """Reads the same lines from any picture."""

    name = "stub"

    def __init__(self, lines: tuple[tuple[str, int, int], ...] = PANEL) -> None:
        self._lines = lines

    def read(self, pixels: Pixels) -> tuple[Word, ...]:
        words = []
        for text, x, y in self._lines:
            right, low = x + 11 * len(text), y + 30
            words.append(
                Word(
                    text=text,
                    quad=((x, y), (right, y), (right, low), (x, low)),
                    confidence=0.95,
                    engine=self.name,
                )
            )
        return tuple(words)

    def read_line(self, pixels: Pixels) -> tuple[Word, ...]:
        return ()


class Broken(Stub):
    def read(self, pixels: Pixels) -> tuple[Word, ...]:
        raise EngineError("stub: failed on a picture")


def use(monkeypatch: pytest.MonkeyPatch, reader: Stub) -> None:
    monkeypatch.setattr(pipeline, "_readers", lambda _engine: Readers(first=reader, second=None))


@pytest.fixture
def picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    use(monkeypatch, Stub())
    path = tmp_path / "front.png"
    Image.new("RGB", (800, 300), "white").save(path)
    return path


def test_a_label_goes_through_every_stage(picture: Path) -> None:
    (audit,) = audit_file(picture)
    assert audit.error is None
    assert audit.label
    assert [(f.form, f.amount) for f in audit.label.facts] == [("D3", Decimal(50))]
    assert audit.findings
    assert audit.score
    assert audit.tool.engine == "stub"
    assert audit.source.pages[0].width == 800


def test_the_sources_hash_is_of_its_bytes(picture: Path) -> None:
    import hashlib

    (audit,) = audit_file(picture)
    assert audit.source.pages[0].sha256 == hashlib.sha256(picture.read_bytes()).hexdigest()


def test_a_missing_file_is_an_unreadable_audit(tmp_path: Path, picture: Path) -> None:
    (audit,) = audit_file(tmp_path / "nowhere.pdf")
    assert audit.status is Status.UNREADABLE
    assert audit.error
    assert audit.error.code == "missing"
    assert audit.source.kind == "pdf"
    assert (audit.label, audit.daily, audit.intake, audit.score, audit.findings) == (
        None,
        None,
        None,
        None,
        (),
    )


def test_a_picture_without_words_is_unreadable_and_not_clean(
    picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, Stub(lines=()))
    (audit,) = audit_file(picture)
    assert audit.status is Status.UNREADABLE
    assert audit.error
    assert audit.error.code == "no_panel"
    assert audit.score is None


def test_a_failing_engine_is_the_machines_fault_and_not_the_labels(
    picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, Broken())
    with pytest.raises(EngineError):
        audit_file(picture)


def test_an_unknown_profile_is_refused_before_anything_is_read(
    picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, Broken())
    with pytest.raises(UsageError, match="over-70"):
        audit_file(picture, profile="nobody")


def test_servings_a_day_multiply_what_the_label_gives(picture: Path) -> None:
    (audit,) = audit_file(picture, servings_per_day=Decimal(2))
    assert audit.label
    assert audit.label.regimen.source == "option"
    assert audit.daily
    assert audit.daily.vitamin_d3_iu
    assert (audit.daily.vitamin_d3_iu.low, audit.daily.vitamin_d3_iu.high) == (4000, 4000)


def test_each_page_is_offered_while_its_pixels_are_at_hand(picture: Path) -> None:
    seen: list[tuple[int, int]] = []

    def keep(sheet: Sheet, page: Page) -> None:
        seen.append((page.number, int(np.prod(sheet.pixels.shape[:2]))))

    audit_file(picture, on_page=keep)
    assert seen == [(0, 800 * 300)]


@pytest.mark.skipif(os.name != "posix", reason="only POSIX names may be any bytes")
def test_a_file_name_that_is_no_text_still_makes_valid_json(picture: Path) -> None:
    odd = picture.rename(picture.with_name(os.fsdecode(b"caf\xe9.png")))
    (audit,) = audit_file(odd)
    assert audit.error is None
    audit.model_dump_json().encode("utf-8")


def test_the_package_offers_it_without_importing_the_stages_first() -> None:
    import subprocess
    import sys

    script = (
        "import sys, labelaudit; light = 'numpy' not in sys.modules and 'pydantic' not in sys.modules; "
        "from labelaudit import audit_file; print(light, audit_file.__module__)"
    )
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert out == "True labelaudit.pipeline\n"


def test_the_chosen_pages_of_a_pdf_are_the_sources_pages(picture: Path) -> None:
    (audit,) = audit_file(PDFS / "three-pages.pdf", chosen=[range(2, 3)])
    assert [page.page for page in audit.source.pages] == [2]
    assert audit.label
    assert {piece.page for fact in audit.label.facts for piece in fact.evidence} == {0}


def scanned(path: Path, pages: int) -> Path:
    first, *rest = [Image.new("RGB", (800, 300), "white")] * pages
    first.save(path, save_all=True, append_images=rest)
    return path


def test_one_pages_pixels_are_gone_when_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, Stub())
    seen: list[weakref.ref[Sheet]] = []
    alive: list[int] = []

    def count(sheet: Sheet, _page: Page) -> None:
        seen.append(weakref.ref(sheet))
        alive.append(sum(each() is not None for each in seen))

    audit_file(scanned(tmp_path / "scan.pdf", 4), on_page=count)
    assert alive == [1, 1, 1, 1]


def test_every_pages_open_questions_are_answered_from_its_own_pixels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unconfirmed = tuple((text.replace("250%", ""), x, y) for text, x, y in PANEL if "IU" not in text)
    first = Stub((*unconfirmed, ("50 mcg", 360, 160)))
    at: list[int] = []
    asked: list[int] = []

    class Second(Stub):
        def read_line(self, pixels: Pixels) -> tuple[Word, ...]:
            asked.append(at[-1])
            return ()

    monkeypatch.setattr(pipeline, "_readers", lambda _engine: Readers(first=first, second=Second()))
    audit_file(scanned(tmp_path / "scan.pdf", 3), on_page=lambda _sheet, page: at.append(page.number))
    assert set(asked) == {0, 1, 2}


@pytest.mark.parametrize("most", [0, 1, 2])
def test_no_more_is_looked_at_again_than_the_limit_says(
    picture: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    unsure = [
        (f"{name} {n} mg", 20, 160 + 60 * n) for n, name in enumerate(("Calcium", "Magnesium", "Vitamin K2"))
    ]
    readers = Readers(first=Stub((*PANEL[:4], *unsure)), second=Stub())
    asked: list[object] = []
    monkeypatch.setattr(pipeline, "answer", lambda question, **_: asked.append(question))
    pipeline.read_file(str(picture), readers=readers, limits=Limits(second_looks=most))
    assert len(asked) == most
