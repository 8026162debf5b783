"""Is the judge right? Answers worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from marketplace.creators.creator import Creator
from marketplace.creators.table import MatchClass
from marketplace.creators.times import parse_moment
from marketplace.search.asked import query_from
from marketplace.search.page import CreatorPage, FacetRange, FacetValue, RangesFacet, ValuesFacet
from marketplace.search.query import Position
from tests.creators import NOW, TODAY, make_creator, published_of
from tests.judge import JudgeEngine


def ask(*creators: Creator, **asked: Any) -> CreatorPage:
    """The judge's answer about these creators."""
    return JudgeEngine(creators, published_of(creators)).search(query_from(asked), today=TODAY)


def found(*creators: Creator, **asked: Any) -> list[str]:
    """The ids of the hits in the order of their ids."""
    return sorted(str(document["id"]) for document in ask(*creators, **asked).creators)


def order(*creators: Creator, **asked: Any) -> list[object]:
    """The ids of the hits as they come."""
    return [document["id"] for document in ask(*creators, **asked).creators]


def test_values_of_a_field_are_or_and_fields_are_and() -> None:
    one = make_creator(id="one", market="DE", account_type="creator")
    two = make_creator(id="two", market="FR", account_type="creator")
    three = make_creator(id="three", market="US", account_type="business")
    assert found(one, two, three, market=["DE", "US"]) == ["one", "three"]
    assert found(one, two, three, market=["DE", "US"], account_type=["creator"]) == ["one"]


def test_all_needs_every_value_and_not_needs_none() -> None:
    both = make_creator(id="both", hashtags=["Vegan", "food"])
    single = make_creator(id="single", hashtags=["vegan"])
    none = make_creator(id="none")
    assert found(both, single, none, hashtags_all=["vegan", "FOOD"]) == ["both"]
    assert found(both, single, none, hashtags_not=["food"]) == ["none", "single"]


def test_a_parent_topic_finds_its_children() -> None:
    root, leaf = make_creator(id="root", topics=["beauty"]), make_creator(id="leaf", topics=["beauty.makeup"])
    assert found(root, leaf, topics=["beauty"]) == ["leaf", "root"]
    assert found(root, leaf, topics=["beauty.makeup"]) == ["leaf"]


def test_bounds_include_min_and_max_exclude_below_and_want_a_value() -> None:
    creators = [make_creator(id=f"p{posts}", posts=posts) for posts in (9, 10, 11)] + [make_creator(id="gap")]
    assert found(*creators, posts_min=10) == ["p10", "p11"]
    assert found(*creators, posts_max=10) == ["p10", "p9"]
    assert found(*creators, posts_below=10) == ["p9"]
    assert found(*creators, posts_not=[10]) == ["gap", "p11", "p9"]


def test_missing_adds_alone_chooses_and_false_refuses_creators_without_the_field() -> None:
    creators = [make_creator(id=f"p{posts}", posts=posts) for posts in (9, 10)] + [make_creator(id="gap")]
    assert found(*creators, posts_min=10, posts_missing=True) == ["gap", "p10"]
    assert found(*creators, posts_missing=True) == ["gap"]
    assert found(*creators, posts_missing=False) == ["p10", "p9"]
    assert found(*creators, posts_not=[9], posts_missing=True) == ["gap"]


def test_an_audience_share_is_at_least_what_is_asked() -> None:
    audience = {"countries": {"DE": 0.3, "FR": 0.29}}
    half = make_creator(id="half", audience=audience)
    assert found(half, make_creator(id="gap"), audience_countries=[("DE", 0.3)]) == ["half"]
    assert found(half, audience_countries=[("DE", 0.3), ("FR", 0.3)]) == []
    assert found(make_creator(id="gap"), audience_countries=[("DE", 0.0)]) == []


def test_a_price_compares_in_its_own_currency_exactly_and_in_others_by_dollars() -> None:
    euros = make_creator(id="euros", price={"amount": "100.00", "currency": "EUR"})  # 110 dollars
    dollars = make_creator(id="dollars", price={"amount": "110.01", "currency": "USD"})
    gap = make_creator(id="gap")
    assert found(euros, dollars, gap, price_max=Decimal("100"), price_currency="EUR") == ["euros"]
    assert found(euros, dollars, gap, price_min=Decimal("110.01")) == ["dollars"]
    assert found(euros, dollars, gap, price_min=Decimal("110.01"), price_usd_missing=True) == ["dollars", "gap"]


def test_words_match_in_any_field_and_phrases_in_one_value() -> None:
    split = make_creator(id="split", hashtags=["vegan", "food"], bio="Küche")
    whole = make_creator(id="whole", hashtags=["vegan food"])
    assert found(split, whole, q="FOOD vegan") == ["split", "whole"]
    assert found(split, whole, q='"vegan food"') == ["whole"]
    assert found(split, whole, q="kuche vegan") == ["split"]
    assert found(split, whole, q="veg") == []


def test_minus_leaves_out_words_and_phrases_alone_or_beside_others() -> None:
    split = make_creator(id="split", hashtags=["vegan", "food"])
    whole = make_creator(id="whole", bio="vegan food")
    assert found(split, whole, q='-"vegan food"') == ["split"]
    assert found(split, whole, q="-somebody") == []
    assert found(split, whole, q='vegan -"vegan food"') == ["split"]


def test_relevance_goes_by_the_worst_word_then_by_rank() -> None:
    name = make_creator(id="name", display_name="vegan", hashtags=["food"])
    bio = make_creator(id="bio", display_name="vegan", bio="food", followers=9_999)
    tags = make_creator(id="tags", hashtags=["vegan food"], followers=2_000)
    page = ask(name, bio, tags, q="vegan food", limit=2)
    assert [document["id"] for document in page.creators] == ["tags", "name"]
    assert page.next_position == Position(MatchClass.TAGS.value, name.rank, name.tie)
    assert order(name, bio, tags, q="-nothing") == ["bio", "tags", "name"]


def test_missing_values_come_last_whichever_way_and_ties_go_up() -> None:
    tied = sorted((make_creator(id=f"t{n}", posts=7) for n in range(3)), key=lambda creator: creator.tie)
    gaps = sorted((make_creator(id=f"g{n}") for n in range(2)), key=lambda creator: creator.tie)
    high = make_creator(id="high", posts=8)
    rest = [creator.id for creator in gaps]
    assert order(high, *gaps, *tied, sort="posts") == [*(one.id for one in tied), "high", *rest]
    assert order(high, *gaps, *tied, sort="-posts") == ["high", *(one.id for one in tied), *rest]


def test_a_page_is_a_slice_and_the_last_one_has_no_next_position() -> None:
    creators = [make_creator(id=f"f{n}", followers=n) for n in range(5)]
    page = ask(*creators, limit=2, page=2, sort="followers")
    assert [document["id"] for document in page.creators] == ["f2", "f3"]
    assert (page.total, page.next_position) == (5, Position(0, 3, creators[3].tie))
    assert ask(*creators, limit=2, page=3, sort="followers").next_position is None
    assert order(*creators, limit=2, page=4) == []


def test_a_facet_leaves_its_own_filter_out_and_keeps_every_other() -> None:
    creators = [
        make_creator(id="a", market="DE", verified=True),
        make_creator(id="b", market="FR", verified=True),
        make_creator(id="c", market="FR"),
    ]
    facets = ask(*creators, market=["DE"], verified=[True], facets=["market", "verified"]).facets
    values = (FacetValue("DE", 1, True), FacetValue("FR", 1, False))
    assert facets["market"] == ValuesFacet(values, other=0, missing=0, exact=True)
    assert facets["verified"] == ValuesFacet((FacetValue(True, 1, True),), other=0, missing=0, exact=True)
    asked = ask(*creators, verified_missing=True, verified=[False], facets=["verified"]).facets
    values = (FacetValue(True, 2, False), FacetValue(False, 0, True))
    assert asked["verified"] == ValuesFacet(values, other=0, missing=1, exact=True)


def test_a_root_counts_its_creators_once_and_a_selected_child_is_listed_with_it() -> None:
    creators = [
        make_creator(id="a", topics=["food", "food.vegan", "food.baking"]),
        make_creator(id="b", topics=["food.vegan"]),
        make_creator(id="c", topics=["beauty.makeup"]),
    ]
    facet = ask(*creators, topics=["beauty.skincare"], facets=["topics"], facet_limit=1).facets["topics"]
    food = FacetValue("food", 2, False, (FacetValue("food.vegan", 2, False),), other=1)
    skincare = FacetValue("beauty.skincare", 0, True)
    beauty = FacetValue("beauty", 1, False, (FacetValue("beauty.makeup", 1, False), skincare), other=0)
    assert facet == ValuesFacet((food, beauty), other=0, missing=0, exact=True)


def test_ranges_follow_each_other_and_are_selected_when_wholly_inside() -> None:
    creators = [make_creator(id=f"p{posts}", posts_30d=posts) for posts in (0, 3, 9, 10, 500)] + [make_creator()]
    facet = ask(*creators, posts_30d_min=3, posts_30d_max=29, facets=["posts_30d"]).facets["posts_30d"]
    edges = ((None, 1, 1), (1, 3, 0), (3, 10, 2), (10, 30, 1), (30, 60, 0), (60, None, 1))
    ranges = tuple(FacetRange(start, end, count, start in (3, 10)) for start, end, count in edges)
    assert facet == RangesFacet(ranges, least=0, greatest=500, missing=1)


def test_time_ranges_count_back_from_midnight() -> None:
    recent = make_creator(last_posted_at="2026-11-21T00:00:00Z")
    facet = ask(recent, facets=["last_posted_at"]).facets["last_posted_at"]
    assert isinstance(facet, RangesFacet)
    counted = [(one.start, one.end) for one in facet.ranges if one.count]
    assert counted == [(parse_moment("2026-11-21"), None)]


def test_the_largest_group_of_an_audience_facets_and_a_tie_goes_to_the_first() -> None:
    tie = make_creator(id="tie", audience={"ages": {"25-34": 0.4, "18-24": 0.4}})
    facet = ask(tie, make_creator(id="gap"), facets=["audience_ages"]).facets["audience_ages"]
    assert facet == ValuesFacet((FacetValue("18-24", 1, False),), other=0, missing=1, exact=True)


def test_as_of_is_that_of_the_asked_markets() -> None:
    assert ask(make_creator()).as_of == NOW
    assert ask(make_creator(), market=["FR"]).as_of is None
