"""Which records of a list are wanted? A page of those that a caller may see, in one order."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Order(StrEnum):
    """How a list is sorted: what changed last first, or what is due first and what has no deadline last."""

    UPDATED = "-updated_at"
    DEADLINE = "deadline"


NEVER = 2**62
"""Where in the order of deadlines stands what has none: behind all others."""


@dataclass(frozen=True, order=True)
class Place:
    """The last record of the page before: its value in the order, and its id."""

    value: int
    id: str


@dataclass(frozen=True, kw_only=True)
class Sight:
    """Whose records somebody may see: an account's (or one client's of it), a creator's, or all."""

    account_id: str | None = None
    client_id: str | None = None
    creator_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A page; `filters` are values by the name of the field that must have them."""

    sight: Sight
    filters: dict[str, str] = field(default_factory=dict)
    order: Order = Order.UPDATED
    after: Place | None = None
    limit: int
