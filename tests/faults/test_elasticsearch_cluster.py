"""Does a cluster that loses a node go on answering and taking in, and lose nothing that was published?

One cluster of three nodes for all tests of this file: it takes half a minute, and each node that is lost comes back.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Event
from time import monotonic

import pytest
from elasticsearch import Elasticsearch

from indexer.writers.elastic import ElasticWriter
from marketplace.elastic import copies
from marketplace.elastic.client import connect
from marketplace.elastic.engine import ElasticEngine
from marketplace.elastic.mapping import mapping_hash
from marketplace.elastic.names import IndexName, market_alias
from marketplace.errors import EngineUnavailable
from marketplace.search.service import SearchService
from marketplace.settings import Settings, load_settings
from tests.creators import NOW
from tests.elasticsearch_cluster import Cluster, Node, running_cluster
from tests.elasticsearch_home import ElasticsearchMissingError, find_home
from tests.faults.generations import MARKETS, Generations, questions
from tests.faults.searches import searching
from tests.faults.syncs import Syncs, syncing

ANSWERED_WITHIN_SECONDS = 30
SYNCED_WITHIN_SECONDS = 60
LOST_WITHIN_SECONDS = 60
PREFIX = "creators"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """Three nodes; skipped where there can be none, which fails on CI."""
    try:
        home = find_home()
    except ElasticsearchMissingError as missing:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"elasticsearch could not be had: {missing}")
    with running_cluster(home) as started:
        yield started


@pytest.fixture(scope="module")
def settings(cluster: Cluster) -> Settings:
    """The settings of who uses the cluster: they name all nodes."""
    return load_settings({"ELASTICSEARCH_URL": cluster.urls, "MARKETPLACE_INDEX_PREFIX": PREFIX})


@pytest.fixture(scope="module")
def indexing(settings: Settings) -> Iterator[Elasticsearch]:
    """The indexer's client."""
    with connect(settings, indexing=True) as client:
        yield client


@pytest.fixture(scope="module")
def syncs(indexing: Elasticsearch, tmp_path_factory: pytest.TempPathFactory) -> Syncs:
    """Syncs into the cluster; every market is published."""
    made = Syncs(ElasticWriter(indexing, PREFIX), Generations(), tmp_path_factory.mktemp("rejects"))
    assert [made.sync(market).failure for market in MARKETS] == [None] * len(MARKETS)
    return made


@pytest.fixture
def service(settings: Settings) -> Iterator[SearchService]:
    """What the API searches by."""
    with connect(settings, indexing=False) as client:
        yield SearchService(ElasticEngine(client, PREFIX), lambda: NOW)


@dataclass
class Loss:
    """The death of the node that `victim` names of the market at hand, when it is called."""

    cluster: Cluster
    victim: Callable[[Cluster, str], str]
    lost: list[Node] = field(default_factory=list)
    at: float = 0
    done: Event = field(default_factory=Event)

    def __call__(self, market: str) -> None:
        alias = market_alias(IndexName(PREFIX, market, mapping_hash(), ""))
        node = self.cluster.nodes[self.victim(self.cluster, alias)]
        self.lost, self.at = [node], monotonic()
        node.kill()
        self.done.set()


VICTIMS: dict[str, tuple[str, Callable[[Cluster, str], str]]] = {
    "the master, while a market is read": ("half_read", lambda cluster, _: cluster.master()),
    "the one that has just published": ("published", lambda cluster, alias: cluster.holder(alias)),
}


@pytest.mark.parametrize("victim", VICTIMS)
def test_a_node_that_dies_costs_no_wrong_answer_and_no_published_market(
    cluster: Cluster, syncs: Syncs, service: SearchService, victim: str
) -> None:
    moment, named = VICTIMS[victim]
    loss = Loss(cluster, named)
    with searching(service, syncs.feeds) as searches, syncing(syncs):
        syncs.when(moment, loss)
        assert loss.done.wait(LOST_WITHIN_SECONDS)
        searches.steady(ANSWERED_WITHIN_SECONDS)
        syncs.succeeded(SYNCED_WITHIN_SECONDS)
    assert searches.refused_until(loss.at) <= ANSWERED_WITHIN_SECONDS
    assert_all_is_kept(syncs)
    loss.lost[0].start()
    cluster.await_green()
    assert_all_is_kept(syncs)


def assert_all_is_kept(syncs: Syncs) -> None:
    """What was said to be published is there, and what was said to have failed succeeds now."""
    failed = [market for market in MARKETS if syncs.feeds.published[market] < syncs.feeds.newest[market]]
    assert [syncs.sync(market).failure for market in failed] == [None] * len(failed)
    assert [syncs.compare(market).agrees for market in MARKETS] == [True] * len(MARKETS)


@pytest.fixture
def no_copies(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nobody makes second copies, and that is seen after a second."""
    monkeypatch.setattr(copies, "ASKED_FOR_SECONDS", 1)
    monkeypatch.setattr(copies, "UNMADE_SECONDS", 1)
    enabled = "cluster.routing.allocation.enable"
    cluster.client.cluster.put_settings(persistent={enabled: "primaries"})
    yield
    cluster.client.cluster.put_settings(persistent={enabled: None})


def test_a_market_that_one_node_alone_would_hold_is_not_published(
    syncs: Syncs, service: SearchService, no_copies: None
) -> None:
    asked, published = next(questions()), dict(syncs.feeds.published)
    failure = syncs.sync("DE").failure
    assert isinstance(failure, EngineUnavailable)
    assert "makes no second copy of creators-de-" in str(failure)
    syncs.feeds.newest = published
    assert syncs.feeds.wrong(asked, service.search(asked[1]).page, published) == []
