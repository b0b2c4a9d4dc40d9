"""`--pages`: a list of pages and ranges, and nothing else."""

import pytest

from labelaudit.cli.page_ranges import parse_pages
from labelaudit.errors import UsageError


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("3", [3]), ("3-5,8", [3, 4, 5, 8]), ("1, 2-2", [1, 2]), ("8,1", [8, 1]), ("999999999", [999999999])],
)
def test_pages_and_ranges_include_both_ends(text: str, numbers: list[int]) -> None:
    assert [number for each in parse_pages(text) for number in each] == numbers


@pytest.mark.parametrize(
    "text", ["", "0", "-1", "3-", "5-3", "1-2-3", "1,,2", "a", "1.5", "²", "٣", "9999999999"]
)
def test_anything_else_is_refused_with_what_was_given(text: str) -> None:
    with pytest.raises(UsageError) as raised:
        parse_pages(text)
    assert str(raised.value).startswith(f"--pages {text}: ")
