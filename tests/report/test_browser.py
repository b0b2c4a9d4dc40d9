"""The HTML report in a real browser, its policy enforced: it works, asks for nothing, and is accessible."""

import io
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from labelaudit.model.audit import Audit
from labelaudit.report.to_html import to_html

playwright = pytest.importorskip("playwright.sync_api", reason="needs the extra `dev`")


@pytest.fixture
def report(audit: Audit, tmp_path: Path) -> str:
    jpeg = io.BytesIO()
    Image.new("RGB", (1000, 800), "#eee").save(jpeg, "JPEG")
    path = tmp_path / "report.html"
    path.write_text(to_html([(audit, {0: jpeg.getvalue()})], made=date(2026, 11, 21)), encoding="utf-8")
    return path.as_uri()


def opened(browser: "playwright.Browser", report: str, **options: object) -> "playwright.Page":
    page = browser.new_context(**options).new_page()
    page.goto(report)
    return page


def test_it_loads_nothing_and_complains_of_nothing(browser: "playwright.Browser", report: str) -> None:
    page = browser.new_context().new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(report)
    assert said == []
    assert [url for url in asked if not url.startswith("data:")] == [report]


def test_pointing_at_a_fact_lights_its_box_and_the_other_way_round(
    browser: "playwright.Browser", report: str
) -> None:
    page = opened(browser, report)
    page.locator("#label-1-fact-0").hover()
    assert page.locator(".box.lit").count() == 1
    box = page.locator(".box.lit").get_attribute("id")
    page.mouse.move(0, 0)
    assert page.locator(".lit").count() == 0
    page.locator(f"#{box} rect").hover()
    assert "label-1-fact-0" in page.locator(".row.lit").evaluate_all("rows => rows.map(row => row.id)")
    assert "Vitamin D3, 50 mcg" in (page.locator(".pointed").text_content() or "")


def test_the_keyboard_does_what_the_mouse_does(browser: "playwright.Browser", report: str) -> None:
    page = opened(browser, report)
    page.locator("#label-1-fact-0 a").focus()
    assert page.locator(".box.lit").count() == 1
    box = page.locator(".box.lit").get_attribute("id")
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(':target').id") == box
    page.locator(f"#{box}").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(':target').id") == "label-1-fact-0"


def test_a_link_into_a_folded_group_unfolds_it(browser: "playwright.Browser", report: str) -> None:
    page = opened(browser, f"{report}#label-1-finding-0")
    assert page.locator("#label-1-finding-0").is_visible()


def test_paper_shows_what_the_screen_folds(browser: "playwright.Browser", report: str) -> None:
    page = opened(browser, report)
    assert not page.locator("#label-1-finding-0").is_visible()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#label-1-finding-0").is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not page.locator("#label-1-finding-0").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_it_is_accessible_and_nothing_leaves_the_screen(
    browser: "playwright.Browser", report: str, scheme: str, width: int
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs the extra `dev`").Axe()
    # The examiner is a script of its own, which the page's policy would refuse.
    page = opened(
        browser,
        report,
        color_scheme=scheme,
        viewport={"width": width, "height": 900},
        bypass_csp=True,
    )
    page.evaluate("document.querySelectorAll('details').forEach(folded => { folded.open = true })")
    found = axe.run(page).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
