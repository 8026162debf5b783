"""Do raw counts become the facets that counting one by one gives?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from hypothesis import given

from marketplace.creators.creator import Creator
from marketplace.creators.fields import FIELDS
from marketplace.creators.table import Field
from marketplace.search.asked import query_from
from marketplace.search.facets import (
    FacetGroup,
    Raw,
    RawRanges,
    RawValues,
    build_facets,
    facet_groups,
    ranges_of,
    without_own_filter,
)
from marketplace.search.page import RangesFacet, ValuesFacet
from marketplace.search.query import CreatorQuery
from tests.creators import RATES, TODAY, published_of
from tests.judge import JudgeEngine, matches
from tests.strategies import creators, queries


@given(some=creators(), query=queries())
def test_facets_are_those_that_are_counted_one_by_one(some: tuple[Creator, ...], query: CreatorQuery) -> None:
    raw: dict[str, Raw] = {}
    for group in facet_groups(query):
        counted = [creator for creator in some if matches(creator, group.query, rates=RATES)]
        raw |= {name: _raw(FIELDS[name], counted) for name in group.names}
    judged = JudgeEngine(some, published_of(some)).search(query, today=TODAY)
    assert build_facets(query, raw, today=TODAY, rates=RATES) == judged.facets


@given(query=queries())
def test_every_facet_asked_is_in_one_group(query: CreatorQuery) -> None:
    names = [name for group in facet_groups(query) for name in group.names]
    assert sorted(names) == sorted(query.facets)


def test_facets_without_an_own_filter_are_counted_with_the_hits() -> None:
    query = query_from({"market": ["DE"], "verified_not": [True], "facets": ["market", "topics", "verified"]})
    assert facet_groups(query) == (
        FacetGroup(query, ("topics", "verified")),
        FacetGroup(without_own_filter(query, "market"), ("market",)),
    )


def test_own_are_any_of_bounds_price_and_missing_and_the_rest_is_kept() -> None:
    asked: dict[str, Any] = {"topics": ["food"], "topics_missing": True, "followers_min": 5, "price_min": 5}
    kept = query_from({"topics_not": ["beauty"], "topics_all": ["art"], "audience_ages": [("18-24", 0.5)]})
    query = query_from({**asked, "topics_not": ["beauty"], "topics_all": ["art"], "audience_ages": [("18-24", 0.5)]})
    for name in ("topics", "followers", "price_usd"):
        query = without_own_filter(query, name)
    assert query == kept
    assert without_own_filter(kept, "audience_ages") == kept


def test_an_unknown_remainder_of_an_open_set_is_other() -> None:
    query = query_from({"facets": ["hashtags"], "facet_limit": 1, "hashtags": ["rare"]})
    raw = RawValues({"often": 9, "rare": 1}, total=25, missing=4, exact=False)
    facet = build_facets(query, {"hashtags": raw}, today=TODAY, rates=RATES)["hashtags"]
    assert isinstance(facet, ValuesFacet)
    assert [(one.value, one.count, one.selected) for one in facet.values] == [("often", 9, False), ("rare", 1, True)]
    assert (facet.other, facet.missing, facet.exact) == (15, 4, False)


def selected_ranges(name: str, **asked: Any) -> list[tuple[Any, Any]]:
    """The ranges of a facet that are selected under these parameters."""
    query = query_from({"facets": [name], **asked})
    field = FIELDS[name]
    raw = RawRanges((0,) * len(ranges_of(field, TODAY)), None, None, 0)
    facet = build_facets(query, {name: raw}, today=TODAY, rates=RATES)[name]
    assert isinstance(facet, RangesFacet)
    return [(one.start, one.end) for one in facet.ranges if one.selected]


def test_a_range_is_selected_when_all_of_it_passes() -> None:
    assert selected_ranges("posts_30d", posts_30d_min=3, posts_30d_max=29) == [(3, 10), (10, 30)]
    assert selected_ranges("posts_30d", posts_30d_min=3, posts_30d_max=28) == [(3, 10)]
    assert selected_ranges("posts_30d", posts_30d_below=3) == [(None, 1), (1, 3)]
    assert selected_ranges("posts_30d", posts_30d_min=30, posts_30d_missing=True) == [(30, 60), (60, None)]
    assert selected_ranges("completion_rate", completion_rate_min=0.5, completion_rate_max=0.9) == [
        (0.5, 0.75),
        (0.75, 0.9),
    ]


def test_a_range_is_not_selected_by_values_or_by_what_is_missing() -> None:
    assert selected_ranges("posts_30d") == []
    assert selected_ranges("posts_30d", posts_30d=[1, 2]) == []
    assert selected_ranges("posts_30d", posts_30d_missing=True) == []
    assert selected_ranges("posts_30d", followers_min=1_000) == []


def test_a_price_in_another_currency_selects_ranges_of_dollars() -> None:
    assert selected_ranges("price_usd", price_min=100, price_max=500, price_currency="USD") == [(100, 250), (250, 500)]
    assert selected_ranges("price_usd", price_min=90, price_max=460, price_currency="EUR") == [(100, 250), (250, 500)]
    assert selected_ranges("price_usd", price_min=100, price_max=460, price_currency="EUR") == [(250, 500)]


def _raw(field: Field, counted: Sequence[Creator]) -> Raw:
    if not field.numeric:
        counts = Counter(value for creator in counted for value in creator.keywords.get(field.name, ()))
        missing = sum(field.name not in creator.keywords for creator in counted)
        return RawValues(counts, sum(counts.values()), missing)
    values = [creator.numbers[field.name] for creator in counted if field.name in creator.numbers]
    counts_of_ranges = tuple(
        sum((start is None or value >= start) and (end is None or value < end) for value in values)
        for start, end in ranges_of(field, TODAY)
    )
    return RawRanges(counts_of_ranges, min(values, default=None), max(values, default=None), len(counted) - len(values))
