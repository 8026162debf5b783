"""How is one webhook called? First tries one after the other, in the order of events, and beside them those again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from marketplace.events.ledger import HELD_SECONDS, Due, Ledger, Sent
from marketplace.events.sending import Sender
from marketplace.events.signing import Signer
from marketplace.events.webhook import Webhook

PASS_SECONDS = 20.0
"""No first try is begun later than that after a webhook was taken: others are to have their turn."""

LOOK_SECONDS = 0.25
"""So often is looked for new first tries, while nothing but tries again is under way."""

ROOM_SECONDS = 5.0
"""So long one that is tried again waits for others that are, of all webhooks; else it has its turn the next time."""

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Means:
    """What webhooks are called with: `threads` is where the database is asked, as no loop may wait for it.

    `room` is for so many that are tried again at once: after an outage they are many, and sockets are few.
    """

    ledger: Ledger
    sender: Sender
    signer: Signer
    threads: Executor
    room: asyncio.Semaphore

    async def ask(self, do: Callable[P, T], *args: P.args, **more: P.kwargs) -> T:
        """What the database says."""
        return await asyncio.get_running_loop().run_in_executor(self.threads, lambda: do(*args, **more))


class Lane:
    """One pass through what is due of a webhook that was taken; it ends early when it is to `go_on` no more."""

    def __init__(self, webhook_id: str, means: Means, *, goes_on: Callable[[], bool]) -> None:
        self._webhook_id = webhook_id
        self._means = means
        self._goes_on = goes_on
        self._time = asyncio.get_running_loop().time
        self._began = self._time()

    async def work(self) -> None:
        """Send, and let the webhook rest; raises StoreUnavailable and SettingsError, then others take it later."""
        due = await self._means.ask(self._means.ledger.due, self._webhook_id)
        if due.waits:
            return
        again = [asyncio.create_task(self._deliver_again(due.webhook, one)) for one in due.again if due.webhook]
        try:
            await self._first_tries(due, again)
        finally:
            ended = await asyncio.gather(*again, return_exceptions=True)
        for one in ended:
            if isinstance(one, BaseException):
                raise one
        if self._seconds() < HELD_SECONDS:  # else it may be another one's by now
            await self._means.ask(self._means.ledger.rest, self._webhook_id)

    async def _first_tries(self, due: Due, again: Collection[asyncio.Task[None]]) -> None:
        """Send first tries until there are none, also those that come while others are tried again."""
        webhook = due.webhook
        while webhook:
            for one in due.first:
                if not webhook or self._is_over():
                    return
                webhook = await self._deliver(webhook, one)
            under_way = [one for one in again if not one.done()]
            if not under_way or self._is_over():
                return
            await asyncio.wait(under_way, timeout=LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            due = await self._means.ask(self._means.ledger.due, self._webhook_id, again=0)
            webhook = due.webhook

    async def _deliver_again(self, webhook: Webhook, sent: Sent) -> None:
        try:
            async with asyncio.timeout(ROOM_SECONDS):
                await self._means.room.acquire()
        except TimeoutError:
            return
        try:
            await self._deliver(webhook, sent)
        finally:
            self._means.room.release()

    async def _deliver(self, webhook: Webhook, sent: Sent) -> Webhook | None:
        """Call a webhook; as it is afterwards, if it is to be called any more."""
        delivery, event = sent
        call = self._means.signer.call(webhook, event, now=self._means.ledger.now())
        answer = await self._means.sender.send(call)
        return await self._means.ask(self._means.ledger.keep, delivery, answer, url=webhook.url)

    def _is_over(self) -> bool:
        return self._seconds() > PASS_SECONDS or not self._goes_on()

    def _seconds(self) -> float:
        return self._time() - self._began
