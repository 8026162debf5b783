"""How is an index made that may be there already?"""

from __future__ import annotations

from typing import Any

from elasticsearch import BadRequestError, Elasticsearch


def make(client: Elasticsearch, index: str, *, mappings: dict[str, Any], settings: dict[str, Any]) -> None:
    """Make an index unless there is one of its name; the client's errors leave as they are."""
    try:
        client.indices.create(index=index, mappings=mappings, settings=settings)
    except BadRequestError as error:
        if error.error != "resource_already_exists_exception":
            raise
