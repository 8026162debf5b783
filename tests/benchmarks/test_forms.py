"""How does a search look in the usual way, and in the API's?"""

from dataclasses import replace

import orjson

from benchmarks.forms import as_usual, to_api
from marketplace.elastic.compile import Searched
from marketplace.search.asked import query_from
from marketplace.search.page import Published
from tests.creators import TODAY

SEARCHED = Searched({"DE": "creators-de", "FR": "creators-fr"}, Published(), TODAY)


def test_the_usual_way_has_chosen_values_behind_the_query_and_counts_each_facet_under_the_others() -> None:
    query = query_from({"market": ["DE"], "verified": [True], "city": ["Berlin"], "facets": ["market", "verified"]})

    (request,) = as_usual(query, SEARCHED, index="all").requests
    body = orjson.loads(request.body)

    market, verified = {"terms": {"market": ["DE"]}}, {"terms": {"verified": ["true"]}}
    assert (request.path, body["query"]) == ("/all/_search", {"terms": {"city": ["Berlin"]}})
    assert body["post_filter"] == {"bool": {"filter": [market, verified]}}
    assert [one["filter"] for one in body["aggs"].values()] == [verified, market]


def test_the_usual_way_without_filters_counts_facets_without_any() -> None:
    (request,) = as_usual(query_from({"facets": ["market"]}), SEARCHED, index="all").requests
    body = orjson.loads(request.body)

    assert "post_filter" not in body
    assert list(body["aggs"]) == ["market"]


def test_the_usual_way_to_forgive_typos_is_a_fuzzy_clause() -> None:
    query = query_from({"q": "vegna", "facets": ["none"]})
    assert query.text
    forgiving = replace(query, text=replace(query.text, forgiving=True))

    (request,) = as_usual(forgiving, replace(SEARCHED, similar={"vegna": ("vegan",)}), index="all").requests

    assert b'{"fuzzy":{"words.bio":{"value":"vegna","fuzziness":1' in request.body
    assert b'"vegan"' not in request.body


def test_ids_to_leave_out_go_as_a_body_and_all_else_by_url() -> None:
    (long,) = to_api({"exclude_ids": ["c1"]}).requests
    (short,) = to_api({"market": ["DE", "FR"], "as_you_type": True}).requests

    assert (long.method, long.path, long.body) == ("POST", "/v1/creators/search", b'{"exclude_ids":["c1"]}')
    assert (short.method, short.path) == ("GET", "/v1/creators?market=DE&market=FR&as_you_type=true")
