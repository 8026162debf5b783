"""How are all creators of a market read? By scrolling through its index, some thousands at a time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan

from marketplace.elastic.errors import translated
from marketplace.elastic.parse import documents
from marketplace.search.page import Documents

AT_ONCE = 2_000
"""Creators of an answer: of a few fields some 500 kB."""


def swept(client: Elasticsearch, index: str, *, fields: tuple[str, ...]) -> Iterator[Documents]:
    """All creators of an index, or of an alias, as it was at the beginning; raises EngineUnavailable."""
    asked = {"query": {"match_all": {}}, "_source": [f"document.{one}" for one in fields]}
    with translated():
        hits = scan(client, index=index, query=asked, size=AT_ONCE)
        while some := [*islice(hits, AT_ONCE)]:
            yield documents(some)
