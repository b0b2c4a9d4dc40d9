"""Whole labels, drawn: no order, jitter or lost row makes the parser say what the label does not."""

import random
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from built import CALCIUM, D3, K2, MAGNESIUM, page, us

from fixtures.scorer import score_labels
from fixtures.truth import Truth
from labelaudit.model.label import Declared, Standing
from labelaudit.model.page import Page
from labelaudit.parse import parse

PAGES = Path(__file__).parents[2] / "fixtures" / "pages"
CASES = sorted(p.name for p in PAGES.iterdir())
TABLES = [
    c for c in CASES if c.startswith(("02", "03", "04", "05", "06", "12", "13", "15", "16", "20", "21", "27"))
]


@cache
def stored(case):
    return Page.model_validate_json((PAGES / case / "page.json").read_text(encoding="utf-8"))


@cache
def truth(case):
    return Truth.model_validate_json((PAGES / case / "truth.json").read_text(encoding="utf-8"))


def with_words(source, words):
    return source.model_copy(update={"words": tuple(words)})


@pytest.mark.parametrize("case", CASES)
def test_any_order_of_the_words_gives_the_same_labels(case):
    source = stored(case)
    words = list(source.words)
    random.Random(case).shuffle(words)
    told = parse([with_words(source, words)])
    assert [label.facts for label in told.labels] == [label.facts for label in parse([source]).labels]
    assert [label.declares for label in told.labels] == [label.declares for label in parse([source]).labels]


@pytest.mark.parametrize("case", CASES)
def test_parsing_twice_gives_the_same(case):
    assert parse([stored(case)]) == parse([stored(case)])


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("case", CASES)
def test_a_jitter_of_the_boxes_makes_nothing_silently_wrong(case, seed):
    """Every corner moves by up to a tenth of the letter height."""
    dice = random.Random(f"{case} {seed}")
    source = stored(case)
    words = []
    for word in source.words:
        tall = word.quad[3][1] - word.quad[0][1]
        dx, dy = (dice.uniform(-0.1, 0.1) * tall for _ in range(2))
        words.append(word.model_copy(update={"quad": tuple((x + dx, y + dy) for x, y in word.quad)}))
    got = score_labels(truth(case), parse([with_words(source, words)]).labels)
    assert got.silent_total == 0, got.notes


@pytest.mark.parametrize("case", TABLES)
def test_a_row_that_is_lost_never_becomes_a_confident_no(case):
    source = stored(case)
    before = [label.declares for label in parse([source]).labels]
    for fact in [f for label in parse([source]).labels for f in label.facts]:
        lost = {e.text for e in fact.evidence}
        left = [w for w in source.words if w.text not in lost]
        for label in parse([with_words(source, left)]).labels:
            for nutrient, told in label.declares:
                if told is Declared.NO:
                    assert any(getattr(d, nutrient) is Declared.NO for d in before), (lost, nutrient)


@pytest.mark.parametrize("case", TABLES)
def test_a_name_that_is_lost_never_becomes_a_confident_no(case):
    source = stored(case)
    before = parse([source]).labels
    for fact in [f for label in before for f in label.facts]:
        name = fact.evidence[0].text
        left = [w for w in source.words if w.text != name]
        for label in parse([with_words(source, left)]).labels:
            assert getattr(label.declares, fact.nutrient.value) is not Declared.NO, name


SLIPS = (
    ("0", "O"),
    ("1", "l"),
    ("m", "rn"),
    ("K", "X"),
    ("D", "0"),
    ("7", "1"),
    ("5", "S"),
    ("c", "e"),
    ("i", "l"),
)


@pytest.mark.parametrize("slip", SLIPS, ids=lambda s: f"{s[0]}-read-as-{s[1]}")
def test_a_reader_that_takes_one_letter_for_another_is_never_believed_to_say_no(slip):
    words = [
        w.model_copy(update={"text": w.text.replace(*slip)}) for w in us(D3, K2, CALCIUM, MAGNESIUM).words
    ]
    for label in parse([page(words)]).labels:
        assert Declared.NO not in dict(label.declares).values(), label.declares


@pytest.mark.parametrize("digit", "0123456789")
def test_one_digit_misread_beside_its_units_and_percentage_is_never_firm(digit):
    for at in range(2):
        amount = "50"[:at] + digit + "50"[at + 1 :]
        if amount == "50":
            continue
        row = f"Vitamin D3 (as cholecalciferol)|{amount} mcg (2,000 IU)|250%"
        (label,) = parse([us(row, CALCIUM, MAGNESIUM)]).labels
        for fact in label.facts:
            assert fact.nutrient != "vitamin_d" or fact.standing is Standing.DOUBTFUL


@pytest.mark.usefixtures("fonts")
@pytest.mark.parametrize("seed", range(7000, 7030))
def test_a_drawn_label_read_without_a_slip_is_told_rightly(seed):
    from fixtures.sample import draw

    specimen = draw(seed, distortion="none")
    got = score_labels(specimen.truth, parse([specimen.shot.page()]).labels)
    assert got.silent_total == 0, (specimen.truth.layout, got.notes)


def test_parsing_a_stored_page_takes_no_reader_and_no_picture():
    program = (
        "import sys; from labelaudit.model.page import Page; from labelaudit.parse import parse; "
        f"parse([Page.model_validate_json(open({str(PAGES / 'eu-german' / 'page.json')!r}).read())]); "
        "heavy = {'rapidocr', 'onnxruntime', 'pytesseract', 'cv2', 'PIL', 'pypdfium2', 'pdfplumber'}; "
        "ours = {'labelaudit.read', 'labelaudit.ingest', 'labelaudit.audit.runner', 'labelaudit.report'}; "
        "print(sorted((heavy | ours) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
