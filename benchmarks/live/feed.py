"""What changes, and who tells of it? A feed server that holds all creators and goes on changing some."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from threading import Event, Lock, Thread

from indexer.parsing import parsed
from indexer.sources.folders import folder_at
from indexer.sources.ndjson import NdjsonSource
from marketplace.creators.markets import codes
from marketplace.creators.times import format_time
from tests.feed_server import Answer, Asked, FeedServer, page_of

TICKS_A_SECOND = 20

Record = dict[str, object]


def now() -> str:
    """The time, as a feed writes it."""
    return format_time(time.time_ns() // 1_000)


class ChangingFeed:
    """The creators of a folder of feeds, by market; `changed` remembers who has changed since the beginning.

    `asked` counts the first pages that were asked for.
    """

    def __init__(self, feeds: Path) -> None:
        source = NdjsonSource(folder_at(str(feeds), now=time.time_ns() // 1_000))
        self.creators: dict[str, dict[str, Record]] = {}
        for code in codes():
            records = [parsed(one.content) for one in source.records(code)]
            self.creators[code] = {str(one["id"]): one for one in records if isinstance(one, dict)}
        self.changed: dict[str, list[tuple[str, str]]] = {code: [] for code in self.creators}
        self._ids = {code: list(ids) for code, ids in self.creators.items()}
        self._random = Random(1)
        self._lock = Lock()
        self.asked = 0

    def change(self, count: int) -> tuple[str, Record]:
        """Change so many creators somewhere; the market and record of the last of them."""
        with self._lock:
            for _ in range(count):
                market = self._random.choice(list(self._ids))
                one = self._random.choice(self._ids[market])
                followers = self._random.randrange(1_000, 1_000_000)
                record = {**self.creators[market][one], "followers": followers, "updated_at": now()}
                self.creators[market][one] = record
                self.changed[market].append((str(record["updated_at"]), one))
        return market, record

    def answer(self, asked: Asked) -> Answer:
        """The page that is asked for; a cursor is how many records come before."""
        market, since = asked.parameters["market"], asked.parameters.get("updated_since", "")
        with self._lock:
            as_of = now()
            told = self.changed[market][bisect_left(self.changed[market], (since, "")) :] if since else ()
            ids = list(dict.fromkeys(one for _, one in told)) if since else self._ids[market]
            self.asked += "cursor" not in asked.parameters
            before, limit = int(asked.parameters.get("cursor", "0")), int(asked.parameters["limit"])
            part = [self.creators[market][one] for one in ids[before : before + limit]]
        follows = str(before + limit) if before + limit < len(ids) else None
        return page_of(*part, next_cursor=follows, as_of=as_of)


@contextmanager
def served(feed: ChangingFeed) -> Iterator[str]:
    """The URL of a server of the feed, as the indexer takes it."""
    with FeedServer() as server:
        server.answers = feed.answer
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"feed+{server.url}"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def changing(feed: ChangingFeed, a_second: int) -> Iterator[None]:
    """So many changes a second while the block runs."""
    ended = Event()

    def change() -> None:
        while not ended.wait(1 / TICKS_A_SECOND):
            feed.change(max(1, a_second // TICKS_A_SECOND))

    thread = Thread(target=change, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
