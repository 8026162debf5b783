"""How do the changes of a live feed get into its market? Read since the checkpoint, applied, the checkpoint moved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from indexer.applying import Applying
from indexer.changing import Changing
from indexer.conversions import Conversions, Found, Work
from indexer.credible import Limits, check_changes
from indexer.ports import Feed, FeedRecord
from indexer.rejects import Reject
from indexer.report import Tally
from indexer.state import SyncState
from marketplace.creators.creator import Ready, Tombstone

BATCH = 1_000


@dataclass
class Delta:
    """The changes of one market being applied; `refuse` hears of each refused record, `tally` is what became of all.

    What was applied stays when the rest fails: the checkpoint is where it was, and the same records change nothing.
    """

    state: SyncState
    work: Work
    applying: Applying
    limits: Limits
    refuse: Callable[[Reject], None]
    tally: Tally = field(default_factory=Tally)
    gone: int = 0
    losses: int = 0

    def read(self, records: Iterable[FeedRecord], conversions: Conversions) -> None:
        """Apply all records, a batch at a time; raises SyncError before what is not credible is applied.

        They are converted while nobody else changes the index: an overlay that changes later finds them there.
        """
        self.losses, records = self.applying.losses, iter(records)
        while batch := list(islice(records, BATCH)):
            with self.applying.changing() as changing:
                self._take(changing, list(conversions(batch, self.work)))

    def commit(self, feed: Feed, *, now: int) -> None:
        """Let all be seen, then move the checkpoint; `now` is in microseconds."""
        tally = self.tally

        def moved(state: SyncState) -> SyncState:
            refused = tally.rejected or state.rejected_changes
            return replace(state, as_of=feed.as_of, synced_at=now, rejected_changes=refused)

        self.applying.move_on((self.state.market,), moved, losses=self.losses)

    def _take(self, changing: Changing, batch: Sequence[Found | Reject]) -> None:
        rejects = [one for one in batch if isinstance(one, Reject)]
        records = [one[1] for one in batch if not isinstance(one, Reject)]
        for one in rejects:
            self.refuse(one)
        self.tally = self.tally.plus(Tally(read=len(rejects), rejected=len(rejects)))
        self.gone += self._leaving(changing, records)
        check_changes(self.tally, self.limits, gone=self.gone, published=self.state.creators)
        self.tally = self.tally.plus(changing.take(self.state.market, records))

    def _leaving(self, changing: Changing, records: Sequence[Ready | Tombstone]) -> int:
        """How many tombstones are of creators who are here: what is told again takes nobody away."""
        leaving = {record.id for record in records if isinstance(record, Tombstone)}
        known = changing.standing(sorted(leaving), likely=self.state.market) if leaving else {}
        return sum(one.shown is not None and one.shown.market == self.state.market for one in known.values())
