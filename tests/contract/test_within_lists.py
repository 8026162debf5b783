"""Are those alone found who are on a list, in hits, totals and every count, as brute force has it?"""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from marketplace.search.asked import query_from
from marketplace.search.parameters import facet_names
from marketplace.search.query import CreatorQuery
from marketplace.search.reach import Reach
from tests.contract.index import Index, differences, random_creators, random_judge, walk
from tests.creators import TODAY
from tests.random_queries import random_query

MANY = frozenset(f"somebody-{number}" for number in range(50_000))
HALF = frozenset(one.id for one in random_creators()[::2])


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(("only", "out"), [(HALF, None), (None, HALF), (HALF, frozenset([*sorted(HALF)[:40]]))])
def test_random_queries_of_lists_are_answered_as_by_brute_force(
    indexed: Index, seed: int, only: frozenset[str] | None, out: frozenset[str] | None
) -> None:
    rng = Random(seed)
    for _ in range(10):
        asked = random_query(rng, random_creators())
        query = replace(asked, facets=facet_names(), only=ordered(only), left_out=ordered(out))
        differing = differences(indexed.search(query), random_judge().search(query, today=TODAY))
        assert not differing, f"{differing}\nto {query}"


def test_a_list_is_walked_as_by_brute_force(indexed: Index) -> None:
    query = query_from({"facets": ["none"], "limit": 20}, Reach(only=HALF))

    walked = list(walk(indexed, query, sizes=Random(1), choices=(7, 60)))

    assert walked == [creator.id for creator in random_judge().ordered(query)]
    assert {*walked} == HALF


def test_a_list_of_nobody_finds_nobody_whatever_was_asked_before(indexed: Index) -> None:
    everybody, nobody = query_from({}), query_from({}, Reach(only=frozenset()))

    found = [indexed.search(one) for one in (everybody, nobody, everybody, nobody)]

    assert [one.total for one in found] == [len(random_creators()), 0] * 2
    assert not differences(found[1], random_judge().search(nobody, today=TODAY))


def test_one_accounts_list_is_never_answered_with_anothers(indexed: Index) -> None:
    first, second = (frozenset(one.id for one in random_creators()[n::7]) for n in (0, 1))

    for only in (first, second, first):
        query = query_from({"market": ["DE", "FR"]}, Reach(only=only, lists=("in_list=lst_1",)))
        assert not differences(indexed.search(query), random_judge().search(query, today=TODAY))


def test_as_many_as_lists_hold_can_be_asked_for_beside_the_most_that_are_left_out(indexed: Index) -> None:
    some = sorted(HALF)[:9]
    named = [f"other-{number}" for number in range(10_000)]
    within = Reach(only=MANY | {*some}, left_out=MANY | {some[0]})
    without = Reach(left_out=MANY | {f"else-{number}" for number in range(50_000)} | HALF)

    found = [indexed.search(query_from({"exclude_ids": named, "facets": ["none"]}, one)) for one in (within, without)]

    assert [one.total for one in found] == [8, len(random_creators()) - len(HALF)]


def ordered(ids: frozenset[str] | None) -> tuple[str, ...] | None:
    """As a query has them."""
    return None if ids is None else tuple(sorted(ids))


def test_what_is_named_is_part_of_the_question() -> None:
    assert query_from({}) != query_from({}, Reach(only=frozenset()))
    assert CreatorQuery(only=("a", "b"), exclude_ids=("b",)).within == ("a",)
