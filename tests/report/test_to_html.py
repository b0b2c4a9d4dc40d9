"""The HTML report is one inert file: it tells what the JSON tells, and nothing in a label can act in it."""

import base64
import hashlib
import re
from datetime import date
from html.parser import HTMLParser

import pytest

from labelaudit.model.audit import Accepted, Advice, Audit
from labelaudit.model.label import Evidence
from labelaudit.model.product import Product
from labelaudit.report.to_html import to_html

JPEG = b"\xff\xd8\xff\xe0 a picture stands here \xff\xd9"
DAY = date(2026, 11, 21)
HOSTILE = [
    "</script><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "{{ 7 * 7 }}{% raw %}",
    "</style><style>*{display:none}",
    "javascript:alert(1)",
    "&lt;b&gt;",
    "=HYPERLINK(1)",
]


class Page(HTMLParser):
    """Every element with its attributes, and the text outside style and script."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words = ""
        self._inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._inside = tag

    def handle_data(self, data: str) -> None:
        if self._inside not in {"style", "script"}:
            self.words += data

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def all(self, attribute: str) -> list[str]:
        return [found[attribute] for _, found in self.elements if attribute in found]

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.elements)

    @property
    def text(self) -> str:
        return " ".join(self.words.split())


def page(audit: Audit, *, picture: bytes | None = JPEG) -> Page:
    return Page(to_html([(audit, {0: picture} if picture else {})], made=DAY))


def test_the_same_audit_gives_the_same_bytes(audit: Audit) -> None:
    first = to_html([(audit, {0: JPEG})], made=DAY)
    assert to_html([(audit, {0: JPEG})], made=DAY) == first


def test_the_sentence_the_score_and_what_it_rests_on_stand_in_the_page(audit: Audit) -> None:
    text = page(audit).text
    assert "Fits the guidance on 3 of 5 rules that could be decided (2 more could not)" in text
    assert "Score 62–88 of 100 (mixed), judged on 65 of 85 points." in text


def test_groups_stand_in_the_order_of_what_to_do(audit: Audit) -> None:
    text = page(audit).text
    headings = ["What the label says", "Act on 2", "Look at 1", "Also send 1", "Passed 3", "Does not apply 1"]
    places = [text.index(heading) for heading in headings]
    assert places == sorted(places)


def test_facts_show_standing_and_arithmetic_in_words(audit: Audit) -> None:
    text = page(audit).text
    assert "50 mcg × 40 = 2,000 IU" in text
    assert "✓ confirmed" in text
    assert "? doubtful" in text


def test_version_guidance_hash_engine_date_and_disclaimer_stand_in_the_page(audit: Audit) -> None:
    text = page(audit).text
    for words in (
        "labelaudit 0.1.0",
        "abababababab",
        "rapidocr+tesseract",
        "2026-11-21",
        "not medical advice",
    ):
        assert words in text


def test_documents_are_named_where_their_titles_are_known(audit: Audit) -> None:
    html = to_html([(audit, {})], made=DAY, titles={"d3-vs-k2": "D3 <and> K2"})
    assert "D3 <and> K2 d3-vs-k2 behind D3 dose, K2 dose, Anticoagulant caution" in Page(html).text


def test_every_link_inside_the_page_leads_somewhere(audit: Audit) -> None:
    shown = page(audit)
    ids = shown.all("id")
    assert len(ids) == len(set(ids))
    targets = [link.removeprefix("#") for link in shown.all("href") if link.startswith("#")]
    lights = [target for listed in shown.all("data-lights") for target in listed.split()]
    assert set(targets) | set(lights) <= set(ids)


def test_a_fact_lights_its_box_and_the_box_its_fact(audit: Audit) -> None:
    lights = {
        attributes["id"]: attributes["data-lights"].split()
        for _, attributes in page(audit).elements
        if "data-lights" in attributes
    }
    for row, boxes in lights.items():
        assert all(row in lights[box] for box in boxes)
    assert any(row.startswith("label-1-fact-") for row in lights)


def test_a_fact_and_a_finding_of_one_place_share_its_box(audit: Audit) -> None:
    shown = page(audit)
    boxes = [a for _, a in shown.elements if a.get("class") == "box"]
    shared = [box for box in boxes if box["data-name"].startswith("Calcium")]
    assert len(shared) == 1
    assert shared[0]["data-lights"].split() == ["label-1-fact-2", "label-1-finding-5", "label-1-look-0"]


def test_nothing_is_loaded_from_anywhere(audit: Audit) -> None:
    shown = page(audit)
    for address in shown.all("href") + shown.all("src") + shown.all("xlink:href"):
        assert address.startswith(("#", "data:image/jpeg;base64,"))
    style = next(iter(re.findall("<style>(.*?)</style>", to_html([(audit, {})], made=DAY), re.DOTALL)))
    assert "url(" not in style
    assert "@import" not in style


def test_the_policy_allows_only_the_pages_own_style_and_script(audit: Audit) -> None:
    html = to_html([(audit, {})], made=DAY)
    policy = next(a["content"] for _, a in Page(html).elements if "http-equiv" in a)
    assert policy.startswith("default-src 'none'; img-src data:;")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        (content,) = re.findall(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_the_page_obeys_its_own_policy(audit: Audit) -> None:
    for _, attributes in page(audit).elements:
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_label_cannot_act_in_the_page(audit: Audit, text: str) -> None:
    assert audit.label
    evidence = audit.label.facts[0].evidence[0].model_copy(update={"text": text})
    fact = audit.label.facts[0].model_copy(update={"evidence": (evidence,), "sources": (text,), "form": text})
    statement = audit.label.statements[0].model_copy(update={"text": text})
    finding = audit.findings[3].model_copy(
        update={
            "message": text,
            "rule": text,
            "documents": (text,),
            "accepted": Accepted(reason=text),
            "evidence": (evidence,),
        }
    )
    pages = tuple(each.model_copy(update={"name": text}) for each in audit.source.pages)
    hostile = audit.model_copy(
        update={
            "product": Product(title=text, brand=text),
            "label": audit.label.model_copy(update={"facts": (fact,), "statements": (statement,)}),
            "findings": (finding, audit.findings[3].model_copy(update={"message": text})),
            "source": audit.source.model_copy(update={"name": text, "pages": pages}),
            "tool": audit.tool.model_copy(update={"engine": text, "profile": text}),
        }
    )
    html = to_html([(hostile, {0: JPEG})], made=DAY, titles={text: text})
    shown = Page(html)
    assert text in shown.text
    assert (shown.count("script"), shown.count("style"), shown.count("img")) == (1, 1, 0)
    for _, attributes in shown.elements:
        assert not any(name.startswith("on") for name in attributes)


def test_invisible_and_endless_text_is_made_harmless(audit: Audit) -> None:
    title = "a\x00\u202eb\x1b[31m" + "x" * 10_000
    html = to_html([(audit.model_copy(update={"product": Product(title=title)}), {})], made=DAY)
    assert not re.search("[\x00\x1b\u202e]", html)
    assert "x" * 1000 not in html


def test_without_its_picture_the_report_says_so_and_stands(audit: Audit) -> None:
    text = page(audit, picture=None).text
    assert (
        "The picture front.jpg is gone, or no longer the one that was read; this report stands without it."
        in text
    )
    assert "Calcium S00 mg" in text


def test_the_crop_of_what_several_rules_wait_for_stands_once(audit: Audit) -> None:
    first = audit.findings[5].model_copy(update={"message": "Not decided: a row is torn."})
    second = first.model_copy(update={"rule": "k2-dose"})
    shown = page(audit.model_copy(update={"findings": (first, second)}))
    crops = [a for tag, a in shown.elements if a.get("aria-label") == "Read here: Calcium S00 mg"]
    assert len(crops) == 2  # with the fact, and with what waits for it


def test_what_is_confirmed_is_not_shown_as_what_to_look_at(audit: Audit) -> None:
    assert audit.label
    waits = audit.findings[5].model_copy(update={"evidence": audit.label.facts[0].evidence})
    shown = page(audit.model_copy(update={"findings": (waits,)}))
    crops = [a for tag, a in shown.elements if a.get("aria-label", "").startswith("Read here: Vitamin D3")]
    assert len(crops) == 1  # with the fact alone


def test_panels_of_one_picture_embed_it_once(audit: Audit) -> None:
    second = audit.model_copy(update={"source": audit.source.model_copy(update={"panel": 2})})
    html = to_html([(audit, {0: JPEG}), (second, {0: JPEG})], made=DAY)
    assert html.count("data:image/jpeg") == 1
    ids = Page(html).all("id")
    assert len(ids) == len(set(ids))


def test_evidence_beyond_the_pages_or_their_edges_does_no_harm(audit: Audit) -> None:
    assert audit.label
    piece = audit.label.facts[0].evidence[0]
    odd = (
        piece.model_copy(update={"page": 7}),
        piece.model_copy(update={"box": (-1.0, 0.5, 2.0, 0.5)}),
    )
    fact = audit.label.facts[0].model_copy(update={"evidence": odd})
    label = audit.label.model_copy(update={"facts": (fact,)})
    shown = page(audit.model_copy(update={"label": label, "findings": ()}))
    places = [
        [float(a[side]) for side in ("x", "y", "width", "height")]
        for tag, a in shown.elements
        if tag == "rect"
    ]
    assert [0, 400, 1000, 1] in places


def test_an_unreadable_label_shows_why_and_claims_nothing(unreadable: Audit) -> None:
    text = page(unreadable).text
    assert "Could not be read: is damaged; export it again" in text
    for claim in ("Score", "What the label says", "Passed", "Act on"):
        assert claim not in text


def test_what_would_raise_the_score_most_stands_in_the_head(audit: Audit) -> None:
    advice = Advice(change="add-magnesium", text="Bring magnesium to 56 mg a day.", low=94, high=94)
    shown = page(audit.model_copy(update={"advice": advice})).text
    assert "What would raise it most: Bring magnesium to 56 mg a day (score then 94)." in shown


def test_an_explanation_is_folded_into_each_finding(audit: Audit) -> None:
    html = to_html([(audit, {})], made=DAY, explain=lambda finding: [f"counts for {finding.rule} <b>"])
    assert html.count("How it counts") == len(audit.findings)
    assert Page(html).text.count("counts for k2-dose <b>") == 1
    assert "How it counts" not in to_html([(audit, {})], made=DAY)


def test_what_was_typed_by_hand_has_no_place_on_the_picture(audit: Audit) -> None:
    assert audit.label
    typed = Evidence(text="calcium=500mg", page=0, box=(0, 0, 0, 0), confidence=1, engine="typed")
    fact = audit.label.facts[0].model_copy(update={"evidence": (typed,)})
    label = audit.label.model_copy(update={"facts": (fact,), "statements": ()})
    shown = page(audit.model_copy(update={"label": label, "findings": ()}))
    assert shown.count("rect") == 0
