"""With what do tests of calls begin? A database, a relay, dispatchers, and a clock that jumps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from threading import Semaphore

from marketplace.accounts.vault import Vault
from marketplace.events.delivery import Delivery, State
from marketplace.events.dispatching import Dispatcher
from marketplace.events.event import Announcement
from marketplace.events.ledger import Ledger
from marketplace.events.relay import Relay
from marketplace.events.sending import Sender
from marketplace.events.signing import Signer
from marketplace.events.webhook import Webhook
from marketplace.store.records import SqlRecords
from tests.accounts import SECRET_KEY, Office, Time, counting_ids
from tests.databases import Databases
from tests.receivers import ReceiverServer
from tests.senders import kept_secret, real_microseconds

PATIENCE_SECONDS = 20


@dataclass
class Exchange:
    """Everything between an event and its receiver; waits are exactly those of the plan."""

    databases: Databases
    time: Time = field(default_factory=Time)
    closing: ExitStack = field(default_factory=ExitStack)
    senders: list[Sender] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.records = SqlRecords(self.databases())
        self.ids = counting_ids()
        self.office = Office(self.records)
        self.account = self.office.caller().account.id
        self.relay = Relay(self.records, now=self.time, make_id=self.ids)
        self.dispatcher = self.opened()

    def opened(self, *, timeout_seconds: float = 5, wait_seconds: float = 5, **how: int) -> Dispatcher:
        """A dispatcher as another process has it."""
        sender = Sender(open_loopback=True, timeout_seconds=timeout_seconds)
        self.senders.append(sender)
        self.closing.callback(sender.close)
        records = SqlRecords(self.databases(wait_seconds=wait_seconds))
        ledger = Ledger(records, now=self.time, random=lambda: 0.5)
        made = Dispatcher(ledger, sender, signer=Signer(Vault(SECRET_KEY), stamp=real_microseconds), **how)
        self.closing.callback(made.close)
        return made

    def hook(self, url: str, **fields: object) -> Webhook:
        """A webhook that is kept."""
        given = {"id": self.ids("whk"), "account_id": self.account, "url": url, "secrets": (kept_secret(),), **fields}
        webhook = Webhook(created_at=1, updated_at=1, **given)
        with self.records.writing() as records:
            records.webhooks.add(webhook)
        return webhook

    def announce(self, count: int = 1) -> None:
        """Let so many things happen, and the relay pass them on."""
        happened = Announcement(account_id=self.account, type="proposal.sent", at=self.time(), data={"n": 1})
        with self.records.writing() as records:
            records.events.add_all([happened] * count)
        self.relay.work()

    def send(self) -> None:
        """Send what is due."""
        self.dispatcher.until_nothing_is_due()

    def deliveries(self, webhook: Webhook) -> list[Delivery]:
        """Those of a webhook, the oldest event first."""
        with self.records.reading() as records:
            found = records.deliveries.page(webhook.id, state=None, before="", limit=1_000)
        return sorted(found, key=lambda one: one.event_id)

    def states(self, webhook: Webhook) -> list[State]:
        """How far they are."""
        return [one.state for one in self.deliveries(webhook)]

    def now(self, webhook: Webhook) -> Webhook:
        """A webhook as it is by now."""
        with self.records.reading() as records:
            found: Webhook | None = records.webhooks.get(webhook.id)
        assert found
        return found

    def change(self, webhook: Webhook, **fields: object) -> None:
        """Keep it with other fields, and let it be called."""
        with self.records.writing() as records:
            found = records.webhooks.get(webhook.id)
            records.webhooks.replace(replace(found, **fields))
            records.lanes.wake({webhook.id}, at=self.time())

    def redeliver(self, delivery: Delivery) -> None:
        """Let it be delivered again, as by hand."""
        with self.records.writing() as records:
            records.webhooks.get(delivery.webhook_id)
            kept = records.deliveries.get(delivery.id)
            records.deliveries.replace(replace(kept, state=State.PENDING, tries=0, next_at=self.time()))
            records.lanes.wake({delivery.webhook_id}, at=self.time())

    def remove(self, webhook: Webhook) -> None:
        """Keep a webhook no more."""
        with self.records.writing() as records:
            records.webhooks.remove(webhook.id)


@contextmanager
def exchanging(databases: Databases) -> Iterator[Exchange]:
    """An exchange, for as long as the block lasts."""
    made = Exchange(databases)
    with made.closing:
        yield made


def once(do: Callable[[], None]) -> Callable[[object], None]:
    """Do something the first time only."""
    left = [do]
    return lambda _: left.pop()() if left else None


def arrivals(server: ReceiverServer) -> Semaphore:
    """Rises whenever a call comes."""
    rising = Semaphore(0)
    server.arrives = lambda _: rising.release()
    return rising


def comes(rising: Semaphore, count: int = 1) -> bool:
    """Whether so many calls come."""
    return all(rising.acquire(timeout=PATIENCE_SECONDS) for _ in range(count))
