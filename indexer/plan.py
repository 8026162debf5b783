"""What is there to do for a market: nothing, or a full sync, and why?"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import Enum
from functools import cache
from hashlib import blake2b

import orjson

from indexer import convert
from indexer.ports import Feed, SyncState
from marketplace.creators.fields import FIELDS
from marketplace.creators.files import config
from marketplace.creators.markets import markets
from marketplace.creators.table import Field
from marketplace.text import words


@dataclass(frozen=True)
class Plan:
    """Whether the feed is read, and the reason in words."""

    full: bool
    reason: str


def plan(feed: Feed, state: SyncState | None, *, inputs: str, rebuild: bool) -> Plan:
    """What to do with a feed, given what is published and the digest of all else that a build depends on."""
    if state is None:
        return Plan(True, "first sync")
    if rebuild:
        return Plan(True, "asked for")
    if not state.fingerprint:
        return Plan(True, "published data is out of date")
    if state.fingerprint != feed.fingerprint:
        return Plan(True, "feed has changed")
    if state.inputs != inputs:
        return Plan(True, "topics, rates or words have changed")
    if feed.live:
        return Plan(True, "feed is live")
    return Plan(False, "feed is unchanged")


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
