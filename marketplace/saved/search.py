"""What is a saved search? A search that an account keeps, and how often it is told of creators who newly match."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from marketplace.deals.asking import NEVER
from marketplace.deals.waking import HOUR

MATCHED = "search.matched"
MOST_SEARCHES = 1_000
MOST_ALERTS = 200
"""Of an account."""

MAX_NAME = 200
MAX_QUERY_BYTES = 64 * 1024
"""Of the JSON of a search: with some thousand ids to leave out."""


class Alert(StrEnum):
    """How often an account may be told."""

    OFF = "off"
    HOURLY = "hourly"
    DAILY = "daily"


PERIODS = {Alert.HOURLY: HOUR, Alert.DAILY: 24 * HOUR}


@dataclass(frozen=True, kw_only=True)
class SavedSearch:
    """A saved search; `query` is the JSON of a search as it was given, `alert_at` when it may be told of next."""

    id: str
    account_id: str
    client_id: str | None = None
    name: str
    query: Mapping[str, Any]
    alert: Alert = Alert.OFF
    last_run_at: int | None = None
    alert_at: int = NEVER
    version: int = 1
    created_at: int
    updated_at: int

    def begins(self, before: SavedSearch | None) -> bool:
        """Whether an alert is begun that was not there before: it was off, or of another query."""
        if self.alert is Alert.OFF:
            return False
        return before is None or before.alert is Alert.OFF or before.query != self.query

    def next_alert(self, before: SavedSearch | None, *, now: int) -> int:
        """When it may be told of next, as it stands after a change: at once where it is new, no later than before."""
        if self.alert is Alert.OFF:
            return NEVER
        if before is None or before.alert is Alert.OFF:
            return now
        return min(before.alert_at, now + PERIODS[self.alert])
