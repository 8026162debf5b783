"""How are events, webhooks and deliveries shown? An event as a receiver gets it and as whoever asks for it does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marketplace.creators.times import format_time
from marketplace.events.delivery import Attempt, Delivery, State
from marketplace.events.event import Event
from marketplace.events.webhook import Webhook


def shown_event(event: Event) -> dict[str, Any]:
    """An event as JSON has it."""
    return {"id": event.id, "type": event.type, "at": format_time(event.at), "data": dict(event.data)}


def shown_webhook(webhook: Webhook, *, now: int) -> dict[str, Any]:
    """A webhook, without its secrets; `event_types` are absent where it is called of all."""
    ends = [one.until for one in webhook.secrets if one.until is not None and one.until > now]
    return _present(
        {
            "id": webhook.id,
            "account_id": webhook.account_id,
            "client_id": webhook.client_id,
            "url": webhook.url,
            "event_types": list(webhook.event_types) or None,
            "enabled": webhook.enabled,
            "disabled_reason": webhook.disabled_reason,
            "old_secret_until": format_time(max(ends)) if ends else None,
            "version": webhook.version,
            "created_at": format_time(webhook.created_at),
            "updated_at": format_time(webhook.updated_at),
        }
    )


def shown_delivery(delivery: Delivery) -> dict[str, Any]:
    """A delivery with what became of its last try beside its id, and of those before."""
    attempts = [_attempt(one) for one in delivery.attempts]
    pending = delivery.state is State.PENDING
    return {
        "id": delivery.id,
        "event_id": delivery.event_id,
        "type": delivery.type,
        "state": delivery.state,
        "attempt": delivery.tries,
        **(attempts[-1] if attempts else {}),
        **({"next_at": format_time(delivery.next_at)} if pending else {}),
        "attempts": attempts,
    }


def _attempt(attempt: Attempt) -> dict[str, Any]:
    return _present(
        {
            "at": format_time(attempt.at),
            "status": attempt.status,
            "duration_ms": attempt.duration_ms,
            "error": attempt.error,
        }
    )


def _present(values: Mapping[str, object]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
