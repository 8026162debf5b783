from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from marketplace.elastic.compile import Searched, compile_search
from marketplace.elastic.parse import Responses, parse_page
from marketplace.search.asked import query_from
from marketplace.search.page import CreatorPage, FacetRange, FacetValue, RangesFacet, ValuesFacet
from marketplace.search.query import CreatorQuery, Position
from tests.creators import NOW, TODAY, make_creator, published_of

NO_FACETS = query_from({"facets": ["none"], "limit": 2})
INDICES = {"DE": "creators-de-0123abcd-1"}


def page(query: CreatorQuery, *responses: Mapping[str, Any] | None) -> CreatorPage:
    searched = Searched(INDICES, published_of([make_creator()]), TODAY)
    answered: Responses = responses
    return parse_page(query, compile_search(query, searched), responses=answered)


def hits(*sorts: list[object], total: int = 9) -> dict[str, Any]:
    found = [{"_source": {"document": {"id": f"c{number}"}}, "sort": sort} for number, sort in enumerate(sorts)]
    return {"hits": {"total": {"value": total, "relation": "eq"}, "hits": found}}


def counted(**counts: object) -> dict[str, Any]:
    return {"hits": {"hits": []}, "aggregations": {name.replace("__", ":"): count for name, count in counts.items()}}


def values(*buckets: tuple[str, int], other: int = 0, error: int = 0) -> dict[str, Any]:
    return {
        "buckets": [{"key": key, "doc_count": count} for key, count in buckets],
        "sum_other_doc_count": other,
        "doc_count_error_upper_bound": error,
    }


def test_one_hit_more_than_asked_tells_that_a_page_follows() -> None:
    assert page(NO_FACETS, hits([7, 1], [5, 2], [5, 3])) == CreatorPage(
        total=9, creators=({"id": "c0"}, {"id": "c1"}), facets={}, next_position=Position(0, 5, 2), as_of=NOW
    )


def test_no_page_follows_the_last_hit() -> None:
    assert page(NO_FACETS, hits([7, 1], [5, 2])).next_position is None


def test_a_hit_of_a_ranked_search_stands_in_its_class() -> None:
    query = replace(query_from({"q": "vegan", "facets": ["none"]}), limit=1)
    assert page(query, hits([2.0, 5, 2], [1.0, 9, 3])).next_position == Position(2, 5, 2)


@pytest.mark.parametrize(
    ("sort", "stand_in"),
    [("posts", 2**63 - 1), ("-posts", 1 - 2**63), ("price_usd", 1.7976931348623157e308)],
)
def test_a_hit_without_a_value_stands_without_one(sort: str, stand_in: float) -> None:
    query = replace(NO_FACETS, sort=query_from({"sort": sort}).sort, limit=1)
    assert page(query, hits([stand_in, 2], [stand_in, 3])).next_position == Position(0, None, 2)


def test_what_no_published_market_was_asked_for_has_nothing() -> None:
    empty = ValuesFacet((), other=0, missing=0, exact=True)
    query = query_from({"market": ["US"], "facets": ["verified"]})
    assert page(query, None, None) == CreatorPage(0, (), {"verified": empty}, next_position=None, as_of=None)


def test_the_values_of_an_open_set_say_whether_they_are_exact() -> None:
    query = query_from({"hashtags": ["rare"], "facets": ["hashtags"], "facet_limit": 1})
    counts = counted(
        hashtags=values(("vegan", 4), other=5, error=2), hashtags__selected=values(("rare", 1)), absent=values()
    )
    listed = (FacetValue("vegan", 4, selected=False), FacetValue("rare", 1, selected=True))
    assert page(query, hits(), counts).facets == {"hashtags": ValuesFacet(listed, other=4, missing=0, exact=False)}


def test_creators_without_a_value_are_counted_field_by_field() -> None:
    query = query_from({"facets": ["verified", "market"]})
    counts = counted(verified=values(("true", 4)), market=values(("DE", 9)), absent=values(("verified", 5)))
    facets = page(query, hits(), counts).facets
    assert {name: facet.missing for name, facet in facets.items()} == {"verified": 5, "market": 0}


def test_whole_numbers_come_back_whole() -> None:
    query = query_from({"facets": ["posts_30d"]})
    buckets = [{"doc_count": count} for count in (1, 0, 0, 0, 0, 2)]
    counts = counted(
        posts_30d={"buckets": buckets},
        posts_30d__least={"value": 0.0},
        posts_30d__greatest={"value": 9007199254740991.0},
        absent=values(("posts_30d", 3)),
    )
    facet = page(query, hits(), counts).facets["posts_30d"]
    assert isinstance(facet, RangesFacet)
    assert facet.ranges[0] == FacetRange(None, 1, 1, selected=False)
    assert repr((facet.least, facet.greatest, facet.missing)) == "(0, 9007199254740991, 3)"


def test_a_range_that_nobody_is_in_has_no_least_value() -> None:
    empty = {"buckets": [{"doc_count": 0}] * 6}
    nothing = {"value": None}
    counts = counted(posts_30d=empty, posts_30d__least=nothing, posts_30d__greatest=nothing, absent=values())
    facet = page(query_from({"facets": ["posts_30d"]}), hits(), counts).facets["posts_30d"]
    assert isinstance(facet, RangesFacet)
    assert (facet.least, facet.greatest) == (None, None)
