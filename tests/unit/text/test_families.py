"""Do tables of families mend what a stemmer's rules do?"""

from __future__ import annotations

import pytest

from marketplace.text.families import families


def first_three(word: str) -> tuple[str, ...]:
    """A stemmer far too eager."""
    return (word[:3],)


def test_all_forms_of_a_word_come_to_the_first_of_its_family() -> None:
    stems = families(first_three, together="foot feet | run ran\nbuy bought")
    assert stems("feet") == stems("foot") == ("foo",)
    assert stems("boughten") == stems("buy") == ("buy",)
    assert stems("ran") == ("run",)


def test_a_word_kept_apart_has_its_family_alone() -> None:
    stems = families(first_three, apart="küche küchen | kuchen")
    assert stems("küchen") == stems("kuche") == ("=kuche",)
    assert stems("kuchen") == ("=kuchen",)
    assert stems("kuchenform") == ("kuc",)


def test_a_word_of_two_families_is_found_by_both() -> None:
    stems = families(first_three, apart="train trains | training train")
    assert stems("train") == ("=train", "=training")
    assert stems("trains") == ("=train",)


def test_two_families_cannot_have_the_same_name() -> None:
    with pytest.raises(ValueError, match="two families would be called 'burger'"):
        families(first_three, apart="burger burgers | bürger bürgerin")
