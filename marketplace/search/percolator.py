"""Which of a few creators does a query find? Asked the other way round: many queries of the creators who changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from marketplace.creators.money import Rates
from marketplace.search.page import Document
from marketplace.search.query import CreatorQuery

Compiled = TypeVar("Compiled")
Taken = TypeVar("Taken", contravariant=True)


class Batch(Protocol[Taken]):
    """A few creators, indexed in memory."""

    def matching(self, compiled: Taken) -> Sequence[str]:
        """The ids of those that a query finds as written, by stem or, where it asks so, by beginning; never by typo."""
        ...


class Percolator(Protocol, Generic[Compiled]):
    """Finds among a few creators whom an engine would find among all."""

    def compiled(self, query: CreatorQuery, rates: Rates) -> Compiled:
        """A query to be asked of many batches; `rates` are those of what is published."""
        ...

    def batch(self, documents: Sequence[Document]) -> Batch[Compiled]:
        """Some creators, each once, by their documents as an engine gives them."""
        ...
