"""What a person filled in stands for what was read of that very picture, and of no other."""

import csv
import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from labelaudit.audit.runner import judge
from labelaudit.batch.corrections import Corrections, read_corrections
from labelaudit.batch.question import questions
from labelaudit.batch.review import COLUMNS, write_review
from labelaudit.errors import UsageError
from labelaudit.model.audit import Status
from labelaudit.model.label import Basis, Declared, Label, Settled, Standing
from labelaudit.model.reading import Understood
from labelaudit.report.entry import Entry
from tests.audit.labels import ca, d, doubtful, k, label
from tests.batch.audits import GUIDANCE, audited, source
from tests.batch.test_review import DOUBTFUL, at

UNSEEN = label(at(d(2000), 0.3), vitamin_k="unknown", vitamin_k2="unknown")
Fill = Callable[..., Path]


@pytest.fixture
def fill(tmp_path: Path) -> Fill:
    """The review.csv of a label, its one question answered with these cells."""

    def filled(product: Label, value: str, **cells: str) -> Path:
        write_review([Entry("S1", audited(product))], tmp_path)
        path = tmp_path / "review.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            (row,) = csv.DictReader(file)
        written = io.StringIO(newline="")
        writer = csv.DictWriter(written, fieldnames=list(COLUMNS))
        writer.writeheader()
        writer.writerow(row | {"value": value} | cells)
        path.write_text(written.getvalue(), encoding="utf-8", newline="")
        return path

    return filled


def corrected(product: Label, path: Path, *shas: str) -> tuple[Label, list[str]]:
    corrections = read_corrections(path, guidance=GUIDANCE)
    understood = Understood(source=source("front.jpg", *shas), labels=(product,))
    after = corrections.apply(understood, guidance=GUIDANCE)
    return after.labels[0], [note.message for note in after.warnings]


def test_a_corrected_fact_is_confirmed_by_whom_and_when(fill: Fill) -> None:
    after, notes = corrected(DOUBTFUL, fill(DOUBTFUL, "700 mcg MK-7", by="Ada", when="2026-11-20"))
    fact = after.facts[1]
    assert (fact.amount, fact.form, fact.standing) == (700, "MK-7", Standing.CONFIRMED)
    assert fact.settled == Settled(by="Ada", when="2026-11-20")
    assert fact.evidence == DOUBTFUL.facts[1].evidence
    assert notes == []
    assert judge(after, guidance=GUIDANCE).status is Status.COMPLETE


def test_what_is_not_said_is_by_hand_and_of_the_day_that_the_file_was_written(fill: Fill) -> None:
    path = fill(DOUBTFUL, "100 mcg MK-7")
    os.utime(path, (1_790_000_000, 1_790_000_000))
    after, _ = corrected(DOUBTFUL, path)
    assert after.facts[1].settled == Settled(by="hand", when="2026-09-21")


def test_another_picture_is_never_given_the_answer(fill: Fill) -> None:
    path = fill(DOUBTFUL, "700 mcg MK-7")
    assert corrected(DOUBTFUL, path, "cd" * 32) == (DOUBTFUL, [])
    corrections = read_corrections(path, guidance=GUIDANCE)
    assert corrections.of(["cd" * 32]) == []
    assert [each.product for each in corrections.strangers()] == ["S1"]
    corrections.of(["ab" * 32])
    assert corrections.strangers() == []


def test_the_row_is_found_again_though_it_is_read_otherwise_now(fill: Fill) -> None:
    path = fill(DOUBTFUL, "700 mcg MK-7")
    box = DOUBTFUL.facts[1].evidence[0]
    moved = box.model_copy(update={"box": (0.11, 0.405, 0.61, 0.455), "text": "Vit K2 100 mcg"})
    now = label(at(d(2000), 0.3), k(100, "K2", evidence=(moved,)), at(k(5, "K1"), 0.6))
    after, _ = corrected(now, path)
    assert [(f.form, f.amount) for f in after.facts] == [("D3", 2000), ("MK-7", 700), ("K1", 5)]


def test_a_row_that_is_not_found_again_changes_nothing_and_is_told(fill: Fill) -> None:
    path = fill(DOUBTFUL, "700 mcg MK-7", by="Ada", when="2026-11-20")
    now = label(at(d(2000), 0.3), at(k(100), 0.8))
    after, (note,) = corrected(now, path)
    assert after == now
    assert note.startswith(
        "Vitamin K: 700 mcg MK-7, settled by Ada, 2026-11-20, was not applied: none of the rows"
    )


def test_of_two_columns_only_the_one_that_was_asked_about_is_settled(fill: Fill) -> None:
    serving = at(doubtful(k(100), 100, 700), 0.4)
    hundred = at(k(2000, basis=Basis(kind="100g")), 0.4)
    product = label(d(2000), serving, hundred)
    asked = questions(audited(product))
    assert [each.target.basis for each in asked] == ["serving1"]
    after, _ = corrected(product, fill(product, "100 mcg MK-7"))
    assert [f.settled is not None for f in after.facts] == [False, True, False]


@pytest.mark.parametrize("value", ["absent", "None", " ABSENT "])
def test_a_row_that_is_not_on_the_pack_goes_with_its_nutrient(value: str, fill: Fill) -> None:
    after, (note,) = corrected(DOUBTFUL, fill(DOUBTFUL, value, by="Ada", when="2026-11-20"))
    assert [fact.form for fact in after.facts] == ["D3"]
    assert (after.declares.vitamin_k, after.declares.vitamin_k2) == (Declared.NO, Declared.NO)
    assert note == f"Vitamin K: {value.strip()}, settled by Ada, 2026-11-20, stands for what was read"


def test_what_parts_are_part_of_is_kept_when_a_row_goes(fill: Fill) -> None:
    product = label(at(doubtful(k(100), 100, 700), 0.2), d(2000), d(1000, part_of=1))
    after, _ = corrected(product, fill(product, "absent"))
    assert [fact.part_of for fact in after.facts] == [None, 0]


def test_a_nutrient_that_was_not_read_is_settled_as_absent_or_with_its_figure(fill: Fill) -> None:
    absent, _ = corrected(UNSEEN, fill(UNSEEN, "absent"))
    assert (absent.facts, absent.declares.vitamin_k, absent.declares.vitamin_k2) == (
        UNSEEN.facts,
        Declared.NO,
        Declared.NO,
    )
    there, _ = corrected(UNSEEN, fill(UNSEEN, "100mcg MK-7"))
    assert (there.facts[1].form, there.facts[1].amount, there.declares.vitamin_k2) == (
        "MK-7",
        100,
        Declared.YES,
    )
    for after in (absent, there):
        assert judge(after, guidance=GUIDANCE).status is Status.COMPLETE


def test_how_much_is_taken_is_settled_in_what_the_label_counts(fill: Fill) -> None:
    product = label(d(1000), k(100), times=(1, 4))
    after, (note,) = corrected(product, fill(product, "2"))
    assert (after.regimen.intakes_per_day, after.regimen.source) == ((2, 2), "option")
    assert note.startswith("Servings a day: 2, settled by hand")
    gummies = product.model_copy(update={"regimen": product.regimen.model_copy(update={"unit": "gummy"})})
    path = fill(gummies, "3")
    after, (note,) = corrected(gummies, path)
    assert (after.regimen.units_per_intake, after.regimen.intakes_per_day) == ((1, 1), (3, 3))
    assert note.startswith("Gummies a day: 3, settled by hand")
    same, (note,) = corrected(product, path)
    assert same == product
    assert note.endswith("was not applied: the label is read to count serving now")


def test_a_figure_without_a_form_keeps_the_rows_own_unless_that_is_in_doubt(fill: Fill) -> None:
    after, _ = corrected(DOUBTFUL, fill(DOUBTFUL, "700 mcg"))
    assert (after.facts[1].form, after.facts[1].forms, after.facts[1].amount) == ("MK-7", ("MK-7",), 700)
    several = label(d(2000), at(doubtful(k(100, None, forms=("MK-9", "MK-7")), 100, 700), 0.4))
    both, _ = corrected(several, fill(several, "700 mcg"))
    assert both.facts[1].forms == ("MK-9", "MK-7")
    unsure = label(at(doubtful(d(2000), 200, forms=("D2",)), 0.3), k(100))
    same, (note,) = corrected(unsure, fill(unsure, "2000 IU"))
    assert same == unsure
    assert "the row leaves it open; add it" in note
    told, _ = corrected(unsure, fill(unsure, "2000 IU D2"))
    assert (told.facts[0].form, told.facts[0].amount) == ("D2", 2000)


def test_a_form_that_was_written_is_taken_as_it_stands(fill: Fill) -> None:
    unnamed, _ = corrected(DOUBTFUL, fill(DOUBTFUL, "100 mcg K2"))
    assert (unnamed.facts[1].form, unnamed.declares.vitamin_k2) == ("K2", Declared.YES)
    k1, _ = corrected(DOUBTFUL, fill(DOUBTFUL, "100 mcg K1"))
    assert (k1.facts[1].form, k1.declares.vitamin_k, k1.declares.vitamin_k2) == (
        "K1",
        Declared.YES,
        Declared.NO,
    )


def test_a_salts_own_weight_is_settled_as_the_element(fill: Fill) -> None:
    product = label(d(2000), k(100), at(ca(1250, "unknown", element=None), 0.5))
    after, _ = corrected(product, fill(product, "500 mg"))
    assert after.facts[2].elemental_mg is not None
    assert (after.facts[2].elemental_mg.value, after.facts[2].elemental_mg.how) == (500, "named")


@pytest.mark.parametrize(
    ("product", "value", "write"),
    [
        (DOUBTFUL, "lots", "100 mcg MK-7"),
        (DOUBTFUL, "100 IU", "100 mcg MK-7"),
        (DOUBTFUL, "0", "absent"),
        (DOUBTFUL, "0,1 mg", "100 mcg MK-7"),
        (DOUBTFUL, "MK-7", "100 mcg MK-7"),
        (label(at(doubtful(d(2000), 200), 0.3), k(100)), "2000 IU K1", "2000 IU"),
        (label(d(1000), k(100), times=(1, 4)), "absent", "how many a day"),
        (label(d(1000), k(100), times=(1, 4)), "1000", "how many a day"),
        (label(at(d(2000), 0.3), k(90, "K1"), vitamin_k2="unknown"), "90 mcg K1", "100 mcg MK-7"),
    ],
)
def test_a_value_that_is_not_understood_is_told_by_file_and_row(
    product: Label, value: str, write: str, fill: Fill
) -> None:
    with pytest.raises(UsageError) as told:
        read_corrections(fill(product, value), guidance=GUIDANCE)
    assert f"review.csv: row 2: value '{value}' is not understood; write" in str(told.value)
    assert write in str(told.value)


def rewritten(path: Path, encoding: str, delimiter: str) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        records = list(csv.reader(file))
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter).writerows(records)
    path.write_bytes(written.getvalue().encode(encoding, "replace"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_spreadsheets_own_way_of_writing_it_is_understood(
    encoding: str, delimiter: str, fill: Fill
) -> None:
    path = fill(DOUBTFUL, "700 µg MK-7", by="Zoë", when="20.11.2026", title="Müsli; “fein”, 1,5 kg")
    rewritten(path, encoding, delimiter)
    after, _ = corrected(DOUBTFUL, path)
    assert (after.facts[1].amount, after.facts[1].settled) == (700, Settled(by="Zoë", when="2026-11-20"))


@pytest.mark.parametrize(
    "when", ["2026-11-20", "2026-11-20 00:00:00", "20.11.2026", "20.11.26", "11/20/2026", "20/11/26"]
)
def test_a_date_is_understood_as_spreadsheets_write_it(when: str, fill: Fill) -> None:
    (each,) = read_corrections(fill(DOUBTFUL, "absent", when=when), guidance=GUIDANCE)
    assert each.when == "2026-11-20"


@pytest.mark.parametrize("when", ["10/11/2026", "yesterday", "46346"])
def test_a_date_that_may_be_two_is_refused(when: str, fill: Fill) -> None:
    with pytest.raises(UsageError, match=r"row 2: when .* is no plain date; write it as in 2026-01-31"):
        read_corrections(fill(DOUBTFUL, "absent", when=when), guidance=GUIDANCE)


def test_what_was_made_harmless_for_a_spreadsheet_comes_back_as_it_was(fill: Fill) -> None:
    (each,) = read_corrections(fill(DOUBTFUL, "absent", by="'=Ada"), guidance=GUIDANCE)
    assert each.by == "=Ada"


def test_lines_without_a_value_are_not_read(fill: Fill) -> None:
    assert list(read_corrections(fill(DOUBTFUL, " ", by="Ada"), guidance=GUIDANCE)) == []


def test_a_question_that_was_changed_is_refused(fill: Fill) -> None:
    with pytest.raises(UsageError, match="row 2: its question was changed"):
        read_corrections(fill(DOUBTFUL, "absent", question="row 7"), guidance=GUIDANCE)


def test_one_question_answered_twice_otherwise_is_refused(fill: Fill) -> None:
    path = fill(DOUBTFUL, "100 mcg MK-7")
    head, line = path.read_text(encoding="utf-8").splitlines()
    path.write_text(f"{head}\n{line}\n{line.replace('100 mcg MK-7,,', '700 mcg MK-7,,')}\n", encoding="utf-8")
    with pytest.raises(UsageError, match="row 3: answers what row 2 answers otherwise"):
        read_corrections(path, guidance=GUIDANCE)
    path.write_text(f"{head}\n{line}\n{line}\n", encoding="utf-8")
    assert len(read_corrections(path, guidance=GUIDANCE)) == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"PK\x03\x04", "is no CSV; save it as CSV"),
        (b"sku,title\n1,x\n", "has no columns question and value"),
        (b"", "has no columns question and value"),
    ],
)
def test_what_is_no_review_is_refused_by_name(content: bytes, told: str, tmp_path: Path) -> None:
    path = tmp_path / "review.csv"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=f"review.csv: {told}"):
        read_corrections(path, guidance=GUIDANCE)
    with pytest.raises(UsageError, match="cannot be read"):
        read_corrections(tmp_path / "no.csv", guidance=GUIDANCE)


def test_corrections_come_back_from_their_json_and_later_ones_win(fill: Fill) -> None:
    first = read_corrections(fill(DOUBTFUL, "100 mcg MK-7", when="2026-11-20"), guidance=GUIDANCE)
    kept = Corrections.from_json(first.to_json())
    assert list(kept) == list(first)
    second = read_corrections(fill(DOUBTFUL, "700 mcg MK-7", when="2026-11-21"), guidance=GUIDANCE)
    assert [each.value for each in Corrections([*kept, *second])] == ["700 mcg MK-7"]
