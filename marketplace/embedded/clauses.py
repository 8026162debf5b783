"""Of what are Tantivy's queries made? Whole values, all of several, any of several; nothing typed is ever parsed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tantivy import Occur, Query

from marketplace.embedded.schema import CREATOR, build_schema

FEW = 64
"""Values that are asked one by one: a set of terms reads all their creators before it meets the other clauses.

2 markets under a word of 1,600 of 100,000 creators took 0.19 ms as a set, 0.04 ms one by one.
"""


def every(queries: Iterable[Query], without: Iterable[Query] = ()) -> Query:
    """All of these, and none of those; every creator when there are only those."""
    must = [(Occur.Must, one) for one in queries] or [(Occur.Must, keyword("kind", CREATOR))]
    return Query.boolean_query([*must, *((Occur.MustNot, one) for one in without)])


def either(queries: Iterable[Query]) -> Query:
    """At least one of these."""
    return Query.boolean_query([(Occur.Should, one) for one in queries])


def keyword(column: str, value: str) -> Query:
    """A whole value of a keyword column."""
    return Query.term_query(build_schema(), column, value, "basic")


def keywords(column: str, values: Sequence[str]) -> Query:
    """Any of these values."""
    if len(values) <= FEW:
        return either(keyword(column, value) for value in values)
    return Query.term_set_query(build_schema(), column, list(values))
