"""Is a word met while it is typed, where texts have it in pieces, and as a beginning only?"""

from __future__ import annotations

from typing import Any

import pytest

from marketplace.search.asked import query_from
from marketplace.search.service import Found, SearchService
from tests.contract.index import Index
from tests.creators import NOW, make_creator


@pytest.fixture
def japanese(empty: Index) -> Index:
    """Creators who care for skin, the one with the written beginning the least followed."""
    about: dict[str, Any] = {"market": "JP", "languages": ["ja"]}
    empty.fill(
        (
            make_creator(id="care", handle="a", display_name="A", bio="敏感肌のスキンケア", followers=900, **about),
            make_creator(id="skin", handle="b", display_name="B", bio="スキン", followers=500, **about),
            make_creator(id="begun", handle="c", display_name="C", bio="スキンケ", followers=100, **about),
        )
    )
    return empty


def typed(index: Index, text: str, **asked: Any) -> Found:
    """What is found of a text in Japan."""
    query = query_from({"q": text, "market": ["JP"], "facets": ["none"], "typos": "off", **asked})
    return SearchService(index.engine, lambda: NOW).search(query)


def test_it_is_met_as_a_beginning_behind_who_writes_it_so(japanese: Index) -> None:
    found = typed(japanese, "スキンケ", as_you_type=True, highlight=True)

    told = [(one["id"], match.match_class.name) for one, match in hits(found)]
    assert told == [("begun", "BIO"), ("care", "PREFIX")]
    assert found.matches[1].words == {"スキンケ": ("bio",)}
    assert found.matches[1].highlights == {"bio": ("敏感肌の<mark>スキンケア</mark>",)}


def test_typed_to_its_end_it_is_not_met(japanese: Index) -> None:
    assert [one["id"] for one in typed(japanese, "スキンケ").page.creators] == ["begun"]


def hits(found: Found) -> list[Any]:
    """Each creator and why it is found."""
    return list(zip(found.page.creators, found.matches, strict=True))
