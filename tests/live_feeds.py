"""How does a test come by feeds that change while they are read? A feed server whose state the test holds."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from threading import Event, Lock
from typing import Any

from marketplace.creators.times import format_time, parse_time
from tests.fakes import feed_record
from tests.feed_server import Answer, Asked, FeedServer, feed_server, page_of

GIVES_UP = Answer(500, headers={"Retry-After": "9999"})
"""A failure after which a client does not ask again by itself: the tries of one turn take half a minute."""


@dataclass
class LiveFeeds:
    """What the markets of a server hold; every change is made now.

    A market that is `failing` is answered 500, one that is `hanging` is not answered, and of one that is `held` no page
    of a whole feed after that of the id `held_from` comes until its event is set; `reading` is set when that is asked
    for.
    """

    server: FeedServer
    markets: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    failing: set[str] = field(default_factory=set)
    hanging: set[str] = field(default_factory=set)
    held: dict[str, Event] = field(default_factory=dict)
    reading: Event = field(default_factory=Event)
    held_from: str = ""
    page_records: int = 500
    _lock: Any = field(default_factory=Lock)

    def fill(self, market: str, count: int) -> None:
        """So many creators, de-000000 first."""
        for number in range(count):
            self.tell(market, f"{market.lower()}-{number:06}")

    def tell(self, market: str, creator_id: str, **fields: Any) -> None:
        """A creator appears, or is another one."""
        self._put(market, feed_record(creator_id, market=market, **fields))

    def leave(self, market: str, creator_id: str) -> None:
        """A creator leaves a market: a tombstone."""
        self._put(market, {"id": creator_id, "market": market, "deleted": True})

    def move(self, creator_id: str, *, away: str, to: str) -> None:
        """A creator is in another market from now on, and out of the old one's feed without a word."""
        with self._lock:
            self.markets[away].pop(creator_id)
        self.tell(to, creator_id)

    @contextmanager
    def holding(self, market: str) -> Iterator[None]:
        """Within the block a whole feed of a market does not come to its end."""
        self.held[market] = Event()
        self.reading.clear()
        try:
            yield
        finally:
            self.held.pop(market).set()

    def _put(self, market: str, record: dict[str, Any]) -> None:
        with self._lock:
            told = self.markets.setdefault(market, {})
            told[record["id"]] = {**record, "updated_at": format_time(time.time_ns() // 1_000)}

    def answer(self, asked: Asked) -> Answer:
        """The page that is asked for; a cursor is the id that came last."""
        market = asked.parameters["market"]
        if market in self.failing:
            return GIVES_UP
        whole = "updated_since" not in asked.parameters
        if whole and asked.parameters.get("cursor", "") > self.held_from and (gate := self.held.get(market)):
            self.reading.set()
            while not (gate.wait(0.05) or self.server.ends.is_set()):
                pass
        return replace(self._page(market, asked), waits=market in self.hanging)

    def _page(self, market: str, asked: Asked) -> Answer:
        since, after = asked.parameters.get("updated_since"), asked.parameters.get("cursor", "")
        most = min(int(asked.parameters["limit"]), self.page_records)
        with self._lock:
            as_of = format_time(time.time_ns() // 1_000)
            records = list(self.markets.get(market, {}).values())
        if since:
            records = [one for one in records if parse_time(one["updated_at"]) >= parse_time(since)]
        page = sorted((one for one in records if one["id"] > after), key=lambda one: str(one["id"]))[: most + 1]
        cursor = page[most - 1]["id"] if len(page) > most else None
        return page_of(*page[:most], next_cursor=cursor, as_of=as_of)


@contextmanager
def live_feeds() -> Iterator[LiveFeeds]:
    """A server of feeds that change, for as long as the block."""
    with feed_server() as server:
        feeds = LiveFeeds(server)
        server.answers = feeds.answer
        yield feeds
