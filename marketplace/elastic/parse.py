"""What did Elasticsearch answer? From the responses of one round trip to a `CreatorPage`; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from marketplace.creators.creator import Number
from marketplace.creators.fields import FIELDS
from marketplace.creators.table import Field, Kind
from marketplace.elastic.compile import Plan, position_of
from marketplace.elastic.errors import Response
from marketplace.search.facets import Raw, RawRanges, RawValues, build_facets, nothing_counted
from marketplace.search.page import CreatorPage, Document, Told
from marketplace.search.query import CreatorQuery

Responses = Sequence[Response | None]
"""The answer to each request of a plan, in its order; None to one that asks no index."""


def parse_page(query: CreatorQuery, plan: Plan, *, responses: Responses) -> CreatorPage:
    """The page that the responses to a plan make."""
    hits = responses[0]["hits"] if responses[0] else NO_HITS
    found = hits["hits"]
    searched = plan.searched
    counted: dict[str, Raw] = {}
    counts = (plan.beside, *(group.names for group, _ in plan.groups))
    for names, response in zip(counts, responses, strict=True):
        if response:
            counted |= {name: _raw(FIELDS[name], response["aggregations"]) for name in names}
        else:
            counted |= nothing_counted(names, searched.today)
    follows = len(found) > query.limit
    return CreatorPage(
        total=hits["total"]["value"],
        creators=documents(found[: query.limit]),
        facets=build_facets(query, counted, today=searched.today, rates=searched.rates),
        next_position=position_of(found[query.limit - 1]["sort"], query) if follows else None,
        as_of=searched.published.as_of(query),
        told=tuple(_told(hit, query) for hit in found[: query.limit]) if query.text else (),
    )


def _told(hit: Response, query: CreatorQuery) -> Told:
    return Told(position_of(hit["sort"], query).match_class, hit["_source"].get("reading", {}))


NO_HITS: Mapping[str, Any] = {"total": {"value": 0}, "hits": []}


def documents(hits: Sequence[Response]) -> tuple[Document, ...]:
    """The creators of hits, as they were stored."""
    return tuple(hit["_source"]["document"] for hit in hits)


def market_counts(response: Response) -> Mapping[str, int]:
    """Creators by market, of a response to `compile_market_counts`."""
    return _values(response["aggregations"]["market"])


def similar_words(response: Response | None) -> tuple[str, ...]:
    """The words of a response to one of `compile_similar`."""
    return tuple(str(hit["fields"]["word"][0]) for hit in response["hits"]["hits"]) if response else ()


def _raw(field: Field, counts: Response) -> Raw:
    missing = 0 if field.required else _values(counts["absent"]).get(field.name, 0)
    counted = counts[field.name]
    if field.numeric:
        return RawRanges(
            tuple(bucket["doc_count"] for bucket in counted["buckets"]),
            _number(field, counts[f"{field.name}:least"]["value"]),
            _number(field, counts[f"{field.name}:greatest"]["value"]),
            missing,
        )
    values = _values(counted)
    total = sum(values.values()) + counted["sum_other_doc_count"]
    selected = _values(counts[f"{field.name}:selected"]) if f"{field.name}:selected" in counts else {}
    return RawValues({**values, **selected}, total, missing, exact=counted["doc_count_error_upper_bound"] == 0)


def _values(counted: Response) -> dict[str, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in counted["buckets"]}


def _number(field: Field, value: float | None) -> Number | None:
    """Elasticsearch answers with doubles, whatever the column holds."""
    return value if value is None or field.kind is Kind.NUMBER else int(value)
