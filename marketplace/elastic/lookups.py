"""What is asked of the index beside searches? Creators by a clause, their versions, their number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from marketplace.elastic.clauses import Clause, by_id
from marketplace.elastic.compile import Request
from marketplace.elastic.counts import value_counts
from marketplace.elastic.mapping import MAX_HITS, readable_columns

VERSIONS = ("market", "updated_at", "digest", "overlay")
"""The columns that tell which version of a creator is there."""


def compile_documents(indices: Iterable[str], query: Clause) -> Request:
    """All creators that a clause finds, the one changed last at the end."""
    return Request(tuple(indices), {"query": query, "size": MAX_HITS, "sort": [{"updated_at": "asc"}, {"tie": "asc"}]})


def compile_versions(indices: Sequence[str], ids: Sequence[str]) -> tuple[Request, ...]:
    """Market and version of the creators that have these ids, so many in a request that all can be in every index."""
    step = max(1, MAX_HITS // max(1, len(indices)))
    return tuple(
        Request(
            tuple(indices),
            {
                "query": by_id(ids[start : start + step]),
                "size": MAX_HITS,
                "sort": ["_doc"],
                "_source": False,
                "docvalue_fields": list(VERSIONS),
                "seq_no_primary_term": True,
            },
        )
        for start in range(0, len(ids), step)
    )


def compile_profiles(index: str, ids: Sequence[str]) -> Request:
    """What the feed said of the creators of a market that have these ids."""
    return Request(
        (index,),
        {
            "query": by_id(ids),
            "size": MAX_HITS,
            "sort": ["_doc"],
            "_source": ["document", "feed"],
            "docvalue_fields": list(VERSIONS),
        },
    )


def compile_contents(index: str, ids: Sequence[str]) -> Request:
    """All that can be read back of the creators of a market that have these ids: what is stored, and the columns."""
    return Request(
        (index,),
        {
            "query": by_id(ids),
            "size": MAX_HITS,
            "sort": ["_doc"],
            "_source": ["document", "reading", "feed"],
            "docvalue_fields": list(readable_columns()),
        },
    )


def compile_market_counts(indices: Iterable[str]) -> Request:
    """How many creators each market has."""
    names = tuple(indices)
    counts = {"market": value_counts("market", len(names))}
    return Request(names, {"size": 0, "track_total_hits": False, "aggs": counts})
