"""reports/sample is what the program writes of the stored pages today, its pictures aside."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from tests.docs.console import ROOT
from tests.docs.sample import MADE, write

SAMPLE = ROOT / "reports" / "sample"


def jpeg(_key: str) -> bytes:
    encoded = io.BytesIO()
    Image.new("RGB", (8, 8)).save(encoded, "JPEG")
    return encoded.getvalue()


def told(folder: Path) -> dict[str, str]:
    """Every file's text, without the bytes of pictures."""
    return {
        str(path.relative_to(folder)): ""
        if path.suffix == ".jpg"
        else re.sub("data:image/jpeg;base64,[^\"]*", "", path.read_bytes().decode("utf-8"))
        for path in folder.rglob("*")
        if path.is_file()
    }  # fmt: skip


def test_the_sample_is_current(tmp_path: Path) -> None:
    write(tmp_path, made=MADE, picture=jpeg)
    fresh, shown = told(tmp_path), told(SAMPLE)
    assert sorted(shown) == sorted(fresh)
    differing = [name for name in fresh if fresh[name] != shown[name]]
    assert differing == [], "write it anew: make sample"


@pytest.mark.parametrize("page", sorted(SAMPLE.rglob("*.html")), ids=lambda page: page.name)
def test_every_page_of_the_sample_has_its_picture(page: Path) -> None:
    html = page.read_text(encoding="utf-8")
    if page.name == "index.html":
        shown = {path.stem for path in (page.parent / "thumbnails").iterdir()}
        assert shown == {path.stem for path in (page.parent / "products").iterdir()}
    else:
        assert "data:image/jpeg;base64," in html
