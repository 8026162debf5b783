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


@dataclass(frozen=True)
class Plan:
    """What is read of a feed (`FULL`, `DELTA` or `NOTHING` of the report), and the reason in words."""

    action: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What else a plan depends on: a digest of the inputs, the time (microseconds), the newest overlay."""

    inputs: str
    now: int
    overlay: int | None = None
    rebuild: bool = False


def plan(feed: Feed, state: SyncState | None, *, basis: Basis) -> Plan:
    """What to do with a feed, given what is published."""
    if state is None:
        return Plan(FULL, "first sync")
    if basis.rebuild:
        return Plan(FULL, "asked for")
    if state.refused and state.refused == feed.fingerprint and not feed.live:
        return Plan(NOTHING, "feed was rolled back")
    if not state.fingerprint:
        return Plan(FULL, "published data is out of date")
    if state.fingerprint != feed.fingerprint:
        return Plan(FULL, "feed is another one" if feed.live else "feed has changed")
    if state.inputs != basis.inputs:
        return Plan(FULL, "topics, rates or words have changed")
    if basis.overlay is not None and is_another(state.overlay, basis.overlay):
        return Plan(FULL, "database is another one, or was restored")
    if not feed.live:
        return Plan(NOTHING, "feed is unchanged")
    if not feed.tells:
        return Plan(FULL, "feed is live and tells no changes")
    if basis.now - state.as_of > MAX_DELTA_DAYS * DAY:
        return Plan(FULL, f"checkpoint is older than {MAX_DELTA_DAYS} days")
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
