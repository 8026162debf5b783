"""How long, and how fast, may one run of a market read its feed?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Event
from time import monotonic

from indexer.ports import Feed, FeedRecord, Source
from indexer.watching.readers import Readers
from marketplace.errors import FeedError

RECORDS_A_BREATH = 100
"""Records between two looks at the clock."""

MakeSource = Callable[[Callable[[], None]], Source]
"""Makes a source that calls what it is given before whatever may take long, and lets what that raises pass."""


class Stopped(FeedError):
    """The watch ends: the run is given up, and the next watch takes it up again."""


@dataclass
class LimitedSource:
    """A source of which one run reads for so many seconds at most, and whole feeds so many records a second (0: all).

    `stopping` ends it at once, and so do `readers` whom it keeps waiting. `clock` gives seconds that never go back.
    """

    make: MakeSource
    stopping: Event
    budget_seconds: float
    records_per_second: float = 0
    clock: Callable[[], float] = monotonic
    readers: Readers | None = None
    source: Source = field(init=False)

    def __post_init__(self) -> None:
        """Nothing is read yet."""
        self.source = self.make(self._check)
        self._begin("")

    def feed(self, market: str) -> Feed:
        """See `Source.feed`."""
        self._begin(market)
        self._check()
        return self.source.feed(market)

    def records(self, market: str) -> Iterator[FeedRecord]:
        """See `Source.records`."""
        return self._limited(market, self.source.records(market), rate=self.records_per_second)

    def changes(self, market: str, since: int) -> Iterator[FeedRecord]:
        """See `Source.changes`."""
        return self._limited(market, self.source.changes(market, since), rate=0)

    def _limited(self, market: str, records: Iterator[FeedRecord], *, rate: float) -> Iterator[FeedRecord]:
        self._begin(market)
        for count, record in enumerate(self._awaited(records)):
            if count % RECORDS_A_BREATH == 0:
                if rate:
                    self.stopping.wait(max(0.0, self._begun + count / rate - self.clock()))
                self._check()
            yield record

    def _awaited(self, records: Iterator[FeedRecord]) -> Iterator[FeedRecord]:
        """The records, each of which may keep others waiting who want to be read."""
        while True:
            self._waits(True)
            record = next(records, None)
            self._waits(False)
            if record is None:
                return
            yield record

    def _waits(self, now: bool) -> None:
        if self.readers:
            self.readers.waits(now)
            if not now:
                self.readers.check(self._market)

    def _begin(self, market: str) -> None:
        self._market, self._begun = market, self.clock()

    def _check(self) -> None:
        if self.stopping.is_set():
            raise Stopped(f"{self._market}: the watch ends, and the next one takes it up again")
        if self.readers:
            self.readers.check(self._market)
        if self.clock() - self._begun > self.budget_seconds:
            raise FeedError(
                f"{self._market}: reading took longer than the budget of {self.budget_seconds:,.0f} s:"
                " see what slows the feed down, or raise MARKETPLACE_WATCH_BUDGET_SECONDS"
            )
