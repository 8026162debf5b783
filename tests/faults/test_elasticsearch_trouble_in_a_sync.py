"""Is nothing lost, doubled or half shown when Elasticsearch is in trouble while a market is synced?"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from indexer.report import NOTHING
from marketplace.errors import EngineUnavailable
from tests.faults import writing_troubles as trouble
from tests.faults.elastic_syncs import ElasticSyncs
from tests.faults.proxy import Between
from tests.faults.writing_troubles import BULK, BUSY, CREATORS, STARTING, OnceEach, Some, refused

KINDS = 16
"""Of requests in a sync: lock, states, words, build, aliases, versions, bulk, refresh, count, state, settings, ..."""

PASSING: dict[str, Callable[[], Between]] = {
    "the first answer of each kind lost, all done": lambda: OnceEach(trouble.lost),
    "the first answer of each kind cut, all done": lambda: OnceEach(trouble.cut),
    "the first request of each kind lost": lambda: OnceEach(trouble.hung_up),
    "the first request of each kind refused with 503": lambda: OnceEach(refused(503, STARTING)),
    "gone for two batches": lambda: Some(CREATORS, trouble.hung_up, spared=1, count=2),
    "bulk requests put off for longer than the client's tries": lambda: Some(
        BULK, refused(429, BUSY), spared=2, count=15
    ),
    "the cluster starts while batches are written": lambda: Some(BULK, refused(503, STARTING), spared=3, count=15),
    "the last creator of a batch put off": lambda: Some(CREATORS, trouble.last_put_off, spared=1, count=3),
}


@pytest.mark.parametrize("name", PASSING)
def test_a_trouble_that_passes_loses_and_doubles_nobody(elastic: ElasticSyncs, name: str) -> None:
    feed = elastic.next_feed()
    elastic.proxy.between = between = PASSING[name]()

    report = elastic(feed)

    assert (report.failure, elastic.is_as(feed)) == (None, True)
    assert len(between.met) >= KINDS if isinstance(between, OnceEach) else between.met


BUSY_SAID = r"elasticsearch refused with 429 \(es_rejected_\w+ queue is full\): see its load, and try again later"
LASTING: dict[str, tuple[Between, str]] = {
    "gone": (Some(BULK, trouble.hung_up, spared=3), r"can't be reached \(ConnectionError\): start it, or see"),
    "bulk requests put off": (Some(BULK, refused(429, BUSY), spared=3), BUSY_SAID),
    "a creator put off": (Some(CREATORS, trouble.last_put_off, spared=1), BUSY_SAID),
    "503": (Some(CREATORS, refused(503, STARTING)), r"refused with 503 \(.*\): see its load, and try again later"),
    "half an answer": (Some(CREATORS, trouble.short, spared=1), "elasticsearch's answer can't be read: see what"),
}


@pytest.mark.parametrize("name", LASTING)
def test_a_trouble_that_lasts_leaves_what_is_published_until_the_next_sync(elastic: ElasticSyncs, name: str) -> None:
    before, builds, feed = elastic.published, elastic.builds(), elastic.next_feed()
    elastic.proxy.between, told = LASTING[name]

    failure = elastic(feed).failure

    assert isinstance(failure, EngineUnavailable)
    assert re.search(told, str(failure))
    assert (elastic.is_as(before), elastic.builds()) == (True, builds)
    assert (elastic(feed).failure, elastic.is_as(feed)) == (None, True)


def test_a_swap_of_which_nobody_hears_is_published_all_the_same(elastic: ElasticSyncs) -> None:
    feed = elastic.next_feed()
    elastic.proxy.between = Some("POST /_aliases", trouble.lost)

    failure = elastic(feed).failure

    assert isinstance(failure, EngineUnavailable)
    assert elastic.is_as(feed)
    assert elastic(feed).action == NOTHING
