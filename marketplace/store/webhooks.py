"""How are webhooks kept?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, delete, insert, select, update

from marketplace.accounts.account import Status
from marketplace.events.webhook import Webhook
from marketplace.store.event_tables import DELIVERIES, LANES, WEBHOOKS
from marketplace.store.listing import can_be
from marketplace.store.packing import record_of, row_of
from marketplace.store.statements import parts
from marketplace.store.tables import ACCOUNTS


class SqlWebhooks:
    """The `WebhookRepository` of a transaction."""

    def __init__(self, connection: Connection, *, writes: bool) -> None:
        self._connection = connection
        self._writes = writes

    def add(self, webhook: Webhook) -> None:
        """See `WebhookRepository`."""
        self._connection.execute(insert(WEBHOOKS).values(row_of(webhook, WEBHOOKS)))

    def get(self, webhook_id: str) -> Webhook | None:
        """See `WebhookRepository`."""
        if not can_be(webhook_id):
            return None
        asked = select(WEBHOOKS).where(WEBHOOKS.c.id == webhook_id)
        row = self._connection.execute(asked.with_for_update() if self._writes else asked).one_or_none()
        return record_of(Webhook, row) if row else None

    def replace(self, webhook: Webhook) -> None:
        """See `WebhookRepository`."""
        changed = update(WEBHOOKS).where(WEBHOOKS.c.id == webhook.id).values(row_of(webhook, WEBHOOKS))
        self._connection.execute(changed)

    def remove(self, webhook_id: str) -> None:
        """See `WebhookRepository`."""
        for table in (DELIVERIES, LANES):
            self._connection.execute(delete(table).where(table.c.webhook_id == webhook_id))
        self._connection.execute(delete(WEBHOOKS).where(WEBHOOKS.c.id == webhook_id))

    def page(self, account_id: str, *, client_id: str | None, after: str, limit: int) -> Sequence[Webhook]:
        """See `WebhookRepository`."""
        asked = select(WEBHOOKS).where(WEBHOOKS.c.account_id == account_id, WEBHOOKS.c.id > after)
        if client_id is not None:
            asked = asked.where(WEBHOOKS.c.client_id == client_id)
        rows = self._connection.execute(asked.order_by(WEBHOOKS.c.id).limit(limit))
        return [record_of(Webhook, row) for row in rows]

    def enabled_of(self, account_ids: Collection[str], *, held: bool = False) -> Mapping[str, Sequence[Webhook]]:
        """See `WebhookRepository`."""
        active = (ACCOUNTS.c.id == WEBHOOKS.c.account_id, ACCOUNTS.c.status == Status.ACTIVE)
        found = defaultdict(list)
        for some in parts(sorted(account_ids)):
            asked = select(WEBHOOKS).where(WEBHOOKS.c.account_id.in_(some), WEBHOOKS.c.enabled, *active)
            asked = asked.order_by(WEBHOOKS.c.id)
            held_asked = asked.with_for_update(read=True, key_share=True, of=WEBHOOKS)
            for row in self._connection.execute(held_asked if held else asked):
                found[row.account_id].append(record_of(Webhook, row))
        return found
