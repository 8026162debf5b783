"""What is kept beside each market in the index? Its sync state, a document of its own kind."""

from __future__ import annotations

from typing import Any

import orjson
from tantivy import Index, Query

from marketplace.embedded.schema import STATE

MAX_STATES = 10_000


def read_states(index: Index) -> dict[str, dict[str, Any]]:
    """The sync states by market, as they were written; of an index of any schema."""
    searcher = index.searcher()
    query = Query.term_query(index.schema, "kind", STATE, "basic")
    found: dict[str, dict[str, Any]] = {}
    for _, address in searcher.search(query, MAX_STATES, count=False).hits:
        state = orjson.loads(bytes(searcher.doc(address)["document"][0]))
        found[state["market"]] = state
    return found
