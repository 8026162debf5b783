"""Does a query that exists hold, and is what can't be asked refused with its name?"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from marketplace.creators.money import Rates, configured_rates
from marketplace.errors import InvalidInput
from marketplace.search.asked import query_from
from marketplace.search.filters import FieldFilter, PriceRange
from marketplace.search.parameters import facet_names
from marketplace.search.query import RELEVANCE, CreatorQuery, Direction, Sort
from marketplace.text.query import Sought, TextQuery
from tests.creators import RATES


def test_a_search_without_parameters_is_of_all_creators_the_most_followed_first() -> None:
    assert query_from({}) == CreatorQuery(sort=Sort("followers", Direction.DESCENDING), limit=20, page=1)


def test_parameters_of_a_field_make_one_filter() -> None:
    asked = {"topics": ["food"], "topics_not": ["beauty"], "topics_all": ["art"], "topics_missing": True}
    made = FieldFilter("topics", any_of=("food",), all_of=("art",), none_of=("beauty",), missing=True)
    assert query_from(asked).filters == (made,)


def test_values_are_asked_as_the_index_keeps_them() -> None:
    query = query_from({"hashtags": ["Vegán", "vegan"], "verified": [True], "city": ["Köln"]})
    assert [one.any_of for one in query.filters] == [("Köln",), ("true",), ("vegan",)]


def test_a_price_range_belongs_to_price_usd_beside_its_own_bounds() -> None:
    query = query_from(
        {"price_min": Decimal(5), "price_currency": "EUR", "price_usd_max": 10, "price_usd_missing": True}
    )
    made = FieldFilter("price_usd", at_most=10, missing=True, price=PriceRange("EUR", Decimal(5), None))
    assert query.filters == (made,)
    assert query_from({"price_max": Decimal(5)}).filters[0].price == PriceRange("USD", None, Decimal(5))


def test_a_text_sorts_by_relevance_unless_told_otherwise() -> None:
    assert query_from({"q": "vegan"}).sort == RELEVANCE
    assert query_from({"q": "vegan", "sort": "-likes"}).sort == Sort("likes", Direction.DESCENDING)
    assert query_from({"q": '"vegan" -"food"'}).text == TextQuery(
        (Sought(("vegan",)),), (Sought(("food",), excluded=True),)
    )


def test_words_are_sought_by_the_stems_of_the_chosen_markets_languages() -> None:
    text = query_from({"q": "recipes", "market": ["DE", "GB"], "market_not": ["GB"]}).text
    assert text
    assert {stem.partition("~")[0] for (stem,) in text.wanted[0].stems} == {"de"}
    everywhere = query_from({"q": "recipes"}).text
    assert everywhere
    assert {"de", "en", "tr"} < {stem.partition("~")[0] for (stem, *_) in everywhere.wanted[0].stems}


def test_a_text_of_signs_is_no_text() -> None:
    assert query_from({"q": "😀 …"}) == query_from({})


def test_facets_are_those_named_each_once() -> None:
    assert query_from({"facets": ["topics", "market", "topics"]}).facets == ("topics", "market")
    assert query_from({"facets": ["none"]}).facets == ()
    assert query_from({"facets": list(facet_names())}).facets == facet_names()


def test_the_markets_asked_are_those_of_the_filter() -> None:
    asked = ({}, {"market": ["FR", "DE"]}, {"market_not": ["FR"]}, {"market": ["FR"], "market_not": ["FR"]})
    found = ["".join(query_from(one).asked_of(("DE", "FR"))) for one in asked]
    assert found == ["DEFR", "DEFR", "DE", ""]


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"sort": "relevance"}, "sort: relevance needs q"),
    ({"sort": "bio"}, "sort: cannot sort by 'bio'"),
    ({"sort": "price"}, "sort: cannot sort by 'price' .did you mean price_usd"),
    ({"sort": "--followers"}, "sort: cannot sort by '--followers'"),
    ({"sort": "-relevance", "q": "a"}, "sort: cannot sort by '-relevance'"),
    ({"facets": ["price"]}, "facets: has no field 'price'"),
    ({"facets": ["none", "market"]}, "facets: none can't stand"),
    ({"facets": [""]}, "facets: has no field ''"),
    ({"fields": ["secret"]}, "fields: has no field 'secret'"),
    ({"limit": 0}, "limit: must be 1 to 200"),
    ({"limit": 201}, "limit: must be 1 to 200"),
    ({"facet_limit": 1_001}, "facet_limit: must be 1 to 1000"),
    ({"page": 0}, "page: must be at least 1"),
    ({"page": 501, "limit": 20}, "page: times limit must be at most 10000"),
    ({"page": 1, "cursor": "1abc"}, "page: can't stand beside cursor"),
    ({"cursor": "1abc"}, "cursor: "),
    ({"exclude_ids": [str(n) for n in range(10_001)]}, "exclude_ids: has 10001 ids"),
    ({"city": [str(n) for n in range(201)]}, "city: has 201 values: at most 200"),
    ({"market": ["XX"]}, "market: has no value 'XX'"),
    ({"topics_not": ["knitting"]}, "topics: has no value 'knitting'"),
    ({"followers_min": 5, "followers_max": 4}, "followers_min: is above"),
    ({"followers_min": 5, "followers_below": 4}, "followers_min: is above"),
    ({"price_min": Decimal(5), "price_max": Decimal(4)}, "price_min: is above price_max"),
    ({"price_currency": "EUR"}, "price_currency: needs price_min or price_max"),
    ({"q": "x" * 201}, "q: has 201 characters"),
    ({"q": "a " * 21}, "q: has 21 words"),
]


@pytest.mark.parametrize(("asked", "detail"), REFUSED, ids=lambda value: str(value)[:40])
def test_what_cannot_be_asked_is_refused_by_name(asked: dict[str, Any], detail: str) -> None:
    with pytest.raises(InvalidInput, match=f"^{detail}"):
        query_from(asked)


def test_a_field_has_one_filter() -> None:
    with pytest.raises(InvalidInput, match="a field has one filter"):
        CreatorQuery(filters=(FieldFilter("city", any_of=("a",)), FieldFilter("city", any_of=("b",))))


@pytest.mark.parametrize("name", ["bio", "handle", "price", "audience", "unknown"])
def test_a_field_that_does_not_filter_is_refused(name: str) -> None:
    with pytest.raises(InvalidInput, match=f"{name}: is no field to filter by"):
        FieldFilter(name, any_of=("x",))


def test_a_currency_that_the_published_rates_lack_is_converted_at_the_configured_one() -> None:
    published = Rates(RATES.date, {"USD": Decimal(1)})
    bounds = PriceRange("EUR", Decimal(100), None).in_usd(published)
    assert bounds == (configured_rates().to_usd(Decimal(100), "EUR"), None)
