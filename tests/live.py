"""What stands in for a live feed where none is under test?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from indexer.ports import Feed, FeedRecord
from tests.creators import NOW


class LiveSource:
    """A `Source` that tells changes; `as_of` is what it says, `told` what it tells whoever asks since when."""

    def __init__(self, **feeds: Iterable[object]) -> None:
        self.feeds = {market: list(records) for market, records in feeds.items()}
        self.told: dict[str, list[object]] = {}
        self.asked: list[tuple[str, int]] = []
        self.as_of = NOW

    def feed(self, market: str) -> Feed:
        return Feed(market, "a live feed", self.as_of, live=True, tells=True)

    def records(self, market: str) -> Iterator[FeedRecord]:
        for line, content in enumerate(self.feeds[market], 1):
            yield FeedRecord(line, content)

    def changes(self, market: str, since: int) -> Iterator[FeedRecord]:
        self.asked.append((market, since))
        for line, content in enumerate(self.told.get(market, ()), 1):
            if isinstance(content, Exception):
                raise content
            yield FeedRecord(line, content)
