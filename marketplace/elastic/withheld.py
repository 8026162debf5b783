"""Where is it kept what is known of creators beside what is shown? In an index of its own, a document a creator.

Beside the markets' indices: what is in those is what is shown, so that no search needs to leave anything out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan

from marketplace.elastic.bulk import action, bulk
from marketplace.elastic.errors import refused, translated
from marketplace.elastic.making import make
from marketplace.elastic.names import withheld_index

MAPPING: dict[str, Any] = {
    "dynamic": "strict",
    "properties": {
        "withheld": {"type": "object", "enabled": False},
        "told_at": {"type": "long"},
        "hides": {"type": "boolean"},
    },
}
SETTINGS: dict[str, Any] = {"number_of_shards": 1, "auto_expand_replicas": "0-1"}

FORGOTTEN_AT_ONCE = 5_000
CHANGED_MEANWHILE = (404, 409)

Place = tuple[int, int]
"""The sequence number and primary term of a document as it was read."""


class WithheldIndex:
    """The documents under a prefix; every method raises EngineUnavailable."""

    def __init__(self, client: Elasticsearch, prefix: str) -> None:
        self._client = client
        self._index = withheld_index(prefix)
        self._there = False

    def find(self, ids: Sequence[str]) -> dict[str, tuple[Mapping[str, Any], Place]]:
        """What is withheld of these creators, as of now, with the place of each."""
        with translated():
            found = self._client.mget(index=self._index, ids=list(dict.fromkeys(ids)))["docs"] if ids else ()
        for one in found:
            if "error" in one and one["error"]["type"] != "index_not_found_exception":
                raise refused(503, one["error"])
        return {
            one["_id"]: (one["_source"]["withheld"], (one["_seq_no"], one["_primary_term"]))
            for one in found
            if one.get("found")
        }

    def hidden(self) -> Iterator[tuple[str, Mapping[str, Any], Place]]:
        """All of those who are hidden, with the place of each."""
        with translated():
            if not self._client.indices.exists(index=self._index):
                return
            self._client.indices.refresh(index=self._index)
            query = {"query": {"term": {"hides": True}}, "seq_no_primary_term": True}
            for hit in scan(self._client, index=self._index, query=query):
                yield hit["_id"], hit["_source"]["withheld"], (hit["_seq_no"], hit["_primary_term"])

    def forget(self, *, told_before: int) -> int:
        """Remove what was told before a time (microseconds) and hides nobody; how many. Told again since, it stays."""
        with translated():
            if not self._client.indices.exists(index=self._index):
                return 0
            self._client.indices.refresh(index=self._index)
            old = {"bool": {"filter": [{"term": {"hides": False}}, {"range": {"told_at": {"lt": told_before}}}]}}
            query = {"query": old, "seq_no_primary_term": True, "_source": False}
            found = [
                (hit["_id"], (hit["_seq_no"], hit["_primary_term"]))
                for hit in scan(self._client, index=self._index, query=query, size=FORGOTTEN_AT_ONCE)
            ]
        actions = (action("delete", one, place=place) for one, place in found)
        bulk(self._client, actions, index=self._index, accepted=CHANGED_MEANWHILE)
        return len(found)

    def keep(self, withheld: Mapping[str, Mapping[str, Any]], places: Mapping[str, object], *, told_at: int) -> None:
        """Write these, each unless somebody else has since its place was read; `told_at` in microseconds."""
        if not withheld:
            return
        self._make()
        actions = (
            action("index" if places.get(one) else "create", one, document=document, place=places.get(one))
            for one, document in (
                (one, {"withheld": what, "told_at": told_at, "hides": what["hidden"] is not None})
                for one, what in withheld.items()
            )
        )
        bulk(self._client, actions, index=self._index)

    def _make(self) -> None:
        if self._there:
            return
        with translated():
            make(self._client, self._index, mappings=MAPPING, settings=SETTINGS)
        self._there = True
