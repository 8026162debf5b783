"""Is every number of a facet right where an engine is tempted to estimate?"""

from __future__ import annotations

from typing import Any

import pytest

from marketplace.creators.fields import FIELDS
from marketplace.creators.table import Kind, Role
from marketplace.creators.times import parse_moment
from marketplace.search.asked import query_from
from marketplace.search.page import FacetRange, FacetValue, RangesFacet, ValuesFacet
from tests.contract.conftest import MakeIndex
from tests.contract.index import Index, differences, judge_of, random_judge
from tests.creators import TODAY, make_creator

CREATORS = (
    make_creator(id="a", languages=["de", "en"], topics=["food", "food.vegan", "food.baking"], verified=True, posts=9),
    make_creator(id="b", languages=["de"], topics=["food.vegan"], verified=False, posts=10),
    make_creator(id="c", languages=["fr"], topics=["beauty.makeup"], market="FR", audience={"ages": {"18-24": 1}}),
    make_creator(id="d", languages=["ja"], market="JP", audience={"ages": {"25-34": 0.5, "18-24": 0.5}}, posts=5_000),
    make_creator(id="e", hashtags=["Ünïcode", "c++", "c++ "], market="JP", likes=2**53 - 1, posts=10),
)


@pytest.fixture(scope="module")
def few(make_index: MakeIndex) -> Index:
    """An index of five creators, counted by hand."""
    index = make_index()
    index.fill(CREATORS)
    return index


def facet(index: Index, name: str, **asked: Any) -> object:
    """One facet under these parameters."""
    return index.search(query_from({"facets": [name], **asked})).facets[name]


def value(name: str | bool, count: int, *, selected: bool = False) -> FacetValue:
    """A value without children."""
    return FacetValue(name, count, selected)


def test_a_closed_set_of_more_values_than_the_limit_leaves_the_rest_to_other(few: Index) -> None:
    listed = (value("de", 2),)
    assert facet(few, "languages", facet_limit=1) == ValuesFacet(listed, other=3, missing=1, exact=True)


def test_selected_values_are_listed_beyond_the_limit_even_with_zero_creators(few: Index) -> None:
    asked = facet(few, "languages", facet_limit=1, languages=["sw", "ja"])
    listed = (value("de", 2), value("ja", 1, selected=True), value("sw", 0, selected=True))
    assert asked == ValuesFacet(listed, other=2, missing=1, exact=True)


def test_a_tree_cuts_each_level_and_lists_a_selected_child_under_its_root(few: Index) -> None:
    food = FacetValue("food", 2, False, (value("food.vegan", 2),), other=1)
    plain = facet(few, "topics", facet_limit=1)
    assert plain == ValuesFacet((food,), other=1, missing=2, exact=True)
    beauty = FacetValue("beauty", 1, False, (value("beauty.makeup", 1), value("beauty.skincare", 0, selected=True)))
    chosen = facet(few, "topics", facet_limit=1, topics=["beauty.skincare"])
    assert chosen == ValuesFacet((food, beauty), other=0, missing=2, exact=True)


def test_missing_is_counted_under_every_filter_but_the_own_one(few: Index) -> None:
    asked = facet(few, "verified", verified=[True], market=["DE", "FR"])
    assert asked == ValuesFacet((value(False, 1), value(True, 1, selected=True)), other=0, missing=1, exact=True)
    kept = facet(few, "topics", topics_not=["food"], market=["DE", "FR"], topics=["food"])
    selected = (FacetValue("beauty", 1, False, (value("beauty.makeup", 1),)), value("food", 0, selected=True))
    assert kept == ValuesFacet(selected, other=0, missing=0, exact=True)


def test_the_market_facet_counts_the_markets_not_chosen_too(few: Index) -> None:
    asked = facet(few, "market", market=["FR"])
    listed = (value("DE", 2), value("JP", 2), value("FR", 1, selected=True))
    assert asked == ValuesFacet(listed, other=0, missing=0, exact=True)


def test_an_audience_counts_by_its_largest_group_and_keeps_its_shares(few: Index) -> None:
    asked = facet(few, "audience_ages", audience_ages=[("25-34", 0.5)])
    assert asked == ValuesFacet((value("18-24", 1), value("25-34", 0, selected=True)), 0, missing=0, exact=True)
    assert facet(few, "audience_ages") == ValuesFacet((value("18-24", 2),), other=0, missing=3, exact=True)


def test_an_open_set_counts_values_as_they_compare(few: Index) -> None:
    listed = (value("c++", 1), value("c++ ", 1), value("unicode", 1))
    assert facet(few, "hashtags") == ValuesFacet(listed, other=0, missing=4, exact=True)


def test_ranges_count_their_first_value_and_not_their_last(few: Index) -> None:
    asked = facet(few, "posts", posts_min=10, posts_below=100)
    edges = ((None, 10, 1), (10, 50, 2), (50, 100, 0), (100, 500, 0), (500, 1_000, 0), (1_000, 5_000, 0))
    ranges = [FacetRange(start, end, count, start in (10, 50)) for start, end, count in edges]
    last = FacetRange(5_000, None, 1, False)
    assert asked == RangesFacet((*ranges, last), least=9, greatest=5_000, missing=1)


def test_the_greatest_number_is_told_exactly(few: Index) -> None:
    likes = facet(few, "likes")
    assert isinstance(likes, RangesFacet)
    assert (likes.least, likes.greatest, likes.missing) == (2**53 - 1, 2**53 - 1, 4)
    assert likes.ranges[-1] == FacetRange(100_000_000, None, 1, False)


def test_a_time_on_an_edge_belongs_to_the_later_range(empty: Index) -> None:
    moments = ("2026-11-15T00:00:00Z", "2026-11-14T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z")
    empty.publish("DE", *(make_creator(id=f"c{n}", joined_at=moment) for n, moment in enumerate(moments)))
    joined = facet(empty, "joined_at")
    assert isinstance(joined, RangesFacet)
    assert [one.count for one in joined.ranges] == [1, 0, 0, 0, 1, 1, 0]
    assert (joined.least, joined.greatest) == (-1, parse_moment("2026-11-15"))


@pytest.mark.parametrize("name", [field.name for field in FIELDS.with_role(Role.FACET) if field.kind is not Kind.MONEY])
@pytest.mark.parametrize("limit", [1, 2, 50])
def test_every_facet_alone_is_as_the_judge_counts_it(indexed: Index, name: str, limit: int) -> None:
    query = query_from({"q": "-vegan", "market": ["DE", "JP", "IL"], "facets": [name], "facet_limit": limit})
    assert differences(indexed.search(query), random_judge().search(query, today=TODAY)) == {}


@pytest.fixture(scope="module")
def tagged(make_index: MakeIndex) -> Index:
    """An index of more hashtags than any page of them holds, few of them frequent, none evenly over the markets."""
    index = make_index()
    index.fill(TAGGED)
    return index


TAGGED = tuple(
    make_creator(id=f"t{n}", market=("DE", "FR", "JP")[n % 3], hashtags=[f"rare{n}", f"x{n * n % 397}", f"y{n % 11}"])
    for n in range(900)
)


@pytest.mark.parametrize("limit", [1, 3, 11, 50, 1_000])
def test_an_open_set_is_exact_or_says_that_it_is_not(tagged: Index, limit: int) -> None:
    query = query_from({"facets": ["hashtags"], "facet_limit": limit, "hashtags": ["rare7"], "sort": "followers"})
    right = judge_of(TAGGED).search(query, today=TODAY)
    answer = tagged.search(query)
    counted = answer.facets["hashtags"]
    assert isinstance(counted, ValuesFacet)
    assert differences(answer, right) == {} or not counted.exact
    assert counted.exact or limit < 1_000
    assert value("rare7", 1, selected=True) in counted.values


def test_a_facet_is_the_same_when_asked_again_and_with_another_limit(indexed: Index) -> None:
    for limit in (2, 50, 2):
        query = query_from({"facets": ["hashtags", "topics"], "facet_limit": limit})
        assert differences(indexed.search(query), random_judge().search(query, today=TODAY)) == {}


def test_facets_follow_the_day(indexed: Index) -> None:
    query = query_from({"facets": ["last_posted_at"]})
    tomorrow = parse_moment("2026-11-23")
    indexed.search(query)
    answer = indexed.engine.search(query, today=tomorrow)
    assert differences(answer, random_judge().search(query, today=tomorrow)) == {}


def test_a_rare_value_that_is_selected_later_is_counted_then(empty: Index) -> None:
    frequent = (make_creator(id=str(n), brands=["Acme"]) for n in range(3))
    empty.fill((*frequent, make_creator(id="rare", brands=["Bolt"])))
    assert facet(empty, "brands", facet_limit=1) == ValuesFacet((value("Acme", 3),), other=1, missing=0, exact=True)
    listed = (value("Acme", 3), value("Bolt", 1, selected=True))
    asked = facet(empty, "brands", facet_limit=1, brands=["Bolt"])
    assert asked == ValuesFacet(listed, other=0, missing=0, exact=True)


def test_values_that_tie_at_the_limit_are_cut_by_their_names(empty: Index) -> None:
    empty.fill(make_creator(id=str(n), city=f"c{n * 7 % 40:02}") for n in range(40))
    expected = tuple(value(f"c{n:02}", 1) for n in range(3))
    assert facet(empty, "city", facet_limit=3) == ValuesFacet(expected, other=37, missing=0, exact=True)


@pytest.mark.parametrize(
    ("asked", "selected"),
    [
        ({"away_until_min": "2026-11-29", "away_until_max": "2026-12-21"}, [False, False, True, False, False]),
        ({"away_until_min": "2026-11-29", "away_until_max": "2026-12-20"}, [False] * 5),
    ],
)
def test_a_range_of_days_is_selected_up_to_its_last_day(
    few: Index, asked: dict[str, str], selected: list[bool]
) -> None:
    found = facet(few, "away_until", **{name: parse_moment(day) for name, day in asked.items()})
    assert isinstance(found, RangesFacet)
    assert [one.selected for one in found.ranges] == selected


def test_a_range_of_times_is_selected_up_to_its_last_microsecond(few: Index) -> None:
    today = few.search(query_from({"facets": ["joined_at"], "joined_at_max": TODAY - 86_400_000_000 - 1}))
    found = today.facets["joined_at"]
    assert isinstance(found, RangesFacet)
    assert [one.selected for one in found.ranges] == [True] * 6 + [False]
