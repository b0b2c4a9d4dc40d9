"""Judging in other processes comes to what judging here does, in the same order, whatever becomes of them."""

import multiprocessing
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from labelaudit.audit.guidance import load
from labelaudit.batch.judges import Judges
from labelaudit.batch.standard import Due, Judged, Standard, judge
from labelaudit.model.item import Item
from labelaudit.model.product import Product
from labelaudit.pipeline import parse_readings, tell_tool
from tests.batch.recorded import CASES, picture, reading_of

GUIDANCE = load()
STANDARD = Standard(tell_tool("stub", guidance=GUIDANCE, profile="default"), GUIDANCE)


@pytest.fixture(scope="module")
def dues(tmp_path_factory: pytest.TempPathFactory) -> list[Due]:
    """Ninety products to be judged."""
    folder: Path = tmp_path_factory.mktemp("pictures")
    packed = []
    for case in CASES[:9]:
        reading = reading_of(picture(folder / case, case))
        understood = parse_readings([reading], name=case, together=True)
        packed.append(zlib.compress(understood.model_dump_json().encode()))
    return [
        Due(place, str(place), Item(key=str(place), product=Product(sku=str(place))), packed[place % 9])
        for place in range(90)
    ]


def judged(judges: Judges, dues: list[Due]) -> Iterator[Judged]:
    for due in dues:
        yield from judges.take(due)
    yield from judges.rest()


def test_other_processes_judge_as_this_one_does_and_in_order(dues: list[Due]) -> None:
    judges = Judges(STANDARD, workers=2, here=5)
    try:
        found = list(judged(judges, dues))
    finally:
        judges.stop()
    assert found == [judge(STANDARD, due) for due in dues]
    assert not multiprocessing.active_children()


def test_few_products_start_no_process(dues: list[Due]) -> None:
    judges = Judges(STANDARD, workers=2)
    assert list(judged(judges, dues)) == [judge(STANDARD, due) for due in dues]
    assert not multiprocessing.active_children()


def test_processes_that_are_killed_lose_no_product(dues: list[Due]) -> None:
    judges = Judges(STANDARD, workers=2, here=0)
    try:
        found = []
        for number, due in enumerate(dues):
            found += judges.take(due)
            if number in (30, 70):
                for process in multiprocessing.active_children():
                    process.kill()
        found += judges.rest()
    finally:
        judges.stop()
    assert found == [judge(STANDARD, due) for due in dues]
