"""Do words and phrases match where they should, and nowhere else, in every script?"""

from __future__ import annotations

import pytest

from marketplace.search.asked import query_from
from tests.contract.conftest import MakeIndex
from tests.contract.index import Index
from tests.creators import make_creator

LONG = "x" * 120


@pytest.fixture(scope="module")
def texts(make_index: MakeIndex) -> Index:
    """An index of creators with words in chosen places, the more followers the further down."""
    creators = (
        make_creator(id="name", display_name="Vegane Küche"),
        make_creator(id="tags", hashtags=["vegane", "küche"], brands=["Da Nang"]),
        make_creator(id="phrase", hashtags=["Vegane Küche"]),
        make_creator(id="bio", bio="Ich liebe vegane, schnelle Küche! l'élégance node.js"),
        make_creator(id="split", display_name="vegane", bio="küche"),
        make_creator(id="again", bio="da da capo"),
        make_creator(id="long", bio=f"{'wort ' * 900}ende {LONG}"),
        make_creator(id="thai", bio="ร้านอาหารไทยที่กรุงเทพ"),
        make_creator(id="japanese", display_name="東京カフェ", hashtags=["スキンケア"]),
        make_creator(id="hebrew", bio="צה״ל ומטבח", handle="צהל"),
        make_creator(id="korean", bio="여행과 카페", market="JP"),
        make_creator(id="topic", topics=["beauty.skincare"], languages=["de"]),
    )
    index = make_index()
    index.fill(creators)
    return index


FOUND = {
    "vegane": ["name", "split", "phrase", "tags", "bio"],
    "VEGANE kuche": ["name", "phrase", "tags", "bio", "split"],
    '"vegane küche"': ["name", "phrase"],
    '"küche vegane"': [],
    "vegane -schnelle -küche": [],
    "vegane -schnelle": ["name", "split", "phrase", "tags"],
    'küche -"vegane kuche"': ["tags", "bio", "split"],
    "nang da": ["tags"],
    '"da da"': ["again"],
    '"da capo da"': [],
    "da": ["tags", "again"],
    '"wort ende"': ["long"],
    LONG: ["long"],
    LONG[:100]: ["long"],
    LONG[:99]: [],
    "élégance": ["bio"],
    "node.js": ["bio"],
    '"l elegance node js"': ["bio"],
    "-js vegane -name": ["split", "phrase", "tags"],
    "กรุงเทพ": ["thai"],
    "อาหารไทย": ["thai"],
    "カフェ": ["japanese"],
    "ｽｷﾝｹｱ": ["japanese"],
    'צה"ל': ["hebrew"],
    "카페": ["korean"],
    "hautpflege": ["topic"],
    "skincare": ["topic"],
    "soins": [],
    "veg": [],
    "and": [],
}


TYPED = {
    "schn": ["bio"],
    "vegane schn": ["bio"],
    "kuc": ["name", "phrase", "tags", "bio", "split"],
    "スキ": ["japanese"],
    "東京カ": ["japanese"],
    "카": ["korean"],
    '"schn': [],
    "schn -schnelle": [],
    "xyz": [],
}


@pytest.mark.parametrize("text", TYPED)
def test_the_last_word_may_be_the_beginning_of_one_as_you_type(texts: Index, text: str) -> None:
    found = texts.found(query_from({"q": text, "as_you_type": True, "facets": ["none"]}))
    assert sorted(map(str, found)) == sorted(TYPED[text])


@pytest.mark.parametrize("text", FOUND)
def test_a_text_finds_whom_it_should(texts: Index, text: str) -> None:
    found = texts.found(query_from({"q": text, "facets": ["none"]}))
    assert sorted(map(str, found)) == sorted(FOUND[text])


def test_a_text_of_signs_is_no_text(texts: Index) -> None:
    assert texts.search(query_from({"q": "* 😀 --", "facets": ["none"]})).total == 12


def test_only_minus_words_leave_the_rest(texts: Index) -> None:
    page = texts.search(query_from({"q": '-vegane -"da capo"', "facets": ["none"], "limit": 200}))
    assert {one["id"] for one in page.creators} == {"long", "thai", "japanese", "hebrew", "korean", "topic"}


def test_better_classes_come_before_more_followers(empty: Index) -> None:
    creators = (
        make_creator(id="bio", bio="vegan", followers=9_999),
        make_creator(id="tags", brands=["vegan"], followers=5_000),
        make_creator(id="less", display_name="vegan", followers=1),
        make_creator(id="more", handle="vegan", followers=2),
    )
    empty.publish("DE", *creators)
    assert empty.found(query_from({"q": "vegan"})) == ["more", "less", "tags", "bio"]
    assert empty.found(query_from({"q": "vegan", "sort": "followers"})) == ["less", "more", "tags", "bio"]
    assert empty.found(query_from({"q": "-food"})) == ["bio", "tags", "more", "less"]
