"""What does the platform tell of? Views, gifts, tips, reversals of them, and facts of creators: events, each once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class HappeningType(StrEnum):
    """What an event tells of."""

    FUND_VIEWS = "fund_views"
    """`value`: views of own public videos, of a day and a market."""

    LIVE_GIFT = "live_gift"
    VIDEO_GIFT = "video_gift"
    """`value`, as of the other gift: thousandths of Diamonds, by the rules of the day on which it came."""

    TIP = "tip"
    """`value`: minor units of `currency`."""

    REVERSAL = "reversal"
    FACTS = "facts"


@dataclass(frozen=True, kw_only=True)
class Happening:
    """An event that was taken, kept for ever; times are microseconds since 1970.

    `digest` is of its content: the same id with another one is refused. `market` is the creator's, `month` and `day`
    (2026-11, 2026-11-26) when it was by that market's clock; of views they are the day that was told, and `viewers` is
    the market that they come from. `reverses` is the id of another event; `reversed_by` is the event that reversed
    this one. `detail` is the rest of what was told, as JSON.
    """

    id: str
    digest: bytes
    type: HappeningType
    creator_id: str
    market: str
    at: int
    received_at: int
    day: str
    month: str
    value: int = 0
    currency: str | None = None
    viewers: str | None = None
    reverses: str | None = None
    reversed_by: str | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)
