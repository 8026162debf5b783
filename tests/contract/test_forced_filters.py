"""Do the filters of a key hold whatever is asked beside them, and in every count?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from marketplace.errors import InvalidInput
from marketplace.search.asked import filters_from, query_from
from marketplace.search.cursor import continued, write_cursor
from marketplace.search.filters import FieldFilter
from marketplace.search.page import FacetValue, RangesFacet, ValuesFacet
from marketplace.search.query import CreatorQuery
from marketplace.search.reach import Reach
from tests.contract.conftest import MakeIndex
from tests.contract.index import Index, differences, judge_of, random_creators, random_judge, walk
from tests.creators import TODAY, make_creator
from tests.random_queries import random_parameters, random_query

CREATORS = (
    make_creator(id="a", handle="same", topics=["food", "food.vegan"], followers=900, city="Köln"),
    make_creator(id="b", handle="Same", topics=["food"], followers=50_000, city="Bonn", verified=True),
    make_creator(id="c", handle="same", topics=["beauty"], followers=20_000, market="FR", verified=True),
    make_creator(id="d", topics=["beauty", "food"], followers=2_000, market="JP", verified=False),
)
SEEDS = range(12)


@pytest.fixture(scope="module")
def few(make_index: MakeIndex) -> Index:
    """An index of four creators, counted by hand."""
    index = make_index()
    index.fill(CREATORS)
    return index


def forced(**asked: Any) -> tuple[FieldFilter, ...]:
    """Filters of a key."""
    return filters_from(asked)


def under(filters: tuple[FieldFilter, ...], **asked: Any) -> CreatorQuery:
    """A search by a key of these filters."""
    return query_from({"sort": "followers", "facets": ["none"], **asked}, Reach(forced=filters))


def test_both_filters_of_one_field_must_hold(few: Index) -> None:
    markets = forced(market=["DE", "FR"])

    assert few.found(under(markets)) == ["a", "c", "b"]
    assert few.found(under(markets, market=["FR", "JP"])) == ["c"]
    assert few.found(under(markets, market=["JP"])) == []
    assert few.found(under(forced(followers_max=20_000), followers_min=2_000)) == ["d", "c"]
    assert few.found(under(forced(market_not=["DE"]), market_missing=True, market=["DE", "FR"])) == ["c"]


def test_nothing_that_is_asked_loosens_a_forced_filter(few: Index) -> None:
    vegan = forced(topics=["food.vegan"], verified_missing=True)

    assert few.found(under(vegan, topics=["beauty"], topics_missing=True)) == []
    assert few.found(under(vegan, verified_missing=True, topics=["food", "beauty"])) == ["a"]


def test_a_count_leaves_out_the_field_s_own_filter_and_keeps_the_forced_one(few: Index) -> None:
    page = few.search(under(forced(market=["DE", "FR"]), market=["FR"], facets=["market", "topics"]))

    markets = (FacetValue("DE", 2, False), FacetValue("FR", 1, True))
    assert page.facets["market"] == ValuesFacet(markets, other=0, missing=0, exact=True)
    assert page.facets["topics"] == ValuesFacet((FacetValue("beauty", 1, False),), other=0, missing=0, exact=True)


def test_what_is_forced_is_not_told_as_selected_nor_listed_without_creators(few: Index) -> None:
    page = few.search(under(forced(market=["DE", "GB"], followers_max=1_000), facets=["market", "followers"]))

    assert page.facets["market"] == ValuesFacet((FacetValue("DE", 1, False),), other=0, missing=0, exact=True)
    followers = page.facets["followers"]
    assert isinstance(followers, RangesFacet)
    assert (followers.least, followers.greatest, any(one.selected for one in followers.ranges)) == (900, 900, False)


def test_ids_and_handles_outside_are_not_found(few: Index) -> None:
    verified = forced(verified=[True])

    assert sorted(few.engine.get(("a", "b", "c", "d"), verified)) == ["b", "c"]
    assert few.engine.get(("a",), verified) == {}
    assert [one["id"] for one in few.engine.by_handle("same", None, forced=verified)] == ["b", "c"]
    assert [one["id"] for one in few.engine.by_handle("same", "DE", forced=forced(city=["Köln"]))] == ["a"]
    assert few.engine.by_handle("same", "FR", forced=forced(market=["DE"])) == ()
    assert sorted(few.engine.get(("a", "b", "c"), forced(verified_not=[True], city_missing=False))) == ["a"]


def test_a_price_is_forced_in_its_currency(empty: Index) -> None:
    prices = {"euro": ("100.00", "EUR"), "dollar": ("100.00", "USD"), "dear": ("900.00", "USD")}
    empty.fill(make_creator(id=one, price={"amount": much, "currency": of}) for one, (much, of) in prices.items())
    cheap = forced(price_max=Decimal(105), price_currency="USD")

    assert empty.found(under(cheap, price_max=Decimal(1_000))) == ["dollar"]
    assert sorted(empty.engine.get(tuple(prices), cheap)) == ["dollar"]


def test_the_oldest_market_is_one_of_those_that_the_key_lets_through(empty: Index) -> None:
    empty.publish("DE", make_creator(id="de"), as_of=5_000_000)
    empty.publish("FR", make_creator(id="fr", market="FR"), as_of=7_000_000)

    assert empty.search(under(())).as_of == 5_000_000
    assert empty.search(under(forced(market=["FR"]))).as_of == 7_000_000


def test_answers_of_one_key_are_not_given_to_another(few: Index) -> None:
    asked = {"facets": ["market"], "market": ["DE", "FR"]}

    for filters, total in ((), 3), (forced(verified=[True]), 2), ((), 3), (forced(city=["Bonn"]), 1):
        page = few.search(under(filters, **asked))
        assert differences(page, judge_of(CREATORS).search(under(filters, **asked), today=TODAY)) == {}
        assert page.total == total


def test_a_cursor_belongs_to_the_forced_filters(few: Index) -> None:
    query = under(forced(verified=[True]), limit=1)
    following = few.search(query).next_position
    assert following
    cursor = write_cursor(query, following)

    assert few.found(continued(query, cursor)) == ["b"]
    narrower = forced(verified=[True], market=["DE"])
    for other in (under((), limit=1), under(narrower, limit=1), under((), verified=[True])):
        with pytest.raises(InvalidInput, match="belongs to another q, filter or sort"):
            continued(other, cursor)


@pytest.mark.parametrize("seed", SEEDS)
def test_random_filters_are_forced_as_by_brute_force(indexed: Index, seed: int) -> None:
    for query in random_forced(seed):
        differing = differences(indexed.search(query), random_judge().search(query, today=TODAY))
        assert not differing, f"{differing}\nto {query}"


@pytest.mark.parametrize("seed", SEEDS)
def test_forced_searches_are_walked_as_by_brute_force(indexed: Index, seed: int) -> None:
    for query in random_forced(seed):
        whole = replace(query, facets=(), page=1, limit=20)
        walked = list(walk(indexed, whole, sizes=Random(seed), choices=(7, 60, 200)))
        assert walked == [creator.id for creator in random_judge().ordered(query)], query


@pytest.mark.parametrize("seed", SEEDS)
def test_creators_are_looked_up_as_by_brute_force(indexed: Index, seed: int) -> None:
    ids = [creator.id for creator in random_creators()[:200]]
    for query in random_forced(seed):
        assert indexed.engine.get(ids, query.forced) == random_judge().get(ids, query.forced)


def random_forced(seed: int) -> Iterator[CreatorQuery]:
    """Queries, each under filters of other queries."""
    rng = Random(seed)
    for _ in range(20):
        query = random_query(rng, random_creators())
        yield replace(query, forced=random_filters(rng))


def random_filters(rng: Random) -> tuple[FieldFilter, ...]:
    """Some filters that hold together."""
    while True:
        try:
            made = filters_from(random_parameters(rng, ()))
        except InvalidInput:  # a least above a greatest: the next ones will do
            continue
        if made:
            return made
