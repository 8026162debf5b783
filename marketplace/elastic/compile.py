"""How is a `CreatorQuery` asked of Elasticsearch? One search for the hits and one for each group of facets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from marketplace.creators.creator import Number
from marketplace.creators.money import Rates, configured_rates
from marketplace.elastic.counts import facet_counts
from marketplace.elastic.filters import Clauses
from marketplace.search.facets import FacetGroup, facet_groups
from marketplace.search.filters import FieldFilter
from marketplace.search.page import Published
from marketplace.search.query import CreatorQuery, Position

GREATEST_LONG = 2**63 - 1
GREATEST_DOUBLE = 1.7976931348623157e308
"""What stands for a missing value in an order: the engine's own stand-in for doubles, infinity, has no JSON."""


@dataclass(frozen=True)
class Request:
    """One search among several that go together: the indices that it asks, and its body.

    `passing` when its counts are not worth keeping: to keep what nobody asks for again took the shards a fifth longer.
    """

    indices: tuple[str, ...]
    body: Mapping[str, Any]
    passing: bool = False

    @property
    def header(self) -> dict[str, Any]:
        """The line before the body; an answer without some of its shards is none: it would count them as nothing."""
        kept = {"request_cache": False} if self.passing else {}
        return {"index": list(self.indices), "allow_partial_search_results": False, **kept}


@dataclass(frozen=True)
class Searched:
    """What a search is compiled against: the indices and what is published in them, and 00:00 UTC of today.

    `similar` are the words there are within the typos of each word that is tried with them.
    """

    indices: Mapping[str, str]
    published: Published
    today: int
    similar: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def rates(self) -> Rates:
        """The rates of the newest build."""
        return self.published.rates or configured_rates()


@dataclass(frozen=True)
class Plan:
    """All that a search asks in one round trip, and against what; `beside` are facets counted with the hits."""

    searched: Searched
    hits: Request
    beside: tuple[str, ...]
    groups: tuple[tuple[FacetGroup, Request], ...]

    @property
    def requests(self) -> tuple[Request, ...]:
        """The hits first, then the groups in their order."""
        return (self.hits, *(request for _, request in self.groups))


def compile_search(query: CreatorQuery, searched: Searched) -> Plan:
    """What to ask; a request of no index needs no answer: nothing of what it asks for is published."""
    clauses = Clauses(query, searched.rates, searched.similar)
    hits = _hits_request(query, searched, clauses=clauses)
    first, *others = facet_groups(query) or (FacetGroup(query, ()),)
    # without words they are asked alone: shards keep the counts of what many ask for, but no hits
    beside = first.names if query.text and first.query is query else ()
    if beside:
        hits = replace(hits, body={**hits.body, "aggs": facet_counts(query, beside, today=searched.today)})
    asked = others if beside or not first.names else (first, *others)
    groups = tuple((group, _count_request(query, group, searched=searched, clauses=clauses)) for group in asked)
    return Plan(searched, hits, beside, groups)


def position_of(sort: list[Any], query: CreatorQuery) -> Position:
    """Where a hit stands, from its sort values."""
    *score, value, tie = sort
    return Position(int(score[0]) if score else 0, None if value == _stand_in(query) else value, tie)


def _hits_request(query: CreatorQuery, searched: Searched, *, clauses: Clauses) -> Request:
    indices, filters = _routed(query, searched)
    body: dict[str, Any] = {
        "query": (clauses.ranked if _has_classes(query) else clauses.matching)(filters),
        "sort": list(_order(query)),
        # one more than asked tells whether another page follows
        "size": query.limit + 1,
        "track_total_hits": True,
    }
    if query.after:
        return Request(indices, {**body, "search_after": _after(query.after, query)})
    return Request(indices, {**body, "from": query.offset} if query.offset else body)


def _routed(query: CreatorQuery, searched: Searched) -> tuple[tuple[str, ...], Sequence[FieldFilter]]:
    """The indices of the markets asked, and what is left to ask of them: each holds the creators of one market."""
    asked = tuple([searched.indices[market] for market in query.asked_of(searched.indices)])
    return asked, [one for chosen in query.every_filter if (one := _left(chosen))]


def _left(chosen: FieldFilter) -> FieldFilter | None:
    """What is left to ask of a filter where the indices are chosen by what it says of the market."""
    if chosen.field != "market" or chosen.missing:
        return chosen
    if not (chosen.all_of or chosen.shares):  # which no market has
        return None
    return replace(chosen, any_of=(), none_of=(), missing=None)


def _has_classes(query: CreatorQuery) -> bool:
    return query.sort.by_relevance and bool(query.match_classes)


def _order(query: CreatorQuery) -> Iterator[dict[str, Any]]:
    if _has_classes(query):
        yield {"_score": "desc"}
    direction = "desc" if query.sort.descending else "asc"
    yield {query.sort.column: {"order": direction, "missing": _stand_in(query)}}
    yield {"tie": "asc"}


def _stand_in(query: CreatorQuery) -> Number:
    """The sort value of creators without one: behind all others whichever way the order goes."""
    greatest: Number = GREATEST_LONG if query.sort.whole else GREATEST_DOUBLE
    return -greatest if query.sort.descending else greatest


def _after(position: Position, query: CreatorQuery) -> list[Number]:
    value = _stand_in(query) if position.value is None else position.value
    return [*([position.match_class] if _has_classes(query) else []), value, position.tie]


def _count_request(query: CreatorQuery, group: FacetGroup, *, searched: Searched, clauses: Clauses) -> Request:
    """The counts of a group; without hits it can be answered from the shards' request caches."""
    indices, filters = _routed(group.query, searched)
    counts = facet_counts(query, group.names, today=searched.today)
    body = {"query": clauses.matching(filters), "size": 0, "track_total_hits": False, "aggs": counts}
    # what is typed comes seldom again, and would drive out what visitors see first
    return Request(indices, body, passing=query.text is not None)
