"""What stands in for a feed folder and an index where neither is under test? Both ports of the indexer, in memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from indexer.changes import Changes
from indexer.ports import VERSION, Build, Contents, Feed, FeedRecord, Takeover
from indexer.standing import NOTHING_WITHHELD, UNKNOWN, Standing, Stored, Withheld
from indexer.state import SyncState
from marketplace.creators.creator import Creator, Ready
from marketplace.errors import EngineUnavailable, FeedError, SyncRunning
from tests.creators import NOW, REQUIRED
from tests.fake_changes import MemoryChanges
from tests.fake_keeping import MemoryKeeping


def feed_record(id: str = "c1", **fields: Any) -> dict[str, Any]:  # noqa: A002
    """A feed record with these fields; the required ones have defaults, the handle is the id."""
    return {"id": id, "handle": id, **REQUIRED, **fields}


def tombstone(id: str = "c1", **fields: Any) -> dict[str, Any]:  # noqa: A002
    """The feed record of a creator who left."""
    return {"id": id, "market": "DE", "updated_at": "2026-11-10T00:00:00Z", "deleted": True, **fields}


@dataclass
class Clock:
    """Time that stands still until it is moved; microseconds."""

    now: int = NOW

    def __call__(self) -> int:
        return self.now


class MemorySource:
    """A `Source` of feeds by market; a market without one has no feed."""

    def __init__(self, **feeds: Iterable[object]) -> None:
        self.feeds = {market: list(records) for market, records in feeds.items()}

    def feed(self, market: str) -> Feed:
        if market not in self.feeds:
            raise FeedError(f"there is no feed of {market}")
        content = json.dumps(self.feeds[market], default=str).encode()
        return Feed(market, sha256(content).hexdigest(), NOW)

    def records(self, market: str) -> Iterator[FeedRecord]:
        for line, content in enumerate(self.feeds[market], 1):
            yield FeedRecord(line, content)

    def changes(self, market: str, since: int) -> Iterator[FeedRecord]:
        raise FeedError(f"{market} tells no changes since {since}")


def as_it_is(creator: Creator) -> Ready:
    """A creator made ready for an engine that keeps it whole."""
    return Ready(creator.id, creator.version, creator, overlay=creator.overlay)


def stored_of(creator: Creator) -> Stored:
    """Which version of a creator is stored."""
    return Stored(creator.market, creator.version, creator.overlay)


def _nothing(*_: object) -> None:
    """What happens on a write unless a test says otherwise."""


@dataclass
class MemoryWriter(MemoryKeeping):
    """An `IndexWriter` of dicts. `running` when somebody else syncs, `lost` is what builds miscount by.

    `looked_up` counts the ids that were asked for one by one.
    """

    published: dict[str, dict[str, Creator]] = field(default_factory=dict)
    kept_states: dict[str, SyncState] = field(default_factory=dict)
    running: bool = False
    away: bool = False
    lost: int = 0
    on_write: Callable[[Sequence[Ready]], None] = _nothing
    on_prepare: Callable[[], None] = _nothing
    open_builds: int = 0
    withheld: dict[str, Withheld] = field(default_factory=dict)
    looked_up: int = 0

    def states(self) -> Mapping[str, SyncState]:
        if self.away:
            raise EngineUnavailable("the engine is away: start it")
        return dict(self.kept_states)

    def making_ready(self) -> Callable[[Creator], Ready]:
        return as_it_is

    def standing(self, ids: Sequence[str]) -> Mapping[str, Standing]:
        known = {one: Standing(self._shown(one), self.withheld.get(one, NOTHING_WITHHELD)) for one in ids}
        return {one: standing for one, standing in known.items() if standing != UNKNOWN}

    def _shown(self, creator_id: str) -> Stored | None:
        return next(iter(self.copies([creator_id]).get(creator_id, ())), None)

    def copies(self, ids: Sequence[str]) -> Mapping[str, Sequence[Stored]]:
        self.looked_up += len(ids)
        found: dict[str, list[Stored]] = {}
        for creators in self.published.values():
            for one in ids:
                if one in creators:
                    found.setdefault(one, []).append(stored_of(creators[one]))
        return {one: sorted(stored, key=lambda each: each.age, reverse=True) for one, stored in found.items()}

    def hidden(self) -> Iterator[tuple[str, Withheld]]:
        yield from [(one, what) for one, what in self.withheld.items() if what.hidden]

    def ids(self, market: str) -> Iterator[str]:
        yield from self.published.get(market, {})

    def versions(self, market: str) -> Iterator[tuple[str, Stored]]:
        yield from [(one, stored_of(creator)) for one, creator in self.published.get(market, {}).items()]

    def count(self, market: str) -> int:
        return len(self.published.get(market, {}))

    def contents(self, market: str, ids: Sequence[str]) -> Mapping[str, Contents]:
        held = self.published.get(market, {})
        return {one: self.contents_of(as_it_is(held[one])) for one in ids if one in held}

    def contents_of(self, ready: Ready) -> Contents:
        creator = ready.body
        return {VERSION: [*creator.version, creator.overlay], **json.loads(creator.document)}

    @contextmanager
    def lock(self) -> Iterator[None]:
        if self.running:
            raise SyncRunning("another sync is running: wait for its end")
        self.running = True
        try:
            yield
        finally:
            self.running = False

    @contextmanager
    def changes(self) -> Iterator[Changes]:
        yield MemoryChanges(self)

    @contextmanager
    def build(self, market: str, *, beside: bool = False) -> Iterator[Build]:
        self.open_builds += 1
        try:
            yield MemoryBuild(self)
        finally:
            self.open_builds -= 1

    def creators(self) -> dict[str, list[str]]:
        """The ids that are published, by market."""
        return {market: sorted(creators) for market, creators in self.published.items()}


class MemoryBuild:
    """The `Build` of a `MemoryWriter`."""

    def __init__(self, writer: MemoryWriter) -> None:
        self._writer = writer
        self._creators: dict[str, Creator] = {}

    def write(self, creators: Sequence[Ready]) -> None:
        self._writer.on_write(creators)
        self._creators.update({one.id: one.body for one in creators})

    def remove(self, ids: Sequence[str]) -> None:
        for creator_id in ids:
            self._creators.pop(creator_id, None)

    def withhold(self, withheld: Mapping[str, Withheld]) -> None:
        self._writer.withheld.update(withheld)

    def count(self) -> int:
        return len(self._creators) - self._writer.lost

    def prepare(self) -> None:
        self._writer.on_prepare()

    def publish(self, state: SyncState, takeover: Takeover) -> None:
        for market, ids in takeover.ids.items():
            left = {one: creator for one, creator in self._writer.published[market].items() if one not in ids}
            old = self._writer.kept_states[market]
            self._writer.kept_states[market] = replace(old, fingerprint="", creators=len(left))
            self._writer.published[market] = left
        self._writer.published[state.market] = dict(self._creators)
        self._writer.kept_states[state.market] = state
        self._writer.withheld.update(takeover.released)
