"""What do events need of whoever keeps them? To be kept with what they tell of, and numbered afterwards."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

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

    def enabled_of(self, account_ids: Collection[str]) -> Mapping[str, Sequence[Webhook]]:
        """Those that are called of accounts that are active, by account."""
        ...
