"""How are many documents written at once, so that none is lost silently?"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, cast

import orjson
from elasticsearch import Elasticsearch

from marketplace.elastic.errors import Busy, refused, translated
from marketplace.errors import EngineUnavailable

BULK_BYTES = 5_000_000
"""Of one request: some 1,000 creators; Elasticsearch advises to stay at a few megabytes."""

WAITS_SECONDS = (1, 2, 4, 8, 16)
"""Before what a busy node puts off is sent again, single actions or a whole request: the client's tries of that follow
each other at once."""

WRONG = 400
"""What is the matter with a document, not with the node or the index."""

WAITS_ON_NODE_SECONDS = 20
"""For a shard whose node died to come to life on another one. By itself a node waits for a minute, longer than the
client: that would send all of it again and again, and take three minutes to say that the build is lost."""

TOLD = ("errors", "items.*.status", "items.*.error")
"""What an answer says: the rest of it is about as long as what was sent of a word."""


def bulk(client: Elasticsearch, actions: Iterable[bytes], *, accepted: Collection[int] = (), **parameters: Any) -> None:
    """Do these actions, each the lines that a bulk request has of it, with their ends, and no two of one document.

    Raises EngineUnavailable when one is refused by another status than those accepted, with the id of a
    document that is wrong. What is ready is sent as it is: the client's own helper takes every document apart.
    """
    for part in _parts(actions):
        left = _sent(client, part, accepted=accepted, **parameters)
        for seconds in WAITS_SECONDS:
            if left:
                time.sleep(seconds)
                left = _sent(client, left.actions, accepted=accepted, **parameters)
        if left:
            raise left.reason


def action(kind: str, document_id: str, *, document: object = None, place: object = None) -> bytes:
    """The lines of one action: index, create, or delete without a document.

    With a place (sequence number and primary term) it is refused when the document is another one by now.
    """
    head: dict[str, object] = {"_id": document_id}
    if isinstance(place, tuple):
        head |= {"if_seq_no": place[0], "if_primary_term": place[1]}
    lines = [{kind: head}, *([] if document is None else [document])]
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


class _PutOff(NamedTuple):
    """Actions that were not done, and why."""

    actions: Sequence[bytes]
    reason: Busy


def _sent(
    client: Elasticsearch, actions: Sequence[bytes], *, accepted: Collection[int], **parameters: Any
) -> _PutOff | None:
    """Those of the actions that were put off."""
    try:
        with translated():
            # the client takes lines that are ready too, and ends each thing that it is given with a new line
            ready = cast("list[dict[str, Any]]", [b"".join(actions)[:-1]])
            response = client.bulk(
                operations=ready, filter_path=TOLD, timeout=f"{WAITS_ON_NODE_SECONDS}s", **parameters
            )
    except Busy as busy:
        return _PutOff(actions, busy)
    put_off, reason = [], None
    for one, result in zip(actions, response["items"], strict=True) if response["errors"] else ():
        (item,) = result.values()
        # to delete what is not there fails too, without an error
        if "error" in item and item["status"] not in accepted:
            failure = refused(item["status"], item["error"])
            if not isinstance(failure, Busy):
                raise _naming(one, failure) if item["status"] == WRONG else failure
            put_off.append(one)
            reason = failure
    return _PutOff(put_off, reason) if reason else None


def _naming(one: bytes, failure: EngineUnavailable) -> EngineUnavailable:
    """A failure of one document with its id, which not every reason tells."""
    (told,) = orjson.loads(one.partition(b"\n")[0]).values()
    return EngineUnavailable(f"{told['_id']!r}: {failure}")
