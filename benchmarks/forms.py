"""How is a search sent? To the API, and to Elasticsearch in the usual way and as this project asks it.

The usual way: one index of all creators and one request, whose post_filter holds the filters that have facets of their
own, each facet a filter aggregation of all the others, typos as fuzzy clauses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any
from urllib.parse import urlencode

import orjson

from benchmarks.clients import Asking, Request
from benchmarks.workload import Parameters
from marketplace.api.answers import page_content
from marketplace.elastic.compile import Plan, Searched, compile_search
from marketplace.elastic.compile import Request as Search
from marketplace.elastic.counts import facet_counts
from marketplace.elastic.errors import check_whole
from marketplace.elastic.filters import Clauses
from marketplace.elastic.parse import parse_page
from marketplace.elastic.words import compile_similar
from marketplace.search.facets import facet_groups, without_own_filter
from marketplace.search.query import CreatorQuery, Sort
from marketplace.search.service import Found

JSON, LINES = "application/json", "application/x-ndjson"

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Asked:
    """A search as it is sent, and how the body of its last answer is read: as what the API would have answered."""

    requests: Asking
    read: Callable[[bytes], Content]


def to_api(parameters: Parameters) -> Asked:
    """The request of a front end: by URL, unless it is too long for one."""
    if "exclude_ids" in parameters:
        request = Request("POST", "/v1/creators/search", orjson.dumps(parameters), JSON)
    else:
        flat = {name: str(one).lower() if isinstance(one, bool) else one for name, one in parameters.items()}
        request = Request("GET", f"/v1/creators?{urlencode(flat, doseq=True)}".rstrip("?"))
    return Asked((request,), orjson.loads)


def as_compiled(query: CreatorQuery, searched: Searched, *, before: Sequence[Sequence[Search]] = ()) -> Asked:
    """What this project sends: several searches in one body; `before` are those that went before, for typos."""
    plan = compile_search(query, searched)
    sent = tuple(_together(searches) for searches in (*before, plan.requests))
    return Asked(sent, lambda body: _page(query, plan, responses=orjson.loads(body)["responses"]))


def as_usual(query: CreatorQuery, searched: Searched, *, index: str) -> Asked:
    """What is usually sent."""
    plan = compile_search(query, searched)
    base = reduce(without_own_filter, query.facets, query)
    clauses = Clauses(query, searched.rates, searched.similar)
    has_classes = query.sort.by_relevance and query.match_classes
    body = {
        **plan.hits.body,
        "query": (clauses.ranked if has_classes else clauses.matching)(base.filters),
        **({"post_filter": _beyond(base, query, searched=searched)} if base != query else {}),
        "aggs": _usual_counts(base, query, searched=searched),
    }
    sent = orjson.dumps(_with_fuzzy(body, query, searched=searched))
    request = Request("POST", f"/{index}/_search", sent, JSON)
    return Asked((request,), lambda answer: _usual_page(query, plan, response=orjson.loads(answer)))


def _together(searches: Sequence[Search]) -> Request:
    lines = [line for one in searches if one.indices for line in (one.header, one.body)]
    return Request("POST", "/_msearch", b"".join(orjson.dumps(line) + b"\n" for line in lines), LINES)


def _usual_counts(base: CreatorQuery, query: CreatorQuery, *, searched: Searched) -> dict[str, Any]:
    """Facets without a filter beyond the base are counted as they are: in a filter of everything it takes longer."""
    counts: dict[str, Any] = {}
    for number, group in enumerate(facet_groups(query)):
        counted = facet_counts(query, group.names, today=searched.today)
        if group.query == base:
            counts |= counted
        else:
            counts[str(number)] = {"filter": _beyond(base, group.query, searched=searched), "aggs": counted}
    return counts


def _beyond(base: CreatorQuery, query: CreatorQuery, *, searched: Searched) -> dict[str, Any]:
    """The filters of a query that its base does not have."""
    own = tuple(one for one in query.filters if one not in base.filters)
    return Clauses(CreatorQuery(sort=Sort()), searched.rates).matching(own)


def _with_fuzzy(clause: Any, query: CreatorQuery, *, searched: Searched) -> Any:
    """The clauses with every list of similar words as the fuzzy clause that finds them."""
    if isinstance(clause, list):
        return [_with_fuzzy(one, query, searched=searched) for one in clause]
    if not isinstance(clause, dict):
        return clause
    if query.text and list(clause) == ["terms"]:
        for word, asked in compile_similar(query.text).items():
            for column, values in clause["terms"].items():
                if values == list(searched.similar.get(word, ())):
                    return {"fuzzy": {column: asked["query"]["fuzzy"]["word"]}}
    return {name: _with_fuzzy(one, query, searched=searched) for name, one in clause.items()}


def _usual_page(query: CreatorQuery, plan: Plan, *, response: Mapping[str, Any]) -> Content:
    check_whole(response)
    counts = response.get("aggregations", {})
    groups = [{"aggregations": counts.get(str(number), counts)} for number in range(len(facet_groups(query)))]
    with_hits = {**response, **groups[0]} if plan.beside else response
    return _content(query, plan, responses=[with_hits, *groups[bool(plan.beside) :]])


def _page(query: CreatorQuery, plan: Plan, *, responses: Sequence[Mapping[str, Any]]) -> Content:
    whole = iter([check_whole(one) for one in responses])
    return _content(query, plan, responses=[next(whole) if one.indices else None for one in plan.requests])


def _content(query: CreatorQuery, plan: Plan, *, responses: Sequence[Mapping[str, Any] | None]) -> Content:
    page = parse_page(query, plan, responses=responses)
    return page_content(Found(replace(query, fields=()), page, ()), language="en", took_ms=0)
