"""In which ways can a record be wrong? Forty, each with what the rejects say of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.fakes import feed_record, tombstone

DEEP = 2_000


@dataclass(frozen=True)
class Malformed:
    """A line of a feed by the id of its creator, and what the rejects say: the field and how the reason begins."""

    line: Callable[[str], bytes]
    field: str
    reason: str

    @property
    def without_id(self) -> bool:
        """Whether nothing can be told of whose record it is."""
        return self.field in ("record", "id")


def _with(reason: str, **fields: Any) -> Malformed:
    """A record with one wrong field, called by its last name."""
    return Malformed(lambda one: _json(feed_record(one, **fields)), next(iter(fields)), reason)


def _without(name: str) -> Malformed:
    return Malformed(lambda one: _json({**_omitting(name, feed_record(one))}), name, "is required")


def _whole(field: str, reason: str, record: Callable[[str], Mapping[str, Any]]) -> Malformed:
    return Malformed(lambda one: _json(record(one)), field, reason)


def _raw(reason: str, old: bytes, new: bytes) -> Malformed:
    """A record whose bytes are no JSON."""
    return Malformed(lambda one: _json(feed_record(one)).replace(old, new), "record", reason)


def _json(record: Mapping[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode()


def _omitting(name: str, record: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key != name}


FOLLOWERS = b'"followers": 1000'

KINDS: Mapping[str, Malformed] = {
    "no id": _without("id"),
    "no market": _without("market"),
    "no followers": _without("followers"),
    "followers in words": _with("must be a number, not a string", followers="many"),
    "followers as a text": _with("must be a number, not a string", followers="1000"),
    "half a follower": _with("must be a whole number, not 10.5", followers=10.5),
    "followers as a boolean": _with("must be a number, not a boolean", followers=True),
    "fewer than no followers": _with("must be 0 to 9.0072e+15, not -1", followers=-1),
    "more followers than 64 bits": _with("must be 0 to 9.0072e+15, not 1e+30", followers=10**30),
    "an empty name": _with("is empty: leave the field out", display_name=" "),
    "a name without end": _with("has 10000 characters: at most 200", display_name="x" * 10_000),
    "a biography of a list": _with("must be a string, not a list", bio=["vegan"]),
    "a null": _with("must be a string, not null", bio=None),
    "a rate in percent": _with("must be 0 to 1, not 6.1", engagement_rate=6.1),
    "an unknown topic": _with("has no value 'alchemy': see the field's list", topics=["alchemy"]),
    "a null among hashtags": _with("must be a string, not null", hashtags=["vegan", None]),
    "more hashtags than allowed": _with(
        "has 1000 values: at most 100", hashtags=[f"tag{number}" for number in range(1_000)]
    ),
    "an unknown language": _with("has no value 'xx': see the field's list", languages=["xx"]),
    "a price without currency": _with("has a currency without a rate, ", price={"amount": "350.00"}),
    "a price of an invented currency": _with(
        "has a currency without a rate, 'XXZ'", price={"amount": "350.00", "currency": "XXZ"}
    ),
    "a price that is a number": _with("must be an object with amount and currency, not a number", price=350),
    "shares of more than all": _with(
        "countries sum to 1.8: shares sum to at most 1.01", audience={"countries": {"DE": 0.9, "FR": 0.9}}
    ),
    "another market": _with("is FR, but this is the feed of DE", market="FR"),
    "an unknown market": _with("has no value 'ZZ': see the field's list", market="ZZ"),
    "a time ahead": _with("is more than 10 minutes ahead: ", updated_at="2026-11-22T12:00:00Z"),
    "a time before the platform": _with("is before 2005", updated_at="1999-12-31T23:59:59Z"),
    "a time that never was": _with("must be a time that exists", updated_at="2026-02-30T00:00:00Z"),
    "an unknown key": _whole(
        "folowers", "is no field of a feed record", lambda one: {**feed_record(one), "folowers": 7}
    ),
    "a key of the API": _whole(
        "price_usd", "is no field of a feed record", lambda one: {**feed_record(one), "price_usd": 7}
    ),
    "a tombstone with more": _whole("bio", "can't stand beside deleted", lambda one: tombstone(one, bio="left")),
    "a tombstone that denies it": _whole("deleted", "can only be true", lambda one: tombstone(one, deleted=False)),
    "not a number": _raw("is no JSON: unexpected character", FOLLOWERS, b'"followers": NaN'),
    "infinite": _raw("is no JSON: number is infinity", FOLLOWERS, b'"followers": 1e999'),
    "half a surrogate pair": _raw("is no JSON: no low surrogate", b'"Somebody"', b'"\\ud83d"'),
    "not UTF-8": _raw("is not UTF-8: byte ", b"Somebody", b"Ren\xe9"),
    "cut": Malformed(lambda one: _json(feed_record(one))[:-20], "record", "is no JSON: "),
    "nested without end": _raw("is no JSON: depth limit exceeded", b'"Somebody"', b"[" * DEEP + b"]" * DEEP),
    "a list": Malformed(lambda one: json.dumps([one]).encode(), "record", "must be a JSON object"),
    "a text": Malformed(lambda one: json.dumps(one).encode(), "record", "must be a JSON object"),
    "two in a line": Malformed(
        lambda one: 2 * _json(feed_record(one)), "record", "is no JSON: unexpected content after document"
    ),
}
