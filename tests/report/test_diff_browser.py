"""What changed, in a real browser, the page's policy enforced: it asks for nothing, and is accessible."""

from datetime import date
from pathlib import Path

import pytest

from labelaudit.model.difference import Verdict
from labelaudit.report.to_diff import diff_html
from tests.report.test_to_diff import PRODUCTS, head, product

playwright = pytest.importorskip("playwright.sync_api", reason="needs the extra `dev`")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_it_is_accessible_asks_for_nothing_and_stays_on_the_screen(
    browser: "playwright.Browser", tmp_path: Path, scheme: str, width: int
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs the extra `dev`").Axe()
    long = product("K" * 200, Verdict.WORSE, "W" * 300, unchanged=("magnesium-with-d",))
    path = tmp_path / "changes.html"
    text = "".join(diff_html(head(worse=2, new=1, gone=1), [long, *PRODUCTS], made=date(2026, 11, 21)))
    path.write_text(text, encoding="utf-8")
    said: list[str] = []
    asked: list[str] = []
    for bypass in (False, True):  # the examiner is a script of its own, which the policy would refuse
        context = browser.new_context(
            color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=bypass
        )
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri())
    assert (said, set(asked)) == ([], {path.as_uri()})
    found = axe.run(page).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
