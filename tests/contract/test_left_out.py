"""Are those left out who may be others by the next page, in hits, totals and counts, on a cursor that goes on?"""

from __future__ import annotations

from typing import Any

import pytest

from marketplace.search.asked import query_from
from marketplace.search.cursor import write_cursor
from marketplace.search.page import ValuesFacet
from marketplace.search.query import CreatorQuery
from marketplace.search.reach import Reach
from tests.contract.conftest import MakeIndex
from tests.contract.index import Index
from tests.creators import make_creator

MANY = frozenset(f"somebody-{number}" for number in range(50_000))


@pytest.fixture(scope="module")
def few(make_index: MakeIndex) -> Index:
    """An index of four creators of two markets."""
    index = make_index()
    index.fill(
        [make_creator(id=one, followers=100 * n, market="DE" if n < 3 else "FR") for n, one in enumerate("abcd", 1)]
    )
    return index


def without(*ids: str, **asked: Any) -> CreatorQuery:
    """A search that leaves these out."""
    return query_from({"sort": "followers", "facets": ["none"], **asked}, Reach(left_out=frozenset(ids)))


def test_they_are_in_no_hit_total_or_count(few: Index) -> None:
    page = few.search(without("a", "d", facets=["market"], exclude_ids=["b"]))

    facet = page.facets["market"]
    assert isinstance(facet, ValuesFacet)
    assert ([one["id"] for one in page.creators], page.total) == (["c"], 1)
    assert [(one.value, one.count) for one in facet.values] == [("FR", 1)]


def test_as_many_as_an_account_ever_contacts_can_be_left_out_beside_the_most_that_are_named(few: Index) -> None:
    named = [f"other-{number}" for number in range(10_000)]

    assert few.found(without(*MANY, "c", exclude_ids=named)) == ["a", "b", "d"]


def test_who_is_contacted_between_two_pages_does_not_end_the_walk(few: Index) -> None:
    first = few.search(without("a", limit=1))
    assert first.next_position
    cursor = write_cursor(without("a", limit=1), first.next_position)

    assert few.found(without("a", "c", cursor=cursor)) == ["d"]
