"""How does a test read from a feed server, without any time going by?"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from indexer.sources.answers import Bounds
from indexer.sources.http import HttpSource
from indexer.sources.web import Time
from marketplace.errors import FeedError
from tests.creators import NOW
from tests.feed_server import FeedServer

SECRET = "s3cr3t-t0ken"
BOUNDS = Bounds(connect_seconds=2, read_seconds=2)
IMPATIENT = Bounds(read_seconds=0.2, tries=2)


@dataclass
class Waits:
    """The seconds that were waited, none of them really; `step` is how many pass between two looks at the watch."""

    seconds: list[float] = field(default_factory=list)
    step: float = 0
    elapsed: float = 0

    def time(self) -> Time:
        """Time that stands still, but for its steps."""
        return Time(clock=lambda: NOW, elapsed=self._look, sleep=self.seconds.append)

    def _look(self) -> float:
        self.elapsed += self.step
        return self.elapsed


def source_of(server: FeedServer | str, waits: Waits | None = None, *, bounds: Bounds = BOUNDS) -> HttpSource:
    """What reads the feeds of a server, or those at a URL."""
    url = server if isinstance(server, str) else server.url
    return HttpSource(url, token=SECRET, time=(waits or Waits()).time(), bounds=bounds)


def read(source: HttpSource, market: str = "DE") -> list[object]:
    """The contents of a market's records."""
    return [record.content for record in source.records(market)]


def failure(source: HttpSource, market: str = "DE") -> str:
    """Why a market can't be read; never with a secret."""
    with pytest.raises(FeedError) as failed:
        read(source, market)
    assert SECRET not in str(failed.value)
    return str(failed.value)
