"""Elasticsearch as an `IndexWriter`: a market's build is an index of its own, published by one swap of aliases."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from secrets import token_hex

from elasticsearch import Elasticsearch

from indexer.changes import Changes
from indexer.keeping import KeptBuild, Pruned, Reopened, Retention, build_name
from indexer.ports import Build, Contents
from indexer.standing import Standing, Stored, Withheld
from indexer.state import SyncState, state_from_json
from indexer.writers.elastic.build import ElasticBuild
from indexer.writers.elastic.changes import ElasticChanges
from indexer.writers.elastic.contents import contents_of, held
from indexer.writers.elastic.holding import Holding
from indexer.writers.elastic.pruning import counted, droppable, kept_builds
from indexer.writers.elastic.reading import Reading
from indexer.writers.elastic.reopened import ReopenedBuild
from marketplace.creators.creator import Creator, Ready
from marketplace.elastic import builds
from marketplace.elastic.document import ready_creator
from marketplace.elastic.errors import translated
from marketplace.elastic.kept import read_kept
from marketplace.elastic.lock import SyncLock
from marketplace.elastic.mapping import mapping_hash
from marketplace.elastic.names import IndexName
from marketplace.elastic.published import LiveIndex, read_live
from marketplace.elastic.vocabulary import Vocabulary
from marketplace.errors import EngineUnavailable, IndexMismatch


class ElasticWriter:
    """Writes the indices under a prefix; `now` gives microseconds since 1970."""

    def __init__(self, client: Elasticsearch, prefix: str, *, now: Callable[[], int] = lambda: time.time_ns() // 1_000):
        self._client = client
        self._prefix = prefix
        self._now = now
        self._lock: SyncLock | None = None
        self._vocabulary = Vocabulary(client, prefix)
        self._reading = Reading(client, prefix, now=now)
        self._running: set[str] = set()

    def states(self) -> Mapping[str, SyncState]:
        """See `IndexWriter.states`; the markets that only another release made must be read again.

        Creators of the others are counted now: whoever is killed has changed some of them, and not the states.
        """
        live = read_live(self._client, self._prefix)
        if live.foreign:
            action = f'{{"remove": {{"index": "{live.foreign[0]}", "alias": "{self._prefix}"}}}}'
            raise IndexMismatch(
                f"the alias {self._prefix} holds {live.foreign[0]}, which no sync has made: it is not searched;"
                f' take it out by POST /_aliases {{"actions": [{action}]}}'
            )
        counts = self._reading.counts(live.own)
        return {market: _state(index, counted=counts.get(market, 0)) for market, index in live.indices.items()}

    def making_ready(self) -> Callable[[Creator], Ready]:
        """See `IndexWriter.making_ready`."""
        return ready_creator

    def standing(self, ids: Sequence[str]) -> Mapping[str, Standing]:
        """See `IndexWriter.standing`; of a creator in two markets the newer."""
        return self._reading.standing(ids)

    def hidden(self) -> Iterator[tuple[str, Withheld]]:
        """See `IndexWriter.hidden`."""
        return self._reading.hidden()

    def ids(self, market: str) -> Iterator[str]:
        """See `IndexWriter.ids`."""
        return (creator_id for creator_id, _ in self.versions(market))

    def versions(self, market: str) -> Iterator[tuple[str, Stored]]:
        """See `IndexWriter.versions`."""
        return self._reading.versions(market)

    def count(self, market: str) -> int:
        """See `IndexWriter.count`."""
        return self._reading.count(market)

    def copies(self, ids: Sequence[str]) -> Mapping[str, Sequence[Stored]]:
        """See `IndexWriter.copies`."""
        return self._reading.copies(ids)

    def contents(self, market: str, ids: Sequence[str]) -> Mapping[str, Contents]:
        """See `IndexWriter.contents`."""
        return held(self._client, read_live(self._client, self._prefix).own.aliases.get(market), ids=ids)

    def contents_of(self, ready: Ready) -> Contents:
        """See `IndexWriter.contents_of`."""
        return contents_of(ready)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """See `IndexWriter.lock`; renewed while a build writes, so that it lapses only when its holder has died."""
        owner = f"{socket.gethostname()}, process {os.getpid()}, {token_hex(4)}"
        lock = SyncLock(self._client, self._prefix, owner=owner, now=self._now)
        with translated():
            lock.acquire()
        self._lock = lock
        try:
            with lock.kept():
                yield
        finally:
            self._lock = None
            with suppress(EngineUnavailable), translated():
                lock.release()  # else it lapses by itself

    @contextmanager
    def changes(self) -> Iterator[Changes]:
        """See `IndexWriter.changes`."""
        changes = ElasticChanges(
            self._client,
            self._prefix,
            holding=Holding(self._lock),
            vocabulary=self._vocabulary,
            reading=self._reading,
        )
        with closing(changes):
            yield changes

    @contextmanager
    def build(self, market: str, *, beside: bool = False) -> Iterator[Build]:
        """See `IndexWriter.build`; a build is always beside what is published."""
        del beside
        name = IndexName(self._prefix, market, mapping_hash(), build_name(self._now()))
        build = self._build(name)
        self._running.add(str(name))
        try:
            builds.create_build(self._client, name)
            yield build
        finally:
            build.close()
            self._running.discard(str(name))

    def _build(self, name: IndexName) -> ElasticBuild:
        holding = Holding(self._lock)
        return ElasticBuild(self._client, name, holding=holding, vocabulary=self._vocabulary, reading=self._reading)

    @contextmanager
    def reopened(self, build: KeptBuild) -> Iterator[Reopened]:
        """See `IndexWriter.reopened`."""
        name = IndexName(self._prefix, build.market, mapping_hash(), build.name)
        opened = self._build(name)
        opened.keep()
        with closing(opened):
            yield ReopenedBuild(self._client, name, build=opened, reading=self._reading)

    def builds(self) -> Sequence[KeptBuild]:
        """See `IndexWriter.builds`."""
        return kept_builds(read_kept(self._client, self._prefix))

    def prune(self, retention: Retention) -> Pruned:
        """See `IndexWriter.prune`."""
        kept = read_kept(self._client, self._prefix)
        Holding(self._lock).confirm()
        dropped = droppable(kept, retention, running=frozenset(self._running))
        for one in dropped:
            builds.drop(self._client, str(one.name))
        return Pruned(counted(kept, dropped), self._reading.forget(told_before=retention.told_before))


def _state(index: LiveIndex, *, counted: int) -> SyncState:
    state = state_from_json(index.state)
    return replace(state, fingerprint="", inputs="") if index.outdated else replace(state, creators=counted)
