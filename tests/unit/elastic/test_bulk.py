"""Is nothing lost of what is written in bulk, when a node is busy or refuses?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
import pytest

from marketplace.elastic import bulk as bulk_module
from marketplace.elastic.bulk import action, bulk
from marketplace.errors import EngineUnavailable

BUSY = {"type": "es_rejected_execution_exception", "reason": "the queue is full"}
TWICE = {"type": "version_conflict_engine_exception", "reason": "there already"}


class Node:
    """Answers with these statuses by id, one a request, and with 201 when there are no more."""

    def __init__(self, **statuses: Sequence[int]) -> None:
        self._left = {one: list(some) for one, some in statuses.items()}
        self.requests: list[list[str]] = []

    def bulk(self, *, operations: Sequence[bytes], **_: object) -> Mapping[str, Any]:
        lines = [orjson.loads(line) for line in b"\n".join(operations).split(b"\n")]
        ids = [str(line["create"]["_id"]) for line in lines[::2]]
        self.requests.append(ids)
        items = [self._item(one) for one in ids]
        return {"errors": any("error" in item for item in items), "items": [{"create": item} for item in items]}

    def _item(self, one: str) -> dict[str, Any]:
        status = self._left[one].pop(0) if self._left.get(one) else 201
        errors = {201: {}, 429: {"error": BUSY}, 409: {"error": TWICE}}
        return {"status": status, **errors[status]}


def words(*ids: str) -> list[bytes]:
    return [action("create", one, document={"word": one}) for one in ids]


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_module, "WAITS_SECONDS", (0, 0))


def test_what_a_busy_node_puts_off_is_sent_again_alone() -> None:
    node = Node(b=[429, 429], c=[429])

    bulk(node, words("a", "b", "c"))  # type: ignore[arg-type]

    assert node.requests == [["a", "b", "c"], ["b", "c"], ["b"]]


def test_a_node_that_stays_busy_fails_the_build() -> None:
    with pytest.raises(EngineUnavailable, match="refused with 429"):
        bulk(Node(b=[429] * 3), words("a", "b"))  # type: ignore[arg-type]


def test_what_is_refused_fails_the_build_unless_that_is_no_error_here() -> None:
    with pytest.raises(EngineUnavailable, match=r"another sync has written .*\(there already\): sync again"):
        bulk(Node(a=[409]), words("a", "b"))  # type: ignore[arg-type]
    bulk(Node(a=[409]), words("a", "b"), accepted=(409,))  # type: ignore[arg-type]


def test_a_request_stays_below_its_size_and_all_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_module, "BULK_BYTES", 2 * len(words("a")[0]))
    node = Node()

    bulk(node, words(*"abcde"))  # type: ignore[arg-type]

    assert node.requests == [["a", "b"], ["c", "d"], ["e"]]


def test_nothing_is_sent_of_nothing() -> None:
    node = Node()
    bulk(node, [])  # type: ignore[arg-type]
    assert node.requests == []
