"""How does a test come by an applier? On an index in memory that fails when it is told to, with a clock in its hand."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Thread

from indexer.changes import Changes, Edit
from indexer.credible import Limits
from indexer.standing import told
from indexer.state import SyncState
from indexer.sync import SyncOptions, sync_market
from indexer.watching.applier import Applier
from marketplace.errors import MarketplaceError
from tests.creators import make_creator
from tests.fake_changes import MemoryChanges
from tests.fakes import Clock, MemoryWriter, as_it_is, feed_record
from tests.live import LiveSource

PATIENCE_SECONDS = 10
LIMITS = Limits(credible_share=0, max_reject_share=1)


@dataclass
class Writer(MemoryWriter):
    """A `MemoryWriter` of which the next `apply` or `commit` raises `failures`; `commits` are the markets kept."""

    failures: dict[str, Exception] = field(default_factory=dict)
    commits: list[list[str]] = field(default_factory=list)
    changing: int = 0

    @contextmanager
    def changes(self) -> Iterator[Changes]:
        self.changing += 1
        try:
            yield Failing(self)
        finally:
            self.changing -= 1

    def meets(self, call: str) -> None:
        """Fail if this call is to."""
        if failure := self.failures.pop(call, None):
            raise failure


@dataclass
class Failing(MemoryChanges):
    """The `Changes` of a `Writer`."""

    writer: Writer

    def apply(self, edits: Sequence[Edit]) -> None:
        self.writer.meets("apply")
        super().apply(edits)

    def commit(self, states: Sequence[SyncState] = ()) -> None:
        self.writer.meets("commit")
        super().commit(states)
        self.writer.commits.append([state.market for state in states])


class Waiter(Thread):
    """Moves the state of a market on, as the loop of a market does; `failure` is what came of it."""

    def __init__(self, applier: Applier, market: str, *, read: int, losses: int | None) -> None:
        super().__init__(daemon=True)
        self.applier, self.market, self.read = applier, market, read
        self.losses = applier.losses if losses is None else losses
        self.failure: MarketplaceError | None = None
        before = len(applier._waiting)
        self.start()
        until(lambda: len(applier._waiting) > before or not self.is_alive())

    def run(self) -> None:
        try:
            self.applier.move_on((self.market,), self._moved, losses=self.losses)
        except MarketplaceError as error:
            self.failure = error

    def _moved(self, state: SyncState) -> SyncState:
        return replace(state, read=state.read + self.read)

    def ended(self) -> bool:
        """Whether it went on, which it has some time for."""
        self.join(PATIENCE_SECONDS)
        return not self.is_alive()


@dataclass
class Place:
    """Published markets, an applier that they share, and the seconds of its clock."""

    writer: Writer
    applier: Applier
    seconds: list[float]

    def writes(self, creator_id: str, *, market: str = "DE") -> None:
        """Apply a creator, as a delta does."""
        ready = as_it_is(make_creator(**feed_record(creator_id, market=market)))
        with self.applier.changing() as changing:
            known = changing.standing([creator_id])[creator_id]
            changing.apply([Edit(creator_id, known, told(known, ready, market=market), ready)])

    def moves_on(self, market: str, *, read: int = 1, losses: int | None = None) -> Waiter:
        """Wait for the next commit in a thread; without losses there were none since the first change."""
        return Waiter(self.applier, market, read=read, losses=losses)

    def commits(self, *, after: float) -> list[str]:
        """Commit so many seconds later; the markets whose states were kept by it."""
        before = len(self.writer.commits)
        self.seconds[0] += after
        self.applier.commit()
        return [market for kept in self.writer.commits[before:] for market in kept]


def place_of(folder: Path, *markets: str) -> Place:
    """A place of markets of a creator each."""
    writer, seconds = Writer(), [1_000.0]
    for market in markets:
        source = LiveSource(**{market: [feed_record(market.lower(), market=market)]})
        options = SyncOptions(rejects_dir=folder, limits=LIMITS)
        assert not sync_market(market, source=source, writer=writer, options=options, clock=Clock()).failure
    return Place(writer, Applier(writer, clock=lambda: seconds[0]), seconds)


def until(look: Callable[[], object]) -> None:
    """Look again and again until it is so; fails when it is not in time."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not look():
        assert time.monotonic() < deadline
        time.sleep(0.001)
