"""What is to be sent to a webhook now, and how is kept what came of it? Each in a short transaction of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from marketplace.creators.times import MICROSECONDS
from marketplace.events.answer import GONE, Answer
from marketplace.events.delivery import Delivery, State
from marketplace.events.event import Event
from marketplace.events.plan import Moment, forgotten, gone, tried
from marketplace.events.ports import EventRecords, Outbox
from marketplace.events.webhook import Webhook

HELD_SECONDS = 90
"""Longer than a worker sends to one webhook without a rest: whoever took it has died rather than that it still does."""

FIRST = 50
AGAIN = 10
"""So many first tries are read, and so many others begun, at once."""

Sent = tuple[Delivery, Event]

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Due:
    """What is to be sent to a webhook, which is absent where it is not to be called; `waits` where that may pass."""

    webhook: Webhook | None = None
    first: Sequence[Sent] = ()
    again: Sequence[Sent] = ()
    waits: bool = False


class Ledger:
    """Deliveries, as one who sends them needs them; `now` gives microseconds, `random` numbers from 0 to 1.

    Everything raises StoreUnavailable.
    """

    def __init__(self, outbox: Outbox, *, now: Callable[[], int], random: Callable[[], float]) -> None:
        self._outbox = outbox
        self._random = random
        self.now = now

    def take(self, limit: int) -> Sequence[str]:
        """So many webhooks that are to be called, to be called by nobody else until they rest."""
        now = self.now()
        with self._outbox.writing() as records:
            return records.lanes.take(now=now, until=now + HELD_SECONDS * MICROSECONDS, limit=limit)

    def due(self, webhook_id: str, *, again: int = AGAIN) -> Due:
        """What is to be sent to a webhook that was taken; so many of those that are tried again."""
        now = self.now()
        with self._outbox.reading() as records:
            webhook = records.webhooks.get(webhook_id)
            if webhook is None or not webhook.enabled:
                return Due()
            active = records.webhooks.enabled_of({webhook.account_id})
            if not active:  # suspended, which nobody is told the end of
                return Due(waits=True)
            first = records.deliveries.first(webhook_id, now=now, limit=FIRST)
            others = records.deliveries.again(webhook_id, now=now, limit=again) if again else ()
            events = records.events.of([one.event_id for one in (*first, *others)])
        self._give_up([one for one in (*first, *others) if one.event_id not in events])
        first_tries, tries_again = (
            [(one, events[one.event_id]) for one in some if one.event_id in events] for some in (first, others)
        )
        return Due(webhook=webhook, first=first_tries, again=tries_again)

    def keep(self, delivery: Delivery, answer: Answer, *, url: str) -> Webhook | None:
        """Keep what came of a call of this URL; the webhook as it is now, if it is to be called any more."""
        moment = Moment(now=self.now(), random=self._random)
        with self._outbox.writing() as records:
            webhook = records.webhooks.get(delivery.webhook_id)
            kept = records.deliveries.get(delivery.id)
            if webhook is None:
                return None
            if kept is not None and kept.state is State.PENDING:  # else somebody else was quicker
                records.deliveries.replace(_told(tried(kept, answer, moment=moment)))
            if answer.status == GONE and webhook.enabled and webhook.url == url:
                logger.warning("webhook %s is switched off: its receiver is gone", webhook.id)
                webhook = gone(webhook, now=moment.now)
                records.webhooks.replace(webhook)
        return webhook if webhook.enabled else None

    def rest(self, webhook_id: str) -> None:
        """Let a webhook that was taken be called again when something is due."""
        with self._outbox.writing() as records:
            records.lanes.rest(webhook_id, now=self.now())

    def _give_up(self, deliveries: Collection[Delivery]) -> None:
        """End deliveries whose events are not kept any more."""
        if deliveries:
            with self._outbox.writing() as records:
                for one in deliveries:
                    self._give_one_up(records, one.id)

    def _give_one_up(self, records: EventRecords, delivery_id: str) -> None:
        kept = records.deliveries.get(delivery_id)
        if kept is not None and kept.state is State.PENDING:
            records.deliveries.replace(_told(forgotten(kept, now=self.now())))


def _told(delivery: Delivery) -> Delivery:
    if delivery.state is State.DEAD:
        logger.warning("delivery %s to webhook %s is given up", delivery.id, delivery.webhook_id)
    return delivery
