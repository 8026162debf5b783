"""How long, and how fast, may one run of a market read its feed?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Event
from time import monotonic

from indexer.ports import Feed, FeedRecord, Source
from marketplace.errors import FeedError

RECORDS_A_BREATH = 100
"""Records between two looks at the clock."""


class Stopped(FeedError):
    """The watch ends: the run is given up, and the next watch takes it up again."""


@dataclass(frozen=True)
class LimitedSource:
    """A source of which one run reads for so many seconds at most, and whole feeds so many records a second (0: all).

    `stopping` ends it at once. `clock` gives seconds that never go back.
    """

    source: Source
    stopping: Event
    budget_seconds: float
    records_per_second: float = 0
    clock: Callable[[], float] = monotonic

    def feed(self, market: str) -> Feed:
        """See `Source.feed`."""
        self._check(market, since=self.clock())
        return self.source.feed(market)

    def records(self, market: str) -> Iterator[FeedRecord]:
        """See `Source.records`."""
        return self._limited(market, self.source.records(market), rate=self.records_per_second)

    def changes(self, market: str, since: int) -> Iterator[FeedRecord]:
        """See `Source.changes`."""
        return self._limited(market, self.source.changes(market, since), rate=0)

    def _limited(self, market: str, records: Iterator[FeedRecord], *, rate: float) -> Iterator[FeedRecord]:
        begun = self.clock()
        for count, record in enumerate(records):
            if count % RECORDS_A_BREATH == 0:
                if rate:
                    self.stopping.wait(max(0.0, begun + count / rate - self.clock()))
                self._check(market, since=begun)
            yield record

    def _check(self, market: str, *, since: float) -> None:
        if self.stopping.is_set():
            raise Stopped(f"{market}: the watch ends, and the next one takes it up again")
        if self.clock() - since > self.budget_seconds:
            raise FeedError(
                f"{market}: reading took longer than the budget of {self.budget_seconds:,.0f} s:"
                " see what slows the feed down, or raise MARKETPLACE_WATCH_BUDGET_SECONDS"
            )
