"""Whatever words a reader returns are parsed, judged and reported; nothing is made of what is not there."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from fixtures.fuzz import damage_page, misread, pages, report_damaged
from labelaudit.model.page import Page, Word
from labelaudit.parse.label import parse

WORDS = (
    "Vitamin",
    "D3",
    "K2",
    "MK-7",
    "Calcium",
    "(as",
    "carbonate)",
    "50",
    "1,000.5",
    "mcg",
    "IU",
    "%",
    "Serving",
    "per",
)


@st.composite
def placed(draw: st.DrawFn) -> Page:
    """A page of words at random, anywhere, partly outside."""
    texts = draw(st.lists(st.one_of(st.sampled_from(WORDS), st.text(min_size=1, max_size=12)), max_size=25))
    words = []
    for text in texts:
        x, y = draw(st.integers(-50, 900)), draw(st.integers(-50, 900))
        right, low = x + draw(st.integers(0, 400)), y + draw(st.integers(0, 60))
        quad = ((x, y), (right, y), (right, low), (x, low))
        words.append(Word(text=text, quad=quad, confidence=draw(st.floats(0, 1)), engine="any"))
    return Page(number=0, width=800, height=800, turn=0, engine="any", words=tuple(words))


def json_of(page: Page) -> bytes:
    return page.model_dump_json().encode()


@settings(max_examples=80, deadline=None)
@given(placed())
def test_words_at_random_make_an_audit_that_reports_whole(page: Page) -> None:
    assert report_damaged(json_of(page))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(range(len(pages()))), st.sampled_from(range(len(pages()))), st.integers(0, 2**32))
def test_a_label_that_was_misread_makes_an_audit_that_reports_whole(
    which: int, other: int, seed: int
) -> None:
    assert report_damaged(json_of(damage_page(pages()[which], Random(seed), pages()[other])))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(range(len(pages()))), st.integers(0, 2**32))
def test_no_amount_is_told_that_no_word_holds(which: int, seed: int) -> None:
    draw, page = Random(seed), pages()[which]
    words = tuple(
        word.model_copy(update={"text": misread(word.text, draw)}) if draw.random() < 0.2 else word
        for word in page.words
    )
    printed = {letter for word in words for letter in word.text if letter.isdigit()}
    for label in parse([page.model_copy(update={"words": words})]).labels:
        for fact in label.facts:
            told = "".join(str(part) for part in (fact.amount, fact.iu, fact.percent) if part is not None)
            # What is read as a digit may have been a letter that looks like one.
            assert {digit for digit in told if digit.isdigit()} <= printed | {"0", "1", "2", "5", "8"}
