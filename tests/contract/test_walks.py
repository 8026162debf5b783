"""Does a walk by cursors meet every hit once, in the one order, to the end?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from marketplace.search.asked import query_from
from marketplace.search.parameters import sort_names
from marketplace.search.query import CreatorQuery
from tests.contract.index import Index, judge_of, random_judge, walk
from tests.creators import make_creators

FEW = make_creators(140, seed=5)
OTHERS = make_creators(300, seed=6)[140:]
"""Creators who come and go while others are walked over; none of them has the id of one of those."""


@pytest.mark.parametrize("direction", ["", "-"])
@pytest.mark.parametrize("field", sort_names())
def test_a_walk_by_any_sort_meets_everybody_once(indexed: Index, field: str, direction: str) -> None:
    query = asked(sort=direction + field)
    assert list(walk(indexed, query, sizes=Random(f"{direction}{field}"))) == right(query)


@pytest.mark.parametrize(
    "text", ["vegan", "food travel", "-vegan", '"vegan food"', "vegan -food", "スキンケア", "a é", "-zzz"]
)
def test_a_walk_by_relevance_meets_every_hit_once(indexed: Index, text: str) -> None:
    query = asked(q=text)
    assert list(walk(indexed, query, sizes=Random(text))) == right(query)


@pytest.mark.parametrize("sort", ["-followers", "price_usd", "last_posted_at"])
def test_a_walk_over_a_text_and_filters_meets_every_hit_once(indexed: Index, sort: str) -> None:
    query = asked(q="-travel", market=["DE", "JP"], price_usd_below=500, price_usd_missing=True, sort=sort)
    assert list(walk(indexed, query, sizes=Random(sort))) == right(query)


@pytest.mark.parametrize("sort", ["-followers", "price_usd", "relevance"])
def test_pages_by_number_are_slices_of_the_walk(indexed: Index, sort: str) -> None:
    query = asked(q="-vegan", sort=sort, limit=7)
    pages = [indexed.found(replace(query, page=number)) for number in (1, 2, 9, 10_000 // 7)]
    whole = right(query)
    assert pages == [whole[:7], whole[7:14], whole[56:63], []]


@pytest.mark.parametrize(("page", "limit"), [(50, 200), (10_000, 1), (1, 200), (2, 200), (3, 200), (21, 20), (420, 1)])
def test_pages_go_as_deep_as_ten_thousand(indexed: Index, page: int, limit: int) -> None:
    query = asked(sort="posts", limit=limit, page=page)
    found = indexed.search(query)
    assert [one["id"] for one in found.creators] == right(query)[(page - 1) * limit : page * limit]
    assert (found.next_position is None) == (page * limit >= 420)


def test_a_cursor_goes_on_from_a_numbered_page(indexed: Index) -> None:
    query = asked(sort="likes", limit=9, page=3)
    position = indexed.search(query).next_position
    assert indexed.found(replace(query, page=1, after=position)) == right(query)[27:36]


@pytest.mark.parametrize("parameters", [{"sort": "-followers"}, {"sort": "price_usd"}, {"q": "a"}], ids=str)
def test_a_walk_meets_everybody_who_stays_once_while_others_come_and_go(empty: Index, parameters: Any) -> None:
    empty.fill((*FEW, *OTHERS[::2]))
    met = list(interrupted(empty, walk(empty, asked(**parameters), sizes=Random(1))))
    stayed = [creator.id for creator in judge_of(FEW).ordered(asked(**parameters))]
    assert [one for one in met if one in stayed] == stayed
    assert len(met) == len(set(met))


def interrupted(index: Index, met: Iterator[Any]) -> Iterator[Any]:
    """The walk, every 25 hits of it followed by a sync that brings some and takes others away."""
    for number, one in enumerate(met, start=1):
        yield one
        if number % 25 == 0:
            index.publish("DE", *(creator for creator in (*FEW, *OTHERS[number::3]) if creator.market == "DE"))


def asked(**parameters: Any) -> CreatorQuery:
    """A query of these parameters without facets."""
    return query_from({"facets": ["none"], "limit": 5, **parameters})


def right(query: CreatorQuery) -> list[object]:
    """The ids in the judge's order."""
    return [creator.id for creator in random_judge().ordered(query)]
