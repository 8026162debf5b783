"""What is there to do for a market: nothing, a delta, or a full sync, and why?"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import Enum
from functools import cache
from hashlib import blake2b

import orjson

from indexer import convert
from indexer.ports import Feed
from indexer.report import DELTA, FULL, NOTHING
from indexer.state import SyncState
from marketplace.creators.fields import FIELDS
from marketplace.creators.files import config
from marketplace.creators.markets import markets
from marketplace.creators.overlays import is_another
from marketplace.creators.table import Field
from marketplace.creators.times import DAY, format_time
from marketplace.text import words

MAX_DELTA_DAYS = 7
"""A checkpoint older than this is left: feeds need not remember for ever who left (docs/feeds.md)."""

OUT_OF_DATE = "published data is out of date"
UNTOLD = "feed is live and tells no changes"
TOO_OLD = f"checkpoint is older than {MAX_DELTA_DAYS} days"
AGAIN = (OUT_OF_DATE, UNTOLD, TOO_OLD)
"""Reasons that may hold as well when the feed has been read: it would be read without end."""


@dataclass(frozen=True)
class Plan:
    """What is read of a feed (`FULL`, `DELTA` or `NOTHING` of the report), and the reason in words."""

    action: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What else a plan depends on: a digest of the inputs, the time, the newest overlay.

    A feed that would be read whole again and again `rests` for so long; times in microseconds.
    """

    inputs: str
    now: int
    overlay: int | None = None
    rebuild: bool = False
    rests: int = 0


def plan(feed: Feed, state: SyncState | None, *, basis: Basis) -> Plan:
    """What to do with a feed, given what is published."""
    found = _needed(feed, state, basis=basis)
    # where a rollback or a move wants a live feed read, deltas have synced it a moment ago
    again = found.reason in AGAIN and not (feed.live and found.reason == OUT_OF_DATE)
    if state and again and _rests(feed, state, basis=basis):
        return Plan(NOTHING, f"{found.reason}, but it was read at {format_time(state.synced_at)}")
    return found


def _rests(feed: Feed, state: SyncState, *, basis: Basis) -> bool:
    """Whether the feed that was read is the same, as far as can be told, and was read a short while ago."""
    return bool(state.feed) and state.feed == feed.fingerprint and 0 <= basis.now - state.synced_at < basis.rests


def _needed(feed: Feed, state: SyncState | None, *, basis: Basis) -> Plan:
    """The same of a feed that never rests."""
    if state is None:
        return Plan(FULL, "first sync")
    if basis.rebuild:
        return Plan(FULL, "asked for")
    if state.refused and state.refused == feed.fingerprint and not feed.live:
        return Plan(NOTHING, "feed was rolled back")
    if not state.fingerprint:
        return Plan(FULL, OUT_OF_DATE)
    if state.fingerprint != feed.fingerprint:
        return Plan(FULL, "feed is another one" if feed.live else "feed has changed")
    if state.inputs != basis.inputs:
        return Plan(FULL, "topics, rates or words have changed")
    if basis.overlay is not None and is_another(state.overlay, basis.overlay):
        return Plan(FULL, "database is another one, or was restored")
    if not feed.live:
        return Plan(NOTHING, "feed is unchanged")
    if not feed.tells:
        return Plan(FULL, UNTOLD)
    if basis.now - state.as_of > MAX_DELTA_DAYS * DAY:
        return Plan(FULL, TOO_OLD)
    return Plan(DELTA, f"changes since {format_time(state.as_of)}")


def inputs_digest(market: str) -> str:
    """A digest of what a market's build depends on beside its feed."""
    inputs = [
        convert.VERSION,
        words.VERSION,
        config("topics.toml"),
        config("rates.toml"),
        markets()[market].languages,
        _fields(),
    ]
    return blake2b(orjson.dumps(inputs), digest_size=16).hexdigest()


@cache
def _fields() -> list[dict[str, object]]:
    """All that the table says, but what is for readers; a function's repr would differ from process to process."""
    told = [field.name for field in fields(Field) if field.name not in ("description", "unit")]
    return [{name: _plain(getattr(field, name)) for name in told} for field in FIELDS]


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, frozenset):
        return sorted(item.name for item in value)
    return value() if callable(value) else value
