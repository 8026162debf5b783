"""Which texts stand in one line?"""

from __future__ import annotations

import pytest

from marketplace.text.lines import stands_in_a_line

GOOD = (
    "a",
    "Élégance\u202f!",
    "日本　語",
    "नमस्ते क्\u200dष",
    "نمی\u200cخواهم",
    "👩\u200d🍳",
    "\u200fעברית\u200e",
    "\U0001fae8",
)
BAD = (
    "",
    " ",
    "\u3000\u200d",
    "a\nb",
    "a\tb",
    "a\0",
    "a\x1b[0m",
    "a\x85",
    "a\u2028b",
    "a\u2029",
    "a\u202eb",
    "\u2066a\u2069",
)


@pytest.mark.parametrize("text", GOOD)
def test_names_of_all_scripts_do(text: str) -> None:
    assert stands_in_a_line(text)


@pytest.mark.parametrize("text", BAD, ids=ascii)
def test_what_breaks_a_line_turns_it_or_shows_nothing_does_not(text: str) -> None:
    assert not stands_in_a_line(text)
