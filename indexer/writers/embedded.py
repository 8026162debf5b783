"""The embedded index as an `IndexWriter`: a market's build is one commit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import orjson
import tantivy
from filelock import FileLock, Timeout

from indexer.ports import Build, Stored, SyncState, Takeover
from indexer.state import state_from_json, state_to_json
from indexer.writers.tantivy_errors import translated
from marketplace.creators.creator import Creator, Ready
from marketplace.embedded.clauses import every, keyword, keywords
from marketplace.embedded.compile import bounded
from marketplace.embedded.document import read_version, ready_creator, state_document, state_id
from marketplace.embedded.folder import created, current_hash, make_current, opened, sweep
from marketplace.embedded.schema import schema_hash
from marketplace.embedded.states import read_states
from marketplace.errors import EngineUnavailable, SyncRunning

HEAP_BYTES = 128_000_000
IDS_AT_ONCE = 10_000


class EmbeddedWriter:
    """Writes the index of this schema; the one that is searched changes when no market would be missed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._index: tantivy.Index | None = None

    def states(self) -> Mapping[str, SyncState]:
        """See `IndexWriter.states`; markets that only an index of an older schema holds must be read again."""
        with translated():
            older = {market: replace(state, fingerprint="") for market, state in self._of_older_schema().items()}
            return {**older, **self._states()}

    def making_ready(self) -> Callable[[Creator], Ready]:
        """See `IndexWriter.making_ready`."""
        return ready_creator

    def stored(self, ids: Sequence[str]) -> Mapping[str, Stored]:
        """See `IndexWriter.stored`."""
        with translated():
            searcher = self._searcher()
            if searcher is None or not ids:
                return {}
            hits = searcher.search(keywords("id", ids), len(ids), count=False).hits
            documents = [searcher.doc(address) for _, address in hits]
            return {str(one.get_first("id")): Stored(*read_version(one)) for one in documents}

    def ids(self, market: str) -> Iterator[str]:
        """See `IndexWriter.ids`."""
        searcher, last = self._searcher(), -1
        while searcher is not None:
            query = every([keyword("market", market), bounded("tie", least=last, above=True)])
            hits = searcher.search(query, IDS_AT_ONCE, count=False, order_by_field="tie", order=tantivy.Order.Asc).hits
            for _, address in hits:
                yield str(searcher.doc(address).get_first("id"))
            if len(hits) < IDS_AT_ONCE:
                return
            last = hits[-1][0]

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
            lock.release()

    @contextmanager
    def build(self, market: str) -> Iterator[Build]:
        """See `IndexWriter.build`; a writer of its own a build: a failed commit leaves a writer broken."""
        with translated():
            writer = self._made().writer(heap_size=HEAP_BYTES, num_threads=1)
            # what a killed or failed build left would fill the disk for ever
            writer.garbage_collect_files()
            writer.delete_documents_by_query(keyword("market", market))
        build = EmbeddedBuild(self, writer)
        try:
            yield build
        finally:
            build.close()

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

    def _searcher(self) -> tantivy.Searcher | None:
        """The index of this schema as last committed; None when there is none yet."""
        if self._index is None and not (self._folder / schema_hash() / "meta.json").exists():
            return None
        self._made().reload()
        return self._made().searcher()

    def _states(self) -> dict[str, SyncState]:
        if self._searcher() is None:
            return {}
        return {market: state_from_json(kept) for market, kept in read_states(self._made()).items()}

    def _of_older_schema(self) -> dict[str, SyncState]:
        found = current_hash(self._folder)
        if found in (None, schema_hash()):
            return {}
        return {market: state_from_json(kept) for market, kept in read_states(opened(self._folder, str(found))).items()}


class EmbeddedBuild:
    """One market's new data, in a writer that commits once."""

    def __init__(self, index: EmbeddedWriter, writer: tantivy.IndexWriter) -> None:
        self._index = index
        self._writer: tantivy.IndexWriter | None = writer
        self._count = 0

    def write(self, creators: Sequence[Ready]) -> None:
        """See `Build.write`."""
        with translated():
            for one in creators:
                self._open.add_json(one.body)
        self._count += len(creators)

    def remove(self, ids: Sequence[str]) -> None:
        """See `Build.remove`."""
        with translated():
            for one in ids:
                self._open.delete_documents_by_term("id", one)
        self._count -= len(ids)

    def count(self) -> int:
        """See `Build.count`; nothing can be counted before the commit that publishes, so what is written is."""
        return self._count

    def publish(self, state: SyncState, takeover: Takeover) -> None:
        """See `Build.publish`; all of it in one commit."""
        lost = [
            replace(old, fingerprint="", creators=old.creators - len(takeover.ids[market]))
            for market, old in self._index.states().items()
            if market in takeover.ids
        ]
        with translated():
            for market, ids in takeover.ids.items():
                moved = [keyword("market", market), keywords("id", ids)]
                self._open.delete_documents_by_query(every(moved))
            for one in (state, *lost):
                self._open.delete_documents_by_term("id", state_id(one.market))
                self._open.add_document(state_document(one.market, orjson.dumps(state_to_json(one))))
            self._open.commit()
            writer, self._writer = self._open, None
            self._index.committed()
            writer.wait_merging_threads()

    def close(self) -> None:
        """Drop what was not published, its files too: they may be what fills the disk. The next build can begin."""
        if self._writer is not None:
            self._writer.rollback()
            with suppress(ValueError):  # the next build tries again
                self._writer.garbage_collect_files()
            self._writer = None

    @property
    def _open(self) -> tantivy.IndexWriter:
        assert self._writer is not None, "a build is published once"
        return self._writer
