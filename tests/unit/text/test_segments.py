"""Are words found where no space divides them, also where dictionaries lose their way?"""

from __future__ import annotations

import pytest

from marketplace.text.fold import fold
from marketplace.text.words import tokens, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("รีวิวSkincareตัวดัง", ("รีวิว", "skincare", "ตัว", "ดัง")),  # ICU takes it for one word
        ("美妝skincare分享", ("美", "妝", "skincare", "分享")),
        ("リメイク", ("リメイク",)),  # ICU cuts off the first kana
        ("スマホゲーム", ("スマホゲーム",)),
        ("東京カフェ", ("東京", "カフェ")),
        ("น้ำหอม", ("น้ำหอม",)),  # ICU does not know its vowel taken apart
        ("เเม่", ("แม่",)),  # two keys for one vowel
    ],
)
def test_words_without_spaces_are_divided_as_people_read_them(text: str, expected: tuple[str, ...]) -> None:
    assert words(text) == expected


def test_a_thai_vowel_that_normalisation_takes_apart_is_where_it_was_written() -> None:
    text = "ทำน้ำหอม"
    assert [text[one.start : one.end] for one in tokens(text)] == ["ทำ", "น้ำหอม"]


@pytest.mark.parametrize("typed", ["น้ำ", "น\u0e49\u0e4d\u0e32", "น\u0e4d\u0e49\u0e32"])
def test_a_thai_vowel_is_the_same_in_one_key_or_two(typed: str) -> None:
    assert fold(typed) == "น้ำ"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("かわいく暮らす", ("かわいく", "暮らす")),
        ("とてもおいしかった", ("とても", "おいしかった")),
        ("たのしい", ("たのしい",)),
    ],
)
def test_an_adjective_in_kana_is_one_word_in_all_its_forms(text: str, expected: tuple[str, ...]) -> None:
    assert words(text) == expected
