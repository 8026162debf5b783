"""How does a market's feed become what is searched? Plan, then read it whole, or what has changed in it, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from indexer.applying import Alone, Applying
from indexer.conversions import Conversions, Work, in_turn
from indexer.convert import Conversion
from indexer.credible import Limits
from indexer.delta import Delta
from indexer.full import Full
from indexer.plan import Basis, Plan, inputs_digest, plan
from indexer.ports import Feed, IndexWriter, Source
from indexer.rejects import Rejects
from indexer.report import DELTA, NONE, NOTHING, MarketReport, Tally
from indexer.state import SyncState
from marketplace.creators.money import configured_rates
from marketplace.creators.overlays import Overlays
from marketplace.creators.times import MICROSECONDS
from marketplace.errors import EngineUnavailable, MarketplaceError, StoreUnavailable, SyncError

FAILURES = (SyncError, EngineUnavailable, StoreUnavailable)
"""What fails a market and not the run."""


@dataclass(frozen=True)
class SyncOptions:
    """How to sync: `rebuild` reads a feed whole in any case, `conversions` convert its records under the overlays,
    those of `whole` feeds by others if there are.

    `applying` is how to get at the index where others change it too; without it the caller holds the writer's lock.
    A feed that would be read whole in every run is left alone for `rests_seconds` after each.
    """

    rejects_dir: Path
    limits: Limits
    rebuild: bool = False
    conversions: Conversions = in_turn
    whole: Conversions | None = None
    overlays: Overlays | None = None
    applying: Applying | None = None
    rests_seconds: float = 0


def sync_market(
    market: str, *, source: Source, writer: IndexWriter, options: SyncOptions, clock: Callable[[], int]
) -> MarketReport:
    """Bring what is published of a market to what its feed says; whatever goes wrong, what was published before stays.

    `clock` gives microseconds since 1970. A feed, an engine or a database that fails is in the report; other errors are
    raised.
    """
    started = clock()
    try:
        with closing(Alone(writer)) as alone:
            report = _Sync(market, source, writer, options, clock, options.applying or alone).run()
    except FAILURES as error:
        report = MarketReport(market=market, action=NONE, reason="", failure=error)
    return replace(report, seconds=max(0.0, _seconds(clock() - started) - report.waited))


@dataclass(frozen=True)
class _Sync:
    market: str
    source: Source
    writer: IndexWriter
    options: SyncOptions
    clock: Callable[[], int]
    applying: Applying

    def run(self) -> MarketReport:
        """Do what the plan says; raises where the market fails before its feed is read."""
        feed = self.source.feed(self.market)
        state = self.applying.states().get(self.market)
        found = plan(feed, state, basis=self._basis())
        if state and found.action == NOTHING:
            return MarketReport(market=self.market, action=NOTHING, reason=found.reason, tally=_tally_of(state))
        if state and found.action == DELTA:
            return replace(self._delta(feed, state, found=found), tells=True)
        return replace(self._full(feed, found=found), tells=feed.tells)

    def _full(self, feed: Feed, *, found: Plan) -> MarketReport:
        asked = self.clock()
        with self.applying.building() as alone, Rejects(self.options.rejects_dir, self.market) as rejects:
            waited = _seconds(self.clock() - asked)
            if self.applying.beside and not feed.tells:  # it may have been a while until it was this market's turn
                feed = self.source.feed(self.market)
            # the processes that convert whole feeds serve one at a time
            conversions = self.options.whole if alone and self.options.whole else self.options.conversions
            full = Full(self._work(), self.source, self.writer, self.applying, self.options.limits, rejects, self.clock)
            failure: MarketplaceError | None = None
            try:
                full.build(feed, conversions=conversions)
            except FAILURES as error:
                failure = error
            rejects.keep()
        # what was read and refused is worth knowing, but nothing of a build that failed is in the index
        tally = replace(full.tally, indexed=0, unchanged=0, deleted=0) if failure else full.tally
        return replace(self._reported(found, tally, failure=failure), waited=waited)

    def _delta(self, feed: Feed, state: SyncState, *, found: Plan) -> MarketReport:
        with Rejects(self.options.rejects_dir, f"{self.market}.changes") as rejects:
            delta = Delta(state, self._work(), self.applying, self.options.limits, rejects.add)
            failure: MarketplaceError | None = None
            try:
                delta.read(self.source.changes(self.market, since=state.as_of), self.options.conversions)
                delta.commit(feed, now=self.clock())
            except FAILURES as error:
                failure = error
            if rejects.count:  # else those of an earlier delta are still the last that there were
                rejects.keep()
        return self._reported(found, delta.tally, failure=failure)

    def _basis(self) -> Basis:
        newest = self.options.overlays.newest() if self.options.overlays else None
        inputs, rests = inputs_digest(self.market), round(self.options.rests_seconds * MICROSECONDS)
        return Basis(inputs=inputs, now=self.clock(), overlay=newest, rebuild=self.options.rebuild, rests=rests)

    def _work(self) -> Work:
        conversion = Conversion(self.market, self.clock(), configured_rates())
        return Work(conversion, self.writer.making_ready(), self.options.overlays)

    def _reported(self, found: Plan, tally: Tally, *, failure: MarketplaceError | None) -> MarketReport:
        return MarketReport(market=self.market, action=found.action, reason=found.reason, tally=tally, failure=failure)


def _seconds(microseconds: int) -> float:
    """So many as seconds; none of a clock that was set back."""
    return max(0, microseconds) / MICROSECONDS


def _tally_of(state: SyncState) -> Tally:
    """What a run that reads nothing reports: the counts of the run that made the build."""
    deleted = max(0, state.read - state.creators - state.rejected)  # who moved here since was not read
    return Tally(read=state.read, unchanged=state.creators, rejected=state.rejected, deleted=deleted)
