"""Is there a second copy of an index, so that a node may die? Waited for before the index becomes what is searched."""

from __future__ import annotations

from elasticsearch import Elasticsearch

from marketplace.elastic.errors import Response, translated
from marketplace.errors import EngineUnavailable

ASKED_FOR_SECONDS = 10
"""How long one question waits for its answer: less than the client does."""

UNMADE_SECONDS = 90
"""How long a copy may be made by nobody: the copies of a node that died are put off by 60 s, it may come back."""


def await_copies(client: Elasticsearch, index: str) -> None:
    """Wait until the cluster has every copy of an index that it wants, however long the copying takes.

    A single node wants none beside its own. Raises EngineUnavailable when nobody makes a copy, or all are lost.
    """
    unmade = 0
    while unmade < UNMADE_SECONDS:
        health = _health(client, index)
        if health["status"] == "green":
            return
        if health["status"] == "red":
            raise EngineUnavailable(
                f"elasticsearch lost {index} before it was published: see its nodes, and sync again"
            )
        unmade = 0 if health["initializing_shards"] else unmade + ASKED_FOR_SECONDS
    raise EngineUnavailable(
        f"elasticsearch makes no second copy of {index}, so one node's death would lose it: see the health of the"
        " cluster, the free disk space of its nodes and cluster.routing.allocation.enable"
    )


def _health(client: Elasticsearch, index: str) -> Response:
    """The health of an index as soon as it is green; what it came to when the time is over."""
    with translated():
        asking = client.options(ignore_status=408)
        asked = asking.cluster.health(index=index, wait_for_status="green", timeout=f"{ASKED_FOR_SECONDS}s")
    health: Response = asked.body
    return health
