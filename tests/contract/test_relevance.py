"""Do both engines give the same order of relevance, and does what is said of a match agree with it?"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from random import Random

import pytest

from marketplace.creators.table import MatchClass
from marketplace.search.match import explain
from marketplace.search.query import CreatorQuery
from tests.contract.index import Index, random_judge
from tests.judge import position_of
from tests.random_queries import random_text_query

QUERIES, AT_ONCE = 500, 50


@pytest.mark.parametrize("seed", range(QUERIES // AT_ONCE))
def test_random_texts_find_creators_in_the_right_order(indexed: Index, seed: int) -> None:
    for query, right in judged(seed):
        assert indexed.found(query) == [creator for creator, _ in right][:200], query


@pytest.mark.parametrize("seed", range(QUERIES // AT_ONCE))
def test_why_a_hit_matches_agrees_with_where_it_stands(indexed: Index, seed: int) -> None:
    for query, right in judged(seed):
        told = {str(one["id"]): explain(one, query).match_class for one in indexed.search(query).creators}
        assert told == {creator: MatchClass(match_class) for creator, match_class in right[:200]}, query


def test_the_random_texts_meet_every_class() -> None:
    met = Counter(
        match_class for seed in range(QUERIES // AT_ONCE) for _, right in judged(seed) for _, match_class in right
    )
    assert min(met[match_class.value] for match_class in MatchClass) > 50, met


@cache
def judged(seed: int) -> list[tuple[CreatorQuery, list[tuple[str, int]]]]:
    """Texts, and who is found by each in which class, in order."""
    rng = Random(f"texts {seed}")
    queries = [random_text_query(rng) for _ in range(AT_ONCE)]
    judge = random_judge()
    return [
        (query, [(one.id, position_of(one, query).match_class) for one in judge.ordered(query)]) for query in queries
    ]


@pytest.mark.parametrize("seed", range(2))
def test_what_the_engine_tells_of_hits_changes_no_explanation(indexed: Index, seed: int) -> None:
    for query, right in judged(seed):
        page = indexed.search(query)
        assert [one.match_class for one in page.told] == [match_class for _, match_class in right[:200]]
        for creator, told in zip(page.creators, page.told, strict=True):
            assert told.reading, creator
            shown = replace(query, highlight=True)
            assert explain(creator, shown, told=told) == explain(creator, shown), (query, creator)
