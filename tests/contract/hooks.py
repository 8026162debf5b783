"""What do tests of webhooks begin with? An account that has some, the relay, and a clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from marketplace.accounts.caller import Caller
from marketplace.accounts.making import Makers
from marketplace.events.delivery import Delivery, State
from marketplace.events.event import Announcement, Event
from marketplace.events.polling import Polling
from marketplace.events.relay import Relay
from marketplace.events.webhook import Webhook
from marketplace.events.webhooks import Told, WebhookService
from marketplace.store.records import SqlRecords
from tests.accounts import Office, counting_bytes, counting_ids
from tests.databases import Databases

URL = "https://example.com/hooks"
LONG = 10**12


class Hooks:
    """The services of webhooks and events over the records of a database."""

    def __init__(self, databases: Databases) -> None:
        self.records = SqlRecords(databases())
        self.office = Office(self.records)
        self.time, self.owner = self.office.time, self.office.caller()
        ids, vault = counting_ids(), self.office.vault
        self.makers = Makers(now=self.time, make_id=ids, random=counting_bytes(), vault=vault)
        self.relay = Relay(self.records, now=self.time, make_id=ids)
        self.service, self.polling = self.serving(), Polling(self.records)

    def serving(self, *, open_loopback: bool = False) -> WebhookService:
        """The service of webhooks."""
        return WebhookService(self.records, self.makers, open_loopback=open_loopback)

    def make(self, *, by: Caller | None = None, **details: object) -> Told:
        """A webhook of the owner, of all events where nothing is said."""
        return self.service.make({"url": URL, **details}, by=by or self.owner)

    def get(self, webhook: Webhook | Told) -> Webhook:
        """A webhook as it is kept."""
        found = webhook.webhook if isinstance(webhook, Told) else webhook
        return self.service.get(found.id, by=self.owner)

    def change(self, webhook: Webhook, **changes: object) -> Webhook:
        """Change the version of a webhook that was read."""
        return self.service.change(webhook.id, changes, expected=webhook.version, by=self.owner)

    def rotate(self, webhook: Webhook, *, overlap_seconds: int) -> Told:
        """Give it another secret."""
        expected = webhook.version
        return self.service.rotate_secret(webhook.id, overlap_seconds=overlap_seconds, expected=expected, by=self.owner)

    def happens(self, *types: str, by: Caller | None = None, client_id: str | None = None) -> None:
        """Let something happen that the account is told of, and let it be passed on."""
        account_id = (by or self.owner).account.id
        with self.records.writing() as records:
            records.events.add_all(
                [Announcement(account_id=account_id, client_id=client_id, type=one, at=self.time()) for one in types]
            )
        while self.relay.work():
            pass

    def take(self) -> Sequence[str]:
        """The webhooks that a worker would call now, which no other one calls before they rest."""
        with self.records.writing() as records:
            return records.lanes.take(now=self.time(), until=self.time() + LONG, limit=9)

    def ends(self, webhook: Webhook, state: State) -> Sequence[Delivery]:
        """Let all deliveries of a webhook be in a state, after a try; the newest first."""
        with self.records.writing() as records:
            for one in records.deliveries.page(webhook.id, state=None, before="", limit=10_000):
                records.deliveries.replace(replace(one, state=state, tries=10))
            for taken in records.lanes.take(now=self.time(), until=self.time() + LONG, limit=9):
                records.lanes.rest(taken, now=0)
            return records.deliveries.page(webhook.id, state=None, before="", limit=10_000)

    def poll(self, *, by: Caller | None = None, **more: object) -> list[Event]:
        """The events that somebody sees."""
        return [*self.polling.page(**{"after": 0, "limit": 10_000, **more}, by=by or self.owner)]
