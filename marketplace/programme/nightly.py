"""When is everybody looked at again? Each market once a night by its own clock, by one worker."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from marketplace.creators.times import MICROSECONDS
from marketplace.errors import Conflict, MarketplaceError, StoreUnavailable
from marketplace.programme.evaluation import Evaluation
from marketplace.programme.evaluation_ports import Evaluations, Lease
from marketplace.programme.evaluation_report import Summary
from marketplace.programme.rules import MarketRules

HOUR = 3_600 * MICROSECONDS
BEGINS = 2 * HOUR
"""After midnight by the market's clock: the feeds of the day before are in."""

HELD = HOUR // 6
"""Longer than between two batches of creators; whoever takes over begins anew."""

RENEWED = HELD // 10
ASKS_AGAIN = 300 * MICROSECONDS
"""When a market is thought of again that another worker has, or has had."""

logger = logging.getLogger(__name__)


def never() -> bool:
    """Nobody ends the process amid it."""
    return False


class Interrupted(MarketplaceError):
    """The process ends before a market was looked at wholly."""


@dataclass
class Nightly:
    """A job of the worker, and what the command does at once; `now` gives microseconds. Several may stand side by side.

    Without anything published it does nothing, not even ask the database. When the process has `ended` it breaks off
    within some thousand creators, and nothing is kept of the market.
    """

    evaluation: Evaluation
    records: Evaluations
    now: Callable[[], int]
    ended: Callable[[], bool] = never
    _again_at: dict[str, int] = field(default_factory=dict)

    def work(self) -> int:
        """Look at one market whose night it is; how many those were. Raises as `Evaluation` does."""
        for code in self.published():
            now, market = self.now(), self.evaluation.rules.markets[code]
            if 0 < self._again_at.get(code, 0) - now <= 24 * HOUR:  # or the clock was set back
                continue
            if lease := self._taken(code, now=now, every=now - _night(market, now) + 1):
                with suppress(Interrupted):
                    logger.debug("evaluated %s", self._evaluate(code, lease, now=now).shown)
                    return 1
                return 0
            self._again_at[code] = now + ASKS_AGAIN
        return 0

    def published(self) -> Sequence[str]:
        """The markets that can be looked at."""
        return sorted(self.evaluation.engine.published().markets)

    def evaluate(self, market: str) -> Summary:
        """Look at a market now, whenever it was done before; raises Conflict where that can't be done now."""
        if market not in self.published():
            raise Conflict(f"nothing is published of {market}: run `python -m indexer sync`")
        now = self.now()
        if not (lease := self._taken(market, now=now, every=0)):
            raise Conflict(f"{market} is being evaluated already: wait until that is done")
        return self._evaluate(market, lease, now=now)

    def _evaluate(self, market: str, lease: Lease, *, now: int) -> Summary:
        renewal = _Renewal(self.records, market, self.now, self.ended)
        try:
            summary = self.evaluation.evaluate(market, first=not lease.done_at, renew=renewal.renew)
        except Exception:
            with suppress(StoreUnavailable):  # then others take over when it lapses
                self._end(market, done_at=lease.done_at)
            raise
        self._end(market, done_at=now)
        return summary

    def _taken(self, market: str, *, now: int, every: int) -> Lease | None:
        with self.records.writing() as records:
            return records.leases.take(_name(market), now=now, until=now + HELD, every=every)

    def _end(self, market: str, *, done_at: int) -> None:
        with self.records.writing() as records:
            records.leases.end(_name(market), done_at=done_at)


@dataclass
class _Renewal:
    """Has the work for longer, now and then."""

    records: Evaluations
    market: str
    now: Callable[[], int]
    ended: Callable[[], bool]

    def __post_init__(self) -> None:
        self._renewed_at = self.now()

    def renew(self) -> None:
        """Have it for longer, unless that was a moment ago; raises Interrupted."""
        if self.ended():
            raise Interrupted(f"{self.market} was not evaluated: the process ends")
        now = self.now()
        if now - self._renewed_at >= RENEWED:
            with self.records.writing() as records:
                records.leases.keep(_name(self.market), until=now + HELD)
            self._renewed_at = now


def _night(market: MarketRules, now: int) -> int:
    """When the last night began by the market's clock."""
    today = market.day(now - BEGINS)
    return market.begins(today) + BEGINS


def _name(market: str) -> str:
    return f"evaluation {market}"
