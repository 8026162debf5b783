"""The embedded index as an `IndexWriter`: a market's build is one commit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile

import tantivy

from indexer.changes import Changes
from indexer.keeping import Pruned, Retention
from indexer.ports import Build, Contents
from indexer.standing import Standing, Stored, Withheld
from indexer.state import SyncState, state_from_json
from indexer.writers.embedded.build import EmbeddedBuild
from indexer.writers.embedded.changes import EmbeddedChanges
from indexer.writers.embedded.contents import contents_of, held
from indexer.writers.embedded.errors import translated
from indexer.writers.embedded.forgetting import forget
from indexer.writers.embedded.holding import held as held_folder
from indexer.writers.embedded.lifetime import dropped, ended, opened_writer
from indexer.writers.embedded.older import older_states
from indexer.writers.embedded.one_index import OneIndex
from indexer.writers.embedded.reading import all_withheld, copies_of, count_of, counts_of, standing_of, versions_of
from indexer.writers.embedded.spool import SpooledBuild
from marketplace.creators.creator import Creator, Ready
from marketplace.embedded.document import ready_creator
from marketplace.embedded.folder import created, current_hash, make_current, sweep
from marketplace.embedded.schema import schema_hash
from marketplace.embedded.states import read_states


class EmbeddedWriter(OneIndex):
    """Writes the index of this schema; the one that is searched changes when no market would be missed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._index: tantivy.Index | None = None
        self._writer: tantivy.IndexWriter | None = None

    def states(self) -> Mapping[str, SyncState]:
        """See `IndexWriter.states`; markets that only an index of an older schema holds must be read again."""
        with translated():
            older = {
                market: replace(state, fingerprint="", inputs="")
                for market, state in older_states(self._folder).items()
            }
            return {**older, **self._states()}

    def making_ready(self) -> Callable[[Creator], Ready]:
        """See `IndexWriter.making_ready`."""
        return ready_creator

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

    @contextmanager
    def lock(self) -> Iterator[None]:
        """See `IndexWriter.lock`; who takes it finishes what a sync that was killed left half done."""
        with held_folder(self._folder):
            try:
                self.committed()
                yield
            finally:
                self._release()

    @contextmanager
    def changes(self) -> Iterator[Changes]:
        """See `IndexWriter.changes`; the writer is kept for the next ones: it goes on merging what they left."""
        with self._kept_writer() as writer:
            yield EmbeddedChanges(writer, searcher=self._made_searcher, committed=self.committed)

    @contextmanager
    def build(self, market: str, *, beside: bool = False) -> Iterator[Build]:
        """See `IndexWriter.build`; a writer of its own a build: a failed commit leaves a writer broken."""
        if beside:
            # a nameless file, which vanishes with the process however it ends
            with ExitStack() as stack, TemporaryFile() as file:
                opened = partial(self._built_beside, stack, market)
                yield SpooledBuild(file, opened, standing=self.standing)
            return
        self._release()
        writer = self._opened()
        try:
            yield self._build(writer, market)
        except BaseException:
            dropped(writer)
            raise
        ended(writer)

    def prune(self, retention: Retention) -> Pruned:
        """See `IndexWriter.prune`."""
        if self._searcher() is None:
            return Pruned()
        with self._kept_writer() as writer, translated():
            return Pruned(tombstones=forget(writer, self._made_searcher(), told_before=retention.told_before))

    def _built_beside(self, stack: ExitStack, market: str) -> EmbeddedBuild:
        return self._build(stack.enter_context(self._kept_writer()), market)

    def _build(self, writer: tantivy.IndexWriter, market: str) -> EmbeddedBuild:
        return EmbeddedBuild(writer, market, states=self.states, committed=self.committed)

    @contextmanager
    def _kept_writer(self) -> Iterator[tantivy.IndexWriter]:
        if self._writer is None:
            self._writer = self._opened()
        try:
            yield self._writer
        except BaseException:
            self._release(dropped)
            raise

    def _opened(self) -> tantivy.IndexWriter:
        with translated():
            return opened_writer(self._made())

    def _release(self, close: Callable[[tantivy.IndexWriter], None] | None = None) -> None:
        writer, self._writer = self._writer, None
        if writer is not None:
            (close or ended)(writer)

    def committed(self) -> None:
        """What a build calls when it is committed: search this schema's index as soon as it misses no market.

        Called again when the lock is taken, for a sync that was killed in between. Folders of other schemas go.
        """
        with translated():
            states = self._states()
            # a pointer written anew would make every reader open the index again and count its facets again
            others = current_hash(self._folder) != schema_hash()
            if states and others and older_states(self._folder).keys() <= states.keys():
                make_current(self._folder)
            sweep(self._folder)

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
