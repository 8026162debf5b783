"""What do events need of whoever keeps them? To be kept with what they tell of, and numbered afterwards."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from marketplace.accounts.ports import AccountRepository
from marketplace.events.delivery import Delivery, State
from marketplace.events.event import Announcement, Event
from marketplace.events.webhook import Webhook


class EventRepository(Protocol):
    """Keeps events."""

    def add_all(self, announcements: Sequence[Announcement]) -> None:
        """Keep some more, to be numbered in this order."""
        ...

    def number(self, *, limit: int) -> Sequence[Event]:
        """Give so many of those that are committed their numbers, in the order of their writing.

        Nobody else gives any until the end of the transaction, so those that become visible later have larger ones.
        """
        ...

    def page(
        self, account_id: str, *, after: int, limit: int, client_id: str | None, types: Collection[str]
    ) -> Sequence[Event]:
        """So many events of an account, or of one client of it, behind a number; of all types where none is named."""
        ...

    def of(self, numbers: Sequence[int]) -> Mapping[int, Event]:
        """The events of these numbers."""
        ...

    def forget(self, *, before: int, limit: int) -> int:
        """Keep so many of those that happened before a time no more; how many there were."""
        ...


class WebhookRepository(Protocol):
    """Keeps webhooks."""

    def add(self, webhook: Webhook) -> None:
        """Keep a new one."""
        ...

    def get(self, webhook_id: str) -> Webhook | None:
        """The webhook of an id; in a transaction that writes it is nobody else's until the end."""
        ...

    def replace(self, webhook: Webhook) -> None:
        """Keep another version of it."""
        ...

    def remove(self, webhook_id: str) -> None:
        """Keep it no more, nor what became of its calls."""
        ...

    def page(self, account_id: str, *, client_id: str | None, after: str, limit: int) -> Sequence[Webhook]:
        """So many webhooks of an account, or of one client of it, behind an id, the oldest first."""
        ...

    def enabled_of(self, account_ids: Collection[str], *, held: bool = False) -> Mapping[str, Sequence[Webhook]]:
        """Those that are called of accounts that are active, by account; `held` are there until the end."""
        ...


class DeliveryRepository(Protocol):
    """Keeps deliveries."""

    def add_all(self, deliveries: Sequence[Delivery]) -> None:
        """Keep new ones."""
        ...

    def get(self, delivery_id: str) -> Delivery | None:
        """The delivery of an id; in a transaction that writes it is nobody else's until the end."""
        ...

    def replace(self, delivery: Delivery) -> None:
        """Keep what became of one, if it is still kept."""
        ...

    def first(self, webhook_id: str, *, now: int, limit: int) -> Sequence[Delivery]:
        """So many of those that were not tried yet, in the order of their events."""
        ...

    def again(self, webhook_id: str, *, now: int, limit: int) -> Sequence[Delivery]:
        """So many of those that are to be tried again, the longest due first."""
        ...

    def page(self, webhook_id: str, *, state: State | None, before: str, limit: int) -> Sequence[Delivery]:
        """So many of a webhook, older than that of an id (of any where it is empty), the newest first."""
        ...

    def forget(self, *, before: int, limit: int) -> int:
        """Keep so many of those that were made before a time, and are not pending, no more; how many there were."""
        ...


class LaneRepository(Protocol):
    """Keeps when each webhook is to be called, and that one worker calls it at a time.

    A webhook is always taken before its deliveries, and those before its lane, or two would wait for each other.
    """

    def wake(self, webhook_ids: Collection[str], *, at: int) -> None:
        """Let webhooks be called at a time at the latest."""
        ...

    def take(self, *, now: int, until: int, limit: int) -> Sequence[str]:
        """So many webhooks that are to be called; nobody else takes them before `until`, or before they rest."""
        ...

    def pause(self, webhook_id: str) -> None:
        """Let it not be called before it is woken; a worker that calls it now is still the only one."""
        ...

    def rest(self, webhook_id: str, *, now: int) -> None:
        """Let it be called again when the next of its deliveries is due, behind those that wait; not while disabled."""
        ...


class EventRecords(Protocol):
    """The repositories in one transaction."""

    @property
    def events(self) -> EventRepository:
        """What happened."""

    @property
    def webhooks(self) -> WebhookRepository:
        """Who is called of it."""

    @property
    def deliveries(self) -> DeliveryRepository:
        """What became of the calls."""

    @property
    def lanes(self) -> LaneRepository:
        """When whom is to be called."""


class Outbox(Protocol):
    """Begins transactions; everything raises StoreUnavailable."""

    def reading(self) -> AbstractContextManager[EventRecords]:
        """A transaction that writes nothing."""
        ...

    def writing(self) -> AbstractContextManager[EventRecords]:
        """A transaction that writes, committed unless something is raised; within another one, that one."""
        ...


class OwnedRecords(EventRecords, Protocol):
    """The repositories in one transaction, with those whose they are."""

    @property
    def accounts(self) -> AccountRepository:
        """All accounts; one is taken before its webhooks."""


class Owned(Protocol):
    """Begins transactions; everything raises StoreUnavailable."""

    def reading(self) -> AbstractContextManager[OwnedRecords]:
        """A transaction that writes nothing."""
        ...

    def writing(self) -> AbstractContextManager[OwnedRecords]:
        """A transaction that writes, committed unless something is raised; within another one, that one."""
        ...
