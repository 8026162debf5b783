"""How does OpenAPI describe webhooks, their deliveries, and events?"""

from __future__ import annotations

from marketplace.api.creator_schema import TEXT, TIME, Schema, list_of, object_of, ref
from marketplace.api.schema_parts import COUNT, FROM_ONE, dated, enum_of
from marketplace.events.delivery import State
from marketplace.events.event import TYPES

_CURSOR: Schema = {"type": ["string", "null"], "description": "The cursor of the next page; null at the end."}
_SECRET: Schema = {
    "type": "string",
    "description": "`whsec_…`, which calls are signed with; told this once, left out of a replay.",
}


def webhook_schemas() -> dict[str, Schema]:
    """All schemas of webhooks and events, by name."""
    return {
        "Webhook": _webhook(),
        "WebhookTold": _webhook(secret=_SECRET),
        "Webhooks": object_of(webhooks=list_of(ref("Webhook")), next_cursor=_CURSOR),
        "Delivery": _delivery(),
        "Deliveries": object_of(deliveries=list_of(ref("Delivery")), next_cursor=_CURSOR),
        "Event": _event(),
        "Events": object_of(events=list_of(ref("Event")), next_cursor=_CURSOR),
    }


def _webhook(**more: Schema) -> Schema:
    return object_of(
        id=TEXT,
        account_id=TEXT,
        url=TEXT,
        enabled={"type": "boolean"},
        **dated(),
        optional={
            "client_id": {**TEXT, "description": "The one client of the agency of whose events it is called."},
            "event_types": {**list_of(enum_of(TYPES)), "description": "Absent where it is called of all."},
            "disabled_reason": {**TEXT, "description": "Why it was disabled, where its owner did not do it."},
            "old_secret_until": {**TIME, "description": "How long calls are signed with the secret before, too."},
            **more,
        },
    )


def _delivery() -> Schema:
    return object_of(
        id=TEXT,
        event_id=FROM_ONE,
        type=enum_of(TYPES),
        state=enum_of(State),
        attempt={**COUNT, "description": "The number of the last try; 0 before the first, also of a redelivery."},
        attempts={**list_of(object_of(**_attempt(), optional=_outcome())), "description": "The last ones, in order."},
        optional={
            **_attempt(),
            **_outcome(),
            "next_at": {**TIME, "description": "When it is tried next, while it is pending."},
        },
    )


def _attempt() -> dict[str, Schema]:
    return {"at": {**TIME, "description": "When it was tried last."}, "duration_ms": COUNT}


def _outcome() -> dict[str, Schema]:
    status = {**COUNT, "description": "That of the answer over HTTP, where there was one."}
    return {"status": status, "error": {**TEXT, "description": "Why there was no answer."}}


def _event() -> Schema:
    data = {"id": {**TEXT, "description": "Of the record that it is about."}, "version": FROM_ONE}
    return object_of(
        id={**FROM_ONE, "description": "Its number, which calls have as webhook-id."},
        type=enum_of(TYPES),
        at=TIME,
        data={"type": "object", "properties": data, "additionalProperties": True},
    )
