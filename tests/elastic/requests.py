"""What is asked of a node, and when? Requests that are seen on their way, and may be held up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from elasticsearch import Elasticsearch


@contextmanager
def asked_for(client: Elasticsearch, before: Callable[[str], object] = lambda _: None) -> Iterator[list[str]]:
    """The targets of all requests during the block in their order; `before` hears of each, and may hold it up."""
    asked, send = list[str](), client.transport.perform_request

    def perform(method: str, target: str, **more: Any) -> Any:
        asked.append(target)
        before(target)
        return send(method, target, **more)

    client.transport.perform_request = perform  # type: ignore[method-assign,assignment]
    try:
        yield asked
    finally:
        del client.transport.perform_request  # type: ignore[method-assign]
