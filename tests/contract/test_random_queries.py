"""Do the engines answer as the judge does, whatever is asked?"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random

import pytest

from marketplace.search.page import CreatorPage
from marketplace.search.query import CreatorQuery
from tests.contract.index import Index, differences, random_creators, random_judge, walk
from tests.creators import TODAY
from tests.random_queries import random_query

QUERIES, AT_ONCE = 500, 25


@pytest.mark.parametrize("seed", range(QUERIES // AT_ONCE))
def test_random_queries_are_answered_as_by_brute_force(indexed: Index, seed: int) -> None:
    for query, right in judged(seed):
        differing = differences(indexed.search(query), right)
        assert not differing, f"{differing}\nto {query}"


@pytest.mark.parametrize("seed", range(QUERIES // AT_ONCE))
def test_random_queries_are_walked_as_by_brute_force(indexed: Index, seed: int) -> None:
    for query, right in judged(seed):
        whole = replace(query, facets=(), page=1, limit=20)
        walked = list(walk(indexed, whole, sizes=Random(right.total), choices=(7, 60, 200)))
        assert walked == [creator.id for creator in random_judge().ordered(query)], query


@cache
def judged(seed: int) -> list[tuple[CreatorQuery, CreatorPage]]:
    """Queries and the right answers, judged once for all engines."""
    rng = Random(seed)
    queries = [random_query(rng, random_creators()) for _ in range(AT_ONCE)]
    return [(query, random_judge().search(query, today=TODAY)) for query in queries]
