"""When are accounts told of creators who newly match their searches? A worker looks at who changed, every minute.

All searches are asked of the creators who changed (percolation), not all creators of each search.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from typing import Any

from marketplace.creators.markets import codes
from marketplace.creators.money import configured_rates
from marketplace.creators.times import MICROSECONDS
from marketplace.errors import InvalidInput, StoreUnavailable
from marketplace.saved.baseline import Baselines, Read
from marketplace.saved.changes import Changes
from marketplace.saved.keeping import Lease, Saved, SavedRecords
from marketplace.saved.looking import Looking
from marketplace.saved.preparing import Prepared, Preparing
from marketplace.saved.sieving import Sieve
from marketplace.saved.telling import Matching
from marketplace.search.engine import Engine
from marketplace.search.percolator import Percolator

LEASE = "alerts"
EVERY = 60 * MICROSECONDS
HELD = 600 * MICROSECONDS
"""Longer than between two of its transactions; whoever takes over does again what was not kept."""

ASKS_AGAIN = 5 * MICROSECONDS
SLOWEST = 60 * MICROSECONDS
"""How long a request may take from asking an engine whom a search finds until that is kept."""

logger = logging.getLogger(__name__)


class Alerting:
    """A job of the worker; `now` gives microseconds. Several stand side by side, one works."""

    def __init__(
        self, records: Saved, engine: Engine, *, percolator: Percolator[Any], read: Read, now: Callable[[], int]
    ) -> None:
        self._records = records
        self._engine = engine
        self._now = now
        self._baselines = Baselines(engine, read, now)
        self._preparing = Preparing(percolator, read)
        self._looking = Looking(records, percolator, renew=self._renew)
        self._matching = Matching(records, engine, percolator=percolator, preparing=self._preparing, renew=self._renew)
        self._next_at = 0
        self._done_at = 0

    def work(self) -> int:
        """Look at who changed, where that is due, and tell whom it concerns; how much that was.

        Raises StoreUnavailable, EngineUnavailable.
        """
        now = self._now()
        if 0 < self._next_at - now <= EVERY:  # or the clock was set back
            return 0
        with self._records.writing() as records:
            lease = records.leases.take(LEASE, now=now, until=now + HELD, every=EVERY)
        self._next_at = now + ASKS_AGAIN
        if lease is None:
            return 0
        if lease.done_at != self._done_at:
            self._looking.forget_all()
        try:
            done = self._look(lease, now) + self._tell()
        except Exception:
            with suppress(StoreUnavailable):  # then others take over when it lapses
                self._end(lease.done_at)
            raise
        self._end(now)
        self._next_at, self._done_at = now + EVERY, now
        return done

    def _look(self, lease: Lease, now: int) -> int:
        published = self._engine.published()  # before anybody is looked up: who comes meanwhile is looked at again
        with self._records.reading() as records:
            versions, marks = records.searches.alerting(), records.marks.all()
            self._preparing.begin(published.rates or configured_rates(), versions)
            searches = self._preparing.of(records, versions)
            young = records.searches.changed(since=lease.done_at - SLOWEST)
        sieve = Sieve()
        done = sum(self._look_again(one, sieve) for one in searches if one.search.id in young)
        changes = Changes(self._records, self._engine, published, now, _looked_in(searches))
        return done + sum(self._looking.look(one, searches, sieve=sieve) for one in changes.since(marks))

    def _look_again(self, prepared: Prepared, sieve: Sieve) -> int:
        """Keep whom a new search finds and did not when it was made: a pass may have looked at them in between."""
        search = prepared.search
        try:
            found = self._baselines.of(search.query).creator_ids
        except InvalidInput as error:
            logger.info("%s: %s", search.id, error)
            return 0
        with self._records.reading() as records:
            known = {*records.matches.of(search.id)}
            new = sieve.kept(records, search, ids=[one for one in found if one not in known])
        return self._looking.keep({prepared: new} if new else {}, marks={})

    def _tell(self) -> int:
        told, sieve = 0, Sieve()
        while (settled := self._matching.tell_some(self._now(), sieve=sieve)).count:
            self._looking.forget(settled.dropped)
            told += settled.count
        return told

    def _renew(self, records: SavedRecords) -> None:
        records.leases.keep(LEASE, until=self._now() + HELD)

    def _end(self, done_at: int) -> None:
        with self._records.writing() as records:
            records.leases.end(LEASE, done_at=done_at)


def _looked_in(searches: Sequence[Prepared]) -> Collection[str]:
    """The markets that any search looks in."""
    return {code for code in codes() if any(code in one.markets for one in searches)}
