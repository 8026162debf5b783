"""How is what is published in the embedded index changed? By commits that hold the markets' states too."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import tantivy

from indexer.changes import Edit
from indexer.standing import Standing, Stored
from indexer.state import SyncState
from indexer.writers.embedded.build import keep_states, withhold
from indexer.writers.embedded.errors import translated
from indexer.writers.embedded.reading import profiles_of, standing_of
from marketplace.creators.creator import Profile
from marketplace.embedded.clauses import every, keyword


class EmbeddedChanges:
    """Changes in one writer, commit after commit; `searcher` gives the last one, `committed` hears of each."""

    def __init__(
        self,
        writer: tantivy.IndexWriter,
        *,
        searcher: Callable[[], tantivy.Searcher],
        committed: Callable[[], None],
    ) -> None:
        self._writer = writer
        self._searcher = searcher
        self._committed = committed

    def standing(self, ids: Sequence[str], *, likely: str | None = None) -> Mapping[str, Standing]:
        """See `Changes.standing`; all markets are in one index."""
        del likely
        with translated():
            return standing_of(self._searcher(), ids)

    def profiles(self, shown: Mapping[str, Stored]) -> Mapping[str, Profile]:
        """See `Changes.profiles`."""
        with translated():
            return profiles_of(self._searcher(), list(shown))

    def apply(self, edits: Sequence[Edit]) -> None:
        """See `Changes.apply`; the commit is one, so the order within it is free."""
        with translated():
            for edit in edits:
                if edit.ready:
                    self._writer.delete_documents_by_term("id", edit.id)
                    self._writer.add_json(edit.ready.body)
                elif edit.lost_by:  # whoever is in two markets by a fault stays in the other
                    lost = [keyword("market", edit.lost_by.market), keyword("id", edit.id)]
                    self._writer.delete_documents_by_query(every(lost))
            withhold(self._writer, {one.id: one.after.withheld for one in edits if one.withholds})

    def commit(self, states: Sequence[SyncState] = ()) -> None:
        """See `Changes.commit`."""
        with translated():
            keep_states(self._writer, states)
            self._writer.commit()
            self._committed()
