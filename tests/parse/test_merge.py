"""Two readings of one place: the surer line stands, and numbers that differ are no longer sure."""

from decimal import Decimal

import pytest
from built import CALCIUM, US_FOOT, US_HEAD, ZINC, only, page, page_of, word

from labelaudit.model.label import Standing
from labelaudit.model.question import Ask, Look, Question
from labelaudit.parse import parse
from labelaudit.parse.merge import merge_readings, replace_if_surer

PAGE = (0.0, 0.0, 2000.0, 2000.0)


def texts(words):
    return sorted(w.text for w in words)


def test_the_surer_reading_of_a_line_stands():
    first = [word("Ca1cium", 0, 0, confidence=0.7)]
    again = [word("Calcium", 0, 1, confidence=0.95)]
    assert texts(merge_readings(first, again, box=PAGE)) == ["Calcium"]
    assert texts(merge_readings(again, first, box=PAGE)) == ["Calcium"]


def test_what_only_one_reading_saw_is_kept():
    first = [word("Calcium", 0, 0)]
    again = [word("500 mg", 400, 0)]
    assert texts(merge_readings(first, again, box=PAGE)) == ["500 mg", "Calcium"]


def test_words_outside_the_box_stay_as_they_were():
    far = word("Zinc", 0, 3000)
    assert far in merge_readings([far], [word("Iron", 0, 0)], box=(0, 0, 100, 100))


@pytest.mark.parametrize(("old", "new"), [("500 mg", "800 mg"), ("50 mcg", "50 mg"), ("100 mcg", "10 mcg")])
def test_numbers_that_differ_are_no_longer_sure(old, new):
    merged = merge_readings([word(old, 0, 0, confidence=0.99)], [word(new, 0, 0, confidence=0.98)], box=PAGE)
    assert len(merged) == 1
    assert merged[0].confidence <= 0.5


@pytest.mark.parametrize("more", ["Vitamin D3 10 µg (200%)", "Vitamin C 80 mg, Vitamin D3 10 µg"])
def test_what_one_reading_alone_has_contradicts_nothing(more):
    some = word("Vitamin D3 10 µg", 0, 0, confidence=0.8)
    (merged,) = merge_readings([some], [word(more, 0, 0, confidence=0.9)], box=PAGE)
    assert (merged.text, merged.confidence) == (more, 0.9)


@pytest.mark.parametrize(
    ("fuller", "surer"), [("20 µg (27%), Iron 4 mg", "Iron 4 mg"), ("10 µg, 20 µg", "20 µg")]
)
def test_a_surer_reading_that_lost_a_number_is_no_longer_sure(fuller, surer):
    words = [word(f"Vitamin K2 {fuller}", 0, 0, confidence=0.8)]
    (merged,) = merge_readings(words, [word(f"Vitamin K2 {surer}", 0, 0, confidence=0.9)], box=PAGE)
    assert merged.confidence <= 0.5


def test_a_line_cut_otherwise_is_the_same_line():
    first = [word("Calcium", 0, 0), word("500 mg", 120, 0)]
    again = [word("Calcium 500 mg", 0, 0, width=180, confidence=0.99)]
    merged = merge_readings(first, again, box=PAGE)
    assert texts(merged) == ["Calcium 500 mg"]


def row_look(source, text):
    """A second reader's line over the row of calcium."""
    boxes = [w.box for w in source.words if w.text.startswith("Calcium") or w.text == "500 mg"]
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    box = (min(x0), min(y0), max(x1), max(y1))
    question = Question(ask=Ask.ROW, page=0, box=box, why="test")
    line = word(text, box[0], box[1], width=box[2] - box[0], confidence=0.9)
    return Look(question=question, words=(line.model_copy(update={"engine": "tesseract"}),))


def read_twice(rows, text):
    source = page_of([*US_HEAD, *rows, *US_FOOT])
    (label,) = parse([source], [row_look(source, text)]).labels
    return only(label, "calcium")


def test_a_second_reading_that_agrees_confirms_nothing_by_itself():
    assert read_twice(("Calcium|500 mg|", ZINC), "Calcium 500 mg").standing is Standing.READ


def test_a_second_reading_that_differs_makes_a_doubt_with_both_readings():
    fact = read_twice(("Calcium|500 mg|", ZINC), "Calcium 800 mg")
    assert fact.standing is Standing.DOUBTFUL
    assert {c.amount for c in fact.candidates} == {Decimal(500), Decimal(800)}


@pytest.mark.parametrize("again", ["Calclum 50.0", "Calcium .. 50.0 rg", "Caltium 5,00 n"])
def test_a_point_that_only_the_second_reading_has_makes_a_doubt_though_the_unit_is_lost(again):
    fact = read_twice(("Calcium|500 mg|", ZINC), again)
    assert (fact.standing, fact.read_again) == (Standing.DOUBTFUL, "otherwise")
    assert Decimal(500) in {c.amount for c in fact.candidates}


@pytest.mark.parametrize("again", ["Calcium 0.5", "Calcium 50.", "Calcium 5.0 8", "Calcium 3500"])
def test_other_figures_without_a_unit_are_no_second_reading(again):
    assert read_twice(("Calcium|500 mg|", ZINC), again).standing is Standing.READ


def test_the_panels_own_arithmetic_outweighs_a_second_reading():
    fact = read_twice((CALCIUM, ZINC), "Calcium 800 mg 38%")
    assert (fact.amount, fact.standing) == (500, Standing.CONFIRMED)


def test_a_second_reading_without_numbers_says_nothing():
    assert read_twice(("Calcium|500 mg|", ZINC), "Caloium").standing is Standing.READ


def test_a_conflict_read_twice_alike_is_the_labels_own():
    fact = read_twice(
        ("Calcium|500 mg|83%", ZINC, "Iodine|150 mcg|100%", "Biotin|30 mcg|100%"), "Calcium 500 mg 83%"
    )
    assert (fact.conflict, fact.standing) == ("percent", Standing.READ)


def test_a_conflict_read_once_is_a_doubt():
    source = page_of([*US_HEAD, "Calcium|500 mg|83%", ZINC, "Biotin|30 mcg|100%", *US_FOOT])
    (label,) = parse([source]).labels
    fact = only(label, "calcium")
    assert (fact.conflict, fact.standing) == ("percent", Standing.DOUBTFUL)


def test_words_read_larger_take_part_in_the_next_parse():
    bare = page_of([*US_HEAD, "Calcium", ZINC, *US_FOOT])
    lost = next(w for w in bare.words if w.text == "Calcium")
    question = Question(ask=Ask.LARGER, page=0, box=(0, 0, bare.width, bare.height), why="test")
    more = (*bare.words, word("500 mg", 600, lost.box[1]), word("38%", 860, lost.box[1]))
    (label,) = parse([bare], [Look(question=question, words=more)]).labels
    assert only(label, "calcium").amount == 500


def test_an_unclear_name_without_its_amount_is_asked_for():
    asked = parse([page_of([*US_HEAD, "Calcium", ZINC, *US_FOOT])]).questions
    assert Ask.LARGER in {q.ask for q in asked}


def test_what_the_arithmetic_confirms_is_not_asked_again():
    assert parse([page_of([*US_HEAD, CALCIUM, ZINC, *US_FOOT])]).questions == ()


@pytest.mark.parametrize(("confidence", "asked"), [(0.96, [Ask.ROW]), (0.97, [])])
def test_a_fact_without_a_check_is_asked_again_unless_it_was_plainly_read(confidence, asked):
    bare = page_of([*US_HEAD, "Calcium|500 mg|", ZINC, *US_FOOT])
    words = [w.model_copy(update={"confidence": confidence}) if w.text == "500 mg" else w for w in bare.words]
    assert [q.ask for q in parse([page(words)]).questions] == asked


def test_looks_of_another_page_are_left_alone():
    source = page_of([*US_HEAD, "Calcium|500 mg|", ZINC, *US_FOOT])
    look = row_look(source, "Calcium 800 mg")
    other = look.model_copy(update={"question": look.question.model_copy(update={"page": 1})})
    assert only(parse([source], [other]).labels[0], "calcium").standing is Standing.READ


def test_an_empty_page_asks_for_nothing():
    assert parse([page([])]).questions == ()


def on_side(text, x, *, confidence):
    """A line that runs up the page."""
    quad = ((x, 900), (x, 500), (x + 20, 500), (x + 20, 900))
    return word(text, x, 500).model_copy(update={"quad": quad, "confidence": confidence})


def test_what_lay_on_its_side_stands_as_it_reads_turned_and_upright_text_is_not_told_twice():
    upright = word("Calcium 500 mg", 0, 0)
    garbled, line = (
        on_side("6w 00S umpje)", 700, confidence=0.6),
        on_side("Address 8400", 700, confidence=0.98),
    )
    again = [line, upright.model_copy(update={"confidence": 0.99})]
    assert texts(replace_if_surer([upright, garbled], again, box=PAGE)) == ["Address 8400", "Calcium 500 mg"]


def test_a_turned_reading_that_is_no_surer_changes_nothing():
    line = on_side("Address 8400", 700, confidence=0.9)
    worse = on_side("Addess 840O", 700, confidence=0.7)
    assert replace_if_surer([line], [worse], box=PAGE) == (line,)
