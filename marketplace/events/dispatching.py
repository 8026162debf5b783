"""How do deliveries come to their receivers? Many webhooks at once, none of which waits for another one."""

from __future__ import annotations

import logging
from asyncio import Semaphore
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from marketplace.errors import SettingsError, StoreUnavailable
from marketplace.events.lane import Lane, Means
from marketplace.events.ledger import Ledger
from marketplace.events.sending import TIMEOUT_SECONDS, Sender
from marketplace.events.signing import Signer

LANES = 200
"""Webhooks that are called at once."""

AGAIN = 200
"""Deliveries that are tried again at once, of all webhooks."""

THREADS = 4
"""Transactions at once."""

CLOSE_SECONDS = TIMEOUT_SECONDS + 1

logger = logging.getLogger(__name__)


class Dispatcher:
    """Calls webhooks of what is due; several work side by side, also on several machines.

    A worker that dies between a call and its being kept leaves its webhooks to others: they are called again, by the
    same id.
    """

    def __init__(
        self, ledger: Ledger, sender: Sender, *, signer: Signer, lanes: int = LANES, again: int = AGAIN
    ) -> None:
        """`sender` stays open."""
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="deliveries")
        room = Semaphore(again)
        self._means = Means(ledger=ledger, sender=sender, signer=signer, threads=self._threads, room=room)
        self._lanes = lanes
        self._under_way: set[Future[None]] = set()
        self._is_closed = False
        self._trouble: StoreUnavailable | SettingsError | None = None

    def work(self) -> int:
        """Begin to call some webhooks, and wait for none; how many. Raises StoreUnavailable."""
        free = self._lanes - len(self._under_way)
        taken = self._means.ledger.take(free) if free > 0 else ()
        for one in taken:
            begun = self._means.sender.loop.start(self._called(one))
            self._under_way.add(begun)
            begun.add_done_callback(self._under_way.discard)
        return len(taken)

    def until_nothing_is_due(self) -> None:
        """Send all that is due, and return when that is done; raises StoreUnavailable and SettingsError."""
        while self.work() or self._under_way:
            wait(list(self._under_way), return_when=FIRST_COMPLETED)
        if self._trouble:
            raise self._trouble

    def close(self) -> None:
        """Begin no more calls, and wait for those that are under way: a little longer than they take at most."""
        self._is_closed = True
        wait(list(self._under_way), timeout=CLOSE_SECONDS)
        for one in list(self._under_way):
            one.cancel()
        self._threads.shutdown(cancel_futures=True)

    async def _called(self, webhook_id: str) -> None:
        try:
            await Lane(webhook_id, self._means, goes_on=lambda: not self._is_closed).work()
        except (StoreUnavailable, SettingsError) as error:
            self._trouble = error
            logger.error("webhook %s is called later: %s", webhook_id, error)
        except Exception:
            logger.exception("webhook %s is called later", webhook_id)
