"""Is a word found while it is being typed, where a text has it in two pieces?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from marketplace.text.query import parse_text
from marketplace.text.unfinished import completions
from tests.unit.text.matching import has


@pytest.mark.parametrize(
    ("begun", "expected"),
    [
        ("スキンケ", ("スキンケア", "スキンケーキ")),
        ("ホットヨ", ("ホットヨガ",)),
        ("スキン", ()),
        ("キャンプ", ()),
        ("チーズケー", ("チーズケーキ",)),
        ("vegan", ()),
    ],
)
def test_a_known_last_word_may_follow(begun: str, expected: tuple[str, ...]) -> None:
    assert completions(begun) == expected


@pytest.mark.parametrize(("begun", "text"), [("スキンケ", "敏感肌のスキンケア"), ("ホットヨ", "ホットヨガ講師")])
def test_what_is_typed_so_far_finds_the_word_by_its_pieces_as_a_beginning(begun: str, text: str) -> None:
    typed = parse_text(begun, ("ja",), as_you_type=True)
    assert typed
    (sought,) = typed.wanted
    assert not has(text, sought, "ja")
    assert has(text, replace(sought, stems=sought.completions), "ja")


def test_a_word_typed_to_its_end_is_not_completed() -> None:
    typed = parse_text("スキンケ", ("ja",))
    assert typed
    assert not has("敏感肌のスキンケア", typed.wanted[0], "ja")
