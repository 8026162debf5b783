"""What must an engine be able to do? The port that Elasticsearch and the embedded index stand behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from marketplace.search.page import CreatorPage, Document, Published
from marketplace.search.query import CreatorQuery


class Engine(Protocol):
    """A search index of creators. Every method raises EngineUnavailable when it can't answer wholly and in time."""

    def search(self, query: CreatorQuery, *, today: int) -> CreatorPage:
        """The page asked for; `today` is 00:00 UTC in microseconds, where time buckets count back from."""
        ...

    def get(self, ids: Sequence[str]) -> Mapping[str, Document]:
        """The creators that have these ids, by id; the others are left out."""
        ...

    def by_handle(self, handle: str, market: str | None) -> tuple[Document, ...]:
        """Every creator whose handle folds to this folded one, in a market or in all."""
        ...

    def published(self) -> Published:
        """The markets that can be searched now."""
        ...
