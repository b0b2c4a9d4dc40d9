"""Folding makes spellings comparable and leaves every position where it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelaudit.parse.fold import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Vitamin D₃", "vitamin d3"),
        ("Vitamin K²", "vitamin k2"),
        ("µg", "μg"),
        ("μg", "μg"),
        ("MK–7", "mk-7"),
        ("MK‑7", "mk-7"),
        ("MenaQ7®", "menaq7 "),
        ("cholécalciférol", "cholecalciferol"),
        ("Täglich", "taglich"),
        ("wapń", "wapn"),
        ("Βιταμίνη", "βιταμινη"),
        ("ασβέστιο", "ασβεστιο"),
        ("ΜΑΓΝΉΣΙΟΣ", "μαγνησιοσ"),
        ("100 mg", "100 mg"),
        ("（800 IU）", "(800 iu)"),
        ("[as MK-7]", "(as mk-7)"),
        ("83％", "83%"),
    ],
)
def test_spellings_meet(text, folded):
    assert fold(text) == folded


@given(st.text(max_size=60))
def test_positions_stay_those_of_the_text(text):
    assert len(fold(text)) == len(text)


@given(st.text(st.characters(codec="ascii"), max_size=60))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)
