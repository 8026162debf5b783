"""How are many documents written at once, so that none is lost silently?"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from marketplace.elastic.errors import refused, translated

BULK_BYTES = 5_000_000
"""Of one request: some 2,000 creators; Elasticsearch advises to stay at a few megabytes."""

BULK_DOCUMENTS = 5_000
BULK_RETRIES = 5
"""Of documents that a busy node puts off (429), after 1, 2, 4, 8 and 16 seconds."""


def bulk(
    client: Elasticsearch, actions: Iterable[dict[str, Any]], *, accepted: Collection[int] = (), **parameters: Any
) -> None:
    """Do these actions; raises EngineUnavailable when one is refused by another status than those accepted."""
    with translated():
        results = streaming_bulk(
            client,
            actions,
            chunk_size=BULK_DOCUMENTS,
            max_chunk_bytes=BULK_BYTES,
            max_retries=BULK_RETRIES,
            initial_backoff=1,
            # or a document that is put off would raise and not be tried again
            raise_on_error=False,
            yield_ok=False,
            **parameters,
        )
        for _, result in results:
            (item,) = result.values()
            # to delete what is not there fails too, without an error
            if "error" in item and item["status"] not in accepted:
                raise refused(item["status"], item["error"])
