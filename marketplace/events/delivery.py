"""What is a delivery? An event on its way to a webhook, and what became of each try."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How far a delivery is."""

    PENDING = "pending"
    DELIVERED = "delivered"
    DEAD = "dead"
    """Given up: it can be delivered again by hand."""


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """A try; `at` is in microseconds, `status` is that of HTTP where there was an answer, else `error` says why not."""

    at: int
    status: int | None = None
    duration_ms: int
    error: str | None = None


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """A delivery; `tries` counts those of the plan, which begins again when it is delivered again by hand.

    `next_at`, in microseconds, is when it is tried next while it is pending.
    """

    id: str
    webhook_id: str
    event_id: int
    type: str
    state: State = State.PENDING
    tries: int = 0
    next_at: int
    attempts: tuple[Attempt, ...] = ()
    created_at: int
