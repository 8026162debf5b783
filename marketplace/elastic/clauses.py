"""Of what are Elasticsearch's queries made? Whole values, all of several, any of several; nothing typed is parsed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from marketplace.search.filters import Value

Clause = dict[str, Any]


def every(must: Sequence[Clause], must_not: Sequence[Clause] = ()) -> Clause:
    """All of these, and none of those; every creator when there is neither."""
    if must_not:
        return {"bool": {"filter": list(must), "must_not": list(must_not)}}
    if len(must) == 1:
        return must[0]
    return {"bool": {"filter": list(must)}} if must else {"match_all": {}}


def either(clauses: Sequence[Clause]) -> Clause:
    """At least one of these."""
    return clauses[0] if len(clauses) == 1 else {"bool": {"should": list(clauses), "minimum_should_match": 1}}


def term(column: str, value: Value) -> Clause:
    """A whole value of a column."""
    return {"term": {column: value}}


def by_id(ids: Iterable[str]) -> Clause:
    """The creators that have these ids; an empty one, which nobody has, would be refused."""
    return {"ids": {"values": [one for one in ids if one]}}
