"""How are all creators of a market read? In the order in which they lie in the index, some thousands at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tantivy import Document as Stored

from marketplace.embedded.clauses import every, keyword
from marketplace.embedded.snapshot import Snapshot

FOUND_AT_ONCE = 50_000
"""Addresses; those before are found again each time, which takes a tenth of a second for a million."""

READ_AT_ONCE = 2_000
"""Creators: some 3 MB."""


def swept(snapshot: Snapshot, market: str) -> Iterator[Sequence[Stored]]:
    """All creators of a market as of one commit; neighbours are stored together, so that each block is read once."""
    asked = every([keyword("market", market), every(())])
    offset = 0
    while True:
        hits = snapshot.searcher.search(asked, FOUND_AT_ONCE, count=False, offset=offset).hits
        for n in range(0, len(hits), READ_AT_ONCE):
            yield [snapshot.searcher.doc(address) for _, address in hits[n : n + READ_AT_ONCE]]
        if len(hits) < FOUND_AT_ONCE:
            return
        offset += len(hits)
