"""Photograph a report for the README.

python -m tests.docs.picture docs/report.png                     a fixture's report
python -m tests.docs.picture docs/catalogue.png reports/sample/catalogue/index.html
"""

import io
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from labelaudit.audit.guidance import load
from labelaudit.model.page import Page
from labelaudit.model.sheet import Sheet
from labelaudit.picture import to_jpeg
from labelaudit.pipeline import audit_file
from labelaudit.report.to_html import to_html

LABEL = "fixtures/labels/k1-and-k2/label.png"
WIDTH, HEIGHT = 1120, 900
COLOURS = 96


def report() -> str:
    """The fixture's report, as `labelaudit audit LABEL -o report.html` writes it."""
    pictures: dict[int, bytes] = {}

    def keep(sheet: Sheet, page: Page) -> None:
        pictures[page.number] = to_jpeg(sheet.pixels, turn=page.turn)

    audits = audit_file(LABEL, on_page=keep)
    titles = {name: document.title for name, document in load().documents.items()}
    return to_html([(audit, pictures) for audit in audits], made=date.today(), titles=titles)


def photograph(page: Path) -> Image.Image:
    """The upper part of the page as chromium shows it, in few colours."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("the picture needs chromium; on Debian: apt-get install chromium")
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        tab.goto(page.resolve().as_uri())
        shot = tab.screenshot()
        browser.close()
    return Image.open(io.BytesIO(shot)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        shown = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(folder, "report.html")
        if len(sys.argv) == 2:
            shown.write_text(report(), encoding="utf-8")
        photograph(shown).save(sys.argv[1], optimize=True)
