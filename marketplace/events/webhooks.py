"""What is done with webhooks? Each account's own are set, changed, tried out, and called again of what they missed."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from marketplace.accounts.account import Account
from marketplace.accounts.caller import Caller
from marketplace.accounts.keys import check_overlap
from marketplace.accounts.making import Makers
from marketplace.accounts.roles import Scope
from marketplace.creators.times import MICROSECONDS
from marketplace.errors import Conflict, InvalidInput, NotFound, Problem
from marketplace.events.delivery import Delivery, State
from marketplace.events.event import TEST, TYPES, Announcement
from marketplace.events.owning import enabled_webhook, expected_webhook, own_webhook
from marketplace.events.ports import EventRecords, Owned
from marketplace.events.urls import check_webhook_url
from marketplace.events.webhook import Secret, Webhook

MAX_WEBHOOKS = 20
"""Of an account, its clients' among them."""

SECRET_BYTES = 32


@dataclass(frozen=True)
class Told:
    """A webhook, and its newest secret, which is told this once."""

    webhook: Webhook
    secret: str = field(repr=False)


class WebhookService:
    """The webhooks of an account, or of the client that a key is bound to.

    Everything raises Forbidden for a key without the scope webhooks, NotFound for another's, Stale, StoreUnavailable.
    """

    def __init__(self, records: Owned, makers: Makers, *, open_loopback: bool = False) -> None:
        """`open_loopback` lets this machine be called: for development."""
        self._records = records
        self._makers = makers
        self._open_loopback = open_loopback

    @property
    def now(self) -> int:
        """The time, in microseconds."""
        return self._makers.now()

    def make(self, details: Mapping[str, Any], *, by: Caller) -> Told:
        """A new one; `details` are fields of a webhook, the URL among them. Raises InvalidInput, Conflict."""
        by.check(Scope.WEBHOOKS)
        self._check_url(details)
        client_id, told = by.client_for(details.get("client_id")), self._new_secret()
        with self._records.writing() as records:
            # taken, so that nobody else counts its webhooks until the end
            account = records.accounts.get(by.account.id) or by.account
            _check_client(account, client_id)
            if len(records.webhooks.page(account.id, client_id=None, after="", limit=MAX_WEBHOOKS)) >= MAX_WEBHOOKS:
                raise Conflict(f"the account has {MAX_WEBHOOKS} webhooks already: delete one first")
            webhook = Webhook(
                id=self._makers.make_id("whk"),
                account_id=account.id,
                secrets=(self._kept(told),),
                created_at=self.now,
                updated_at=self.now,
                **{**_sorted(details), "client_id": client_id},
            )
            records.webhooks.add(webhook)
        return Told(webhook, told)

    def get(self, webhook_id: str, *, by: Caller) -> Webhook:
        """A webhook."""
        with self._records.reading() as records:
            return own_webhook(records, webhook_id, by=by)

    def page(self, *, after: str = "", limit: int, by: Caller) -> Sequence[Webhook]:
        """So many behind an id, the oldest first."""
        by.check(Scope.WEBHOOKS)
        with self._records.reading() as records:
            return records.webhooks.page(by.account.id, client_id=by.key.client_id, after=after, limit=limit)

    def change(self, webhook_id: str, changes: Mapping[str, Any], *, expected: int | None, by: Caller) -> Webhook:
        """Give it another URL, other types, let it be called again or no more; raises InvalidInput."""
        self._check_url(changes)
        with self._records.writing() as records:
            before = expected_webhook(records, webhook_id, expected=expected, by=by)
            after = replace(before, **_sorted(changes))
            if after.enabled:
                after = replace(after, disabled_reason=None)
            return before if after == before else self._become(records, after, before=before)

    def remove(self, webhook_id: str, *, expected: int | None, by: Caller) -> None:
        """Call it no more, and forget what became of its calls."""
        with self._records.writing() as records:
            records.webhooks.remove(expected_webhook(records, webhook_id, expected=expected, by=by).id)

    def rotate_secret(self, webhook_id: str, *, overlap_seconds: int, expected: int | None, by: Caller) -> Told:
        """Sign by another secret, and for some time by the newest one until now too; any older one is dropped.

        Raises InvalidInput.
        """
        check_overlap(overlap_seconds)
        told, until = self._new_secret(), self.now + overlap_seconds * MICROSECONDS
        with self._records.writing() as records:
            before = expected_webhook(records, webhook_id, expected=expected, by=by)
            old = (replace(before.secrets[0], until=until),) if overlap_seconds else ()
            after = replace(before, secrets=(self._kept(told), *old))
            return Told(self._become(records, after, before=before), told)

    def test(self, webhook_id: str, *, expected: int | None, by: Caller) -> Webhook:
        """Let it alone be called, whatever types it names; raises Conflict while it is disabled."""
        with self._records.writing() as records:
            webhook = enabled_webhook(records, webhook_id, expected=expected, by=by)
            announcement = Announcement(
                account_id=webhook.account_id,
                client_id=webhook.client_id,
                webhook_id=webhook.id,
                type=TEST,
                at=self.now,
                data={"id": webhook.id, "version": webhook.version},
            )
            records.events.add_all([announcement])
        return webhook

    def deliveries(
        self, webhook_id: str, *, state: State | None = None, before: str = "", limit: int, by: Caller
    ) -> Sequence[Delivery]:
        """So many of its deliveries older than that of an id, the newest first; of any state where none is named."""
        with self._records.reading() as records:
            own_webhook(records, webhook_id, by=by)
            return records.deliveries.page(webhook_id, state=state, before=before, limit=limit)

    def redeliver(self, webhook_id: str, delivery_id: str, *, expected: int | None, by: Caller) -> Delivery:
        """Let it be called of an event again, by the whole plan; raises Conflict where that can't be."""
        with self._records.writing() as records:
            enabled_webhook(records, webhook_id, expected=expected, by=by)
            delivery = records.deliveries.get(delivery_id)
            if delivery is None or delivery.webhook_id != webhook_id:
                raise NotFound(f"there is no delivery {delivery_id}")
            if delivery.state is State.PENDING:
                raise Conflict("the delivery is pending: it is tried again by itself, see next_at")
            if not records.events.of([delivery.event_id]):
                raise Conflict(f"the event {delivery.event_id} is forgotten: read the record itself")
            again = replace(delivery, state=State.PENDING, tries=0, next_at=self.now)
            records.deliveries.replace(again)
            records.lanes.wake([webhook_id], at=self.now)
        return again

    def _become(self, records: EventRecords, after: Webhook, *, before: Webhook) -> Webhook:
        after = replace(after, version=before.version + 1, updated_at=self.now)
        records.webhooks.replace(after)
        if after.enabled and not before.enabled:
            records.lanes.wake([after.id], at=self.now)
        if before.enabled and not after.enabled:
            records.lanes.pause(after.id)
        return after

    def _new_secret(self) -> str:
        return f"whsec_{b64encode(self._makers.random(SECRET_BYTES)).decode()}"

    def _kept(self, secret: str) -> Secret:
        return Secret(kept=self._makers.vault.encrypt(secret.encode()).decode())

    def _check_url(self, details: Mapping[str, Any]) -> None:
        if "url" in details:
            check_webhook_url(details["url"], open_loopback=self._open_loopback)


def _check_client(account: Account, client_id: str | None) -> None:
    if client_id is not None and client_id not in {one.id for one in account.clients}:
        raise InvalidInput(Problem("client_id", "is no client of the account: see GET /v1/accounts/me"))


def _sorted(details: Mapping[str, Any]) -> Mapping[str, Any]:
    """The fields with types of events once each, in their order."""
    if "event_types" not in details:
        return details
    return {**details, "event_types": tuple(one for one in TYPES if one in details["event_types"])}
