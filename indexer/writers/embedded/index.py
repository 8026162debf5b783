"""The embedded index as an `IndexWriter`: a market's build is one commit."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile

import tantivy

from indexer.changes import Changes
from indexer.keeping import KeptBuild, Pruned, Reopened, Retention, build_name
from indexer.ports import Build
from indexer.standing import Withheld
from indexer.writers.embedded.build import EmbeddedBuild
from indexer.writers.embedded.changes import EmbeddedChanges
from indexer.writers.embedded.errors import translated
from indexer.writers.embedded.forgetting import forget
from indexer.writers.embedded.holding import held as held_folder
from indexer.writers.embedded.keeping import Keeping
from indexer.writers.embedded.lifetime import dropped, ended, opened_writer
from indexer.writers.embedded.older import older_states
from indexer.writers.embedded.published import PublishedIndex
from indexer.writers.embedded.reopened import ReopenedFile
from indexer.writers.embedded.spool import SpooledBuild
from marketplace.creators.creator import Creator, Ready
from marketplace.embedded.document import ready_creator
from marketplace.embedded.folder import current_hash, kept_folder, make_current, sweep
from marketplace.embedded.schema import schema_hash


class EmbeddedWriter(PublishedIndex):
    """Writes the index of this schema; the one that is searched changes when no market would be missed.

    `keeps` builds that are replaced, unless nobody wants them; `now` gives microseconds since 1970.
    """

    def __init__(
        self, folder: Path, *, keeps: bool = True, now: Callable[[], int] = lambda: time.time_ns() // 1_000
    ) -> None:
        super().__init__(folder)
        self._now = now
        self._writer: tantivy.IndexWriter | None = None
        self._kept = Keeping(kept_folder(folder), searcher=self._searcher, now=now, keeps=keeps)

    def making_ready(self) -> Callable[[Creator], Ready]:
        """See `IndexWriter.making_ready`."""
        return ready_creator

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
        name = build_name(self._now())
        if beside:
            # a nameless file, which vanishes with the process however it ends
            with self._kept.replacing(market), ExitStack() as stack, TemporaryFile() as file:
                opened = partial(self._built_beside, stack, market, name=name)
                yield SpooledBuild(file, opened, withheld=self._withheld)
            return
        self._release()
        with self._kept.replacing(market):
            writer = self._opened()
            try:
                yield self._build(writer, market, name=name)
            except BaseException:
                dropped(writer)
                raise
            ended(writer)

    def builds(self) -> Sequence[KeptBuild]:
        """See `IndexWriter.builds`."""
        return self._kept.builds(self.states())

    @contextmanager
    def reopened(self, build: KeptBuild) -> Iterator[Reopened]:
        """See `IndexWriter.reopened`."""
        with ExitStack() as stack:
            opened = partial(self._built_beside, stack, build.market, name=build.name)
            found = ReopenedFile(self._kept.file_of(build), opened, making_ready=self.making_ready())
            stack.enter_context(self._kept.replacing(build.market))
            yield found

    def prune(self, retention: Retention) -> Pruned:
        """See `IndexWriter.prune`."""
        if self._searcher() is None:
            return Pruned()
        with self._kept_writer() as writer, translated():
            builds = self._kept.prune(retention)
            return Pruned(builds, forget(writer, self._made_searcher(), told_before=retention.told_before))

    def _withheld(self, ids: Sequence[str]) -> Mapping[str, Withheld]:
        return {one: known.withheld for one, known in self.standing(ids).items()}

    def _built_beside(self, stack: ExitStack, market: str, *, name: str) -> EmbeddedBuild:
        return self._build(stack.enter_context(self._kept_writer()), market, name=name)

    def _build(self, writer: tantivy.IndexWriter, market: str, *, name: str) -> EmbeddedBuild:
        return EmbeddedBuild(writer, market, name=name, states=self.states, committed=self.committed)

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
