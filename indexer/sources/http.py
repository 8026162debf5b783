"""What does a feed server tell of a market? Pages of creators, one after the other; docs/feeds.md is the contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

import orjson

from indexer.convert import CLOCK_SKEW
from indexer.ports import Feed, FeedRecord
from indexer.sources.answers import Answer, Bounds, Refused
from indexer.sources.ndjson import MAX_RECORD_BYTES
from indexer.sources.urls import checked_url, told, with_parameters
from indexer.sources.web import JsonClient, Time, Token
from marketplace.creators.times import format_time, parse_time
from marketplace.errors import FeedError, InvalidRecord

PARAMETERS = ("market", "cursor", "updated_since", "limit")
RECORDS_A_PAGE = 500
MAX_CURSOR_LENGTH = 2_000
"""A URL of more than 8,000 characters is refused by many servers, and a cursor may treble when it is escaped."""


@dataclass(frozen=True)
class Page:
    """One page of a market: its records, the cursor of the next, and what it is a state of (microseconds)."""

    creators: tuple[object, ...]
    next_cursor: str | None
    as_of: int


class HttpSource:
    """The feeds of a server. They are live: what was read may have changed while it was read."""

    def __init__(self, url: str, *, token: str, time: Time, bounds: Bounds | None = None) -> None:
        """The feeds at a URL; SettingsError says what is wrong with it. The token goes to its host alone."""
        self._url = checked_url(url, ours=PARAMETERS)
        self._time = time
        bearer = Token("Authorization", token, "MARKETPLACE_FEED_TOKEN", scheme="Bearer")
        self._bounds = bounds or Bounds()
        self._client = JsonClient(bearer, time=time, bounds=self._bounds)

    def feed(self, market: str) -> Feed:
        """See `Source.feed`; the fingerprint is that of the URL, as_of what the server says before the first page."""
        page = self._page(market, {"limit": "1"}, number=1)
        return Feed(market, sha256(self._url.encode()).hexdigest(), page.as_of, live=True, tells=True)

    def records(self, market: str) -> Iterator[FeedRecord]:
        """See `Source.records`; a line is a record's number over all pages, and a feed without any is refused."""
        empty = True
        for record in self._read(market, {}):
            empty = False
            yield record
        if empty:
            raise FeedError(f"{told(self._url)}, {market}: is empty: deliver at least one record")

    def changes(self, market: str, since: int) -> Iterator[FeedRecord]:
        """See `Source.changes`; asked since the `as_of` of the feed that was read last, nothing is missed."""
        return self._read(market, {"updated_since": format_time(since)})

    def _read(self, market: str, asked: Mapping[str, str]) -> Iterator[FeedRecord]:
        parameters = {**asked, "limit": str(RECORDS_A_PAGE)}
        cursors: set[bytes] = set()
        line = 0
        for number in range(1, self._bounds.pages + 1):
            page = self._page(market, parameters, number=number)
            for content in page.creators:
                line += 1
                yield FeedRecord(line, content)
            if page.next_cursor is None:
                return
            digest = sha256(page.next_cursor.encode()).digest()
            if digest in cursors:
                raise FeedError(f"{self._where(market, number)} next_cursor came before: each page has another")
            cursors.add(digest)
            parameters = {**parameters, "cursor": page.next_cursor}
        raise FeedError(f"{self._where(market, number)} is not the last: end a feed within {number:,} pages")

    def _page(self, market: str, parameters: Mapping[str, str], *, number: int) -> Page:
        url = with_parameters(self._url, {"market": market, **parameters})
        now, limit = self._time.clock(), int(parameters["limit"])
        where = self._where(market, number)
        return self._client.get(url, where=where, read=lambda answer: _page_of(answer, limit=limit, now=now))

    def _where(self, market: str, number: int) -> str:
        return f"{told(self._url)}, {market}, page {number:,}:"


def _page_of(answer: Answer, *, limit: int, now: int) -> Page:
    """The page that an answer is; raises Refused. `now` is in microseconds."""
    content = answer.content
    if not isinstance(content, dict):
        raise Refused("is no JSON object: see docs/feeds.md")
    creators = content.get("creators")
    if not isinstance(creators, list):
        raise Refused("has no list of creators: see docs/feeds.md")
    if len(creators) > limit:
        raise Refused(f"has {len(creators):,} creators, and at most {limit:,} are asked for: keep to the limit")
    cursor, as_of = _cursor(content.get("next_cursor", _ABSENT)), _as_of(content.get("as_of"), now)
    return Page(tuple(map(_kept, creators)), cursor, as_of)


_ABSENT = object()


def _kept(record: object) -> object:
    try:
        size = len(orjson.dumps(record))
    except orjson.JSONEncodeError:  # a page may be read that nests deeper than can be written again
        return InvalidRecord("record", "is nested too deeply: see the fields of a record in docs/feeds.md")
    return InvalidRecord("record", "is longer than 1 MiB") if size > MAX_RECORD_BYTES else record


def _cursor(value: object) -> str | None:
    if value is None or (isinstance(value, str) and 0 < len(value) <= MAX_CURSOR_LENGTH):
        return value
    raise Refused(f"next_cursor must be a string of 1 to {MAX_CURSOR_LENGTH:,} characters, or null on the last page")


def _as_of(value: object, now: int) -> int:
    try:
        as_of = parse_time(value if isinstance(value, str) else "")
    except ValueError as error:
        raise Refused(f"as_of {error}") from None
    if as_of > now + CLOCK_SKEW:
        raise Refused("as_of is more than 10 minutes ahead: check the clock of the server")
    return as_of
