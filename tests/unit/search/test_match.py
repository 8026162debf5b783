"""Is it said rightly why a hit matches?"""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from marketplace.search.asked import query_from
from marketplace.search.match import Match, explain
from marketplace.search.query import CreatorQuery
from marketplace.search.service import Found, SearchService
from tests.creators import NOW, make_creator, published_of
from tests.judge import JudgeEngine

ANNA = make_creator(
    id="anna",
    handle="VeganAnna",
    display_name="Anna",
    bio="Rezepte & mehr: vegane Küche, schnelle Küche #GrünesLeben",
    topics=["food.vegan"],
    hashtags=["VeganeKüche"],
    languages=["de"],
)


def match(**asked: Any) -> Match:
    """Why Anna is found."""
    return explain(orjson.loads(ANNA.document), query_from({"market": ["DE"], **asked}))


@pytest.mark.parametrize(
    ("text", "match_class", "fields"),
    [
        ("anna", "NAME", ("handle", "display_name")),
        ("ANNA", "NAME", ("handle", "display_name")),
        ("vegan", "NAME", ("handle", "topics")),
        ("vegane", "TAGS", ("bio", "topics", "hashtags")),
        ("kuche", "TAGS", ("bio", "topics", "hashtags")),
        ('"schnelle küche"', "BIO", ("bio",)),
        ("leben", "BIO", ("bio",)),
        ("grünesleben", "BIO", ("bio",)),
        ("rezept", "STEM", ("bio",)),
    ],
)
def test_a_word_is_told_with_its_best_class_and_the_fields_of_it(
    text: str, match_class: str, fields: tuple[str, ...]
) -> None:
    found = match(q=text)
    (told,) = found.words.values()
    assert found.match_class
    assert (found.match_class.name, told) == (match_class, fields)


def test_a_hit_is_as_good_as_its_worst_word() -> None:
    found = match(q="anna rezept schnelle")
    assert found.match_class
    assert (found.match_class.name, list(found.words)) == ("STEM", ["anna", "rezept", "schnelle"])


def test_the_beginning_of_the_last_word_counts_as_you_type() -> None:
    found = match(q="vegane schn", as_you_type=True)
    assert found.match_class
    assert (found.match_class.name, found.words["schn"]) == ("PREFIX", ("bio",))


def test_words_found_by_typos_are_corrected_to_the_nearest_there_is() -> None:
    found = typed_with_typos("anan schnele")
    assert found.matches[0].match_class
    assert found.matches[0].match_class.name == "TYPO"
    assert found.corrections == {"anan": "anna", "schnele": "schnelle"}


def test_a_word_that_is_there_needs_no_correction() -> None:
    assert typed_with_typos("anna schnele").corrections == {"schnele": "schnelle"}


@pytest.mark.parametrize(("asked", "total"), [({"typos": "off"}, 0), ({}, 1), ({"market": ["FR"]}, 0)])
def test_typos_are_tried_when_nothing_matches_under_all_filters(asked: dict[str, Any], total: int) -> None:
    assert typed_with_typos("schnele", **asked).page.total == total


def test_typos_are_not_tried_when_something_matches() -> None:
    creators = (ANNA, make_creator(id="other", bio="schnele"))
    found = SearchService(JudgeEngine(creators, published_of(creators)), now=lambda: NOW).search(
        query_from({"q": "schnele"})
    )
    assert [creator["id"] for creator in found.page.creators] == ["other"]
    assert found.corrections == {}


def test_a_query_of_minus_words_alone_has_no_class() -> None:
    assert match(q="-fleisch") == Match(words={}, match_class=None)


def test_all_that_was_found_is_marked_in_every_field() -> None:
    assert match(q="vegane rezept", highlight=True).highlights == {
        "handle": ("<mark>Vegan</mark>Anna",),
        "bio": ("<mark>Rezepte</mark> &amp; mehr: <mark>vegane</mark> Küche, schnelle Küche #GrünesLeben",),
        "topics": ("<mark>Vegan</mark> food", "<mark>Vegane</mark> Küche"),
        "hashtags": ("<mark>VeganeKüche</mark>",),
    }


def typed_with_typos(text: str, **asked: Any) -> Found:
    """What a search of Anna alone comes to."""
    service = SearchService(JudgeEngine((ANNA,), published_of((ANNA,))), now=lambda: NOW)
    query: CreatorQuery = query_from({"q": text, **asked})
    return service.search(query)
