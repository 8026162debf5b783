"""How does an event come to those that are to know it? It is numbered once it is committed, and handed to webhooks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from marketplace.events.delivery import Delivery
from marketplace.events.event import Event
from marketplace.events.ports import EventRecords, Outbox

AT_ONCE = 500


class Relay:
    """Numbers events and plans their deliveries, in one transaction; of several one works at a time."""

    def __init__(self, outbox: Outbox, *, now: Callable[[], int], make_id: Callable[[str], str]) -> None:
        """`now` gives microseconds."""
        self._outbox = outbox
        self._now = now
        self._make_id = make_id

    def work(self) -> int:
        """Pass on some of what was committed; how much that was. Raises StoreUnavailable."""
        with self._outbox.writing() as records:
            events = records.events.number(limit=AT_ONCE)
            if events:
                self._plan(records, events)
        return len(events)

    def _plan(self, records: EventRecords, events: Sequence[Event]) -> None:
        now, webhooks = self._now(), records.webhooks.enabled_of({one.account_id for one in events}, held=True)
        deliveries = [
            Delivery(
                id=self._make_id("dlv"),
                webhook_id=webhook.id,
                event_id=event.id,
                type=event.type,
                next_at=now,
                created_at=now,
            )
            for event in events
            for webhook in webhooks.get(event.account_id, ())
            if webhook.hears(event)
        ]
        if deliveries:
            records.deliveries.add_all(deliveries)
            records.lanes.wake({one.webhook_id for one in deliveries}, at=now)
