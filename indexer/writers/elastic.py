"""Elasticsearch as an `IndexWriter`: a market's build is an index of its own, published by one swap of aliases."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from secrets import token_hex

from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan

from indexer.ports import Build, Stored, SyncState, Takeover
from indexer.state import state_from_json, state_to_json
from indexer.writers.sender import Sender
from marketplace.creators.creator import Creator, Ready, Version
from marketplace.creators.times import format_time
from marketplace.elastic import builds
from marketplace.elastic.asking import multi_search
from marketplace.elastic.document import ready_creator
from marketplace.elastic.errors import translated
from marketplace.elastic.lock import SyncLock
from marketplace.elastic.lookups import compile_versions
from marketplace.elastic.mapping import mapping_hash
from marketplace.elastic.names import IndexName
from marketplace.elastic.published import LiveIndex, read_live
from marketplace.elastic.vocabulary import Vocabulary
from marketplace.errors import EngineUnavailable, IndexMismatch

IDS_AT_ONCE = 5_000
"""Ids in one page of a walk through an index."""


class ElasticWriter:
    """Writes the indices under a prefix; `now` gives microseconds since 1970."""

    def __init__(self, client: Elasticsearch, prefix: str, *, now: Callable[[], int] = lambda: time.time_ns() // 1_000):
        self._client = client
        self._prefix = prefix
        self._now = now
        self._lock: SyncLock | None = None
        self._vocabulary = Vocabulary(client, prefix)

    def states(self) -> Mapping[str, SyncState]:
        """See `IndexWriter.states`; the markets that another release made must be read again."""
        live = read_live(self._client, self._prefix)
        if live.foreign:
            action = f'{{"remove": {{"index": "{live.foreign[0]}", "alias": "{self._prefix}"}}}}'
            raise IndexMismatch(
                f"the alias {self._prefix} holds {live.foreign[0]}, which no sync has made: it is not searched;"
                f' take it out by POST /_aliases {{"actions": [{action}]}}'
            )
        return {market: _state(index) for market, index in live.indices.items()}

    def making_ready(self) -> Callable[[Creator], Ready]:
        """See `IndexWriter.making_ready`."""
        return ready_creator

    def stored(self, ids: Sequence[str]) -> Mapping[str, Stored]:
        """See `IndexWriter.stored`; of a creator in two markets the newer."""
        names = tuple(read_live(self._client, self._prefix).aliases.values())
        found: dict[str, Stored] = {}
        for response in multi_search(self._client, compile_versions(names, ids)):
            for hit in response["hits"]["hits"] if response else ():
                one = _stored(hit["fields"])
                if hit["_id"] not in found or found[hit["_id"]].version < one.version:
                    found[hit["_id"]] = one
        return found

    def ids(self, market: str) -> Iterator[str]:
        """See `IndexWriter.ids`."""
        if index := read_live(self._client, self._prefix).aliases.get(market):
            with translated():
                walk = scan(self._client, index=index, query={"_source": False}, size=IDS_AT_ONCE)
                yield from (hit["_id"] for hit in walk)

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
    def build(self, market: str) -> Iterator[Build]:
        """See `IndexWriter.build`."""
        moment = format_time(self._now())[:19].replace("-", "").replace(":", "").lower()
        name = IndexName(self._prefix, market, mapping_hash(), f"{moment}{token_hex(2)}")
        build = ElasticBuild(self._client, name, lock=self._lock, vocabulary=self._vocabulary)
        try:
            builds.create_build(self._client, name)
            yield build
        finally:
            build.close()


class ElasticBuild:
    """One market's new data, in an index that no search asks before it is published."""

    def __init__(
        self, client: Elasticsearch, name: IndexName, *, lock: SyncLock | None, vocabulary: Vocabulary
    ) -> None:
        self._client = client
        self._name = name
        self._index = str(name)
        self._lock = lock
        self._vocabulary = vocabulary
        self._handed_over = False
        self._sender = Sender()

    def write(self, creators: Sequence[Ready]) -> None:
        """See `Build.write`."""
        self._hold()
        self._sender.send(lambda: self._send(creators))

    def _send(self, creators: Sequence[Ready]) -> None:
        self._vocabulary.keep(creators)
        # an earlier one of the same id, put off and sent again, could come after the later
        builds.index_creators(self._client, self._index, creators={one.id: one for one in creators}.values())

    def remove(self, ids: Sequence[str]) -> None:
        """See `Build.remove`."""
        self._hold()
        self._sender.settle()
        builds.delete_creators(self._client, self._index, ids=ids, refresh=False)

    def count(self) -> int:
        """See `Build.count`."""
        self._sender.settle()
        return builds.count_creators(self._client, self._index)

    def publish(self, state: SyncState, takeover: Takeover) -> None:
        """See `Build.publish`; the swap hides who moved here in the markets that they left, then they are deleted."""
        self._sender.settle()
        builds.keep_state(self._client, self._index, state=state_to_json(state))
        self._vocabulary.make_visible()
        builds.make_searchable(self._client, self._index)
        self._hold(confirmed=True)
        live = read_live(self._client, self._name.prefix)
        losing = [(live.indices[market], ids) for market, ids in takeover.ids.items() if market in live.indices]
        hiding = [action for other, ids in losing for action in self._hiding(other, ids)]
        # from here on it may be what is searched, even if the answer gets lost: a swap refused leaves an index
        # behind, which the next publication deletes
        self._handed_over = True
        replaced = builds.swap(self._client, self._name, hiding=hiding)
        # what was just replaced is kept: searches and walks that have begun go on in it.
        # Published is published: what can't be deleted now, the next publication deletes
        with suppress(EngineUnavailable):
            for other, ids in losing:
                builds.forget_moved(self._client, other.name, ids=ids)
            builds.drop_builds(self._client, self._name, keep=replaced)

    def close(self) -> None:
        """Drop what was not published; what can't be dropped now, the next publication deletes."""
        self._sender.close()
        if not self._handed_over:
            with suppress(EngineUnavailable):
                builds.drop(self._client, self._index)

    def _hiding(self, other: LiveIndex, ids: Sequence[str]) -> list[builds.Action]:
        """First the state: if the swap fails, the other market's feed is read once more for nothing."""
        left = other.state["creators"] - len(ids)
        builds.keep_state(self._client, str(other.name), state={**other.state, "fingerprint": "", "creators": left})
        return builds.hiding(self._client, other.name, ids=ids)

    def _hold(self, *, confirmed: bool = False) -> None:
        if self._lock:
            with translated():
                self._lock.confirm() if confirmed else self._lock.renew()


def _state(index: LiveIndex) -> SyncState:
    state = state_from_json(index.state)
    return replace(state, fingerprint="") if index.outdated else state


def _stored(columns: Mapping[str, Sequence[str | int]]) -> Stored:
    """Market and version from the columns; the index of an older release may have kept no digest."""
    (digest,) = columns.get("digest", ("",))
    return Stored(str(columns["market"][0]), Version(int(columns["updated_at"][0]), str(digest)))
