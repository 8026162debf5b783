"""How are many documents written at once, so that none is lost silently?"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, cast

import orjson
from elasticsearch import Elasticsearch

from marketplace.elastic.errors import refused, translated

BULK_BYTES = 5_000_000
"""Of one request: some 1,000 creators; Elasticsearch advises to stay at a few megabytes."""

WAITS_SECONDS = (1, 2, 4, 8, 16)
"""Before actions that a busy node puts off (429) are sent again."""

WAITS_ON_NODE_SECONDS = 20
"""For a shard whose node died to come to life on another one. By itself a node waits for a minute, longer than the
client: that would send all of it again and again, and take three minutes to say that the build is lost."""

PUT_OFF = 429
TOLD = ("errors", "items.*.status", "items.*.error")
"""What an answer says: the rest of it is about as long as what was sent of a word."""


def bulk(client: Elasticsearch, actions: Iterable[bytes], *, accepted: Collection[int] = (), **parameters: Any) -> None:
    """Do these actions, each the lines that a bulk request has of it, with their ends, and no two of one document.

    Raises EngineUnavailable when one is refused by another status than those accepted. What is ready is sent as it
    is: the client's own helper takes every document apart and writes it again.
    """
    for part in _parts(actions):
        left = _sent(client, part, accepted=accepted, **parameters)
        for seconds in WAITS_SECONDS:
            if left:
                time.sleep(seconds)
                left = _sent(client, left, accepted=accepted, **parameters)
        if left:
            raise refused(PUT_OFF, "too busy for all of a bulk request")


def action(kind: str, document_id: str, *, document: object = None) -> bytes:
    """The lines of one action: index, create, or delete without a document."""
    lines = [{kind: {"_id": document_id}}, *([] if document is None else [document])]
    return b"".join([orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE) for line in lines])


def _parts(actions: Iterable[bytes]) -> Iterator[list[bytes]]:
    """As many together as make one request."""
    part: list[bytes] = []
    size = 0
    for one in actions:
        if part and size + len(one) > BULK_BYTES:
            yield part
            part, size = [], 0
        part.append(one)
        size += len(one)
    if part:
        yield part


def _sent(
    client: Elasticsearch, actions: Sequence[bytes], *, accepted: Collection[int], **parameters: Any
) -> list[bytes]:
    """Those of the actions that were put off."""
    with translated():
        # the client takes lines that are ready too, and ends each thing that it is given with a new line
        ready = cast("list[dict[str, Any]]", [b"".join(actions)[:-1]])
        response = client.bulk(operations=ready, filter_path=TOLD, timeout=f"{WAITS_ON_NODE_SECONDS}s", **parameters)
    if not response["errors"]:
        return []
    put_off: list[bytes] = []
    for one, result in zip(actions, response["items"], strict=True):
        (item,) = result.values()
        if item["status"] == PUT_OFF:
            put_off.append(one)
        # to delete what is not there fails too, without an error
        elif "error" in item and item["status"] not in accepted:
            raise refused(item["status"], item["error"])
    return put_off
