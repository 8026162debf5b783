"""Which engine never answers?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marketplace.search.page import CreatorPage, Document, Published
from marketplace.search.query import CreatorQuery


class FailingEngine:
    """An engine that raises the same error whatever it is asked."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def search(self, query: CreatorQuery, *, today: int) -> CreatorPage:
        raise self._error

    def get(self, ids: Sequence[str]) -> Mapping[str, Document]:
        raise self._error

    def by_handle(self, handle: str, market: str | None) -> tuple[Document, ...]:
        raise self._error

    def published(self) -> Published:
        raise self._error
