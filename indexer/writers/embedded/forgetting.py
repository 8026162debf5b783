"""Who is told of no longer? Tombstones that are old, and hide nobody."""

from __future__ import annotations

import orjson
import tantivy

from indexer.writers.embedded.reading import MOST_WITHHELD
from marketplace.embedded.clauses import keyword
from marketplace.embedded.schema import WITHHELD


def forget(writer: tantivy.IndexWriter, searcher: tantivy.Searcher, *, told_before: int) -> int:
    """Remove and commit what was told before a time (microseconds) and hides nobody; how many.

    What was kept without its time stays.
    """
    hits = searcher.search(keyword("kind", WITHHELD), MOST_WITHHELD, count=False).hits
    documents = (searcher.doc(address) for _, address in hits)
    old = [str(one.get_first("id")) for one in documents if _is_old(bytes(one["document"][0]), told_before)]
    for one in old:
        writer.delete_documents_by_term("id", one)
    if old:
        writer.commit()
    return len(old)


def _is_old(document: bytes, told_before: int) -> bool:
    kept = orjson.loads(document)
    return kept["hidden"] is None and kept.get("told_at", told_before) < told_before
