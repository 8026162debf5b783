"""How does one process keep all markets in step? As the leader, with a loop a market and one commit for all."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from threading import Event, Thread

from indexer.overlays import OverlayPass
from indexer.ports import IndexWriter, Source
from indexer.pruning import Pruning
from indexer.report import FULL, NONE, MarketReport, market_line
from indexer.sync import SyncOptions, sync_market
from indexer.watching.applier import Applier
from indexer.watching.limited import LimitedSource, MakeSource
from indexer.watching.loop import Ended, run_loop
from indexer.watching.metrics import Metrics
from marketplace.creators.overlays import Overlays
from marketplace.errors import EngineUnavailable, StoreUnavailable, SyncError, SyncRunning

COMMIT_SECONDS = 0.25
"""Between two commits: what is longer is seen later, what is shorter lets searches count their facets more often."""

OVERLAY_SECONDS = 0.5
PRUNE_SECONDS = 3600.0
STANDBY_SECONDS = 2.0
FAREWELL_SECONDS = 5.0
"""What loops may take to notice that the watch ends; whoever still waits for a feed then is left."""

_TIMES = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")
"""When a lock lapses is another time whenever its holder renews it: that is nothing new."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How often and how long feeds are read: seconds, and records a second of whole feeds (0: as fast as it goes)."""

    delta_seconds: float
    whole_seconds: float
    budget_seconds: float
    records_per_second: float = 0


@dataclass(frozen=True, kw_only=True)
class Watch:
    """Keeps markets in step until it is stopped.

    `source` makes a source of the feeds: each market has its own, since a source reads one thing at a time. `clock`
    gives microseconds since 1970, `monotonic` seconds; `refused` are the records of the last run of each market that
    told any.
    """

    source: MakeSource
    writer: IndexWriter
    overlays: Overlays
    options: SyncOptions
    pace: Pace
    pruning: Pruning
    metrics: Metrics
    clock: Callable[[], int]
    monotonic: Callable[[], float]
    refused: dict[str, int] = field(default_factory=dict)

    def run(self, markets: Iterable[str], stopping: Event) -> None:
        """Stand by until nobody else leads, lead until stopped or deposed; an engine that is away is waited for."""
        chosen, said = tuple(markets), ""
        while not stopping.is_set():
            try:
                with self.writer.lock():
                    said = ""
                    self._lead(chosen, stopping)
            except (SyncRunning, EngineUnavailable, StoreUnavailable) as error:
                if (told := _TIMES.sub("", str(error))) != said:
                    said = told
                    logger.warning("standing by: %s", error)
            stopping.wait(STANDBY_SECONDS)

    def _lead(self, markets: tuple[str, ...], stopping: Event) -> None:
        applier = Applier(self.writer, clock=self.monotonic)
        ending = Event()
        sources = {market: self._limited(ending, applier) for market in markets}
        turns = [
            partial(self._turn, market, source=sources[market], applier=applier, ending=ending) for market in markets
        ]
        loops = [*turns, partial(self._overlay_turn, applier, ending), partial(self._prune_turn, applier, ending)]
        threads = [Thread(target=run_loop, args=(loop, ending), daemon=True) for loop in loops]
        logger.info("leading: %d markets", len(markets))
        with ExitStack() as stack:
            stack.callback(self.metrics.leading, False)
            # whatever ends it: loops that go on would change an index that is another's
            stack.callback(applier.leave)
            stack.callback(ending.set)
            self.metrics.leading(True)
            for thread in threads:
                thread.start()
            while not (stopping.wait(COMMIT_SECONDS) or ending.is_set()):
                applier.commit()
                self.metrics.published(applier.states(), now=self.clock())
            ending.set()
            self._end(applier, threads)

    def _end(self, applier: Applier, threads: list[Thread]) -> None:
        deadline = self.monotonic() + FAREWELL_SECONDS
        while any(thread.is_alive() for thread in threads) and self.monotonic() < deadline:
            applier.commit()  # whoever waits for one goes on, and sees that it is over
            threads[0].join(COMMIT_SECONDS)
            threads = [thread for thread in threads if thread.is_alive()] or threads[:1]
        applier.close()

    def _limited(self, ending: Event, applier: Applier) -> Source:
        pace, readers = self.pace, applier.readers
        return LimitedSource(
            self.source, ending, pace.budget_seconds, pace.records_per_second, self.monotonic, readers=readers
        )

    def _turn(self, market: str, *, source: Source, applier: Applier, ending: Event) -> Ended:
        options = replace(self.options, applying=applier, overlays=self.overlays)
        report = sync_market(market, source=source, writer=self.writer, options=options, clock=self.clock)
        self._tell(report, ending)
        # a feed that can't be asked for anything may tell changes, and to ask again costs nothing
        soon = report.tells or report.action == NONE
        return Ended(report.failure is not None, self.pace.delta_seconds if soon else self.pace.whole_seconds)

    def _tell(self, report: MarketReport, ending: Event) -> None:
        if isinstance(report.failure, SyncRunning):
            ending.set()  # somebody else took the lock: what they do must not be undone
        if ending.is_set():
            return
        self.metrics.ran(report, now=self.clock())
        if report.failure:
            logger.warning("%s", market_line(report))
        elif report.took_in and report.tally.read:
            # every market has a delta each second: they are told by the metrics, unless something is newly wrong
            refused = report.tally.rejected
            told = report.action == FULL or (refused and refused != self.refused.get(report.market))
            self.refused[report.market] = refused
            logger.log(logging.INFO if told else logging.DEBUG, "%s", market_line(report))

    def _overlay_turn(self, applier: Applier, ending: Event) -> Ended:
        try:
            made = OverlayPass(self.overlays, applier, self.writer.making_ready(), self.clock).run()
        except SyncRunning:
            ending.set()
        except (SyncError, EngineUnavailable, StoreUnavailable) as error:
            logger.warning("overlays can't be applied: %s", error)
            return Ended(True, OVERLAY_SECONDS)
        else:
            self.metrics.overlaid(made)
        return Ended(False, OVERLAY_SECONDS)

    def _prune_turn(self, applier: Applier, ending: Event) -> Ended:
        try:
            with applier.publishing():  # so that nothing else is written meanwhile
                self.pruning.run(self.writer, now=self.clock())
        except SyncRunning:
            ending.set()
        except (SyncError, EngineUnavailable) as error:
            logger.warning("what is old can't be removed: %s", error)
            return Ended(True, PRUNE_SECONDS)
        return Ended(False, PRUNE_SECONDS)
