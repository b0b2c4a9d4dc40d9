"""A product's files have names that every file system takes, whatever the retailer calls it."""

import re

import pytest

from labelaudit.model.audit import Audit
from labelaudit.report.entry import Entry

HOSTILE = [
    "../../x",
    "CON",
    "x" * 300,
    "a\nb",
    "\u202egnp.exe",
    "",
    ".",
    "a/b\\c",
    "\x00",
    "\ud800",
    "é",
    "NUL.txt",
]


@pytest.mark.parametrize("key", HOSTILE)
def test_a_name_is_short_and_plain(audit: Audit, key: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]{12,60}", Entry(key, audit).name)


def test_other_keys_have_other_names(audit: Audit) -> None:
    keys = [*HOSTILE, "e", "É", "a-b", "A B"]
    assert len({Entry(key, audit).name for key in keys}) == len(keys)


def test_a_key_has_the_same_name_in_every_run(audit: Audit) -> None:
    assert Entry("BONE-60", audit).page == "products/bone-60-1f85cb9580e9.html"
