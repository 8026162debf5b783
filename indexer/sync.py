"""How does a market's feed become what is searched? Plan, read, convert, build, verify, publish."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from indexer.conversions import Conversions, Work, in_turn
from indexer.convert import Conversion
from indexer.credible import Limits, check_build
from indexer.intake import Intake
from indexer.plan import inputs_digest, plan
from indexer.ports import Feed, IndexWriter, Source, Stored, SyncState, Takeover, has_moved
from indexer.rejects import Rejects
from indexer.report import FULL, NONE, NOTHING, MarketReport, Tally
from indexer.seen import Outcome, Seen
from marketplace.creators.money import configured_rates
from marketplace.creators.times import MICROSECONDS
from marketplace.errors import EngineUnavailable, FeedError, SyncError


@dataclass(frozen=True, kw_only=True)
class SyncOptions:
    """How to sync: `rebuild` reads a feed even when it is unchanged, `conversions` convert its records."""

    rejects_dir: Path
    limits: Limits
    rebuild: bool = False
    conversions: Conversions = in_turn


def sync_market(
    market: str, *, source: Source, writer: IndexWriter, options: SyncOptions, clock: Callable[[], int]
) -> MarketReport:
    """Publish what a market's feed holds; whatever goes wrong, what was published before stays.

    The caller holds the writer's lock. `clock` gives microseconds since 1970. A feed or an engine that fails is in
    the report; other errors are raised.
    """
    started = clock()
    try:
        report = _Sync(market, source, writer, options, clock).run()
    except (SyncError, EngineUnavailable) as error:
        report = MarketReport(market=market, action=NONE, reason="", failure=error)
    return replace(report, seconds=max(0, clock() - started) / MICROSECONDS)  # a clock may be set back


@dataclass(frozen=True)
class _Sync:
    market: str
    source: Source
    writer: IndexWriter
    options: SyncOptions
    clock: Callable[[], int]

    def run(self) -> MarketReport:
        """Do what the plan says; raises where the market fails before its feed is read."""
        feed = self.source.feed(self.market)
        states = self.writer.states()
        state = states.get(self.market)
        found = plan(feed, state, inputs=inputs_digest(self.market), rebuild=self.options.rebuild)
        if state and not found.full:
            return MarketReport(market=self.market, action=NOTHING, reason=found.reason, tally=_tally_of(state))
        return self._full(feed, found.reason, states=states)

    def _full(self, feed: Feed, reason: str, *, states: Mapping[str, SyncState]) -> MarketReport:
        with Seen() as seen, Rejects(self.options.rejects_dir, self.market) as rejects:
            failure = None
            try:
                self._build(feed, states, seen=seen, rejects=rejects)
            except (SyncError, EngineUnavailable) as error:
                failure = error
            rejects.keep()
            tally = _tally(seen, rejects)
            if failure:  # what was read and refused is worth knowing, but nothing of it is in the index
                tally = replace(tally, indexed=0, unchanged=0, deleted=0)
            return MarketReport(market=self.market, action=FULL, reason=reason, tally=tally, failure=failure)

    def _build(self, feed: Feed, states: Mapping[str, SyncState], *, seen: Seen, rejects: Rejects) -> None:
        conversion = Conversion(self.market, self.clock(), configured_rates())
        work = Work(conversion, self.writer.making_ready())
        stored = self.writer.stored if states else _nothing_stored
        with self.writer.build(self.market) as build:
            conversions = self.options.conversions
            intake = Intake(work, seen, stored, rejects.add, build, conversions, repeats=feed.live)
            intake.read(self.source.records(self.market))
            if has_moved(self.source, feed):
                raise FeedError("the feed changed while it was read: sync again when it is complete")
            tally = _tally(seen, rejects)
            published = states[self.market].creators if self.market in states else 0
            check_build(tally, self.options.limits, held=build.count(), published=published)
            rejects.flush()
            unsettled = seen.counts()[Outcome.ELSEWHERE] + rejects.ahead
            build.publish(self._state(feed, tally, unsettled=unsettled), Takeover(seen.taken()))

    def _state(self, feed: Feed, tally: Tally, *, unsettled: int) -> SyncState:
        """Another market may give up creators whom this feed has too, and a clock may come to times that are ahead.

        While there are any of these, the feed is read every time.
        """
        return SyncState(
            market=self.market,
            fingerprint="" if unsettled else feed.fingerprint,
            inputs=inputs_digest(self.market),
            as_of=feed.as_of,
            synced_at=self.clock(),
            read=tally.read,
            creators=tally.creators,
            rejected=tally.rejected,
            rates=configured_rates(),
        )


def _nothing_stored(_: Sequence[str]) -> Mapping[str, Stored]:
    return {}


def _tally(seen: Seen, rejects: Rejects) -> Tally:
    counts = seen.counts()
    kept = sum(count for outcome, count in counts.items() if outcome is not Outcome.ELSEWHERE)
    return Tally(
        read=kept + rejects.count,
        indexed=counts[Outcome.INDEXED],
        rejected=rejects.count,
        unchanged=counts[Outcome.UNCHANGED],
        deleted=counts[Outcome.DELETED],
    )


def _tally_of(state: SyncState) -> Tally:
    """What a run that reads nothing reports: the counts of the run that made the build."""
    deleted = state.read - state.creators - state.rejected
    return Tally(read=state.read, unchanged=state.creators, rejected=state.rejected, deleted=deleted)
