"""The embedded index as an `IndexWriter`: a market's build is one commit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryFile

import tantivy
from filelock import FileLock, Timeout

from indexer.changes import Changes
from indexer.ports import Build
from indexer.standing import Standing, Withheld
from indexer.state import SyncState, state_from_json
from indexer.writers.embedded.build import EmbeddedBuild
from indexer.writers.embedded.changes import EmbeddedChanges
from indexer.writers.embedded.errors import translated
from indexer.writers.embedded.reading import all_withheld, counts_of, ids_of, standing_of
from indexer.writers.embedded.spool import SpooledBuild
from marketplace.creators.creator import Creator, Ready
from marketplace.embedded.document import ready_creator
from marketplace.embedded.folder import created, current_hash, make_current, opened, sweep
from marketplace.embedded.schema import schema_hash
from marketplace.embedded.states import read_states
from marketplace.errors import EngineUnavailable, SyncRunning

HEAP_BYTES = 128_000_000
NO_ID = ""
"""What no document has."""


class EmbeddedWriter:
    """Writes the index of this schema; the one that is searched changes when no market would be missed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._index: tantivy.Index | None = None
        self._writer: tantivy.IndexWriter | None = None

    def states(self) -> Mapping[str, SyncState]:
        """See `IndexWriter.states`; markets that only an index of an older schema holds must be read again."""
        with translated():
            older = {market: replace(state, fingerprint="") for market, state in self._of_older_schema().items()}
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
        searcher = self._searcher()
        return ids_of(searcher, market) if searcher else iter(())

    @contextmanager
    def lock(self) -> Iterator[None]:
        """See `IndexWriter.lock`; who takes it finishes what a sync that was killed left half done."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self._folder / "sync.lock", timeout=0)
            lock.acquire()
        except Timeout:
            raise SyncRunning(f"another sync of {self._folder} is running: wait for its end") from None
        except OSError as error:
            raise EngineUnavailable(f"the index folder {self._folder} can't be written: {error.strerror}") from None
        try:
            self.committed()
            yield
        finally:
            self._release()
            lock.release()

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
                yield SpooledBuild(file, lambda: self._build(stack.enter_context(self._kept_writer()), market))
            return
        self._release()
        writer = self._opened()
        try:
            yield self._build(writer, market)
        except BaseException:
            _dropped(writer)
            raise
        _ended(writer)

    def _build(self, writer: tantivy.IndexWriter, market: str) -> EmbeddedBuild:
        return EmbeddedBuild(writer, market, states=self.states, committed=self.committed)

    @contextmanager
    def _kept_writer(self) -> Iterator[tantivy.IndexWriter]:
        if self._writer is None:
            self._writer = self._opened()
        try:
            yield self._writer
        except BaseException:
            self._release(_dropped)
            raise

    def _opened(self) -> tantivy.IndexWriter:
        with translated():
            writer = self._made().writer(heap_size=HEAP_BYTES, num_threads=1)
            # the first operation of a writer has the stamp of the last commit; a merge that begins before the next
            # one takes it for done in segments that the last commit changed, and it is lost: so it is one of nothing
            writer.delete_documents_by_term("id", NO_ID)
            return writer

    def _release(self, close: Callable[[tantivy.IndexWriter], None] | None = None) -> None:
        writer, self._writer = self._writer, None
        if writer is not None:
            (close or _ended)(writer)

    def committed(self) -> None:
        """What a build calls when it is committed: search this schema's index as soon as it misses no market.

        Called again when the lock is taken, for a sync that was killed in between. Folders of other schemas go.
        """
        with translated():
            states = self._states()
            # a pointer written anew would make every reader open the index again and count its facets again
            others = current_hash(self._folder) != schema_hash()
            if states and others and self._of_older_schema().keys() <= states.keys():
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

    def _of_older_schema(self) -> dict[str, SyncState]:
        found = current_hash(self._folder)
        if found in (None, schema_hash()):
            return {}
        return {market: state_from_json(kept) for market, kept in read_states(opened(self._folder, str(found))).items()}


def _ended(writer: tantivy.IndexWriter) -> None:
    """Let go of the lock when the merges are done that the last commit began.

    A rollback gives them up, but one that is writing the list of files goes on: the list may be of files that are
    removed then as nobody's, and the index can't be read any more (seen).
    """
    with suppress(ValueError):
        writer.wait_merging_threads()


def _dropped(writer: tantivy.IndexWriter) -> None:
    """Drop what was not committed and let go of the lock: an object that a traceback holds would keep it."""
    with suppress(ValueError):
        writer.rollback()
    with suppress(ValueError):  # what was written of it may be what fills the disk
        writer.garbage_collect_files()
    with suppress(ValueError):
        writer.wait_merging_threads()
