"""What does the embedded index tell an `IndexWriter` of what is published?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import tantivy

from indexer.ports import Contents
from indexer.standing import Standing, Stored, Withheld
from indexer.state import SyncState, state_from_json
from indexer.writers.embedded.contents import contents_of, held
from indexer.writers.embedded.errors import translated
from indexer.writers.embedded.older import older_states
from indexer.writers.embedded.reading import all_withheld, copies_of, count_of, counts_of, standing_of, versions_of
from marketplace.creators.creator import Ready
from marketplace.embedded.folder import created
from marketplace.embedded.schema import schema_hash
from marketplace.embedded.states import read_states


class PublishedIndex:
    """The part of an `IndexWriter` that reads; of this schema's index, as last committed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._index: tantivy.Index | None = None

    def states(self) -> Mapping[str, SyncState]:
        """See `IndexWriter.states`; markets that only an index of an older schema holds must be read again."""
        with translated():
            older = {
                market: replace(state, fingerprint="", inputs="")
                for market, state in older_states(self._folder).items()
            }
            return {**older, **self._states()}

    def standing(self, ids: Sequence[str]) -> Mapping[str, Standing]:
        """See `IndexWriter.standing`."""
        with translated():
            searcher = self._searcher()
            return standing_of(searcher, ids) if searcher else {}

    def hidden(self) -> Iterator[tuple[str, Withheld]]:
        """See `IndexWriter.hidden`."""
        searcher = self._searcher()
        return ((one, what) for one, what in all_withheld(searcher) if what.hidden) if searcher else iter(())

    def ids(self, market: str) -> Iterator[str]:
        """See `IndexWriter.ids`."""
        return (creator_id for creator_id, _ in self.versions(market))

    def versions(self, market: str) -> Iterator[tuple[str, Stored]]:
        """See `IndexWriter.versions`."""
        searcher = self._searcher()
        return versions_of(searcher, market) if searcher else iter(())

    def count(self, market: str) -> int:
        """See `IndexWriter.count`."""
        searcher = self._searcher()
        return count_of(searcher, market) if searcher else 0

    def copies(self, ids: Sequence[str]) -> Mapping[str, Sequence[Stored]]:
        """See `IndexWriter.copies`."""
        searcher = self._searcher()
        return copies_of(searcher, ids) if searcher else {}

    def contents(self, market: str, ids: Sequence[str]) -> Mapping[str, Contents]:
        """See `IndexWriter.contents`."""
        searcher = self._searcher()
        return held(searcher, market, ids=ids) if searcher else {}

    def contents_of(self, ready: Ready) -> Contents:
        """See `IndexWriter.contents_of`."""
        return contents_of(ready)

    def _made(self) -> tantivy.Index:
        if self._index is None:
            self._index = created(self._folder)
        return self._index

    def _made_searcher(self) -> tantivy.Searcher:
        self._made().reload()
        return self._made().searcher()

    def _searcher(self) -> tantivy.Searcher | None:
        """The index of this schema as last committed; None when there is none yet."""
        if self._index is None and not (self._folder / schema_hash() / "meta.json").exists():
            return None
        return self._made_searcher()

    def _states(self) -> dict[str, SyncState]:
        """Counted now: a watch keeps a state some seconds after what it commits, and may be killed in between."""
        searcher = self._searcher()
        if searcher is None:
            return {}
        counts = counts_of(searcher)
        kept = {market: state_from_json(kept) for market, kept in read_states(self._made()).items()}
        return {market: replace(state, creators=counts.get(market, 0)) for market, state in kept.items()}
