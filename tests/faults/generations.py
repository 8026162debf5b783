"""Which state of a market does a page show? Feeds all of whose creators tell how often their market was changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import cycle
from typing import Any

from indexer.ports import FeedRecord
from indexer.sample.profiles import profiles
from marketplace.creators.times import parse_time
from marketplace.search.asked import query_from
from marketplace.search.page import CreatorPage, ValuesFacet
from marketplace.search.query import CreatorQuery
from tests.creators import NOW
from tests.fakes import MemorySource

MARKETS = ("DE", "FR", "US")
CREATORS = 150
"""In each market: one page holds them all."""

BEGIN = datetime(2026, 11, 1, tzinfo=UTC)
HALF_READ = 75
Asked = tuple[tuple[str, ...], CreatorQuery]


class Generations(MemorySource):
    """Sample feeds; `updated_at` of all creators of a market is the number of its generation, in seconds.

    `half_read` is called, once, in the middle of the next feed that is read.
    """

    def __init__(self) -> None:
        super().__init__()
        now = datetime.fromtimestamp(NOW / 1_000_000, UTC)
        self._samples = {market: list(profiles(market, count=CREATORS, seed=1, now=now)) for market in MARKETS}
        self.ids = {market: {str(one["id"]) for one in samples} for market, samples in self._samples.items()}
        self.newest = dict.fromkeys(MARKETS, 0)
        self.published = dict.fromkeys(MARKETS, 0)
        self.half_read: Callable[[str], None] | None = None

    def advance(self, market: str) -> None:
        """Let the feed of a market be a generation newer."""
        self.newest[market] += 1
        updated = (BEGIN + timedelta(seconds=self.newest[market])).strftime("%Y-%m-%dT%H:%M:%SZ")
        known = {"hashtags": ["vegan"], "updated_at": updated}
        self.feeds[market] = [{**one, **known} for one in self._samples[market]]

    def records(self, market: str) -> Iterator[FeedRecord]:
        for record in super().records(market):
            if record.line == HALF_READ and self.half_read:
                happens, self.half_read = self.half_read, None
                happens(market)
            yield record

    def wrong(self, asked: Asked, page: CreatorPage, published: Mapping[str, int]) -> list[str]:
        """What is wrong with a page that was asked for when these generations had been published."""
        markets, _ = asked
        found = [f"{page.total} hits"] if page.total != CREATORS * len(markets) else []
        facet = page.facets["market"]
        assert isinstance(facet, ValuesFacet)
        counts = {one.value: one.count for one in facet.values}
        if counts != dict.fromkeys(MARKETS, CREATORS):
            found.append(f"the markets have {counts}")
        if len(markets) == 1 and {str(one["id"]) for one in page.creators} != self.ids[markets[0]]:
            found.append("hits are missing or strange")
        for market in markets:
            shown = {_generation(one) for one in page.creators if one["market"] == market}
            if len(shown) != 1 or not published[market] <= min(shown) <= self.newest[market]:
                found.append(f"{market} is of {shown}, not of {published[market]} to {self.newest[market]}")
        return found


def questions() -> Iterator[Asked]:
    """Searches without end: of each market, of one by a word with a mistake, of all."""
    every: dict[str, Any] = {"limit": 200, "facets": ["market"], "sort": "followers"}
    alone = [((one,), query_from({**every, "market": [one]})) for one in MARKETS]
    mistyped = [((one,), query_from({**every, "market": [one], "q": "vegna"})) for one in MARKETS]
    return cycle([*alone, *mistyped, (MARKETS, query_from({**every, "followers_min": 0}))])


def _generation(creator: Mapping[str, object]) -> int:
    return (parse_time(str(creator["updated_at"])) - parse_time(BEGIN.strftime("%Y-%m-%dT%H:%M:%SZ"))) // 1_000_000
