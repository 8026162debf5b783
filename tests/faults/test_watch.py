"""Does `python -m indexer watch` keep an index in step, and end, wait and take over as it says? A real process."""

from __future__ import annotations

import pytest

from tests.faults.elastic_syncs import connected
from tests.faults.proxy import hung_up, none, proxied
from tests.faults.watches import BEGUN_WITHIN_SECONDS, Place, eventually

FOLLOWERS = 1_000
"""Of a creator of whom a test says nothing."""

PRICE = {"amount": "350.00", "currency": "EUR"}


@pytest.fixture
def two_markets(place: Place) -> Place:
    """Feeds of two creators in DE and one in FR."""
    place.feeds.fill("DE", 2)
    place.feeds.fill("FR", 1)
    return place


def test_what_changes_at_the_feed_server_is_found_soon(two_markets: Place) -> None:
    place, feeds = two_markets, two_markets.feeds
    watch = place.leading()

    feeds.tell("DE", "de-000000", followers=5)
    feeds.tell("FR", "fr-000001", followers=7)
    feeds.leave("FR", "fr-000000")
    feeds.move("de-000001", away="DE", to="FR")

    place.shows("FR", {"fr-000001": 7, "de-000001": FOLLOWERS})
    place.shows("DE", {"de-000000": 5})
    watch.tells('indexer_creators{market="FR"}', 2)
    metrics = watch.metrics()
    assert 0 <= metrics['indexer_lag_seconds{market="DE"}'] < BEGUN_WITHIN_SECONDS
    assert metrics['indexer_runs_total{action="full",end="done",market="DE"}'] == 1
    assert watch.ends() == 0


def test_what_the_marketplace_says_is_found_soon(two_markets: Place) -> None:
    place = two_markets
    place.leading()

    place.overlays.change("de-000001", {"price": PRICE})
    eventually(lambda: place.told("DE", "price").get("de-000001"), PRICE)
    place.overlays.change("de-000000", {"hidden": True})
    place.shows("DE", {"de-000001": FOLLOWERS})
    place.feeds.tell("DE", "de-000000", followers=5)
    place.feeds.tell("DE", "de-000001", followers=6)
    place.shows("DE", {"de-000001": 6})
    place.overlays.clear("de-000000", ["hidden"])

    place.shows("DE", {"de-000000": 5, "de-000001": 6})
    assert place.told("DE", "price")["de-000001"] == PRICE


def test_a_watch_ends_soon_while_a_feed_hangs(two_markets: Place) -> None:
    watch = two_markets.leading()
    two_markets.feeds.hanging.add("FR")
    eventually(lambda: two_markets.feeds.server.asked[-1].parameters["market"], "DE")

    assert watch.ends() == 0


def test_a_watch_ends_soon_while_a_whole_feed_is_read_and_the_next_one_takes_it_up(embedded_watches: Place) -> None:
    place = embedded_watches
    place.feeds.fill("DE", 2)
    place.feeds.page_records = 1
    with place.feeds.holding("DE"):
        watch = place.watch("DE")
        assert place.feeds.reading.wait(BEGUN_WITHIN_SECONDS)
        assert watch.ends() == 0

    place.leading("DE")


def test_of_two_watches_one_stands_by_and_takes_over_when_the_other_is_killed(two_markets: Place) -> None:
    first, second = two_markets.leading(), two_markets.watch()
    second.tells("indexer_leading", 0)
    first.tells("indexer_leading", 1)

    first.process.kill()
    _lapse(two_markets)

    second.tells("indexer_leading", 1)
    two_markets.feeds.tell("DE", "de-000000", followers=5)
    two_markets.shows("DE", {"de-000000": 5, "de-000001": FOLLOWERS})


def _lapse(place: Place) -> None:
    """What an operator may do who knows that the holder of the lock on Elasticsearch is dead."""
    if url := place.settings.get("ELASTICSEARCH_URL"):
        with connected(url) as client:
            client.delete(index=f"{place.settings['MARKETPLACE_INDEX_PREFIX']}-locks", id="sync")


def test_a_market_that_fails_stops_nobody_else_and_is_synced_when_it_recovers(two_markets: Place) -> None:
    place = two_markets
    place.feeds.failing.add("FR")
    watch = place.watch()

    watch.tells('indexer_failing{market="FR"}', 1)
    place.feeds.tell("DE", "de-000002")
    place.shows("DE", dict.fromkeys(("de-000000", "de-000001", "de-000002"), FOLLOWERS))
    place.feeds.failing.clear()

    place.shows("FR", {"fr-000000": FOLLOWERS}, within=BEGUN_WITHIN_SECONDS)
    watch.tells('indexer_failing{market="FR"}', 0)


def test_an_elasticsearch_that_is_away_is_waited_for_at_the_start_and_in_between(elastic_watches: Place) -> None:
    place = elastic_watches
    place.feeds.fill("DE", 2)
    with proxied(place.settings["ELASTICSEARCH_URL"]) as proxy:
        proxy.trouble = hung_up
        watch = place.watch("DE", ELASTICSEARCH_URL=proxy.url)
        eventually(lambda: b"standing by" in watch.log.read_bytes(), True, within=BEGUN_WITHIN_SECONDS)
        proxy.trouble = none
        place.shows("DE", dict.fromkeys(("de-000000", "de-000001"), FOLLOWERS), within=BEGUN_WITHIN_SECONDS)

        proxy.trouble = hung_up
        place.feeds.tell("DE", "de-000000", followers=5)
        place.feeds.leave("DE", "de-000001")
        watch.tells('indexer_failing{market="DE"}', 1)
        proxy.trouble = none
        place.shows("DE", {"de-000000": 5}, within=BEGUN_WITHIN_SECONDS)
