"""What is an event? Something that happened to a record, told to one account whose affair it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

TEST = "webhook.test"

TYPES = (
    "campaign.published",
    "campaign.closed",
    "proposal.sent",
    "proposal.countered",
    "proposal.accepted",
    "proposal.declined",
    "proposal.withdrawn",
    "proposal.extended",
    "proposal.expired",
    "collaboration.started",
    "collaboration.completed",
    "collaboration.cancel_requested",
    "collaboration.cancel_rejected",
    "collaboration.cancelled",
    "collaboration.disputed",
    "collaboration.resolved",
    "deliverable.submitted",
    "deliverable.approved",
    "deliverable.revision_requested",
    "deliverable.published",
    "deliverable.overdue",
    "payment.reserved",
    "payment.released",
    "payment.refunded",
    "message.created",
    "search.matched",
    "member.joined",
    "member.refused",
    "member.left",
    "member.suspended",
    "wallet.changed",
    TEST,
)
"""All types of events (deals.md)."""


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """What an account is to be told, `at` in microseconds; of an agency's client, or to one webhook alone.

    `data` names records and their versions, never what is in them: whoever is told asks for it by a key.
    """

    account_id: str
    client_id: str | None = None
    webhook_id: str | None = None
    type: str
    at: int
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Event(Announcement):
    """What was announced, by its number: those that a poller sees later have larger ones."""

    id: int
