"""Are the bodies sent the ones that were looked at? `UPDATE_GOLDEN=1 pytest tests/unit/elastic` writes them anew."""

import os
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson
import pytest

from marketplace.elastic.compile import Plan, Searched, compile_search, position_of
from marketplace.search.asked import query_from
from marketplace.search.page import Published
from marketplace.search.query import CreatorQuery, Position
from tests.creators import RATES, TODAY

GOLDEN = Path(__file__).parents[2] / "golden" / "elastic"
INDICES = {market: f"creators-{market.lower()}-0123abcd-20261122t1000009f3c" for market in ("DE", "FR", "JP")}
ONE_FACET = {"facets": ["account_type"]}

QUERIES: dict[str, CreatorQuery] = {
    "landing_page": query_from({}),
    "words_phrases_and_minus": query_from({"q": 'vegan "clean eating" -meat -"fast food"', "facets": ["none"]}),
    "words_in_another_order": query_from({"q": "vegan", "sort": "-engagement_rate", "facets": ["none"]}),
    "only_minus_words": query_from({"q": "-meat", "facets": ["none"]}),
    "markets_are_routed": query_from({"market": ["DE", "FR", "US"], "facets": ["market", "verified"]}),
    "every_way_to_filter": query_from(
        {
            "topics": ["beauty", "food.vegan"],
            "hashtags_all": ["Küche", "vegan"],
            "brands_not": ["Acme"],
            "followers_min": 10_000,
            "followers_max": 50_000,
            "followers_below": 50_000,
            "region_missing": True,
            "city": ["Berlin"],
            "city_missing": True,
            "languages_missing": False,
            "audience_countries": [("DE", 0.3), ("FR", 0.1)],
            "verified": [True],
            "exclude_ids": ["c2", "c1"],
            **ONE_FACET,
        }
    ),
    "price_in_euro": query_from(
        {"price_min": Decimal(100), "price_max": Decimal("250.50"), "price_currency": "EUR", "facets": ["price_usd"]}
    ),
    "open_values_and_times": query_from(
        {"hashtags": ["vegan"], "facets": ["hashtags", "joined_at", "audience_ages"], "facet_limit": 5}
    ),
    "numbered_page": query_from({"page": 3, "limit": 50, "sort": "response_hours", "facets": ["none"]}),
    "after_a_hit": replace(query_from({"q": "vegan", "facets": ["none"]}), after=Position(2, 1_000, 17)),
    "after_a_hit_without_a_value": replace(
        query_from({"sort": "price_usd", "facets": ["none"]}), after=Position(0, None, 17)
    ),
}


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_is_asked_as_in_the_golden_file(name: str) -> None:
    golden = GOLDEN / f"{name}.json"
    lines = orjson.dumps(lines_of(plan(QUERIES[name])), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_bytes(lines)
    assert orjson.loads(lines) == orjson.loads(golden.read_bytes())


def test_there_is_no_golden_file_without_a_query() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == QUERIES.keys()


@pytest.mark.parametrize("sort", ["followers", "-followers", "price_usd", "-price_usd", "joined_at", "-joined_at"])
@pytest.mark.parametrize("value", [None, 0, -1, 0.5, 2**53 - 1])
def test_a_position_is_what_its_search_after_was_made_of(sort: str, value: float | None) -> None:
    query = replace(query_from({"sort": sort}), after=Position(0, value, 2**63 - 1))
    assert position_of(plan(query).hits.body["search_after"], query) == query.after


@pytest.mark.parametrize(
    ("asked", "markets"),
    [
        ({}, ["DE", "FR", "JP"]),
        ({"market": ["DE", "US"]}, ["DE"]),
        ({"market_not": ["DE"]}, ["FR", "JP"]),
        ({"market": ["DE", "FR"], "market_not": ["DE"]}, ["FR"]),
        ({"market": ["DE"], "market_missing": False}, ["DE"]),
        ({"market": ["US"]}, []),
        ({"market": ["DE"], "market_missing": True}, ["DE", "FR", "JP"]),
    ],
)
def test_only_the_indices_of_the_markets_asked_are_asked(asked: dict[str, Any], markets: list[str]) -> None:
    found = plan(query_from({**asked, **ONE_FACET}))
    assert [request.indices for request in found.requests] == [tuple(INDICES[one] for one in markets)] * 2


@pytest.mark.parametrize(("asked", "kept"), [({}, True), ({"q": "vegan"}, False), ({"q": "-vegan"}, False)])
def test_counts_beside_typed_words_are_not_kept_by_the_shards(asked: dict[str, Any], kept: bool) -> None:
    hits, counts = plan(query_from({"market": ["DE"], "facets": ["market"], **asked})).requests
    assert ("request_cache" not in hits.header, counts.header.get("request_cache", True)) == (True, kept)


def test_words_bring_the_facets_of_their_own_filters_along() -> None:
    asked = {"q": "vegan", "market": ["DE"], "facets": ["verified", "market", "topics"]}
    found = plan(query_from(asked))
    assert (found.beside, [group.names for group, _ in found.groups]) == (("verified", "topics"), [("market",)])
    assert {"verified", "topics"} < found.hits.body["aggs"].keys()


def test_nothing_is_asked_of_an_index_in_which_nothing_is_published() -> None:
    found = compile_search(query_from({}), Searched({}, Published(), TODAY))
    assert [request.indices for request in found.requests] == [(), ()]


def plan(query: CreatorQuery) -> Plan:
    return compile_search(query, Searched(INDICES, Published(rates=RATES), TODAY))


def lines_of(found: Plan) -> list[Any]:
    return [line for request in found.requests for line in (request.header, request.body)]
