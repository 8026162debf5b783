"""How often may a key ask? So many times a minute, in all worker processes of a machine together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from marketplace.accounts.caller import Caller
from marketplace.creators.times import MICROSECONDS

WINDOW_SECONDS = 60
WRONG_KEYS = 60
"""That one address may send in a minute before it hears 429: each costs a look into the database."""


class Counter(Protocol):
    """Counts for all processes."""

    def count(self, bucket: str, window: int) -> int | None:
        """How often a bucket was counted in a window, this time included; None where it can't be told."""
        ...


@dataclass(frozen=True)
class Spent:
    """How often was asked of how many times, and after how many seconds it begins again."""

    limit: int
    used: int
    reset_seconds: int

    @property
    def remaining(self) -> int:
        """How often may still be asked."""
        return max(0, self.limit - self.used)

    @property
    def over(self) -> bool:
        """Whether this was once too often."""
        return self.used > self.limit


class RateLimits:
    """Counts what keys ask in windows of a minute; `now` gives microseconds since 1970.

    `per_minute` is for each key, 0 for no limit. Where nothing can be counted everything is let through.
    """

    def __init__(self, counter: Counter, per_minute: int, *, now: Callable[[], int]) -> None:
        self._counter = counter
        self._per_minute = per_minute
        self._now = now

    def spend(self, caller: Caller, text: str) -> Spent | None:
        """Count one request of a key of this text; None where it has no limit.

        A scoped key counts on its parent, unless it says how often it may ask: then it counts by itself alone.
        """
        own = caller.scoped.rate_per_minute if caller.scoped else None
        limits = [limit for limit in (own, self._per_minute) if limit]
        if not limits:
            return None
        return self._count(f"sk {sha256(text.encode()).hexdigest()}" if own else caller.key.id, min(limits))

    def fail(self, address: str) -> Spent | None:
        """Count one wrong key from an address."""
        return self._count(f"address {address}", WRONG_KEYS)

    def _count(self, bucket: str, limit: int) -> Spent | None:
        window, past = divmod(self._now(), WINDOW_SECONDS * MICROSECONDS)
        used = self._counter.count(bucket, window)
        return None if used is None else Spent(limit, used, WINDOW_SECONDS - past // MICROSECONDS)
