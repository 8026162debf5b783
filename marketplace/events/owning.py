"""Which webhook may somebody see and change? One's own, in the version that was read; to all others it is not there."""

from __future__ import annotations

from marketplace.accounts.caller import Caller
from marketplace.accounts.roles import Scope
from marketplace.errors import Conflict, NotFound, Stale
from marketplace.events.ports import EventRecords
from marketplace.events.webhook import Webhook


def own_webhook(records: EventRecords, webhook_id: str, *, by: Caller) -> Webhook:
    """A webhook of the caller's account, or of the client that its key is bound to; raises Forbidden, NotFound."""
    by.check(Scope.WEBHOOKS)
    webhook = records.webhooks.get(webhook_id)
    if webhook and webhook.account_id == by.account.id and by.key.client_id in (None, webhook.client_id):
        return webhook
    raise NotFound(f"there is no webhook {webhook_id}")


def expected_webhook(records: EventRecords, webhook_id: str, *, expected: int | None, by: Caller) -> Webhook:
    """A webhook of the caller's in the version that is meant, where one is; raises Stale too."""
    webhook = own_webhook(records, webhook_id, by=by)
    if expected is not None and webhook.version != expected:
        raise Stale(webhook.version)
    return webhook


def enabled_webhook(records: EventRecords, webhook_id: str, *, expected: int | None, by: Caller) -> Webhook:
    """A webhook of the caller's that can be called; raises Conflict too."""
    webhook = expected_webhook(records, webhook_id, expected=expected, by=by)
    if not webhook.enabled:
        raise Conflict("the webhook is disabled: enable it first, by PATCH with enabled true")
    return webhook
