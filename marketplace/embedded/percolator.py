"""Tantivy as a `Percolator`: an index in memory, of the same columns, asked the same queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import orjson
import tantivy
from tantivy import Query

from marketplace.creators.creator import Version
from marketplace.creators.money import Rates
from marketplace.embedded.clauses import every
from marketplace.embedded.compile import matching
from marketplace.embedded.document import found_columns
from marketplace.embedded.schema import build_schema
from marketplace.indexing.making import creator_of
from marketplace.search.page import Document
from marketplace.search.query import CreatorQuery

HEAP_BYTES = 50_000_000
"""What a writer takes before it begins another segment: some ten thousand creators."""

UNVERSIONED = Version(0, "")


class EmbeddedPercolator:
    """Finds what either engine would: both keep the same columns of a document (`indexing`)."""

    def compiled(self, query: CreatorQuery, rates: Rates) -> Query:
        """See `Percolator.compiled`."""
        if query.text and query.text.forgiving:
            query = replace(query, text=replace(query.text, forgiving=False))
        return matching(query, rates)

    def batch(self, documents: Sequence[Document]) -> EmbeddedBatch:
        """See `Percolator.batch`."""
        return EmbeddedBatch(documents)


class EmbeddedBatch:
    """The `Batch` in an index of its own."""

    def __init__(self, documents: Sequence[Document]) -> None:
        index = tantivy.Index(build_schema())
        writer = index.writer(HEAP_BYTES, num_threads=1)
        for document in documents:
            columns = found_columns(creator_of(dict(document), UNVERSIONED))
            writer.add_json(orjson.dumps(columns).decode())
        writer.commit()
        index.reload()
        self._searcher = index.searcher()
        self._limit = max(len(documents), 1)
        hits = self._searcher.search(every(()), self._limit, count=False).hits
        self._ids = {_place(address): str(self._searcher.doc(address).get_first("id")) for _, address in hits}

    def matching(self, compiled: Query) -> Sequence[str]:
        """See `Batch.matching`."""
        hits = self._searcher.search(compiled, self._limit, count=False).hits
        return [self._ids[_place(address)] for _, address in hits]


def _place(address: tantivy.DocAddress) -> tuple[int, int]:
    return address.segment_ord, address.doc
