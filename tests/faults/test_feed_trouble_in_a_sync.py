"""Does a feed server that fails for an hour, cuts its pages or never comes to an end cost more than its own market?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from indexer.sources.answers import Bounds
from indexer.sources.http import HttpSource
from indexer.verify import compare_market
from marketplace.errors import FeedError
from tests.creators import NOW
from tests.fakes import feed_record
from tests.faults.feed_clients import Waits, source_of
from tests.feed_server import Answer, Asked, FeedServer, feed_server, page_of
from tests.feed_troubles import cut, hung_up, status
from tests.unit.indexer.syncs import Syncs

HOUR_SECONDS = 3_600
MOST_PAGES = 20
FEED = [feed_record(f"new{number}") for number in range(30)]


@pytest.fixture
def server() -> Iterator[FeedServer]:
    """A server of two markets, ten creators a page."""
    with feed_server(DE=FEED, FR=[feed_record("fr1", market="FR")]) as made:
        made.page_records = 10
        yield made


@pytest.fixture
def syncs(tmp_path: Path) -> Syncs:
    """Syncs into an index in memory, in which DE is published."""
    made = Syncs(tmp_path)
    made.feed(*(feed_record(f"old{number}") for number in range(20)))
    return made


def of_both(server: FeedServer, waits: Waits) -> HttpSource:
    return source_of(server, waits, bounds=Bounds(connect_seconds=2, read_seconds=2, pages=MOST_PAGES))


def spoilt(server: FeedServer, trouble: Callable[[Answer], Answer], waits: Waits) -> Callable[[Asked], Answer]:
    """The pages of DE from the second on are spoilt until an hour has been waited."""

    def answer(asked: Asked) -> Answer:
        page = server.page(asked)
        is_spoilt = asked.parameters["market"] == "DE" and "cursor" in asked.parameters
        return trouble(page) if is_spoilt and sum(waits.seconds) < HOUR_SECONDS else page

    return answer


Cursors = Callable[[Iterator[int]], str]
NEVER_ENDING: dict[str, tuple[Cursors, str]] = {
    "the same cursor": (lambda _: "700", "page 3: next_cursor came before: each page has another"),
    "three cursors in turn": (lambda pages: f"70{next(pages) % 3}", "page 5: next_cursor came before: each page has"),
    "ever other cursors": (lambda pages: f"{next(pages)}", f"page {MOST_PAGES}: is not the last: end a feed within"),
}
FAILING: dict[str, tuple[Callable[[Answer], Answer], str]] = {
    "503": (status(503), "page 2: answers 503, 6 times: sync again later"),
    "500": (status(500), "page 2: answers 500, 6 times: sync again later"),
    "cut": (cut, "page 2: .*, 6 times: sync again later"),
    "hung up": (hung_up, "page 2: .*, 6 times: sync again later"),
}


def fails_alone_and_comes_again(server: FeedServer, syncs: Syncs, waits: Waits) -> str:
    """What DE fails with, while FR is published; after an hour DE is published too."""
    source = of_both(server, waits)
    failure = syncs(source).failure
    assert isinstance(failure, FeedError)
    assert (syncs(source, market="FR").failure, len(syncs.writer.published["DE"])) == (None, 20)
    assert sum(waits.seconds) < HOUR_SECONDS
    waits.seconds.append(HOUR_SECONDS)
    assert syncs(source).failure is None
    assert compare_market("DE", source=source, writer=syncs.writer, now=NOW).agrees
    return str(failure)


@pytest.mark.parametrize("name", FAILING)
def test_a_server_that_fails_for_an_hour_fails_its_market_alone(server: FeedServer, syncs: Syncs, name: str) -> None:
    waits = Waits()
    trouble, said = FAILING[name]
    server.answers = spoilt(server, trouble, waits)

    assert re.search(said, fails_alone_and_comes_again(server, syncs, waits))


@pytest.mark.parametrize("name", NEVER_ENDING)
def test_pages_without_end_fail_their_market_alone(server: FeedServer, syncs: Syncs, name: str) -> None:
    waits, pages = Waits(), count(1_000)
    cursor, said = NEVER_ENDING[name]
    server.answers = spoilt(server, lambda _: page_of(*FEED[:10], next_cursor=cursor(pages)), waits)

    assert said in fails_alone_and_comes_again(server, syncs, waits)
    assert len(server.asked) <= 2 * MOST_PAGES
