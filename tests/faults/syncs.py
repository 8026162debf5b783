"""What becomes of syncs that are done all the time, through whatever happens?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep

from indexer.credible import Limits
from indexer.ports import IndexWriter
from indexer.sync import SyncOptions, sync_market
from indexer.verify import Comparison, compare_market
from indexer.wiring import now
from marketplace.errors import MarketplaceError
from tests.faults.generations import MARKETS, Generations


@dataclass(frozen=True)
class Report:
    """How one sync ended; the times are seconds of the clock `monotonic`."""

    market: str
    began: float
    ended: float
    failure: MarketplaceError | None


@dataclass
class Syncs:
    """Syncs of one writer; `published` is called, once, right after the next that succeeds."""

    writer: IndexWriter
    feeds: Generations
    folder: Path
    published: Callable[[str], None] | None = None
    reports: list[Report] = field(default_factory=list)
    wrong: list[object] = field(default_factory=list)

    def sync(self, market: str) -> Report:
        """Sync a newer feed of a market, as the command does."""
        self.feeds.advance(market)
        began, limits = monotonic(), Limits(credible_share=0.5, max_reject_share=0.1)
        options = SyncOptions(rejects_dir=self.folder, limits=limits)
        try:
            with self.writer.lock():
                failure = sync_market(market, source=self.feeds, writer=self.writer, options=options, clock=now).failure
        except MarketplaceError as error:
            failure = error
        if failure is None:
            self.feeds.published[market] = self.feeds.newest[market]
        self.reports.append(Report(market, began, monotonic(), failure))
        return self.reports[-1]

    def compare(self, market: str) -> Comparison:
        """What is published beside the newest feed."""
        return compare_market(market, source=self.feeds, writer=self.writer, now=now())

    def when(self, moment: str, happens: Callable[[str], None]) -> None:
        """Let something happen, once: when the next feed is half read, or right after the next publication."""
        setattr(self.feeds if moment == "half_read" else self, moment, happens)

    def succeeded(self, within_seconds: float) -> None:
        """Wait until a sync that has begun after this call succeeds."""
        began = monotonic()
        while monotonic() - began < within_seconds:
            if any(one.failure is None and one.began > began for one in self.reports[-3:]):
                return
            sleep(0.05)
        raise AssertionError(f"no sync succeeded in {within_seconds} s: {self.reports[-1:]}")

    def _sync_on(self, stopped: Event) -> None:
        try:
            for market in cycle(MARKETS):
                if stopped.is_set():
                    return
                if self.sync(market).failure is None:
                    self._check(market)
        except Exception as error:
            self.wrong.append(error)

    def _check(self, market: str) -> None:
        if self.published:
            happens, self.published = self.published, None
            happens(market)
        compared = self.compare(market)
        if compared.failure is None and not compared.agrees:
            self.wrong.append(compared)


@contextmanager
def syncing(syncs: Syncs) -> Iterator[None]:
    """Market after market for as long as the block; then whatever was said to be published was."""
    stopped = Event()
    thread = Thread(target=syncs._sync_on, args=(stopped,))
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()
    assert syncs.wrong == []
