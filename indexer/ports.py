"""What does a sync need of a feed, and of an index? The ports that sources and writers stand behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from indexer.changes import Changes
from indexer.keeping import KeptBuild, Pruned, Reopened, Retention
from indexer.standing import Standing, Stored, Withheld
from indexer.state import SyncState
from marketplace.creators.creator import Creator, Ready
from marketplace.errors import InvalidRecord


@dataclass(frozen=True)
class FeedRecord:
    """One line of a feed: its number from 1, and its bytes, or the JSON value in it, or why it can't be read.

    Bytes are parsed by whom they are converted by: parsed, they take three times as long to hand on.
    """

    line: int
    content: bytes | object | InvalidRecord


@dataclass(frozen=True)
class Feed:
    """A market's feed as it is now: a digest of its content, and when it was written (microseconds).

    Of a live feed, which may be another one at every moment, the fingerprint tells where it is: a feed of the same
    fingerprint is a later state of the same one, of which all changes until `as_of` have been told. `tells` when it can
    be asked for what has changed since.
    """

    market: str
    fingerprint: str
    as_of: int
    live: bool = False
    tells: bool = False


class Source(Protocol):
    """Where feeds come from. Every method raises FeedError when a feed is absent, cut or unreadable."""

    def feed(self, market: str) -> Feed:
        """What the feed of a market is now."""
        ...

    def records(self, market: str) -> Iterator[FeedRecord]:
        """The records of a market, streamed."""
        ...

    def changes(self, market: str, since: int) -> Iterator[FeedRecord]:
        """The records that changed at `since` (microseconds) or later, tombstones too, of a feed that `tells` them."""
        ...


def has_moved(source: Source, feed: Feed) -> bool:
    """Whether a feed is no longer what it was; a live one moves by its nature."""
    return not feed.live and source.feed(feed.market) != feed


@dataclass(frozen=True)
class Takeover:
    """What else changes when a build is published.

    `ids` moved: another market's published data must lose them. `released` are those whose hidden profile this build
    replaces, or whom its feed has no more: what is withheld of them from then on.
    """

    ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    released: Mapping[str, Withheld] = field(default_factory=dict)


Contents = Mapping[str, object]
"""What an index holds of a creator: the document's fields by name, what else is stored, columns, and `VERSION`."""

VERSION = "version"
"""Of contents: `updated_at`, digest and the overlay's version."""


class Build(Protocol):
    """A market's new data, invisible until it is published; everything raises EngineUnavailable."""

    def write(self, creators: Sequence[Ready]) -> None:
        """Take in creators that were made ready for this engine.

        The build holds none of them: an earlier version is removed before. What comes of a batch may be raised by the
        next call, by `count` and `publish` at the latest.
        """
        ...

    def remove(self, ids: Sequence[str]) -> None:
        """Drop creators that the build holds (a newer version or a tombstone came later in the feed)."""
        ...

    def withhold(self, withheld: Mapping[str, Withheld]) -> None:
        """Keep what is known of creators beside what is shown as the build is published; see `Changes.apply`."""
        ...

    def count(self) -> int:
        """How many creators the engine holds for this build."""
        ...

    def prepare(self) -> None:
        """Do what publishing needs and nobody must wait for; more may be written and removed afterwards."""
        ...

    def publish(self, state: SyncState, takeover: Takeover) -> None:
        """Make the build what searches see, replacing the market's data at once, and keep its state.

        The ids of the takeover leave the other markets; their states lose the fingerprint and count fewer creators.
        """
        ...


class IndexWriter(Protocol):
    """An index that markets are synced into. Every method raises EngineUnavailable or IndexMismatch."""

    def states(self) -> Mapping[str, SyncState]:
        """What is published, by market."""
        ...

    def making_ready(self) -> Callable[[Creator], Ready]:
        """What makes creators ready for the builds of this engine: a function that can be sent to other processes."""
        ...

    def standing(self, ids: Sequence[str]) -> Mapping[str, Standing]:
        """What is known of these creators, by id, over all markets; nobody unknown is in it."""
        ...

    def hidden(self) -> Iterator[tuple[str, Withheld]]:
        """The creators whose profile is kept but not shown, with their ids."""
        ...

    def ids(self, market: str) -> Iterator[str]:
        """The ids of all creators published for a market."""
        ...

    def versions(self, market: str) -> Iterator[tuple[str, Stored]]:
        """All creators published for a market, by id, in one walk; whoever moved away is not among them."""
        ...

    def count(self, market: str) -> int:
        """How many creators are published for a market, as the engine counts them."""
        ...

    def copies(self, ids: Sequence[str]) -> Mapping[str, Sequence[Stored]]:
        """Each profile of these creators that is published, the newest first: there should be one of each."""
        ...

    def contents(self, market: str, ids: Sequence[str]) -> Mapping[str, Contents]:
        """What is held of these creators of a market, as far as the engine can tell."""
        ...

    def contents_of(self, ready: Ready) -> Contents:
        """What `contents` must tell of a creator who was made ready and is written as such."""
        ...

    def lock(self) -> AbstractContextManager[None]:
        """Hold the index's sync to oneself; raises SyncRunning at once when somebody else has it.

        One lock for all markets: creators move between them, and two syncs at once could each publish the same id.
        """
        ...

    def changes(self) -> AbstractContextManager[Changes]:
        """Begin to change what is published; what is not committed when it is left may be seen or not."""
        ...

    def builds(self) -> Sequence[KeptBuild]:
        """The builds that are published or can be published again, the newest first."""
        ...

    def reopened(self, build: KeptBuild) -> AbstractContextManager[Reopened]:
        """Begin to publish a build again; left before, it is kept as it is by then.

        Raises SyncError when it is damaged.
        """
        ...

    def prune(self, retention: Retention) -> Pruned:
        """Drop the builds that need not stay, and what crashed ones left; forget old tombstones.

        A build that this writer is making stays; whoever is hidden does so however long ago it was told.
        """
        ...

    def build(self, market: str, *, beside: bool = False) -> AbstractContextManager[Build]:
        """Begin a build; leaving without `publish` drops it and leaves everything as before.

        `beside` when changes may be made before it is published, which is the only call that they must not meet.
        """
        ...
