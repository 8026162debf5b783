"""How is a feed read to be compared, not to be taken in?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from indexer.conversions import Work
from indexer.convert import Conversion
from indexer.intake import Intake, Target
from indexer.ports import Feed, Source, has_moved
from indexer.rejects import Reject
from indexer.report import Tally
from indexer.seen import Outcome, Seen
from indexer.standing import Standing
from marketplace.creators.creator import Creator, Ready
from marketplace.creators.money import configured_rates
from marketplace.creators.overlays import Overlays
from marketplace.errors import FeedError


@dataclass(frozen=True)
class Reading:
    """The feed of a market, with the overlays above it; `now` in microseconds."""

    market: str
    source: Source
    now: int
    overlays: Overlays | None = None

    def into(self, target: Target, seen: Seen, *, feed: Feed, making_ready: Callable[[Creator], Ready]) -> Tally:
        """Read the whole feed; raises FeedError when it fails or is no longer the one that was told.

        What an index knows is left aside: the newest record of each id counts.
        """
        count = 0

        def refuse(_: Reject) -> None:
            nonlocal count
            count += 1

        work = Work(Conversion(self.market, self.now, configured_rates()), making_ready, self.overlays)
        Intake(work, seen, _nothing_known, refuse, target, live=feed.live).read(self.source.records(self.market))
        if has_moved(self.source, feed):
            raise FeedError("the feed changed while it was read: verify again when it is complete")
        counts = seen.counts()
        indexed = counts[Outcome.INDEXED] + counts[Outcome.HIDDEN]
        return Tally(read=sum(counts.values()) + count, indexed=indexed, rejected=count)


def _nothing_known(_: Sequence[str]) -> Mapping[str, Standing]:
    return {}
