"""How long are events kept? A month, and so is what became of the calls."""

from __future__ import annotations

from collections.abc import Callable

from marketplace.creators.times import MICROSECONDS
from marketplace.events.ports import Outbox

KEPT_DAYS = 30
AT_ONCE = 1_000


class Forgetting:
    """Forgets events, and deliveries that are finished, that are older than that; `now` gives microseconds."""

    def __init__(self, outbox: Outbox, *, now: Callable[[], int]) -> None:
        self._outbox = outbox
        self._now = now

    def work(self) -> int:
        """Forget some of them, in a short transaction; how many there were. Raises StoreUnavailable."""
        before = self._now() - KEPT_DAYS * 86_400 * MICROSECONDS
        with self._outbox.writing() as records:
            deliveries = records.deliveries.forget(before=before, limit=AT_ONCE)
            return deliveries + records.events.forget(before=before, limit=AT_ONCE)
