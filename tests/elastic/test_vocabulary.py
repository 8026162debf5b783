"""Are the words that typos are looked up in there before the creators that bear them, and all of them?"""

from __future__ import annotations

import pytest

from marketplace.elastic import vocabulary
from marketplace.elastic.document import ready_creator
from marketplace.elastic.names import words_index
from marketplace.elastic.vocabulary import Vocabulary
from marketplace.search.asked import query_from
from marketplace.search.service import SearchService
from tests.creators import NOW, make_creator
from tests.elastic.conftest import Place
from tests.elastic.requests import asked_for


def words(place: Place) -> list[str]:
    """All words kept under the place's prefix."""
    found = place.client.search(
        index=words_index(place.prefix), size=100, docvalue_fields=["word"], source=False, sort=["_doc"]
    )
    return sorted(hit["fields"]["word"][0] for hit in found["hits"]["hits"])


def test_a_publication_brings_its_words(place: Place) -> None:
    place.index().publish("DE", make_creator(handle="anna", display_name="Anna", bio="Vegane Küche", hashtags=["a b"]))
    assert words(place) == ["a", "anna", "b", "kuche", "vegane"]


def test_words_are_written_once_and_those_of_other_writers_are_no_error(place: Place) -> None:
    for _ in range(2):
        kept = Vocabulary(place.client, place.prefix)
        kept.keep([ready_creator(make_creator(handle="anna", display_name="Anna"))])
        kept.keep([ready_creator(make_creator(handle="anna", display_name="Anna Bell"))])
        kept.make_visible()
    assert words(place) == ["anna", "bell"]
    assert place.client.count(index=words_index(place.prefix))["count"] == 2


def test_words_that_another_writer_has_written_and_not_let_be_seen_are_seen_when_they_are_needed(place: Place) -> None:
    one, other = Vocabulary(place.client, place.prefix), Vocabulary(place.client, place.prefix)
    other.make_visible()
    anna = [ready_creator(make_creator(handle="anna", display_name="Anna"))]
    one.keep(anna)
    assert words(place) == []
    other.keep(anna)
    other.make_visible()
    assert words(place) == ["anna"]


def test_words_that_are_seen_already_are_not_let_be_seen_again(place: Place) -> None:
    anna = [ready_creator(make_creator(handle="anna", display_name="Anna"))]
    kept = Vocabulary(place.client, place.prefix)
    kept.keep(anna)
    kept.make_visible()
    later = Vocabulary(place.client, place.prefix)
    later.make_visible()
    with asked_for(place.client) as asked:
        later.keep(anna)
        later.make_visible()
    assert [target.rpartition("/")[2].partition("?")[0] for target in asked] == ["_mget"]


def test_a_writer_that_knows_too_many_words_forgets_and_goes_on(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "MOST_KNOWN", 2)
    kept = Vocabulary(place.client, place.prefix)
    for name in ("one", "two", "three", "one"):
        kept.keep([ready_creator(make_creator(handle=name, display_name=name))])
    kept.make_visible()
    assert words(place) == ["one", "three", "two"]


def test_more_words_are_near_than_elasticsearch_would_try_by_itself(place: Place) -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    index = place.index()
    index.publish(
        "DE", *(make_creator(id=f"c{a}{b}", display_name=f"vegan{a}{b}fo") for a in letters[:9] for b in letters)
    )
    found = SearchService(index.engine, now=lambda: NOW).search(query_from({"q": "vegan00fo"}))
    assert found.page.total == 9 * 26


def test_a_search_with_typos_of_an_empty_place_finds_nobody(place: Place) -> None:
    found = SearchService(place.index().engine, now=lambda: NOW).search(query_from({"q": "vegan"}))
    assert (found.page.total, found.corrections) == (0, {})
