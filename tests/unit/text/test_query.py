"""Is a typed text understood as the API describes?"""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given

from marketplace.text.query import MAX_CHARACTERS, MAX_WORDS, Sought, TextQuery, parse_text
from marketplace.text.words import words
from tests.strategies import texts


def typed(text: str) -> str:
    """What is sought, told shortly: phrases joined by +, excluded ones behind a minus."""
    query = parse_text(text)
    sought = (*query.wanted, *query.excluded) if query else ()
    return " ".join(("-" if one.excluded else "") + "+".join(one.words) for one in sought)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vegan  FOOD", "vegan food"),
        ('"vegan food"', "vegan+food"),
        ('"vegan"', "vegan"),
        ("tara_singh", "tara singh"),
        ("node.js", "node js"),
        ("l'élégance", "l elegance"),
        ('"l\'élégance" bio', "l+elegance bio"),
        ("vegan vegan VEGAN", "vegan"),
        ("東京カフェ", "東京 カフェ"),
        ("50% off!", "50 off"),
    ],
)
def test_words_are_sought_one_by_one_and_phrases_together(text: str, expected: str) -> None:
    assert typed(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vegan -food", "vegan -food"),
        ("-food vegan", "vegan -food"),
        ("-food", "-food"),
        ('-"fast food" vegan', "vegan -fast+food"),
        ('-"fast food"', "-fast+food"),
        ("-node.js", "-node+js"),
        ("--food", "-food"),
        ("vegan -", "vegan"),
        ("do-it-yourself", "do it yourself"),
        ("vegan - food", "vegan food"),
        ('vegan - "fast food"', "vegan fast+food"),
        ('"-vegan"', "vegan"),
        ('"vegan -food"', "vegan+food"),
        ("vegan -vegan", "vegan -vegan"),
    ],
)
def test_a_minus_before_a_word_or_phrase_excludes_it(text: str, expected: str) -> None:
    assert typed(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"vegan food', "vegan+food"),
        ('bio "vegan food', "bio vegan+food"),
        ('bio -"vegan food', "bio -vegan+food"),
        ('"vegan" "food', "vegan food"),
        ('""', ""),
        ('"" vegan', "vegan"),
        ('"', ""),
        ('vegan"', "vegan"),
        ('"vegan" -"', "vegan"),
        ('"vegan food""fast food"', "vegan+food fast+food"),
    ],
)
def test_an_unclosed_quote_runs_to_the_end(text: str, expected: str) -> None:
    assert typed(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('צה"ל', "צה ל"),
        ("צה״ל", "צה ל"),
        ('-צה"ל', "-צה+ל"),
        ('"צה"ל גדול"', "צה+ל+גדול"),
        ('24"x', "24 x"),
        ('5"', "5"),
        ('ที่"นี่', "ที่ นี่"),
        ('❤️"fast food"', "fast+food"),
    ],
)
def test_a_quote_between_two_letters_is_a_sign(text: str, expected: str) -> None:
    assert typed(text) == expected


@pytest.mark.parametrize("text", ["", "  ", "😀", "❤️", "-", '"-"', "…", '-""', "\u200b"])
def test_a_text_without_letter_or_digit_is_none(text: str) -> None:
    assert parse_text(text) is None


def test_only_minus_words_are_a_query() -> None:
    query = parse_text('-vegan -"fast food"', languages=())
    excluded = (Sought(("vegan",), excluded=True), Sought(("fast", "food"), excluded=True))
    assert query == TextQuery((), excluded)


def test_a_text_may_have_two_hundred_characters_and_twenty_words() -> None:
    assert typed("x" * MAX_CHARACTERS) == "x" * 100
    assert len(typed(" ".join(f"w{n}" for n in range(MAX_WORDS))).split()) == MAX_WORDS
    with pytest.raises(ValueError, match="has 201 characters: at most 200"):
        parse_text("x" * (MAX_CHARACTERS + 1))
    with pytest.raises(ValueError, match="has 21 words: at most 20"):
        parse_text('"a b" ' + " ".join(f"w{n}" for n in range(MAX_WORDS - 1)))


def test_a_query_of_nothing_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="no letter or digit"):
        TextQuery()


@given(texts())
def test_any_text_of_allowed_length_is_understood_or_has_too_many_words(text: str) -> None:
    if len(words(text)) > MAX_WORDS:
        with suppress(ValueError):
            parse_text(text)
        return
    assert (parse_text(text) is None) == (not words(text))


@given(texts(), texts())
def test_what_is_sought_are_the_words_of_the_text(text: str, other: str) -> None:
    try:
        query = parse_text(f"{text[:90]} {other[:90]}")
    except ValueError:
        return
    sought = {word for one in (*query.wanted, *query.excluded) for word in one.words} if query else set()
    assert sought <= set(words(text[:90])) | set(words(other[:90])) | set(words(f"{text[:90]} {other[:90]}"))
