"""Which engine never answers?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from marketplace.search.filters import FieldFilter
from marketplace.search.page import CreatorPage, Document, Documents, Published
from marketplace.search.query import CreatorQuery


class FailingEngine:
    """An engine that raises the same error whatever it is asked."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def search(self, query: CreatorQuery, *, today: int) -> CreatorPage:
        raise self._error

    def get(self, ids: Sequence[str], forced: tuple[FieldFilter, ...] = ()) -> Mapping[str, Document]:
        raise self._error

    def by_handle(self, handle: str, market: str | None, *, forced: tuple[FieldFilter, ...] = ()) -> Documents:
        raise self._error

    def of_market(self, market: str, *, fields: tuple[str, ...]) -> Iterator[Documents]:
        raise self._error

    def published(self) -> Published:
        raise self._error
