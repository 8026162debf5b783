"""Is an answer one that can be used: its status, its type, its size, its JSON?"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import orjson

from indexer.sources.packed import sound, unpacked
from marketplace.creators.times import MICROSECONDS, to_microseconds
from marketplace.errors import FeedError

MIB = 1024 * 1024
BUSY = (408, 425, 429, 500, 502, 503, 504)
"""Statuses that may be over when the same is asked again."""

PACKINGS = {"": "", "identity": "", "gzip": ".gz", "x-gzip": ".gz", "zstd": ".zst"}
"""The suffix of a file that is compressed like a body of a Content-Encoding."""


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """How much of a server is borne: seconds for an answer and before each try, bytes of an answer,
    tries of a page, pages of a market.

    `connect_seconds` until there is a connection, `read_seconds` without a byte, `total_seconds` until all is there.
    """

    connect_seconds: float = 10
    read_seconds: float = 60
    total_seconds: float = 300
    backoff_seconds: float = 1
    longest_wait_seconds: float = 600
    tries: int = 6
    answer_bytes: int = 32 * MIB
    pages: int = 100_000


@dataclass(frozen=True)
class Answer:
    """The JSON value of an answer, and how many bytes it had, unpacked."""

    content: object
    size: int


class Refused(Exception):
    """What is wrong with an answer and will be wrong again: what to do, without the place."""


class Denied(Refused):
    """The server doesn't take the token."""


class Passing(Exception):
    """What is wrong with an answer and may be over soon, and how long the server wants to be left alone."""

    def __init__(self, reason: str, wait_seconds: float = 0) -> None:
        super().__init__(reason)
        self.wait_seconds = wait_seconds


def answer_of(status: int, headers: Mapping[str, str], *, body: io.BufferedReader, bounds: Bounds, now: int) -> Answer:
    """The answer that a response is; raises Refused or Passing. `now` is in microseconds since 1970."""
    if status in BUSY:
        raise Passing(f"answers {status}", _retry_after(headers.get("Retry-After", ""), now))
    if status in (401, 403):
        raise Denied(f"answers {status}")
    if status != 200:
        raise Refused(f"answers {status}: {_ADVICE.get(status, 'see the log of the server')}")
    kind = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Refused(f"answers {kind[:60] or 'without a type'}: it must be application/json")
    content = _unpacked(body, headers.get("Content-Encoding", "").strip().lower(), most=bounds.answer_bytes)
    try:
        return Answer(orjson.loads(content), len(content))
    except orjson.JSONDecodeError as error:
        raise Refused(f"is no JSON: {error.msg}, character {error.pos + 1}") from None


_ADVICE = {
    400: "it doesn't understand the parameters, see docs/feeds.md",
    404: "check the URL, and whether it has the market",
    410: "the cursor is no longer good, sync again",
    422: "it refuses the parameters, see docs/feeds.md",
}


def _unpacked(body: io.BufferedReader, packing: str, *, most: int) -> bytes:
    """The bytes of a body; no more than one beyond the most is ever unpacked."""
    if packing not in PACKINGS:
        raise Refused(f"is packed by {packing[:20]}: it must be gzip, zstd or nothing")
    try:
        with sound("the body", PACKINGS[packing]):
            content = unpacked(body, PACKINGS[packing]).read(most + 1)
    except FeedError as error:
        raise Passing(f"can't be unpacked: {error}") from None
    if len(content) > most:
        raise Refused(f"is longer than {most / MIB:,.0f} MiB unpacked: give fewer records a page")
    return content


def _retry_after(text: str, now: int) -> float:
    """The seconds of a Retry-After; 0 when it is none."""
    if text.strip().isdecimal():
        return float(text)
    try:
        until = to_microseconds(parsedate_to_datetime(text))
    except (ValueError, TypeError):
        return 0
    return max(0, until - now) / MICROSECONDS
