"""What must an engine be able to do? The port that Elasticsearch and the embedded index stand behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from marketplace.search.filters import FieldFilter
from marketplace.search.page import CreatorPage, Document, Documents, Published
from marketplace.search.query import CreatorQuery


class Engine(Protocol):
    """A search index of creators. Every method raises EngineUnavailable when it can't answer wholly and in time."""

    def search(self, query: CreatorQuery, *, today: int) -> CreatorPage:
        """The page asked for; `today` is 00:00 UTC in microseconds, where time buckets count back from."""
        ...

    def get(self, ids: Sequence[str], forced: tuple[FieldFilter, ...] = ()) -> Mapping[str, Document]:
        """The creators that have these ids and pass what is forced, by id; the others are left out."""
        ...

    def by_handle(self, handle: str, market: str | None, *, forced: tuple[FieldFilter, ...] = ()) -> Documents:
        """Every creator whose handle folds to this folded one and who passes what is forced, in a market or in all."""
        ...

    def of_market(self, market: str, *, fields: tuple[str, ...]) -> Iterator[Documents]:
        """All creators of a market, some thousands at a time, in any order; of one view, whoever publishes meanwhile.

        None where nothing is published of it. They have these fields at least.
        """
        ...

    def published(self) -> Published:
        """The markets that can be searched now."""
        ...
