"""How does a whole feed become a market's published data? Read, convert, build, verify, publish."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from indexer.applying import Applying
from indexer.conversions import Conversions, Work
from indexer.credible import Limits, check_build
from indexer.intake import Intake
from indexer.plan import inputs_digest
from indexer.ports import Build, Feed, IndexWriter, Source, Takeover, has_moved
from indexer.rejects import Rejects
from indexer.report import Tally
from indexer.seen import Outcome, Seen
from indexer.settling import Settling
from indexer.standing import Standing, Stored, Withheld
from indexer.state import SyncState
from marketplace.creators.creator import Profile
from marketplace.creators.money import configured_rates
from marketplace.errors import FeedError


@dataclass
class Full:
    """A market being read whole; `tally` is what became of its records so far."""

    work: Work
    source: Source
    writer: IndexWriter
    applying: Applying
    limits: Limits
    rejects: Rejects
    clock: Callable[[], int]
    tally: Tally = field(default_factory=Tally)

    @property
    def market(self) -> str:
        """Whose feed it is."""
        return self.work.conversion.market

    def build(self, feed: Feed, *, conversions: Conversions) -> None:
        """Publish all that the feed says, or raise and leave everything as it was."""
        overlay = self.work.overlays.newest() if self.work.overlays else 0
        with Seen() as seen:
            try:
                self._build(feed, seen, conversions=conversions, overlay=overlay)
            finally:
                self.tally = _tally(seen, self.rejects)

    def _build(self, feed: Feed, seen: Seen, *, conversions: Conversions, overlay: int) -> None:
        beside = self.applying.beside
        standing = self.writer.standing if beside or self.applying.states() else _nothing_known
        with self.applying.touched() as touched, self.writer.build(self.market, beside=beside) as build:
            intake = Intake(self.work, seen, standing, self.rejects.add, build, conversions, live=feed.live)
            intake.read(self.source.records(self.market))
            if has_moved(self.source, feed):
                raise FeedError("the feed changed while it was read: sync again when it is complete")
            feed = self._caught_up(intake, feed)
            build.prepare()
            # what changes after this is told again by the next delta: no feed is waited for while all others wait
            with self.applying.publishing():
                whole = Settling(intake, self._profiles).settle(touched)
                published = self.applying.states().get(self.market)
                self._check(build, seen, published=published.creators if published else 0)
                state = self._state(feed, seen, overlay=overlay)
                if not whole:
                    state = replace(state, fingerprint="")
                build.publish(state, Takeover(seen.taken(), self._released(seen)))

    def _caught_up(self, intake: Intake, feed: Feed) -> Feed:
        """The feed as it is now, what has changed in it meanwhile taken in too: what others applied is not undone."""
        if not (feed.tells and self.applying.beside):
            return feed
        now = self.source.feed(self.market)
        intake.read(self.source.changes(self.market, since=feed.as_of))
        return now

    def _profiles(self, shown: Mapping[str, Stored]) -> Mapping[str, Profile]:
        with self.writer.changes() as changes:
            return changes.profiles(shown)

    def _check(self, build: Build, seen: Seen, *, published: int) -> None:
        hidden = seen.counts()[Outcome.HIDDEN]
        check_build(_tally(seen, self.rejects), self.limits, held=build.count() + hidden, published=published)
        self.rejects.flush()

    def _released(self, seen: Seen) -> Mapping[str, Withheld]:
        """Those whose hidden profile is of this market and not in its feed any more, or who are shown from now on."""
        released = {}
        for one, withheld in self.writer.hidden():
            sighting = seen.find([one]).get(one)
            here = withheld.hidden is not None and withheld.hidden.market == self.market
            shown = sighting is not None and sighting.outcome.written
            if shown or (here and (sighting is None or sighting.outcome is not Outcome.HIDDEN)):
                released[one] = replace(withheld, hidden=None)
        return released

    def _state(self, feed: Feed, seen: Seen, *, overlay: int) -> SyncState:
        """Another market may give up creators whom a file has too, and a clock may come to times that are ahead.

        While there are any of these, a file is read every time. A live feed tells what is ahead again and again.
        """
        tally, counts = _tally(seen, self.rejects), seen.counts()
        unsettled = (counts[Outcome.ELSEWHERE] + self.rejects.ahead) and not feed.live
        return SyncState(
            market=self.market,
            fingerprint="" if unsettled else feed.fingerprint,
            inputs=inputs_digest(self.market),
            as_of=feed.as_of,
            synced_at=self.clock(),
            read=tally.read,
            creators=tally.creators - counts[Outcome.HIDDEN],  # who is hidden later is not counted either
            rejected=tally.rejected,
            rates=configured_rates(),
            overlay=overlay,
            feed=feed.fingerprint,
        )


def _nothing_known(_: Sequence[str]) -> Mapping[str, Standing]:
    return {}


def _tally(seen: Seen, rejects: Rejects) -> Tally:
    counts = seen.counts()
    kept = sum(count for outcome, count in counts.items() if outcome is not Outcome.ELSEWHERE)
    return Tally(
        read=kept + rejects.count,
        indexed=counts[Outcome.INDEXED] + counts[Outcome.HIDDEN],
        rejected=rejects.count,
        unchanged=counts[Outcome.UNCHANGED],
        deleted=counts[Outcome.DELETED],
    )
