"""How are the values and ranges of facets counted? As aggregations, each named like its field."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from marketplace.creators.fields import FIELDS
from marketplace.creators.table import Field
from marketplace.search.facets import ranges_of, selected_values
from marketplace.search.query import CreatorQuery

SHARD_VALUES = 2_000
"""How many values of an open set each market names, for a facet of at most 1,000.

What is frequent over all is frequent somewhere; the answer says whether that many were enough for exact counts.
"""


def facet_counts(query: CreatorQuery, names: Iterable[str], *, today: int) -> dict[str, Any]:
    """The aggregations that count these facets, and in one more those without a value of each."""
    fields = [FIELDS[name] for name in names]
    counts: dict[str, Any] = {}
    for field in fields:
        counts |= _range_counts(field, today) if field.numeric else _value_counts(field, query)
    if optional := [field.name for field in fields if not field.required]:
        counts["absent"] = value_counts("absent", len(optional), include=optional)
    return counts


def value_counts(column: str, size: int, *, shard_size: int = 0, include: list[str] | None = None) -> dict[str, Any]:
    """The most frequent values, of equal ones the first; where all fit, each shard names all: the counts are exact."""
    terms: dict[str, Any] = {
        "field": column,
        "size": size,
        # a shard that names as many as it may is taken to have more, and the counts for inexact
        "shard_size": shard_size or size + 1,
        "order": [{"_count": "desc"}, {"_key": "asc"}],
    }
    return {"terms": {**terms, "include": include} if include else terms}


def _range_counts(field: Field, today: int) -> dict[str, Any]:
    ranges = [
        {name: edge for name, edge in (("from", start), ("to", end)) if edge is not None}
        for start, end in ranges_of(field, today)
    ]
    return {
        field.name: {"range": {"field": field.name, "ranges": ranges}},
        f"{field.name}:least": {"min": {"field": field.name}},
        f"{field.name}:greatest": {"max": {"field": field.name}},
    }


def _value_counts(field: Field, query: CreatorQuery) -> dict[str, Any]:
    if field.closed:
        return {field.name: value_counts(field.name, len(field.values()) if field.values else 2)}
    counts = {field.name: value_counts(field.name, query.facet_limit, shard_size=SHARD_VALUES)}
    if selected := selected_values(query, field.name):
        counts[f"{field.name}:selected"] = value_counts(field.name, len(selected), include=list(selected))
    return counts
