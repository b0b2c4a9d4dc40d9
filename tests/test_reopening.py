"""A stored audit's pictures come back only from the very files that were read."""

import hashlib
import io
from pathlib import Path

import pytest
from PIL import Image

from labelaudit.model.audit import Audit, Source, SourcePage
from labelaudit.reopening import reopen
from labelaudit.typed import audit_facts

PDF = Path("fixtures/labels/pdf-text-layer/label.pdf")


def audit(path: Path | str, *, sha256: str = "", page: int = 1, turn: int = 0, kind: str = "image") -> Audit:
    place = SourcePage(
        name="a", path=str(path), sha256=sha256 or hashlib.sha256(Path(path).read_bytes()).hexdigest(),
        kind=kind, page=page, width=60, height=40, turn=turn,
    )  # fmt: skip
    return audit_facts(vitamin_d3=["2000IU"]).model_copy(
        update={"source": Source(name="a", kind=kind, pages=(place,))}
    )


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "front.png"
    Image.new("RGB", (60, 40), "#c33").save(path)
    return path


def size(jpeg: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(jpeg)).size


def test_the_same_file_gives_its_picture_turned_as_it_was_read(picture: Path) -> None:
    assert size(reopen(audit(picture))[0]) == (60, 40)
    assert size(reopen(audit(picture, turn=90))[0]) == (40, 60)


def test_a_pdf_gives_the_page_that_was_read() -> None:
    assert list(reopen(audit(PDF, kind="pdf"))) == [0]
    assert reopen(audit(PDF, kind="pdf", page=9)) == {}


@pytest.mark.parametrize("path", ["/dev/zero", "/nowhere/at-all.png", "-", ".", "/etc/hostname", "a\x00b"])
def test_what_is_no_such_file_gives_nothing(path: str) -> None:
    assert reopen(audit(path, sha256="0" * 64)) == {}


def test_another_file_at_its_place_gives_nothing(picture: Path) -> None:
    before = audit(picture)
    Image.new("RGB", (60, 40), "#3c3").save(picture)
    assert reopen(before) == {}
