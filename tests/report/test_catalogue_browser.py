"""A catalogue's report in a browser, from file://, its policy enforced: it finds, sorts, pages, prints."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pypdfium2
import pytest

from labelaudit.model.audit import Audit
from labelaudit.report import to_catalogue
from labelaudit.report.entry import Entry
from labelaudit.report.to_catalogue import write_catalogue
from tests.report.shop import HOSTILE, clean_audit, product, shop

playwright = pytest.importorskip("playwright.sync_api", reason="needs the extra `dev`")

DAY = date(2026, 11, 21)
CHANGES = {"LOOK": "worse", "P-0001": "better", "P-0002": "new", "OLD": "gone"}
Visit = Callable[..., "playwright.Page"]


@pytest.fixture(scope="module")
def made(an_audit: Audit, an_unreadable: Audit, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a shop of 242 products."""
    folder = tmp_path_factory.mktemp("catalogue")
    entries = shop(an_audit, an_unreadable)
    write_catalogue(entries, folder, name="Shop", made=DAY, changes=CHANGES, beside=["results.csv"])
    return folder


@pytest.fixture
def visit(browser: "playwright.Browser", made: Path) -> Visit:
    """Open the index at an address; the page's complaints and requests are kept in it."""

    def opened(address: str = "", **options: object) -> "playwright.Page":
        page = browser.new_context(**options).new_page()
        page.said, page.asked = [], []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("dialog", lambda dialog: page.said.append(dialog.message))
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto((made / "index.html").as_uri() + address)
        return page

    return opened


def titles(page: "playwright.Page") -> list[str]:
    return page.locator("#rows th a").all_text_contents()


def told(page: "playwright.Page") -> str:
    return page.locator("#told").text_content() or ""


def test_it_loads_only_thumbnails_beside_it_and_complains_of_nothing(visit: Visit, made: Path) -> None:
    page = visit()
    page.locator("#rows img").first.scroll_into_view_if_needed()
    page.locator("#rows img").first.evaluate("picture => picture.decode()")
    assert page.said == []
    first, *others = page.asked
    assert first == (made / "index.html").as_uri()
    assert others
    assert all(url.startswith((made / "thumbnails").as_uri()) for url in others)


def test_a_product_leads_to_its_page_and_back(visit: Visit) -> None:
    page = visit()
    page.get_by_role("link", name="Doubt & Co Bone trio").last.click()
    assert page.locator("h1").text_content() == "Doubt & Co Bone trio"
    page.get_by_role("link", name="All products").click()
    assert page.locator("h1").text_content() == "Shop"
    assert page.said == []


def test_it_pages_and_the_page_is_in_the_address(visit: Visit) -> None:
    page = visit()
    assert told(page) == "242 of 242 products, 1 to 100 shown."
    page.get_by_role("button", name="Next").click()
    assert told(page) == "242 of 242 products, 101 to 200 shown."
    again = visit(page.evaluate("location.hash"))
    assert titles(again) == titles(page)
    page.get_by_role("button", name="Next").click()
    assert told(page) == "242 of 242 products, 201 to 242 shown."
    assert page.get_by_role("button", name="Next").is_disabled()


def test_a_head_sorts_both_ways_by_mouse_and_keyboard_and_says_so(visit: Visit) -> None:
    page = visit("#q=plain")
    head = page.locator("th[data-sort=score]")
    head.get_by_role("button").click()
    assert titles(page)[:2] == ["Birch Plain 0000", "Alder Plain 0101"]
    assert head.get_attribute("aria-sort") == "ascending"
    head.get_by_role("button").focus()
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    assert titles(page)[0] == "Birch Plain 0100"
    assert "sort=-score" in page.evaluate("location.hash")


def test_what_has_no_score_stands_last_whichever_way(visit: Visit) -> None:
    for way in ("score", "-score"):
        page = visit(f"#sort={way}&page=3")
        assert titles(page)[-1] == "Alder Lost label"


FILTERS = [
    ({"brand": "Birch"}, 115),
    ({"outcome": "act"}, 11),
    ({"outcome": "unreadable"}, 1),
    ({"outcome": "complete"}, 230),
    ({"outcome": "needs_review"}, 11),
    ({"rule": "magnesium-with-d"}, 11),
    ({"rule": "magnesium-with-d", "outcome": "warn"}, 0),
    ({"rule": "k2-dose", "outcome": "warn"}, 11),
    ({"standing": "doubtful", "brand": "Birch"}, 115),
    ({"standing": "(none)"}, 1),
    ({"change": "better"}, 1),
    ({"change": "(none)"}, 239),
]


def test_a_filter_leaves_what_it_names_and_stands_in_the_address(visit: Visit) -> None:
    page = visit()
    count_told = playwright.expect(page.locator("#told"))
    for filters, count in FILTERS:
        for name, value in filters.items():
            page.locator(f"#{name}").select_option(value)
        count_told.to_have_text(re.compile(f"^{count} of 242 products"))
        address = page.evaluate("location.hash")
        page.get_by_role("button", name="Show all").click()
        count_told.to_have_text(re.compile("^242 of 242 products"))
        page.evaluate("address => { location.hash = address }", address)
        count_told.to_have_text(re.compile(f"^{count} of 242 products"))
        page.get_by_role("button", name="Show all").click()
        count_told.to_have_text(re.compile("^242 of 242 products"))


def test_a_range_of_scores_is_filtered_by_its_low_end(visit: Visit) -> None:
    page = visit()
    page.locator("#from").fill("62")
    page.locator("#to").fill("62")
    assert told(page).startswith("13 of 242")  # two plain ones, and the eleven of 62 to 88


def test_the_search_wants_every_word_of_name_brand_and_number(visit: Visit) -> None:
    page = visit()
    for words, count in (("birch 0002", 1), ("P-0003", 1), ("PLAIN", 230), ("</script>", 1), ("no such", 0)):
        page.locator("#q").fill(words)
        assert told(page).startswith(f"{count} of 242 products"), words


def test_a_link_in_the_head_shows_its_products_and_takes_the_reader_there(visit: Visit) -> None:
    page = visit()
    page.get_by_role("link", name="Magnesium with D").click()
    assert told(page).startswith("11 of 242")
    assert page.evaluate("document.activeElement.id") == "found"
    page.get_by_role("button", name="Show all").click()
    playwright.expect(page.locator("#told")).to_have_text(re.compile("^242 of 242 products"))
    assert page.evaluate("location.hash") in {"", "#"}


def test_an_address_that_asks_for_what_is_not_there_says_so(visit: Visit) -> None:
    page = visit("#brand=Cedar")
    assert told(page) == (
        "242 of 242 products, 1 to 100 shown. The address asks for brand “Cedar”, which is not here."
    )


def test_hostile_names_are_words_and_their_links_work(visit: Visit) -> None:
    page = visit("#outcome=needs_review")
    assert page.locator("#rows tr").count() == 1 + len(HOSTILE)
    assert page.locator("img[src=x], svg[onload]").count() == 0
    for place in range(1, 1 + len(HOSTILE)):
        link = page.locator("#rows th a").nth(place)
        shown = link.text_content()
        link.click()
        assert page.locator("h1").text_content() == shown
        assert re.fullmatch(r"[a-z0-9-]+\.html", page.url.rsplit("/", 1)[1])
        page.go_back()
    assert page.said == []


def test_paper_holds_every_row_that_is_chosen(visit: Visit) -> None:
    page = visit("#q=plain")
    pdf = pypdfium2.PdfDocument(page.pdf(format="A4"))
    text = re.sub(r"\s", "", "".join(sheet.get_textpage().get_text_range() for sheet in pdf))
    assert {f"P-{n:04}" for n in range(230)} <= set(re.findall(r"P-\d{4}", text))
    assert page.locator("#rows tr").count() == 100


def test_paper_says_what_it_leaves_out(
    browser: "playwright.Browser", an_audit: Audit, tmp_path: Path
) -> None:
    audit = clean_audit(an_audit)
    entries = [Entry(f"k{n}", product(audit, title=f"Title {n}")) for n in range(2003)]
    with patch.object(to_catalogue, "to_html", lambda *_, **__: ""):
        write_catalogue(entries, tmp_path, name="Large", made=DAY)
    page = browser.new_page()
    page.goto((tmp_path / "index.html").as_uri())
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#rows tr").count() == 2000
    assert told(page).endswith("1 to 2,000 shown. Not printed: 3 more; filter the table to print fewer.")


def test_without_scripts_the_page_says_where_the_products_are(visit: Visit) -> None:
    page = visit(java_script_enabled=False)
    assert page.get_by_text("The table needs JavaScript.").is_visible()
    assert page.get_by_text("Rules that fail most").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_it_is_accessible_and_nothing_leaves_the_screen(visit: Visit, scheme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs the extra `dev`").Axe()
    # The examiner is a script of its own, which the page's policy would refuse.
    page = visit("#q=o", color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
    found = axe.run(page).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.locator("#rows th a").first.click()
    found = axe.run(page).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
