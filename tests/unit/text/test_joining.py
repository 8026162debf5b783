"""Are pieces of words that no space divides put together again, in queries and in texts?"""

from __future__ import annotations

import pytest
from hypothesis import given

from marketplace.text.joining import joined, whole
from marketplace.text.query import parse_text
from marketplace.text.stems import query_stems, text_stems
from marketplace.text.words import tokens
from tests.strategies import texts

UNSPACED = ("ja", "ko", "zh", "th")


def typed(text: str) -> str:
    """What is sought: pieces of one word joined by +."""
    query = parse_text(text)
    return " ".join("+".join(one.words) for one in query.wanted) if query else ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("食べた", "食+べた"),  # a verb and its ending
        ("らーめん", "ら+ー+めん"),
        ("美妝", "美+妝"),  # no dictionary has it
        ("部落客", "部落+客"),
        ("東京カフェ", "東京 カフェ"),  # two words stay two
        ("อาหารคลีน", "อา+หาร คลี+น"),
        ("vegan food", "vegan food"),
    ],
)
def test_pieces_of_one_word_are_sought_together(text: str, expected: str) -> None:
    assert typed(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("猫の写真", "猫 写真"),
        ("台北的美食", "台北 美食"),
        ("の", "の"),
        ("猫 の 写真", "猫 の 写真"),
        ("お着物", "着物"),
    ],
)
def test_particles_that_touch_another_word_are_not_looked_for(text: str, expected: str) -> None:
    assert typed(text) == expected


def test_a_word_of_several_pieces_may_be_excluded_in_all_its_forms() -> None:
    query = parse_text("-食べた", ("ja",))
    assert query
    assert [(one.words, one.stems) for one in query.excluded] == [(("食", "べた"), (("ja~食b",),))]


def test_joining_loses_and_adds_nothing() -> None:
    found = tokens("東京のカフェ、食べ歩き☕美妝 อาหารคลีน vegan")
    assert tuple(token for group in joined(found) for token in group) == found


@given(texts())
def test_any_text_has_stems_of_letters_alone_where_it_was_written(text: str) -> None:
    for stem, start, end in text_stems(tokens(text), UNSPACED):
        assert not set(stem[3:]) & set(" ~\t\n")
        assert 0 <= start < end <= len(text)


@given(texts())
def test_any_word_of_a_text_is_found_by_the_stems_of_its_word_typed_alone(text: str) -> None:
    there = {stem for stem, _, _ in text_stems(tokens(text), UNSPACED)}
    ways = [query_stems(whole(group), ("ja", "th")) for group in joined(tokens(text))]
    assert all(any(there.issuperset(way) for way in of) for of in ways if of)


def test_a_sign_beyond_the_first_plane_keeps_no_word_from_its_stems() -> None:
    stems = {stem for stem, _, _ in text_stems(tokens("𠮷野家"), ("ja",))}
    assert "ja~野家" in stems or "ja~野" in stems
